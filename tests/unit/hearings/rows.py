"""A consultation on three candidates, and an opinion on the first of them."""

from __future__ import annotations

from datetime import date, timedelta

from danvan.dossiers.enums import Holder, State
from danvan.dossiers.models import Dossier
from danvan.hearings.actions import Plan, open_consultation, prepare, say
from danvan.hearings.models import Candidate, Consultation, Opinion
from tests import make

TODAY = date(2026, 3, 10)  # make.NOON is this day at noon in Hà Nội, a Tuesday
TEXT = "Tôi thấy con đường đẹp hơn trước nhiều."
PERSON = "Bà Nông Thị Lan"


def candidates(cast) -> list[Dossier]:
    """A collective, an individual, and another collective, all judged."""
    person = {"holder_kind": Holder.INDIVIDUAL, "holder_name": PERSON, "title": "Nông Thị Lan giúp hộ nghèo"}
    return [
        make.dossier(cast.village, cast.campaign, state=State.CONFIRMED, title="Tuyến đường hoa"),
        make.dossier(cast.village, cast.campaign, state=State.APPROVED, **person),
        make.dossier(cast.office, cast.campaign, state=State.SENT, title="Một cửa thân thiện"),
    ]


def plan(dossiers: list[Dossier], *, days: int = 10, **more) -> Plan:
    last = TODAY + timedelta(days=days - 1)
    return Plan(**{"title": "Góp ý", "opens_on": TODAY, "closes_on": last, "dossiers": dossiers, **more})


def opened(cast, dossiers: list[Dossier] | None = None, **more) -> Consultation:
    found = candidates(cast) if dossiers is None else dossiers
    made = prepare(campaign=cast.campaign, plan=plan(found, **more), by=cast.dung, at=make.NOON)
    return open_consultation(consultation=made, by=cast.dung, at=make.NOON)


def first(consultation: Consultation) -> Candidate:
    related = ("consultation", "dossier__campaign__keeper", "dossier__keeper")
    return consultation.candidates.select_related(*related).order_by("pk")[0]


def opinion(candidate: Candidate, text: str = TEXT, key: str = "a" * 32, at=make.NOON) -> Opinion:
    return say(dossier=candidate.dossier, candidate=candidate, text=text, request_key=key, at=at).opinion


def comment(dossier: Dossier, text: str = TEXT, key: str = "b" * 32, at=make.NOON) -> Opinion:
    return say(dossier=dossier, candidate=None, text=text, request_key=key, at=at).opinion
