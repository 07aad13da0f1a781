"""Workbooks as an office would fill them in, made of the portal's own blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def filled(blank: bytes, rows: Sequence[Mapping[str, str]]) -> bytes:
    """The blank with these rows on its first sheet, below those that are filled in, by the labels of its columns."""
    book = load_workbook(BytesIO(blank))
    sheet = book.worksheets[0]
    head = next(line for line in sheet.iter_rows() if any(cell.value == "Tên mô hình" for cell in line))
    places = {cell.value: cell.column for cell in head}
    for number, row in enumerate(rows, _first_free(sheet, head[0].row, places["Đơn vị"])):
        for label, text in row.items():
            sheet.cell(number, places[label], text)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _first_free(sheet: Any, head: int, column: int) -> int:
    return next(number for number in range(head + 1, sheet.max_row + 2) if not sheet.cell(number, column).value)


def upload(name: str, data: bytes) -> Any:
    """A file as the browser is handed it."""
    return {"name": name, "mimeType": XLSX, "buffer": data}
