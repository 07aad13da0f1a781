"""Office tables as they are: finds the header, the groups and the rows; leaves out titles, totals and signatures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from danvan.exchange.cells import Value, column_letter, tidy
from danvan.exchange.oldtext import modernise
from danvan.kit import vi
from danvan.kit.refused import BadUpload
from danvan.kit.uploads import workbook_is_safe

Row = Sequence[Value]
Place = tuple[int, int]  # row and column, counted from nought
Merge = tuple[Place, Place]

_NUMBER_HEADS = {"stt", "tt", "số tt", "số thứ tự"}
_HEADER_WITHIN = 60  # rows from the top
_GROUP = re.compile(r"([IVX]+)[.)]?(?:\s+(\S.*))?")
_COUNTING = re.compile(r"\(?(\d{1,3})\)?")
_SUBTOTAL = re.compile(r"(cộng( [ivx\d]+)?|tổng|số đơn vị đạt|tổng số\b.*)( ?\(.*\))?:?")
_TOTAL = re.compile(r"tổng cộng\b.*")
_SIGNATURES = ("người lập", "t/m", "tm.", "đơn vị tự chấm", "tổ thẩm định", "thủ trưởng", "nơi nhận", "(*) ")


class BadSheet(ValueError):
    """The workbook cannot be read; the message says why in one sentence."""


@dataclass(frozen=True)
class Sheet:
    """One sheet as a rectangle of tidy values, counted from its first cell, with its merged ranges."""

    name: str
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...]
    raw: Mapping[Place, str] = field(default_factory=dict)  # cells whose letters were converted, as they were


@dataclass(frozen=True)
class Line:
    """One row of the table: its number as Excel shows it, the group it stands in, its values by column."""

    number: int
    group: str
    values: Row

    def at(self, column: int) -> Value:
        return self.values[column] if column < len(self.values) else None


@dataclass(frozen=True)
class Table:
    """What a sheet holds between its title and its signatures."""

    sheet: str
    preface: tuple[str, ...]  # the lines above the header
    heads: tuple[tuple[str, ...], ...]  # for each column its labels from the top down
    header: tuple[Row, ...]  # the rows of the header as they stand
    number_column: int
    lines: tuple[Line, ...]
    raw: Mapping[Place, str] = field(default_factory=dict)

    def ref(self, line: Line, column: int) -> str:
        """Where a cell stands, as Excel says it: K7."""
        return f"{column_letter(column)}{line.number}"

    def raw_text(self, line: Line, column: int) -> str:
        """The cell as the file has it, where its letters were converted; otherwise ""."""
        return self.raw.get((line.number - 1, column), "")


def sheets_of(source: Path | str | bytes, *, old_text: bool = False) -> list[Sheet]:
    """The sheets of a workbook, if asked with TCVN3 and VNI turned into Unicode. Raises ``BadSheet`` when it is none,
    or not safe to open."""
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    try:
        workbook_is_safe(data)
        book = CalamineWorkbook.from_object(BytesIO(data))
        return [_sheet(book, name, old_text) for name in book.sheet_names]
    except BadUpload as refusal:
        raise BadSheet(str(refusal)) from refusal
    except CalamineError as broken:
        raise BadSheet("Tệp bị hỏng, không đọc được. Hãy mở bằng Excel, lưu lại rồi tải lên.") from broken


def table_of(sheet: Sheet, knows: Callable[[str], bool] | None = None) -> Table | None:
    """The table on a sheet, or None when no header row is found: one with a number column, or, where there is none,
    one with two labels that somebody ``knows``."""
    found = _find_header(sheet.rows) or (_find_labels(sheet.rows, knows) if knows else None)
    if found is None:
        return None
    top, column = found
    bottom = _last_header_row(sheet, top, column)
    lines = _lines(_filled_down(sheet, bottom + 1), bottom + 1, column)
    preface = tuple(str(value) for row in sheet.rows[:top] for value in row if isinstance(value, str))
    header = sheet.rows[top : bottom + 1]
    return Table(sheet.name, preface, _heads(sheet, top, bottom), header, column, tuple(lines), _raw_down(sheet))


def _sheet(book: CalamineWorkbook, name: str, old_text: bool) -> Sheet:
    found = book.get_sheet_by_name(name)
    cells: list[list[object]] = [list(row) for row in found.to_python(skip_empty_area=False)]
    raw = modernise(cells) if old_text else {}
    rows = tuple(tuple(tidy(value) for value in row) for row in cells)
    return Sheet(vi.clean_line(name), rows, tuple(found.merged_cell_ranges or ()), raw)


def _key(value: Value) -> str:
    return vi.match_key(value) if isinstance(value, str) else ""


def _find_header(rows: Sequence[Row]) -> tuple[int, int] | None:
    for place, row in enumerate(rows[:_HEADER_WITHIN]):
        for column, value in enumerate(row):
            if _key(value) in _NUMBER_HEADS and sum(v is not None for v in row) >= 3:
                return place, column
    return None


def _find_labels(rows: Sequence[Row], knows: Callable[[str], bool]) -> tuple[int, int] | None:
    for place, row in enumerate(rows[:_HEADER_WITHIN]):
        words = [column for column, value in enumerate(row) if isinstance(value, str)]
        if len(words) >= 3 and sum(knows(str(row[column])) for column in words) >= 2:
            return place, words[0]
    return None


def _last_header_row(sheet: Sheet, top: int, column: int) -> int:
    """A header goes on below as long as the number cell stays empty and something new is named under a wide label."""
    bottom = top
    while bottom - top < 2 and bottom + 1 < len(sheet.rows):
        above, below = sheet.rows[bottom], sheet.rows[bottom + 1]
        if below[column] is not None or not any(a is None and b is not None for a, b in zip(above, below, strict=True)):
            break
        bottom += 1
    return bottom


def _heads(sheet: Sheet, top: int, bottom: int) -> tuple[tuple[str, ...], ...]:
    """Labels for each column; a wide label also belongs to the columns to its right that are named below it."""
    heads: list[list[str]] = [[] for _ in sheet.rows[top]]
    for place in range(top, bottom + 1):
        last = ""
        for column, value in enumerate(sheet.rows[place]):
            below = place < bottom and sheet.rows[place + 1][column] is not None
            last = str(value) if value is not None else (last if below else "")
            if last:
                heads[column].append(last)
    return tuple(tuple(labels) for labels in heads)


def _filled_down(sheet: Sheet, start: int) -> list[Row]:
    """The rows with vertically merged cells repeated in every row they cover."""
    rows = [list(row) for row in sheet.rows]
    for (first, left), (last, right) in sheet.merges:
        if left == right and start <= first < last < len(rows):
            for place in range(first + 1, last + 1):
                rows[place][left] = rows[first][left]
    return list(rows)


def _raw_down(sheet: Sheet) -> dict[Place, str]:
    """The converted cells, those of a vertical merge in every row they cover."""
    found = dict(sheet.raw)
    for (first, left), (last, right) in sheet.merges if found else ():
        if left == right and (first, left) in found:
            found |= {(place, left): found[first, left] for place in range(first, min(last, len(sheet.rows)) + 1)}
    return found


def _lines(rows: Sequence[Row], start: int, column: int) -> list[Line]:
    lines: list[Line] = []
    group, after_gap = "", False
    for place in range(start, len(rows)):
        row = rows[place]
        kind = _kind(row, column)
        if kind == "end" or (after_gap and kind == "data" and not _is_number(row[column])):
            break
        after_gap = kind == "blank" and bool(lines or group)
        if kind == "group":
            group = _group_text(row, column)
        elif kind == "data":
            lines.append(Line(place + 1, group, tuple(row)))
    return lines


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _kind(row: Row, column: int) -> str:
    filled = [value for value in row if value is not None]
    if not filled or (len(filled) == 1 and _is_number(row[column])):
        return "blank"  # a form with its numbers printed in advance is still empty
    if _is_counting(filled):
        return "counting"
    if _is_number(row[column]):
        return "data"
    return _kind_without_number(row, column, filled)


def _kind_without_number(row: Row, column: int, filled: Sequence[Value]) -> str:
    first = _key(next((value for value in filled if isinstance(value, str)), ""))
    if any(_key(value).startswith(_SIGNATURES) for value in filled) or _TOTAL.fullmatch(first):
        return "end"
    if _SUBTOTAL.fullmatch(first):
        return "subtotal"
    return "group" if _group_text(row, column) else "data"


def _is_counting(filled: Sequence[Value]) -> bool:
    """The row (1), (2), (3) under a header."""
    found = [_COUNTING.fullmatch(str(value)) for value in filled]
    numbers = [int(match.group(1)) for match in found if match]
    return len(filled) >= 3 and numbers == list(range(1, len(filled) + 1)) and "(" in str(filled[0])


def _group_text(row: Row, column: int) -> str:
    """The words of a group row such as "I | TẬP THỂ" or "I. TẬP THỂ"; empty for any other row."""
    match = _GROUP.fullmatch(str(row[column])) if isinstance(row[column], str) else None
    others = [value for place, value in enumerate(row) if place != column and value is not None]
    if match is None or len(others) > 1:
        return ""
    return str(others[0]) if others else match.group(2) or ""
