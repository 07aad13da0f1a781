"""What an attacker stands before: a second province, something published, something hidden, and doors to try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from danvan.accounts.models import User
from danvan.decisions.models import Decision
from danvan.decisions.workflow import DECISION_LIFE
from danvan.dossiers.models import Campaign, Dossier, Evidence
from danvan.units.enums import UnitKind
from danvan.units.models import Unit
from tests import make
from tests.conftest import PEOPLE

SECRET = "BIMATKHONGCONGBO"
PHONE = "0912 345 678"


@dataclass(frozen=True)
class Abroad:
    """Another province with a board, a commune, a campaign and a dossier of its own."""

    province: Unit
    commune: Unit
    campaign: Campaign
    dossier: Dossier
    minh: User


@pytest.fixture
def abroad(cast) -> Abroad:
    province = make.unit("Q", kind=UnitKind.PROVINCE, name="Tỉnh ủy Miền Xuôi")
    commune = make.unit("QX", parent=province, name="Đảng bộ xã Bên Kia Sông")
    campaign = make.campaign(province, name="Thi đua của tỉnh bên")
    dossier = make.dossier(commune, campaign, state="APPROVED", title=f"Mô hình {SECRET}")
    return Abroad(province, commune, campaign, dossier, make.user("PROVINCE_APPROVER", province, "minh"))


@dataclass(frozen=True)
class Book:
    """One recognised model with a telephone number in it, and registrations nobody may read yet."""

    model: Dossier
    hidden: list[Dossier]
    listed: Dossier
    decision: Decision
    draft: Decision
    code: str


@pytest.fixture
def book(cast) -> Book:
    """A living campaign that shows only what is recognised, and an old one whose figures are out."""
    model = make.dossier(cast.village, cast.campaign, state="APPROVED", title="Hiến đất làm đường", contact=PHONE)
    decision = make.decision(cast.province, model)
    DECISION_LIFE.take(decision, "issue", by=cast.giang, at=make.NOON)
    states = ("DRAFT", "SUBMITTED", "ACCEPTED", "CONFIRMED", "APPROVED", "WITHDRAWN")
    hidden = [
        make.dossier(cast.village, cast.campaign, state=state, title=f"{SECRET} {state}", place=SECRET, method=SECRET)
        for state in states
    ]
    out = make.campaign(cast.east, published_at=make.LONG_AGO, first_year=2020, last_year=2020, is_archive=True)
    more = {"year": 2020, "holder_kind": "INDIVIDUAL", "holder_name": SECRET, "method": SECRET, "contact": SECRET}
    listed = make.dossier(cast.village, out, state="ACCEPTED", title="Tuyến đường hoa", place=SECRET, **more)
    hidden.append(make.dossier(cast.village, out, state="DRAFT", title=f"{SECRET} nháp", **more))
    draft = make.decision(cast.province, hidden[4], summary=SECRET, signed_on=date(2026, 4, 1))
    attach(model, f"{SECRET}.pdf", cast.an)
    code = decision.items.get().certificate.code
    return Book(model, hidden, listed, decision, draft, code)


def attach(dossier: Dossier, name: str, by: User) -> Evidence:
    """A file as the portal keeps it."""
    made = Evidence(
        dossier=dossier, name=name, content_type="application/pdf", size=4, sha256="0" * 64, added_by=by,
        added_at=make.NOON,
    )  # fmt: skip
    made.file.save("x.pdf", ContentFile(b"%PDF"))
    return made


@pytest.fixture
def visit(cast):
    """A browser of one of the cast, or of nobody."""

    def as_person(who: str = "") -> Client:
        client = Client(raise_request_exception=False)
        if who:
            client.force_login(getattr(cast, who))
        return client

    return as_person


EVERYONE = ("", *PEOPLE)
