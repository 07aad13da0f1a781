"""More time for one unit in one stage: granted with a reason and an end, and taken back with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from danvan.accounts.models import User
from danvan.dossiers.addressed import takes_part
from danvan.dossiers.campaign_rows import CannotRun, may_run
from danvan.dossiers.enums import WindowStage
from danvan.dossiers.models import Campaign, WindowException
from danvan.dossiers.windows import closing_for_group, group_of, told
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.units.models import Unit

EXTENDED = (WindowStage.REGISTER, WindowStage.REPORT)  # the stages whose closing keeps anything from being sent


@dataclass(frozen=True)
class Longer:
    """More time for a unit: in which stage, until when, and why."""

    unit: Unit
    stage: str
    until: datetime
    reason: str


@transaction.atomic
def extend(*, campaign: Campaign, longer: Longer, by: User, at: datetime) -> WindowException:
    """Let one unit send until a later moment. Raises ``CannotRun`` with the sentence and its place."""
    wait_for_writers()
    unit, reason = longer.unit, longer.reason.strip()
    if not may_run(by, campaign):
        raise CannotRun("Bạn không gia hạn trong đợt này được.")
    if campaign.opened_at is None:
        raise CannotRun("Đợt chưa mở, hãy sửa thời hạn của đợt.")
    if not reason:
        raise CannotRun("Cần ghi rõ lý do.", "reason")
    if not takes_part(campaign, timezone.localdate(at)).filter(pk=unit.pk).exists():
        raise CannotRun(f"{unit.name} không thuộc đợt này.", "unit")
    _refuse_moment(campaign, longer, at)
    made = WindowException.objects.create(
        campaign=campaign, unit=unit, stage=longer.stage, until=longer.until, reason=reason, granted_by=by,
        granted_at=at,
    )  # fmt: skip
    details = {"stage": ["", longer.stage], "until": ["", told(longer.until)]}
    record(Act(campaign, "extend", "Gia hạn", unit, note=reason, details=details), by=by, at=at)
    return made


def _refuse_moment(campaign: Campaign, longer: Longer, at: datetime) -> None:
    stage, until = longer.stage, longer.until
    label = WindowStage(stage).label
    regular = closing_for_group(campaign, stage, group_of(longer.unit.kind), at)
    if stage not in EXTENDED or regular is None:
        raise CannotRun(f"Bước “{label}” không có giờ đóng, không cần gia hạn.", "stage")
    if until <= regular.closes_at:
        raise CannotRun(f"Bước này đóng lúc {told(regular.closes_at)}; gia hạn phải đến sau giờ đó.", "until")
    if until <= at:
        raise CannotRun(f"{told(until)} đã qua.", "until")


@transaction.atomic
def end_extension(*, extension: WindowException, reason: str, by: User, at: datetime) -> None:
    """Take the extra time back from this moment on; what was sent in it stays sent."""
    wait_for_writers()
    fresh = WindowException.objects.select_related("campaign__keeper", "unit").get(pk=extension.pk)
    if not may_run(by, fresh.campaign):
        raise CannotRun("Bạn không gia hạn trong đợt này được.")
    if fresh.ended_at is not None:
        raise CannotRun(f"Gia hạn của {fresh.unit.name} đã thôi từ {told(fresh.ended_at)}.")
    if not reason.strip():
        raise CannotRun("Cần ghi rõ lý do thôi gia hạn.", "reason")
    fresh.ended_at = at
    fresh.save(update_fields=["ended_at"])
    details = {"stage": [fresh.stage, ""], "until": [told(fresh.until), told(at)]}
    act = Act(fresh.campaign, "end_extension", "Thôi gia hạn", fresh.unit, note=reason.strip(), details=details)
    record(act, by=by, at=at)
