"""Turning the cells of a registration into values, each with its own sentence when it cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from danvan.criteria.enums import Result
from danvan.criteria.models import Theme
from danvan.dossiers.enums import Continuity, Holder
from danvan.dossiers.models import Dossier
from danvan.exchange.cells import Value, name_key, text_of
from danvan.kit import vi
from danvan.kit.dates import NotADate, parse_date
from danvan.kit.numbers import NotANumber, parse_number, short


class CellProblem(ValueError):
    """What is wrong with a cell; the message says how to mend it."""


_HOLDERS = {
    "tập thể": Holder.COLLECTIVE, "tt": Holder.COLLECTIVE, "cá nhân": Holder.INDIVIDUAL, "cn": Holder.INDIVIDUAL,
}  # fmt: skip
_CONTINUITIES = {
    "mới": Continuity.NEW, "đăng ký mới": Continuity.NEW, "duy trì": Continuity.KEPT,
    "đăng ký duy trì": Continuity.KEPT, "tiếp tục duy trì": Continuity.KEPT,
}  # fmt: skip


def holder(value: Value) -> Holder:
    """A collective or an individual."""
    found = _HOLDERS.get(name_key(text_of(value)))
    if found is None:
        raise CellProblem(f"«{text_of(value)}» không đọc được. Hãy ghi «Tập thể» hoặc «Cá nhân».")
    return found


def continuity(value: Value) -> Continuity:
    """New, or kept from an earlier year."""
    found = _CONTINUITIES.get(name_key(text_of(value)))
    if found is None:
        raise CellProblem(f"«{text_of(value)}» không đọc được. Hãy ghi «Đăng ký mới» hoặc «Duy trì».")
    return found


def day(value: Value) -> date | None:
    """A date, the day first."""
    try:
        return parse_date(value)
    except NotADate as wrong:
        raise CellProblem(str(wrong)) from wrong


def whole(value: Value, *, least: int, most: int, what: str) -> int:
    """A whole number within bounds."""
    try:
        number = parse_number(value)
    except NotANumber as wrong:
        raise CellProblem(str(wrong)) from wrong
    if number is None or number != int(number) or not least <= number <= most:
        raise CellProblem(f"{what} phải là số nguyên từ {least} đến {most}, ô đang ghi «{text_of(value)}».")
    return int(number)


def text(name: str) -> Callable[[Value], str]:
    """A reader of words that fit the field of a dossier."""
    most = getattr(Dossier._meta.get_field(name), "max_length", None)

    def read(value: Value) -> str:
        words = vi.clean_text(text_of(value))
        if most and len(words) > most:
            raise CellProblem(f"Ô dài {len(words)} ký tự, tối đa {most}. Hãy rút gọn.")
        return words

    return read


def shown(value: Any) -> str:
    """A value as the preview says it."""
    if isinstance(value, Theme):
        return value.name
    if isinstance(value, Holder | Continuity | Result):
        return str(value.label)
    return short(value) if isinstance(value, Decimal) else text_of(value)


def stored(dossier: Dossier, name: str) -> str:
    """What a dossier says now in the field that a column fills."""
    if name == "unit":
        return dossier.unit_name
    value = getattr(dossier, name)
    if name == "holder_kind":
        return str(Holder(value).label)
    return str(Continuity(value).label) if name == "continuity" else shown(value)
