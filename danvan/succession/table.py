"""A table of old and new units, one row for each pair, read into plans and written back."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from io import StringIO

from danvan.kit import dates, vi
from danvan.succession.table_rows import COLUMNS, Fault, Line, Named, Names, Row, read_line
from danvan.units.enums import UnitKind
from danvan.units.plans import Heir, Plan

__all__ = ["COLUMNS", "Fault", "Named", "Names", "Row", "Table", "grid_of", "parse", "rows_of", "text_of"]

MAX_ROWS = 500
_HEADER_WITHIN = 60  # rows from the top
_KEYS = {vi.fold(label): place for place, label in enumerate(COLUMNS)}
_OLD_CODE, _OLD_NAME, _NEW_CODE, _DAY = 0, 1, 2, 6


@dataclass(frozen=True)
class Table:
    """What was read: the plans in the order of their first rows, and what is wrong, row by row."""

    plans: list[Plan]
    faults: list[Fault]


def grid_of(text: str) -> list[Row]:
    """Pasted text as numbered rows: cells between tabs, or between semicolons where there is no tab."""
    mark = "\t" if "\t" in text else ";"
    cells = [line.split(mark) for line in text.replace("\r\n", "\n").split("\n")]
    if '"' in text and text.count('"') % 2 == 0:  # as Excel copies a cell with a line break in it
        with suppress(csv.Error):
            cells = list(csv.reader(StringIO(text, newline=""), delimiter=mark))
    return [Row(number, tuple(vi.clean_line(cell) for cell in row)) for number, row in enumerate(cells, 1)]


def text_of(rows: Iterable[Row]) -> str:
    """Rows as text to paste, each on the line of its number."""
    told = {row.number: "\t".join(cell.replace("\t", " ").replace('"', "”") for cell in row.cells) for row in rows}
    return "\n".join(told.get(number, "").rstrip() for number in range(1, max(told, default=0) + 1))


def rows_of(plans: Iterable[Plan]) -> list[Row]:
    """Plans as a table under its heads: the inverse of ``parse``."""
    found = [COLUMNS, *(cells for plan in plans for cells in _cells(plan))]
    return [Row(number, cells) for number, cells in enumerate(found, 1)]


def _cells(plan: Plan) -> list[tuple[str, ...]]:
    pairs: list[tuple[str, Heir | None]] = [(code, plan.heirs[0] if plan.heirs else None) for code in plan.before]
    pairs += [(plan.before[0], heir) for heir in plan.heirs[1:]]
    rest = (dates.plain(plan.on), plan.basis, plan.children_to, plan.hand_to, plan.gap_reason)
    return [(old, "", *_heir_cells(heir), *rest) for old, heir in pairs]


def _heir_cells(heir: Heir | None) -> tuple[str, str, str, str]:
    if heir is None:
        return "", "", "", ""
    return heir.code, heir.name, str(UnitKind(heir.kind).label) if heir.kind else "", heir.parent


def parse(grid: Sequence[Row], names: Names) -> Table:
    """The plans that a table states, or what is wrong with each row; ``names`` knows the units by name."""
    places, data, faults = _under_heads(grid)
    if faults:
        return Table([], faults)
    data = [row for row in data if any(row.cells)]
    if not data:
        return Table([], [Fault(0, "Bảng chưa có dòng nào. Hãy ghi mỗi cặp đơn vị cũ, đơn vị mới một dòng.")])
    if len(data) > MAX_ROWS:
        return Table([], [Fault(0, f"Bảng có {len(data)} dòng, tối đa {MAX_ROWS}. Hãy chia thành nhiều bảng.")])
    lines: list[Line] = []
    for row in data:
        ordered = [row.cells[place] if 0 <= place < len(row.cells) else "" for place in places]
        line, wrong = read_line(Row(row.number, tuple(ordered)), names)
        faults += [Fault(row.number, sentence) for sentence in wrong]
        lines += [line] if line else []
    groups = _grouped(lines, faults)
    return Table([_plan(group, faults) for group in groups], sorted(faults, key=lambda fault: fault.row))


def _under_heads(grid: Sequence[Row]) -> tuple[list[int], Sequence[Row], list[Fault]]:
    """Where each column stands, and the rows under the heads; without heads, all rows in the usual order."""
    for place, row in enumerate(grid[:_HEADER_WITHIN]):
        heads = [vi.fold(cell) for cell in row.cells]
        known = {_KEYS[head]: at for at, head in reversed(list(enumerate(heads))) if head in _KEYS}
        if len(known) >= 2:
            return _heads(known, row.number, grid[place + 1 :])
    width = max((sum(1 for cell in row.cells if cell) for row in grid), default=0)
    if width == 1:
        sentence = "Bảng chỉ có một cột. Các ô cách nhau bằng dấu tab (chép từ Excel) hoặc dấu chấm phẩy."
        return [], [], [Fault(0, sentence)]
    return list(range(len(COLUMNS))), grid, []


def _heads(known: dict[int, int], row: int, below: Sequence[Row]) -> tuple[list[int], Sequence[Row], list[Fault]]:
    missing = [COLUMNS[place] for place in (_NEW_CODE, _DAY) if place not in known]
    missing += [] if {_OLD_CODE, _OLD_NAME} & set(known) else [COLUMNS[_OLD_CODE]]
    faults = [Fault(row, f"Bảng thiếu cột “{label}”.") for label in missing]
    return [known.get(place, -1) for place in range(len(COLUMNS))], below, faults


def _grouped(lines: Sequence[Line], faults: list[Fault]) -> list[list[Line]]:
    """Rows that belong together: they share an old or a new unit on one day. A row told twice counts once."""
    groups: dict[int, list[Line]] = {}
    home: dict[tuple[date, str, str], int] = {}
    pairs: dict[tuple[date, str, str], int] = {}
    for line in lines:
        first = pairs.setdefault((line.on, line.old, line.heir.code if line.heir else ""), line.row)
        if first != line.row:
            faults.append(Fault(line.row, f"Dòng này ghi lại dòng {first}."))
            continue
        touching = {home[key] for key in _ends(line) if key in home}
        target = min(touching, default=line.row)
        members = [*(member for number in touching for member in groups.pop(number)), line]
        groups[target] = sorted(members, key=lambda member: member.row)
        home |= {key: target for member in members for key in _ends(member)}
    return [groups[first] for first in sorted(groups)]


def _ends(line: Line) -> list[tuple[date, str, str]]:
    """The old unit and the new one, apart: a unit that takes over on a day is not the one that goes in that day."""
    return [(line.on, "old", line.old), *([(line.on, "new", line.heir.code)] if line.heir else [])]


def _plan(lines: Sequence[Line], faults: list[Fault]) -> Plan:
    if any(line.heir for line in lines):
        _refuse_ending_too(lines, faults)
    return Plan(
        on=lines[0].on, before=tuple(dict.fromkeys(line.old for line in lines)), heirs=_heirs(lines, faults),
        basis=_one(lines, "basis", faults), gap_reason=_one(lines, "gap_reason", faults),
        children_to=_one(lines, "children_to", faults), hand_to=_one(lines, "hand_to", faults),
        rows=tuple(line.row for line in lines),
    )  # fmt: skip


def _refuse_ending_too(lines: Sequence[Line], faults: list[Fault]) -> None:
    heir = next(line for line in lines if line.heir)
    for line in lines:
        if line.heir is None:
            sentence = f"Dòng này ghi {line.old} kết thúc, nhưng dòng {heir.row} ghi có đơn vị mới trong cùng ngày."
            faults.append(Fault(line.row, sentence))


_LABELS = {
    "basis": "Căn cứ", "gap_reason": "Lý do khoảng trống", "children_to": "Đơn vị trực thuộc chuyển về",
    "hand_to": "Bàn giao cho",
}  # fmt: skip


def _one(lines: Sequence[Line], name: str, faults: list[Fault]) -> str:
    """What the rows of one plan say in a column, which is said once or alike."""
    told = [(line.row, str(getattr(line, name))) for line in lines if getattr(line, name)]
    for row, value in told[1:]:
        if value != told[0][1]:
            faults.append(Fault(row, f"Cột “{_LABELS[name]}” ghi khác dòng {told[0][0]} của cùng lần sắp xếp."))
    return told[0][1] if told else ""


def _heirs(lines: Sequence[Line], faults: list[Fault]) -> tuple[Heir, ...]:
    found: dict[str, tuple[int, Heir]] = {}
    for line in lines:
        if line.heir is None:
            continue
        row, known = found.get(line.heir.code, (line.row, line.heir))
        found[line.heir.code] = (row, _joined(known, line.heir))
        if any(a and b and a != b for a, b in _pairs(known, line.heir)):
            faults.append(Fault(line.row, f"Tên, loại hoặc cấp trên của {known.code} ghi khác dòng {row}."))
    return tuple(heir for _, heir in found.values())


def _pairs(one: Heir, other: Heir) -> list[tuple[str, str]]:
    return [(one.name, other.name), (one.kind, other.kind), (one.parent, other.parent)]


def _joined(one: Heir, other: Heir) -> Heir:
    name, kind, parent = (a or b for a, b in _pairs(one, other))
    return Heir(one.code, name, kind, parent)
