"""Writing down what a dossier sets out to reach, while it is being carried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier
from danvan.kit import numbers, vi
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.progress.enums import WRITABLE
from danvan.progress.models import ProgressLine, ProgressReport, Target

MOST = 20


class CannotReport(Exception):
    """The targets or the report cannot be kept as they are; the message is fit to show to the user."""


@dataclass(frozen=True)
class Wanted:
    """One target as it was written; without text it is not, or no longer, wanted."""

    text: str
    measure: str = ""
    goal: Decimal | None = None
    pk: int | None = None  # of the one that stands already

    def __str__(self) -> str:
        goal = f": {numbers.short(self.goal)} {self.measure}".rstrip() if self.goal is not None else ""
        return f"{self.text}{goal}"


def may_set_targets(by: User, dossier: Dossier) -> bool:
    """Those who write for the unit, from the acceptance of the dossier until it is reported on."""
    return dossier.state == State.ACCEPTED and may(by, Action.EDIT, dossier.keeper)


def suggested(dossier: Dossier) -> list[str]:
    """What the registration says it wants, piece by piece, to begin the targets with."""
    pieces = dossier.objectives.replace(";", "\n").splitlines()
    lines = [vi.capfirst_vi(vi.clean_line(piece).lstrip("-+•* ").rstrip(".")) for piece in pieces]
    return [line[:300] for line in lines if line][:MOST]


@transaction.atomic
def set_targets(*, dossier: Dossier, wanted: Sequence[Wanted], by: User, at: datetime) -> list[Target]:
    """Store the targets in this order; those left out stay only for reports that were sent. Raises ``CannotReport``.

    Reports still being written follow at once.
    """
    wait_for_writers()
    fresh = Dossier.objects.select_related("keeper", "unit").get(pk=dossier.pk)
    if not may_set_targets(by, fresh):
        raise CannotReport("Mục tiêu chỉ sửa được khi hồ sơ đang thực hiện, bởi người ghi hồ sơ của đơn vị.")
    kept = [one for one in wanted if one.text.strip()]
    if len(kept) > MOST:
        raise CannotReport(f"Mỗi hồ sơ ghi nhiều nhất {MOST} mục tiêu.")
    before = list(Target.objects.standing(fresh))
    every = Target.objects.filter(dossier=fresh)
    every.update(is_active=False)
    known = {target.pk: target for target in every}
    made = [_store(fresh, one, known.get(one.pk or 0), order) for order, one in enumerate(kept, 1)]
    old, new = [_said(one) for one in before], [_said(one) for one in made]
    if old != new:
        for report in ProgressReport.objects.filter(dossier=fresh, state__in=WRITABLE):
            follow(report, made)
        details = {"targets": ["; ".join(old), "; ".join(new)]}
        record(Act(fresh, "set_targets", "Ghi mục tiêu", fresh.unit, details=details), by=by, at=at)
    return made


def _said(target: Target) -> str:
    return str(Wanted(target.text, target.measure, target.goal))


def _store(dossier: Dossier, one: Wanted, known: Target | None, order: int) -> Target:
    target = known or Target(dossier=dossier)
    target.order, target.is_active = order, True
    target.text, target.measure, target.goal = one.text, one.measure, one.goal
    target.save()
    return target


def follow(report: ProgressReport, targets: Sequence[Target]) -> None:
    """Let the lines of a report that is being written say what the targets say now."""
    report.lines.exclude(target__in=targets).delete()
    lines = {line.target_id: line for line in report.lines.all()}
    for target in targets:
        line = lines.get(target.pk) or ProgressLine(report=report, target=target)
        line.order, line.text, line.measure, line.goal = target.order, target.text, target.measure, target.goal
        line.save()
