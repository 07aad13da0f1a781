"""Giving a dossier back with what is to be mended, point by point, and answering each point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from danvan.accounts.access import may
from danvan.accounts.models import User
from danvan.criteria.models import Criterion
from danvan.dossiers.asking import (
    answered_by,
    answering,
    askable_criteria,
    askable_fields,
    field_label,
    open_return,
    point_label,
)
from danvan.dossiers.enums import CardState
from danvan.dossiers.models import PARTIES, Ask, Dossier, Return, ReturnReason
from danvan.dossiers.snapshots import snapshot
from danvan.dossiers.workflow import CARD_LIFE, LIFE
from danvan.kit import vi
from danvan.ledger.machine import StepRefused
from danvan.ledger.record import Act, record, wait_for_writers

# The steps that give a dossier back, each with the step that sends it again.
SENT_AGAIN_BY = {
    "return": "submit", "rework": "report", "send_back": "send_up", "reconsider": "confirm",
    "reconsider_direct": "confirm_direct",
}  # fmt: skip
OTHER = "KHAC"  # the reason whose remark says all


class CannotReturn(StepRefused):
    """The points do not fit the dossier; the message says which and how to mend it."""


class CannotAnswer(Exception):
    """The answer cannot be stored; the message says why."""


class StaleAnswer(CannotAnswer):
    """Someone else answered the same point meanwhile; ``theirs`` is what stands there."""

    def __init__(self, theirs: str) -> None:
        super().__init__(f"Người khác vừa trả lời điểm này: “{theirs}”. Lưu lần nữa là giữ nội dung đang nhập.")
        self.theirs = theirs


@dataclass(frozen=True)
class Asked:
    """One point: a field, a criterion, or with neither the whole dossier; why, and what to do."""

    reason: ReturnReason
    remark: str = ""
    field: str = ""
    criterion: Criterion | None = None


@dataclass(frozen=True)
class Said:
    """What whoever gives a dossier back wrote: in general, point by point, and on which move of the dossier."""

    note: str = ""
    asks: Sequence[Asked] = ()
    seen: int | None = None


@transaction.atomic
def give_back(*, dossier: Dossier, step: str, said: Said, by: User, at: datetime) -> Return:
    """Take a step that gives the dossier back, with its points; without any, the note is about the whole dossier.

    Raises ``StepRefused`` and changes nothing.
    """
    wait_for_writers()
    fresh = Dossier.objects.select_related(*PARTIES, "theme").get(pk=dossier.pk)
    asks = list(said.asks)
    _check(fresh, step, asks)
    before = snapshot(fresh, answered_by(fresh, step))
    LIFE.take(fresh, step, by=by, at=at, note=_told(fresh, said.note, asks), seen=said.seen)
    _hand_on(fresh, at)
    turned = Return.objects.create(
        dossier=fresh, step=step, note=vi.clean_text(said.note), unit=LIFE.steps[step].judged_on(fresh) or fresh.unit,
        returned_by=by, returned_at=at, before=before,
    )  # fmt: skip
    points = asks or [Asked(ReturnReason.objects.get(code=OTHER))]
    Ask.objects.bulk_create(
        Ask(turned_back=turned, field=p.field, criterion=p.criterion, reason=p.reason, remark=vi.clean_text(p.remark))
        for p in points
    )
    fresh.refresh_from_db(fields=["state", "moves"])
    if any(point.criterion is not None or not point.field for point in points):
        _open_card(fresh, step, by, at)
    return turned


def _check(dossier: Dossier, step: str, asks: Sequence[Asked]) -> None:
    """Every point names something this step may ask for, once, with a reason in use that says enough."""
    if step not in SENT_AGAIN_BY:
        raise CannotReturn("Bước này không trả lại hồ sơ.")
    fields = askable_fields(dossier, step)
    criteria = set(askable_criteria(dossier, step).values_list("pk", flat=True)) if asks else set()
    seen: set[tuple[str, int | None]] = set()
    for ask in asks:
        place = (ask.field, ask.criterion.pk if ask.criterion else None)
        if (ask.field and ask.field not in fields) or (ask.criterion and ask.criterion.pk not in criteria):
            raise CannotReturn(f"Bước này không yêu cầu sửa được {_where(dossier, ask)}.")
        if place in seen:
            raise CannotReturn(f"Mỗi mục, mỗi tiêu chí ghi một yêu cầu; {_where(dossier, ask)} đang ghi hai.")
        if not ask.reason.is_active or (ask.reason.code == OTHER and not ask.remark.strip()):
            raise CannotReturn(f"Ghi rõ yêu cầu, hoặc chọn lý do đang dùng cho {_where(dossier, ask)}.")
        seen.add(place)


def _where(dossier: Dossier, ask: Asked) -> str:
    if ask.criterion is not None:
        return f"tiêu chí {ask.criterion.order}"
    return f"mục {field_label(dossier, ask.field)}" if ask.field else "cả hồ sơ"


def _told(dossier: Dossier, note: str, asks: Sequence[Asked]) -> str:
    """The note of the ledger: what was said in general, then a line for each point."""
    lines = [vi.clean_text(note)]
    for ask in asks:
        remark = f" {vi.clean_text(ask.remark)}" if ask.remark.strip() else ""
        lines.append(f"{vi.capfirst_vi(_where(dossier, ask).removeprefix('mục '))}: {ask.reason.label}.{remark}")
    return "\n".join(line for line in lines if line)


def _hand_on(dossier: Dossier, at: datetime) -> None:
    """A board that was asked something gives the dossier further back: its own answer waits until it returns."""
    dossier.returns.filter(closed_at__isnull=True).update(closed_at=at)


def _open_card(dossier: Dossier, step: str, by: User, at: datetime) -> None:
    """The signed card of those who must mend it is opened again."""
    card = dossier.cards.filter(voice=answering(dossier, step), state=CardState.SIGNED).first()
    if card is not None and step in {"rework", "send_back"}:
        CARD_LIFE.take(card, "hand_back", by=by, at=at)


def may_answer(by: User, dossier: Dossier, turned: Return) -> bool:
    """Those answer who may send the dossier again, while the return is open."""
    step = LIFE.steps[SENT_AGAIN_BY[turned.step]]
    unit = step.judged_on(dossier)
    return unit is not None and may(by, step.action, unit) and open_return(dossier) == turned


@transaction.atomic
def answer(*, ask: Ask, text: str, by: User, at: datetime, was: str | None = None) -> Ask:
    """Answer one point in words. ``was`` is what stood there when the page was shown, where it is known.

    Raises ``CannotAnswer``, or ``StaleAnswer`` when someone else wrote there meanwhile.
    """
    wait_for_writers()
    fresh = Ask.objects.select_related("turned_back", "criterion").get(pk=ask.pk)
    dossier = Dossier.objects.select_related(*PARTIES).get(pk=fresh.turned_back.dossier_id)
    if not may_answer(by, dossier, fresh.turned_back):
        raise CannotAnswer("Yêu cầu này không còn chờ trả lời, hoặc tài khoản này không trả lời được.")
    old, new = fresh.answer, vi.clean_text(text)
    if old == new:
        return fresh
    if was is not None and vi.clean_text(was) != old:
        raise StaleAnswer(old)
    fresh.answer, fresh.answered_by, fresh.answered_at = new, by, at
    fresh.save(update_fields=["answer", "answered_by", "answered_at"])
    details = {point_label(dossier, fresh): [old, new]}
    record(Act(dossier, "answer", "Trả lời yêu cầu sửa", dossier.unit, details=details), by=by, at=at)
    return fresh
