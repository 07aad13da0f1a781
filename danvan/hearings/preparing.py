"""Preparing a consultation: its title, its days and its candidates; and giving it more days while it is open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.dossiers.enums import Holder
from danvan.dossiers.models import Campaign, Dossier, DossierQuerySet
from danvan.hearings.blockers import LAID_OPEN
from danvan.hearings.enums import ConsultationState
from danvan.hearings.models import Candidate, Consultation
from danvan.kit import dates, vi
from danvan.ledger.record import Act, record, wait_for_writers

DEFAULT_DAYS, MOST_DAYS = 15, 90
TWICE = timedelta(minutes=1)  # a form that comes again within it was sent twice
MEANWHILE = "Người khác vừa lưu đợt lấy ý kiến này. Hãy xem lại rồi lưu lần nữa."
MAY_NOT = "Bạn không tổ chức lấy ý kiến cho đợt thi đua này."


class CannotConsult(Exception):
    """The consultation is not stored as asked; the message says why."""


@dataclass(frozen=True)
class Plan:
    """What a consultation is called, what it says, its days, its dossiers, and those individuals who agreed to be
    named (primary keys of dossiers)."""

    title: str
    opens_on: date
    closes_on: date
    intro: str = ""
    keep_days: int = 90
    dossiers: Sequence[Dossier] = ()
    agreed: Collection[int] = ()


def candidates_for(campaign: Campaign) -> DossierQuerySet:
    """The dossiers of a campaign that may be laid open: judged, and not decided."""
    found: DossierQuerySet = Dossier.objects.filter(campaign=campaign, state__in=LAID_OPEN, recognised_on__isnull=True)
    return found.order_by("unit__sort_key", "title", "pk")


@transaction.atomic
def prepare(*, campaign: Campaign, plan: Plan, by: User, at: datetime) -> Consultation:
    """A new consultation, not public yet; the same plan sent twice at once is one. Raises ``CannotConsult``."""
    wait_for_writers()
    if not may(by, Action.RUN, campaign.keeper):
        raise CannotConsult(MAY_NOT)
    _refuse(campaign, plan)
    if twin := _twin(campaign, plan, by, at):
        return twin
    made = Consultation(
        unit=campaign.keeper, campaign=campaign, state=ConsultationState.DRAFT, created_by=by, created_at=at,
        is_illustrative=campaign.is_illustrative, **_written(plan),
    )  # fmt: skip
    made.save()
    _choose(made, plan)
    record(Act(made, "prepare", "Lập đợt lấy ý kiến", made.unit, after=made.state, details=_told(plan)), by=by, at=at)
    return made


def _twin(campaign: Campaign, plan: Plan, by: User, at: datetime) -> Consultation | None:
    """The same plan of the same person a moment ago."""
    found = Consultation.objects.filter(campaign=campaign, state=ConsultationState.DRAFT, edition=1, created_by=by)
    wanted = {(one.pk, _agreed(one, plan)) for one in plan.dossiers}
    for one in found.filter(created_at__gt=at - TWICE, **_written(plan)).order_by("pk"):
        if set(one.candidates.values_list("dossier", "name_agreed")) == wanted:
            return one
    return None


@transaction.atomic
def change(*, consultation: Consultation, plan: Plan, edition: int, by: User, at: datetime) -> Consultation:
    """Change a consultation that was not opened. Raises ``CannotConsult``."""
    fresh = _fresh(consultation, edition, by, ConsultationState.DRAFT)
    _refuse(fresh.campaign, plan)
    for name, value in _written(plan).items():
        setattr(fresh, name, value)
    fresh.edition += 1
    fresh.save(update_fields=[*_written(plan), "edition"])
    fresh.candidates.exclude(dossier__in=[one.pk for one in plan.dossiers]).delete()
    _choose(fresh, plan)
    record(Act(fresh, "change", "Sửa đợt lấy ý kiến", fresh.unit, details=_told(plan)), by=by, at=at)
    return fresh


@transaction.atomic
def extend(*, consultation: Consultation, closes_on: date, edition: int, by: User, at: datetime) -> Consultation:
    """Give the people more days while it is open; never fewer. Raises ``CannotConsult``."""
    fresh = _fresh(consultation, edition, by, ConsultationState.OPEN)
    if closes_on <= fresh.closes_on:
        raise CannotConsult(f"Chỉ kéo dài được, nên ngày mới phải sau ngày {dates.short(fresh.closes_on)}.")
    if (closes_on - fresh.opens_on).days > MOST_DAYS:
        raise CannotConsult(f"Một đợt lấy ý kiến dài nhất {MOST_DAYS} ngày.")
    details = {"closes_on": [dates.plain(fresh.closes_on), dates.plain(closes_on)]}
    fresh.closes_on = closes_on
    fresh.edition += 1
    fresh.save(update_fields=["closes_on", "edition"])
    record(Act(fresh, "extend", "Kéo dài đợt lấy ý kiến", fresh.unit, details=details), by=by, at=at)
    return fresh


def _fresh(consultation: Consultation, edition: int, by: User, state: str) -> Consultation:
    wait_for_writers()
    fresh = Consultation.objects.select_related("unit", "campaign").get(pk=consultation.pk)
    if not may(by, Action.RUN, fresh.unit):
        raise CannotConsult(MAY_NOT)
    if fresh.state != state:
        raise CannotConsult(f"Đợt lấy ý kiến hiện ở trạng thái “{fresh.state_label}” nên không làm được việc này.")
    if fresh.edition != edition:
        raise CannotConsult(MEANWHILE)
    return fresh


def _refuse(campaign: Campaign, plan: Plan) -> None:
    if not vi.clean_line(plan.title) or len(plan.title) > 200:
        raise CannotConsult("Ghi tên đợt lấy ý kiến, nhiều nhất 200 ký tự.")
    if plan.closes_on < plan.opens_on:
        raise CannotConsult("Ngày kết thúc phải từ ngày mở trở đi.")
    if (plan.closes_on - plan.opens_on).days > MOST_DAYS:
        raise CannotConsult(f"Một đợt lấy ý kiến dài nhất {MOST_DAYS} ngày.")
    wanted = {one.pk for one in plan.dossiers}
    if candidates_for(campaign).filter(pk__in=wanted).count() != len(wanted):
        raise CannotConsult("Có hồ sơ không thuộc đợt này, chưa được chấm hoặc đã có kết luận.")


def _written(plan: Plan) -> dict[str, Any]:
    return {
        "title": vi.clean_line(plan.title), "intro": vi.clean_text(plan.intro), "opens_on": plan.opens_on,
        "closes_on": plan.closes_on, "keep_days": plan.keep_days,
    }  # fmt: skip


def _told(plan: Plan) -> dict[str, Any]:
    days = [dates.plain(plan.opens_on), dates.plain(plan.closes_on)]
    return {"days": days, "dossiers": sorted(one.pk for one in plan.dossiers), "agreed": sorted(plan.agreed)}


def _choose(consultation: Consultation, plan: Plan) -> None:
    for dossier in plan.dossiers:
        Candidate.objects.update_or_create(
            consultation=consultation, dossier=dossier, defaults={"name_agreed": _agreed(dossier, plan)}
        )  # fmt: skip


def _agreed(dossier: Dossier, plan: Plan) -> bool:
    return dossier.pk in plan.agreed and dossier.holder_kind == Holder.INDIVIDUAL
