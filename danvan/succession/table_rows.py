"""One row of a table of old and new units: its cells made sense of, or told what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from danvan.kit import dates, vi
from danvan.units.enums import UnitKind
from danvan.units.plans import Heir

COLUMNS = (
    "Mã cũ", "Tên cũ", "Mã mới", "Tên mới", "Loại mới", "Mã cấp trên mới", "Ngày hiệu lực", "Căn cứ",
    "Đơn vị trực thuộc chuyển về", "Bàn giao cho", "Lý do khoảng trống",
)  # fmt: skip
_LONGEST = (30, 200, 30, 200, 60, 30, 40, 1000, 30, 30, 1000)
_KINDS = {vi.match_key(str(kind.label)): kind.value for kind in UnitKind}
_KINDS |= {vi.match_key(kind.value): kind.value for kind in UnitKind}


@dataclass(frozen=True)
class Row:
    """The cells of one row, and its number as the person sees it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row; row 0 is the table as a whole."""

    row: int
    sentence: str


@dataclass(frozen=True)
class Named:
    """A unit that answers to a name: its code, its name, and what it stands under."""

    code: str
    name: str
    above: str = ""


class Names(Protocol):
    """What is known of the names of units; asked once for each row that needs it."""

    def standing(self, name: str, day: date) -> Sequence[Named]:
        """The units of this name, however spelled, that stood on the eve of a day."""

    def borne(self, code: str) -> Sequence[str]:
        """Every name that the unit with this code has had; none when there is no such unit."""


@dataclass(frozen=True)
class Line:
    """What a row says; without an heir the old unit ends."""

    row: int
    on: date
    old: str
    heir: Heir | None
    basis: str
    children_to: str
    hand_to: str
    gap_reason: str


def read_line(row: Row, names: Names) -> tuple[Line | None, list[str]]:
    """The row, its cells in the order of ``COLUMNS``; None and sentences when it cannot be read."""
    old, old_name, new, name, kind, parent, day, basis, children_to, hand_to, gap_reason = row.cells
    faults = [
        f"Ô “{COLUMNS[place]}” dài {len(cell)} ký tự, tối đa {_LONGEST[place]}. Hãy rút gọn."
        for place, cell in enumerate(row.cells)
        if len(cell) > _LONGEST[place]
    ]
    on = _day(day, faults)
    known = _kind(kind, faults)
    if not new and (name or kind or parent):
        faults.append(
            "Đã ghi tên, loại hoặc cấp trên mới nhưng thiếu mã mới. "
            "Nếu đơn vị cũ tiếp tục hoạt động, hãy ghi lại mã cũ vào cột “Mã mới”."
        )
    code = _old(old.upper(), old_name, on, names, faults)
    if faults or on is None:
        return None, faults
    heir = Heir(new.upper(), name, known, parent.upper()) if new else None
    return Line(row.number, on, code, heir, basis, children_to.upper(), hand_to.upper(), gap_reason), []


def _day(text: str, faults: list[str]) -> date | None:
    try:
        found = dates.parse_date(text)
    except dates.NotADate as wrong:
        faults.append(f"Ngày hiệu lực: {wrong}")
        return None
    if found is None:
        faults.append("Chưa ghi ngày hiệu lực.")
    return found


def _kind(text: str, faults: list[str]) -> str:
    found = _KINDS.get(vi.match_key(text), "")
    if text and not found:
        known = "; ".join(str(kind.label) for kind in UnitKind)
        faults.append(f"Không có loại đơn vị “{text[:60]}”. Các loại: {known}.")
    return found


def _old(code: str, name: str, on: date | None, names: Names, faults: list[str]) -> str:
    """The code of the old unit: as written, or that of the only unit of this name."""
    if code:
        borne = names.borne(code) if name else ()
        if borne and not any(_alike(name, other) for other in borne):
            faults.append(f"Mã {code} là của «{borne[-1]}», không phải «{name}». Hãy sửa mã hoặc tên.")
        return code
    if not name:
        faults.append("Chưa ghi đơn vị cũ: cần mã cũ hoặc tên cũ.")
    elif on is not None:
        return _by_name(name, on, names, faults)
    return ""


def _by_name(name: str, on: date, names: Names, faults: list[str]) -> str:
    found = names.standing(name, on)
    if len(found) == 1:
        return found[0].code
    if found:
        told = "; ".join(f"{one.code}{f' thuộc {one.above}' if one.above else ''}" for one in found)
        faults.append(f"Có {len(found)} đơn vị tên «{name}»: {told}. Hãy ghi mã cũ.")
    else:
        faults.append(f"Trước ngày {dates.short(on)} không có đơn vị nào tên «{name}» trong phạm vi của bạn.")
    return ""


def _alike(one: str, other: str) -> bool:
    """Equal, or one the other with its first words left out: “xã Cao Thượng”, “Đảng bộ xã Cao Thượng”."""
    a, b = vi.match_key(one), vi.match_key(other)
    return a.endswith(b) or b.endswith(a)
