"""Scores from sheets: the matrix of all units, and the card of one unit with both columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from danvan.criteria.enums import Result
from danvan.criteria.models import Criterion
from danvan.exchange.cells import Value, name_key, text_of
from danvan.exchange.columns import columns_of
from danvan.exchange.grid import BadSheet, Line, Table, sheets_of, table_of
from danvan.kit import numbers

_RESULTS = {
    "đạt": Result.MET, "đ": Result.MET, "không đạt": Result.NOT_MET, "k": Result.NOT_MET,
    "không áp dụng": Result.NOT_APPLICABLE, "kad": Result.NOT_APPLICABLE,
}  # fmt: skip
_ABOUT = re.compile(r"(.+?)\s*[“\"]Dân vận khéo[”\"]", re.IGNORECASE)

Marks = dict[int, Result | Decimal]  # by the number of the criterion: a result, or points


@dataclass(frozen=True)
class UnitScores:
    """What a workbook says of one unit: its own marks where it sent a card, the superior's, and the remarks."""

    name: str
    final: Marks
    own: Marks = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _List:
    """How many criteria there are, and on a list by points the criteria themselves."""

    count: int
    by_points: Mapping[int, Criterion]

    def read(self, value: Value, order: int, where: str) -> Result | Decimal | None:
        """What a cell says of a criterion; None where a bonus line is left alone."""
        if not self.by_points:
            return _mark(value, where)
        line = self.by_points[order]
        if _RESULTS.get(name_key(text_of(value))) == Result.NOT_APPLICABLE:
            if not line.may_not_apply:
                raise BadSheet(f"{where}: tiêu chí {order} luôn áp dụng, phải ghi điểm.")
            return Result.NOT_APPLICABLE
        return _points(value, line, where)


def unit_scores(source: Path | str | bytes, *, count: int, by_points: Sequence[Criterion] = ()) -> list[UnitScores]:
    """The scores of every unit in the matrix, with its own card where the workbook has one.

    ``by_points`` are the criteria of a list that is scored by points: its cells hold points. Raises ``BadSheet`` for a
    criterion beyond ``count``, an unreadable mark, points that the line cannot bring, or a card that the matrix
    contradicts.
    """
    criteria = _List(count, {line.order: line for line in by_points})
    tables = [table for sheet in sheets_of(source) if (table := table_of(sheet)) is not None]
    rows = [row for table in tables for row in _matrix(table, criteria)]
    cards = {card.name: card for table in tables if (card := _card(table, criteria)) is not None}
    if not rows:
        raise BadSheet("Tệp không có bảng tổng hợp chấm điểm: cần cột đơn vị và một cột cho mỗi tiêu chí.")
    for row in rows:
        card = cards.get(row.name)
        if card is not None and card.final != row.final:
            raise BadSheet(f"Phiếu của «{row.name}» không khớp bảng tổng hợp. Hãy sửa cho bằng nhau.")
    return [cards.get(row.name, row) for row in rows]


def _mark(value: Value, where: str) -> Result:
    found = _RESULTS.get(name_key(text_of(value)))
    if found is None:
        raise BadSheet(f"{where}: «{text_of(value)}» không phải là Đạt, Không đạt hay Không áp dụng.")
    return found


def _points(value: Value, line: Criterion, where: str) -> Decimal | None:
    most = numbers.short(line.weight)
    try:
        points = numbers.parse_number(value)
    except numbers.NotANumber as wrong:
        said = f"«{text_of(value)}» không phải là số điểm"
        raise BadSheet(f"{where}: {said}. Tiêu chí {line.order} ghi từ 0 đến {most} điểm.") from wrong
    if points is None:
        if line.is_bonus:
            return None
        raise BadSheet(f"{where}: tiêu chí {line.order} chưa có điểm.")
    if not 0 <= points <= line.weight:
        said = f"tiêu chí {line.order} ghi {numbers.short(points)} điểm"
        raise BadSheet(f"{where}: {said}, chỉ được từ 0 đến {most}.")
    if points != round(points, 2):
        raise BadSheet(f"{where}: điểm ghi nhiều nhất hai chữ số sau dấu phẩy.")
    return points


def _matrix(table: Table, criteria: _List) -> list[UnitScores]:
    columns = columns_of(table)
    numbered = {int(labels[-1]): place for place, labels in enumerate(table.heads) if labels and labels[-1].isdigit()}
    if "unit" not in columns or not numbered:
        return []
    if max(numbered) > criteria.count:
        raise BadSheet(f"Trang «{table.sheet}» có tiêu chí {max(numbered)}, bộ tiêu chí chỉ có {criteria.count}.")
    lacking = [order for order, line in criteria.by_points.items() if order not in numbered and not line.is_bonus]
    if lacking:
        raise BadSheet(f"Trang «{table.sheet}» thiếu cột tiêu chí {', '.join(map(str, lacking))}.")
    return [UnitScores(columns.text(line, "unit"), _row(table, line, numbered, criteria)) for line in table.lines]


def _row(table: Table, line: Line, numbered: Mapping[int, int], criteria: _List) -> Marks:
    cells = {
        order: criteria.read(line.at(place), order, f"Ô {table.ref(line, place)}") for order, place in numbered.items()
    }
    return {order: found for order, found in cells.items() if found is not None}


def _card(table: Table, criteria: _List) -> UnitScores | None:
    """The card of one unit; its name stands in the title over the table."""
    columns = columns_of(table)
    names = [match.group(1) for line in table.preface if (match := _ABOUT.match(line))]
    if "self_score" not in columns or "final_score" not in columns or not names:
        return None
    own: Marks = {}
    final: Marks = {}
    notes: dict[int, str] = {}
    for line in table.lines:
        order = _order(table, line, criteria.count)
        for marks, name in ((own, "self_score"), (final, "final_score")):
            found = criteria.read(columns.value(line, name), order, f"Ô {columns.ref(line, name)}")
            if found is not None:
                marks[order] = found
        if note := columns.text(line, "note"):
            notes[order] = note
    return UnitScores(names[-1], final, own, notes)


def _order(table: Table, line: Line, count: int) -> int:
    number = line.at(table.number_column)
    if not isinstance(number, int) or not 1 <= number <= count:
        raise BadSheet(f"Dòng {line.number}, trang «{table.sheet}»: tiêu chí {text_of(number)}, bộ chỉ có {count}.")
    return number
