"""The sheets of scores in the workbook of a list: one for each version, every criterion in its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from danvan.criteria.enums import ScoringMode
from danvan.exchange.lists import Column, Page
from danvan.kit import numbers
from danvan.reports.score_sheets import ScoreRow, ScoreSheet

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_MOST = 31  # letters in the name of a sheet


def pages(sheets: Sequence[ScoreSheet]) -> list[Page]:
    """The sheets, each under a name of its own."""
    return [_page(place, sheet) for place, sheet in enumerate(sheets, 1)]


def _page(place: int, sheet: ScoreSheet) -> Page:
    version, by_points = sheet.version, sheet.version.mode == ScoringMode.POINTS
    name = _FORBIDDEN.sub(" ", f"{place}. {version.criteria_set.code} {version.label}")[:_MOST].strip()
    heads = (
        Column("STT", 6), Column("Đơn vị", 34), Column("Cấp trên", 28), Column("Nội dung", 34), Column("Năm", 7),
        Column("Người chấm", 14), *(Column(str(line.order), 6) for line in sheet.criteria),
        Column("Tổng điểm" if by_points else "Số tiêu chí đạt", 10), Column("Trên", 8), Column("Xếp loại", 14),
        Column("Đạt ngưỡng", 10),
    )  # fmt: skip
    told = _title(sheet) if by_points else "Đ: đạt; K: không đạt; KAD: không áp dụng"
    title = f"{version.criteria_set.name}, {version.label}. {told}"
    return Page(name, title, heads, [_cells(number, row) for number, row in enumerate(sheet.rows, 1)])


def _title(sheet: ScoreSheet) -> str:
    """What each line can bring."""
    most = (
        f"{line.order}: {numbers.short(line.weight)}{' (điểm thưởng)' if line.is_bonus else ''}"
        for line in sheet.criteria
    )
    return f"Điểm tối đa từng tiêu chí: {'; '.join(most)}. KAD: không áp dụng"


def _cells(number: int, row: ScoreRow) -> list[object]:
    values = [row.unit_name, row.superior_name, row.title, row.year, row.voice, *map(number_of, row.cells)]
    passed = "Đạt" if row.is_pass else "Chưa đạt"
    return [number, *values, number_of(row.total), number_of(row.whole), row.grade, passed]


def number_of(value: object) -> object:
    """A value as a sheet holds it: a number is 24, or 86.5 points."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return "" if value is None else value
