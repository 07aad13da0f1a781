"""What came back: the difference for the reviewer, and every return with its points for both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.criteria.models import Criterion
from danvan.dossiers.asking import (
    askable_criteria,
    askable_fields,
    field_label,
    now,
    point_label,
    points_of,
)
from danvan.dossiers.enums import State
from danvan.dossiers.models import Ask, Dossier, Return
from danvan.dossiers.snapshots import Changed, Snapshot, changed
from danvan.dossiers.workflow import LIFE
from danvan.kit import vi
from danvan.office.returning.words import Change, clipped, criterion_changes, field_changes, file_changes

# Where a dossier waits for those who gave it back, and by which steps they had.
BACK_AT = {
    State.SUBMITTED: ("return",), State.REPORTED: ("rework",), State.SENT: ("send_back",),
    State.CONFIRMED: ("reconsider", "reconsider_direct"),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One point: what was asked, what was answered, and what differs now."""

    label: str
    title: str
    reason: str
    remark: str
    answer: str
    answered: str  # who
    changes: Sequence[Change]


@dataclass(frozen=True)
class Same:
    """Something that says what it said before."""

    label: str
    value: str


@dataclass(frozen=True)
class Round:
    """One return: who gave it back and when, its points, and when it was sent again."""

    what: str
    who: str
    unit: str
    at: datetime
    note: str
    points: Sequence[Told]
    closed_at: datetime | None


@dataclass(frozen=True)
class Difference:
    """All that a reviewer has to read of a dossier that came back."""

    round: Round
    others: Sequence[Change]  # what changed without being asked for
    same: Sequence[Same]
    same_words: str
    criteria: frozenset[int]  # by id, those to judge again


def rounds(dossier: Dossier) -> list[Round]:
    """Every return of a dossier, the newest first."""
    if not getattr(dossier, "has_returns", True):
        return []
    found = dossier.returns.select_related("unit", "returned_by").order_by("-pk")
    return [_round(dossier, turned) for turned in found]


def _round(dossier: Dossier, turned: Return) -> Round:
    after = now(dossier, turned)
    points = [_told(dossier, turned, ask, after) for ask in points_of(turned)]
    return Round(
        LIFE.steps[turned.step].label, str(turned.returned_by), turned.unit.name, turned.returned_at, turned.note,
        points, turned.closed_at,
    )  # fmt: skip


def _told(dossier: Dossier, turned: Return, ask: Ask, after: Snapshot) -> Told:
    return Told(
        label=vi.capfirst_vi(point_label(dossier, ask)), title=ask.criterion.title if ask.criterion else "",
        reason=ask.reason.label, remark=ask.remark, answer=ask.answer,
        answered=str(ask.answered_by) if ask.answered_by else "", changes=_changes(dossier, turned, ask, after),
    )  # fmt: skip


def _changes(dossier: Dossier, turned: Return, ask: Ask, after: Snapshot) -> list[Change]:
    if ask.field:
        return field_changes(dossier, ask.field, turned.before, after)
    if ask.criterion_id is not None:
        return criterion_changes(dossier, ask.criterion_id, turned.step, turned.before, after)
    return _all(dossier, turned, after, changed(turned.before, after))


def _all(dossier: Dossier, turned: Return, after: Snapshot, difference: Changed) -> list[Change]:
    """Every one of these differences, a criterion by its number."""
    found = [
        change for name in sorted(difference.fields) for change in field_changes(dossier, name, turned.before, after)
    ]
    for criterion in Criterion.objects.filter(pk__in=difference.criteria).order_by("order"):
        for change in criterion_changes(dossier, criterion.pk, turned.step, turned.before, after):
            found.append(Change(f"Tiêu chí {criterion.order}, {change.label.lower()}", change.old, change.new))
    return [*found, *(file_changes(None, turned.before, after) if difference.loose else [])]


def difference(dossier: Dossier, user: User) -> Difference | None:
    """What differs since this person's board gave the dossier back, while it waits for them again; otherwise None."""
    steps = BACK_AT.get(State(dossier.state), ()) if getattr(dossier, "has_returns", True) else ()
    turned = (
        dossier.returns.filter(step__in=steps, closed_at__isnull=False)
        .select_related("unit", "returned_by").order_by("-pk").first()
        if steps else None
    )  # fmt: skip
    if turned is None or not any(may(user, action, turned.unit) for action in (Action.REVIEW, Action.APPROVE)):
        return None
    after = now(dossier, turned)
    asks = points_of(turned)
    found = changed(turned.before, after)
    asked_fields = {ask.field for ask in asks if ask.field}
    asked = frozenset(ask.criterion_id for ask in asks if ask.criterion_id is not None)
    whole = any(not ask.field and ask.criterion_id is None for ask in asks)
    rest = Changed(found.fields - asked_fields, found.criteria - asked, found.loose)
    same = _same(dossier, turned, after, found, asked_fields)
    left = askable_criteria(dossier, turned.step).exclude(pk__in=found.criteria | asked).count()
    return Difference(
        round=_round(dossier, turned), others=[] if whole else _all(dossier, turned, after, rest), same=same,
        same_words=_same_words(len(same), left), criteria=found.criteria if whole else asked | rest.criteria,
    )  # fmt: skip


def _same(dossier: Dossier, turned: Return, after: Snapshot, found: Changed, asked: set[str]) -> list[Same]:
    names = askable_fields(dossier, "return") if turned.step == "return" else ("achieved", "contact")
    return [
        Same(vi.capfirst_vi(field_label(dossier, name)), clipped(after["content"].get(name, "")) or "Chưa ghi")
        for name in names
        if name not in found.fields | asked
    ]


def _same_words(fields: int, criteria: int) -> str:
    parts = [f"{fields} mục" if fields else "", f"{criteria} tiêu chí" if criteria else ""]
    told = ", ".join(part for part in parts if part)
    return f"Không thay đổi: {told}" if told else ""
