"""The checklists of a board: made, changed line by line, and put out of use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from danvan.accounts.access import Action, homes, may
from danvan.accounts.models import User
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.units.models import Unit
from danvan.visits.actions import EDITED, CannotVisit, EditedMeanwhile
from danvan.visits.models import Checklist, ChecklistItem

MOST_LINES = 60


@dataclass(frozen=True)
class Lines:
    """What a checklist says: its name, its kind, its lines in order, and whether it is in use."""

    name: str
    kind: str
    lines: Sequence[str]
    is_active: bool = True


def boards_of(user: User) -> list[Unit]:
    """The units for which this person keeps checklists."""
    return [home for home in homes(user) if may(user, Action.VISIT, home)]


def may_keep(user: User, checklist: Checklist) -> bool:
    """Common checklists are nobody's to change: a board copies them."""
    return checklist.unit is not None and may(user, Action.VISIT, checklist.unit)


@transaction.atomic
def make(*, unit: Unit, lines: Lines, by: User, at: datetime) -> Checklist:
    """A new checklist of a board. Raises ``CannotVisit``."""
    if not may(by, Action.VISIT, unit):
        raise CannotVisit("Bạn không lập được danh mục kiểm tra cho cơ quan này.")
    wait_for_writers()
    made = Checklist.objects.create(name=lines.name, kind=lines.kind, unit=unit, is_active=lines.is_active)
    _keep_lines(made, lines.lines)
    record(Act(made, "make", "Lập danh mục kiểm tra", unit, details={"name": ["", made.name]}), by=by, at=at)
    return made


@transaction.atomic
def change(*, checklist: Checklist, lines: Lines, edition: int, by: User, at: datetime) -> Checklist:
    """Write a checklist anew; visits that answered a line keep it. Raises ``CannotVisit``."""
    wait_for_writers()
    fresh = Checklist.objects.select_related("unit").get(pk=checklist.pk)
    if not may_keep(by, fresh):
        raise CannotVisit("Bạn không sửa được danh mục này; hãy chép thành danh mục của cơ quan mình.")
    if fresh.edition != edition:
        raise EditedMeanwhile(EDITED)
    old = fresh.name
    fresh.name, fresh.kind, fresh.is_active, fresh.edition = lines.name, lines.kind, lines.is_active, edition + 1
    fresh.save()
    _keep_lines(fresh, lines.lines)
    record(Act(fresh, "change", "Sửa danh mục kiểm tra", fresh.unit, details={"name": [old, fresh.name]}), by=by, at=at)
    return fresh


def _keep_lines(checklist: Checklist, lines: Sequence[str]) -> None:
    if not lines:
        raise CannotVisit("Danh mục cần ít nhất một nội dung.")
    if len(lines) > MOST_LINES:
        raise CannotVisit(f"Danh mục có nhiều nhất {MOST_LINES} nội dung.")
    standing = {item.text: item for item in checklist.items.filter(is_active=True)}
    for order, text in enumerate(dict.fromkeys(lines), 1):
        item = standing.pop(text, None) or ChecklistItem(checklist=checklist, text=text)
        item.order = order
        item.save()
    checklist.items.filter(pk__in=[item.pk for item in standing.values()]).update(is_active=False)
