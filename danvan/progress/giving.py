"""Writing down what a unit gave to the commune it helps, and the answer of the commune."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.dossiers.models import Dossier
from danvan.kit import dates, numbers
from danvan.ledger.machine import StepRefused
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.progress.enums import MEASURES, WHOLE, GiftKind, GiftState
from danvan.progress.models import Contribution
from danvan.progress.workflow import GIFT_LIFE
from danvan.units.enums import COMMUNE_KINDS
from danvan.units.models import Unit

MOST = Decimal("9999999999999")
OWN_HAND = "Người ghi khoản đóng góp không tự xác nhận thay nơi nhận."


class CannotGive(Exception):
    """The contribution cannot be kept as it is; the message is fit to show to the user."""


class EditedMeanwhile(CannotGive):
    """Somebody else stored the contribution since the page was shown."""


@dataclass(frozen=True)
class Gift:
    """What was given, to whom and when."""

    receiver: Unit
    kind: GiftKind
    quantity: Decimal
    given_on: date
    what: str = ""
    dossier: Dossier | None = None
    note: str = ""


_FIELDS = ("receiver", "kind", "quantity", "given_on", "what", "dossier", "note")


def amount(kind: str, quantity: Decimal) -> str:
    """The quantity with its measure: 1.500.000 đồng, 12,5 công."""
    whole = quantity == quantity.to_integral_value()
    return f"{numbers.grouped(int(quantity) if whole else quantity.normalize())} {MEASURES[GiftKind(kind)]}"


def obstacle(unit: Unit, gift: Gift, today: date) -> str:
    """What is wrong with a gift, in a sentence, or ""."""
    if gift.receiver == unit:
        return "Nơi nhận phải khác đơn vị đóng góp."
    if gift.receiver.kind not in COMMUNE_KINDS:
        return "Nơi nhận là xã, phường hoặc thị trấn."
    if not 0 < gift.quantity <= MOST:
        return "Số lượng phải lớn hơn 0."
    if gift.kind in WHOLE and gift.quantity != gift.quantity.to_integral_value():
        return "Số tiền ghi bằng đồng, không có số lẻ."
    if gift.kind == GiftKind.MATERIALS and not gift.what:
        return "Ghi rõ vật tư, hiện vật gì."
    if gift.given_on > today:
        return f"Ngày giao nhận {dates.plain(gift.given_on)} chưa tới."
    if gift.dossier is not None and gift.dossier.keeper_id != unit.pk:
        return "Hồ sơ được chọn không phải của đơn vị đóng góp."
    return ""


@transaction.atomic
def give(*, unit: Unit, gift: Gift, by: User, at: datetime) -> Contribution:
    """Write down what a unit gave; it counts once the commune confirms. Raises ``CannotGive``."""
    wait_for_writers()
    if not may(by, Action.EDIT, unit):
        raise CannotGive(f"Bạn không ghi đóng góp cho {unit.name}.")
    _refuse(unit, gift, at)
    made = Contribution(unit=unit, state=GiftState.RECORDED, written_by=by, written_at=at, **_values(gift))
    made.save(force_insert=True)
    details = {name: ["", _word(getattr(gift, name))] for name in _FIELDS if getattr(gift, name)}
    record(Act(made, "give", "Ghi đóng góp", unit, after=made.state, details=details), by=by, at=at)
    return made


def _values(gift: Gift) -> dict[str, object]:
    return {name: getattr(gift, name) for name in _FIELDS}


def _refuse(unit: Unit, gift: Gift, at: datetime, but: int = 0) -> None:
    if why := obstacle(unit, gift, timezone.localdate(at)):
        raise CannotGive(why)
    same = Contribution.objects.filter(
        unit=unit, receiver=gift.receiver, kind=gift.kind, quantity=gift.quantity, given_on=gift.given_on,
        what=gift.what,
    ).exclude(state=GiftState.WITHDRAWN)  # fmt: skip
    if same.exclude(pk=but).exists():
        raise CannotGive("Khoản này đã được ghi. Nếu là khoản khác, hãy ghi rõ thêm ở ô nội dung.")


@transaction.atomic
def correct(*, contribution: Contribution, gift: Gift, edition: int, by: User, at: datetime) -> Contribution:
    """Change what was written and ask the commune again; nothing changes once it confirmed. Raises ``CannotGive``."""
    wait_for_writers()
    fresh = Contribution.objects.select_related("unit", "receiver", "dossier").get(pk=contribution.pk)
    if not may(by, Action.EDIT, fresh.unit) or fresh.state not in (GiftState.RECORDED, GiftState.DISPUTED):
        raise CannotGive("Khoản này đã được xác nhận hoặc đã bỏ nên không sửa được.")
    if fresh.edition != edition:
        raise EditedMeanwhile("Người khác vừa sửa khoản này. Hãy xem lại rồi lưu lần nữa.")
    _refuse(fresh.unit, gift, at, but=fresh.pk)
    details = {
        name: [_word(getattr(fresh, name)), _word(getattr(gift, name))]
        for name in _FIELDS if getattr(fresh, name) != getattr(gift, name)
    }  # fmt: skip
    if not details and fresh.state == GiftState.RECORDED:
        return fresh
    for name, value in _values(gift).items():
        setattr(fresh, name, value)
    fresh.edition += 1
    fresh.disputed_for, fresh.settled_by, fresh.settled_at = "", None, None
    fresh.written_by, fresh.written_at = by, at
    fresh.save(
        update_fields=[*_FIELDS, "edition", "disputed_for", "settled_by", "settled_at", "written_by", "written_at"]
    )
    GIFT_LIFE.take(fresh, "correct", by=by, at=at)
    record(Act(fresh, "rewrite", "Sửa khoản đóng góp", fresh.unit, details=details), by=by, at=at)
    fresh.refresh_from_db()
    return fresh


@transaction.atomic
def settle(
    *, contribution: Contribution, name: str, note: str = "", by: User, at: datetime, seen: int | None = None
) -> Contribution:
    """Take one step on a contribution. Raises ``StepRefused``; whoever wrote it down does not confirm it."""
    wait_for_writers()
    fresh = Contribution.objects.get(pk=contribution.pk)
    if name == "confirm" and fresh.written_by_id == by.pk:
        raise StepRefused(OWN_HAND)
    GIFT_LIFE.take(fresh, name, by=by, at=at, note=note, seen=seen)
    fresh.refresh_from_db()
    if name == "dispute":
        fresh.disputed_for = note.strip()
        fresh.save(update_fields=["disputed_for"])
    return fresh


def _word(value: object) -> str:
    if isinstance(value, date):
        return dates.plain(value)
    if isinstance(value, Decimal):
        return numbers.short(value)
    return "" if value is None else str(value)
