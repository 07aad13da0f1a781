"""What a unit or a board has to mend: each point with its reason, its place, and its answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse

from danvan.accounts.models import User
from danvan.dossiers.asking import (
    answering,
    askable_fields,
    field_label,
    is_met,
    now,
    open_return,
    opened,
    point_label,
    points_of,
)
from danvan.dossiers.enums import State, Voice
from danvan.dossiers.models import Ask, Dossier, Return
from danvan.dossiers.returning import CannotAnswer, StaleAnswer, answer, may_answer
from danvan.dossiers.snapshots import changed, snapshot
from danvan.dossiers.workflow import LIFE
from danvan.kit import vi
from danvan.office.history import words
from danvan.office.returning.forms import AnswerForm


@dataclass(frozen=True)
class Point:
    """One thing to mend."""

    pk: int
    label: str
    title: str  # of the criterion
    reason: str
    remark: str
    url: str
    answer: str
    was: str
    done: str  # "đã sửa", "đã trả lời", or "" while it waits
    error: str = ""


@dataclass(frozen=True)
class Todo:
    """The list over the dossier, its form and its card."""

    what: str
    heading: str
    who: str
    at: datetime
    note: str
    points: Sequence[Point]
    left: str
    may_answer: bool
    url: str


@dataclass(frozen=True)
class Kept:
    """What became of the answers that were sent: how many were stored, and those that were not, with why."""

    count: int = 0
    errors: Mapping[int, str] = field(default_factory=dict)
    typed: Mapping[int, str] = field(default_factory=dict)
    stale: Mapping[int, str] = field(default_factory=dict)  # what someone else has stored there meanwhile


def todo(dossier: Dossier, user: User, kept: Kept | None = None, *, voice: str = "") -> Todo | None:
    """What the dossier was given back for, or None when nothing is owed here; ``voice``: only on its card."""
    turned = open_return(dossier)
    if turned is None or (voice and answering(dossier, turned.step) != voice):
        return None
    difference = changed(turned.before, now(dossier, turned))
    asks, mine = points_of(turned), may_answer(user, dossier, turned)
    points = [_point(dossier, turned, ask, kept or Kept(), _done(ask, met=is_met(ask, difference))) for ask in asks]
    left = sum(not point.done for point in points)
    verb = "Cần sửa" if mine else "Đang chờ sửa"
    return Todo(
        what=LIFE.steps[turned.step].label, heading=f"{verb} {len(points)} điểm",
        who=f"{turned.returned_by}, {turned.unit.name}", at=turned.returned_at, note=turned.note, points=points,
        left=f"Còn {left} điểm chưa sửa, chưa trả lời." if left else "Mọi điểm đã sửa hoặc trả lời, có thể gửi lại.",
        may_answer=mine, url=reverse("office:dossier-answer", args=[dossier.pk]),
    )  # fmt: skip


def _done(ask: Ask, *, met: bool) -> str:
    if not met:
        return ""
    return "đã trả lời" if ask.answer.strip() else "đã sửa"


def _point(dossier: Dossier, turned: Return, ask: Ask, kept: Kept, done: str) -> Point:
    return Point(
        pk=ask.pk, label=vi.capfirst_vi(point_label(dossier, ask)), title=ask.criterion.title if ask.criterion else "",
        reason=ask.reason.label, remark=ask.remark,
        url=_place(dossier, turned, ask), answer=kept.typed.get(ask.pk, ask.answer),
        was=kept.stale.get(ask.pk, ask.answer), done=done, error=kept.errors.get(ask.pk, ""),
    )  # fmt: skip


def _place(dossier: Dossier, turned: Return, ask: Ask) -> str:
    """The field on its form, or the criterion on the card of those who mend it."""
    if ask.criterion is not None:
        card = {"pk": dossier.pk, "voice": str(answering(dossier, turned.step))}
        return f"{reverse('office:card', kwargs=card)}#tieu-chi-{ask.criterion.order}"
    if ask.field:
        return f"{reverse('office:dossier-edit', args=[dossier.pk])}#id_{ask.field}"
    return reverse("office:dossier-edit", args=[dossier.pk]) if dossier.state == State.RETURNED else ""


@dataclass(frozen=True)
class Shut:
    """A field that may not be written, as text."""

    label: str
    value: str


def shut(dossier: Dossier, open_fields: Collection[str]) -> list[Shut]:
    """The fields of a returned registration that nobody asked to mend, in the order of the form."""
    left = opened(dossier, Voice.SELF)
    if left is None or left.everything:
        return []
    said = snapshot(dossier, [])["content"]
    names = [name for name in askable_fields(dossier, "return") if name not in open_fields]
    return [Shut(vi.capfirst_vi(field_label(dossier, name)), words(said[name]) or "Chưa ghi") for name in names]


def keep(data: Any, dossier: Dossier, user: User, at: datetime) -> Kept:
    """Store the answers that came with a page; what cannot be stored is handed back as it was typed."""
    turned = open_return(dossier)
    if turned is None or not any(str(name).startswith("tra-loi-") for name in data):
        return Kept()
    asks = {ask.pk: ask for ask in points_of(turned)}
    form = AnswerForm(data, list(asks))
    errors, stale, count = dict(form.refused()), {}, 0
    for pk, (text, was) in form.sent().items():
        try:
            count += answer(ask=asks[pk], text=text, by=user, at=at, was=was).answer != asks[pk].answer
        except StaleAnswer as newer:
            errors[pk], stale[pk] = str(newer), newer.theirs
        except CannotAnswer as refusal:
            errors[pk] = str(refusal)
    typed = {pk: form.typed(pk) or "" for pk in errors}
    return Kept(count, errors, typed, stale)
