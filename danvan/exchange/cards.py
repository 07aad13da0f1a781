"""Scores from sheets: the matrix of all units, and the card of one unit with both columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from danvan.criteria.enums import Result
from danvan.exchange.cells import Value, name_key, text_of
from danvan.exchange.columns import columns_of
from danvan.exchange.grid import BadSheet, Line, Table, sheets_of, table_of

_RESULTS = {
    "đạt": Result.MET, "đ": Result.MET, "không đạt": Result.NOT_MET, "k": Result.NOT_MET,
    "không áp dụng": Result.NOT_APPLICABLE, "kad": Result.NOT_APPLICABLE,
}  # fmt: skip
_ABOUT = re.compile(r"(.+?)\s*[“\"]Dân vận khéo[”\"]", re.IGNORECASE)

Marks = dict[int, Result]


@dataclass(frozen=True)
class UnitScores:
    """What a workbook says of one unit: its own marks where it sent a card, the superior's, and the remarks."""

    name: str
    final: Marks
    own: Marks = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)


def unit_scores(source: Path | str | bytes, *, count: int) -> list[UnitScores]:
    """The scores of every unit in the matrix, with its own card where the workbook has one.

    Raises ``BadSheet`` for a criterion beyond ``count``, an unreadable mark, or a card that the matrix contradicts.
    """
    tables = [table for sheet in sheets_of(source) if (table := table_of(sheet)) is not None]
    rows = [row for table in tables for row in _matrix(table, count)]
    cards = {card.name: card for table in tables if (card := _card(table, count)) is not None}
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


def _matrix(table: Table, count: int) -> list[UnitScores]:
    columns = columns_of(table)
    numbered = {int(labels[-1]): place for place, labels in enumerate(table.heads) if labels and labels[-1].isdigit()}
    if "unit" not in columns or not numbered:
        return []
    if max(numbered) > count:
        raise BadSheet(f"Trang «{table.sheet}» có tiêu chí {max(numbered)}, bộ tiêu chí chỉ có {count}.")
    return [
        UnitScores(
            columns.text(line, "unit"),
            {order: _mark(line.at(place), f"Ô {table.ref(line, place)}") for order, place in numbered.items()},
        )
        for line in table.lines
    ]


def _card(table: Table, count: int) -> UnitScores | None:
    """The card of one unit; its name stands in the title over the table."""
    columns = columns_of(table)
    names = [match.group(1) for line in table.preface if (match := _ABOUT.match(line))]
    if "self_score" not in columns or "final_score" not in columns or not names:
        return None
    own, final, notes = {}, {}, {}
    for line in table.lines:
        order = _order(table, line, count)
        own[order] = _mark(columns.value(line, "self_score"), f"Ô {columns.ref(line, 'self_score')}")
        final[order] = _mark(columns.value(line, "final_score"), f"Ô {columns.ref(line, 'final_score')}")
        if note := columns.text(line, "note"):
            notes[order] = note
    return UnitScores(names[-1], final, own, notes)


def _order(table: Table, line: Line, count: int) -> int:
    number = line.at(table.number_column)
    if not isinstance(number, int) or not 1 <= number <= count:
        raise BadSheet(f"Dòng {line.number}, trang «{table.sheet}»: tiêu chí {text_of(number)}, bộ chỉ có {count}.")
    return number
