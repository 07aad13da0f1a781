"""Keeping pre-printed stock and printers: who may, a copy of one's own, changes over what was seen."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from danvan.accounts.access import Action, homes, may, rows
from danvan.accounts.models import User
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.papers.models import Printer, Stock
from danvan.papers.spots import Spot, WrongSpot, checked, edition, spots
from danvan.units.models import Unit

_PRINTING = (Action.DRAFT_DECISION, Action.ISSUE)
EDITED = "Người khác vừa lưu phôi này. Số đã ghi còn nguyên bên dưới; hãy xem lại rồi lưu lần nữa."


class CannotKeep(Exception):
    """The stock or the printer is not kept as asked; the message says why."""


@dataclass(frozen=True)
class Sheet:
    """What a stock says: its name, its size in millimetres, its fields, and until when it is used."""

    name: str
    width: float
    height: float
    spots: Sequence[Spot]
    ended_on: date | None = None


@dataclass(frozen=True)
class Drift:
    """What a printer says: its name, and how far its sheets drift in millimetres."""

    name: str
    right: Decimal
    down: Decimal


def may_keep(by: User, unit: Unit | None) -> bool:
    """Those who draft or issue decisions of the unit; common stock is changed where reference tables are."""
    if unit is None:
        return any(may(by, Action.MANAGE, home) for home in homes(by))
    return any(may(by, action, unit) for action in _PRINTING)


def boards_of(by: User) -> list[Unit]:
    """The units of one's posts for which one may keep stock and printers."""
    return [home for home in homes(by) if may_keep(by, home)]


def _own(by: User, path: str) -> Q:
    return rows(by, Action.DRAFT_DECISION, path=path) | rows(by, Action.ISSUE, path=path)


def stock_for(by: User) -> QuerySet[Stock]:
    """Common stock, and that of the units this person prints for."""
    return Stock.objects.select_related("unit").filter(Q(unit=None) | _own(by, "unit__path"))


def printers_for(by: User) -> QuerySet[Printer]:
    """The printers of the units this person prints for."""
    return Printer.objects.select_related("unit").filter(_own(by, "unit__path"))


def _says(stock: Stock) -> dict[str, Any]:
    return {
        "name": stock.name, "width": str(stock.width), "height": str(stock.height), "ended_on": stock.ended_on,
        "fields": stock.fields,
    }  # fmt: skip


@transaction.atomic
def copy(*, stock: Stock, unit: Unit, by: User, at: datetime) -> Stock:
    """The same stock as one's own, to be changed."""
    if not may_keep(by, unit):
        raise CannotKeep("Bạn không lập được phôi cho đơn vị này.")
    wait_for_writers()
    name = f"{stock.name[:120]}, bản của {unit.name}"[:160]
    if twin := Stock.objects.filter(unit=unit, name=name).first():
        return twin
    made = Stock.objects.create(
        code=f"phoi-{uuid.uuid4().hex[:12]}", name=name, unit=unit, width=stock.width, height=stock.height,
        fields=stock.fields,
    )  # fmt: skip
    record(Act(made, "copy", f"Lập phôi in “{made.name}”", unit), by=by, at=at)
    return made


@transaction.atomic
def change(*, stock: Stock, sheet: Sheet, seen: str, by: User, at: datetime) -> Stock:
    """Other measures, over those that were seen. Raises ``CannotKeep``."""
    wait_for_writers()
    fresh = Stock.objects.select_related("unit").get(pk=stock.pk)
    if not may_keep(by, fresh.unit):
        raise CannotKeep("Bạn không sửa được phôi này.")
    if edition(fresh) != seen:
        raise CannotKeep(EDITED)
    try:
        fields = checked(sheet.spots, sheet.width, sheet.height)
    except WrongSpot as refusal:
        raise CannotKeep(str(refusal)) from refusal
    before = _says(fresh)
    fresh.name, fresh.fields, fresh.ended_on = sheet.name, fields, sheet.ended_on
    fresh.width, fresh.height = Decimal(f"{sheet.width:.1f}"), Decimal(f"{sheet.height:.1f}")
    after = _says(fresh)
    details = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if details:
        fresh.save()
        record(Act(fresh, "change", "Sửa phôi in sẵn", fresh.unit, details=details), by=by, at=at)
    return fresh


@transaction.atomic
def keep_printer(*, printer: Printer, drift: Drift, by: User, at: datetime) -> Printer:
    """A new printer of its unit, or other numbers for one. Raises ``CannotKeep``."""
    wait_for_writers()
    if not may_keep(by, printer.unit):
        raise CannotKeep("Bạn không ghi được máy in cho đơn vị này.")
    if Printer.objects.filter(unit=printer.unit, name=drift.name).exclude(pk=printer.pk).exists():
        raise CannotKeep(f"{printer.unit.name} đã có máy in tên “{drift.name}”. Hãy đặt tên khác.")
    before = [str(printer.right), str(printer.down)] if printer.pk else ["", ""]
    printer.name, printer.right, printer.down = drift.name, drift.right, drift.down
    printer.save()
    details = {"right": [before[0], str(drift.right)], "down": [before[1], str(drift.down)]}
    record(Act(printer, "keep", f"Ghi độ lệch máy in “{drift.name}”", printer.unit, details=details), by=by, at=at)
    return printer


def sheet_of(stock: Stock) -> Sheet:
    """What a stock says now."""
    return Sheet(stock.name, float(stock.width), float(stock.height), spots(stock), stock.ended_on)
