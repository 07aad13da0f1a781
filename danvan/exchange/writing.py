"""Opening a workbook to write, so that text stays text, and the few formats that all our sheets share."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from danvan.kit.sheets import XLSX_OPTIONS, safe

FONT = "Times New Roman"


class Pen:
    """A workbook being written, and its formats."""

    def __init__(self, **options: Any) -> None:
        self._target = BytesIO()
        self.book = Workbook(self._target, {**XLSX_OPTIONS, **options})
        base = {"font_name": FONT, "font_size": 12, "valign": "top"}
        boxed = {**base, "border": 1, "text_wrap": True}
        self.title = self.book.add_format({**base, "bold": True, "font_size": 14})
        self.words = self.book.add_format({**base, "text_wrap": True})
        self.head = self.book.add_format({**boxed, "bold": True, "align": "center", "valign": "vcenter"})
        self.cell = self.book.add_format(boxed)
        self.day = self.book.add_format({**boxed, "num_format": "dd/mm/yyyy", "align": "center"})
        mend = {**boxed, "bg_color": "#F8E7E2"}
        self.wrong = self.book.add_format(mend)
        self.wrong_day = self.book.add_format({**mend, "num_format": "dd/mm/yyyy", "align": "center"})
        self.remark = self.book.add_format({**boxed, "font_color": "#9A1B1E"})

    def close(self) -> bytes:
        """The finished file."""
        self.book.close()
        return self._target.getvalue()

    def put(self, sheet: Any, row: int, column: int, value: object, look: Format | None = None) -> None:
        """Write one cell; text never becomes a formula, a link or a number."""
        value = safe(value)
        look = look or (self.day if hasattr(value, "year") else self.cell)
        if value is None or value == "":
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, look)
        else:
            sheet.write(row, column, value, look)
