"""Small office workbooks for the tests, made cell by cell as districts make them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

HEAD = ["STT", "Tên mô hình", "Tập thể, cá nhân đăng ký", "Đơn vị", "Lĩnh vực", "Mới hay duy trì", "Nội dung, cách làm"]
ROW = [1, "Tuyến đường hoa", "Chi hội Phụ nữ", "Đảng bộ xã Đồng Điều", "Kinh tế", "Đăng ký mới", "Mỗi nhà một đoạn"]


def row(**changed: Any) -> list[Any]:
    """The good row with some cells changed: title, holder, unit, theme, kept, method."""
    names = ["number", "title", "holder", "unit", "theme", "kept", "method"]
    cells = dict(zip(names, ROW, strict=True)) | changed
    return [cells[name] for name in names]


def book(rows: Sequence[Sequence[Any]], *, name: str = "Đăng ký", merges: Sequence[str] = ()) -> bytes:
    """A workbook with one sheet of these rows, as they are."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = name
    for place, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            cell = sheet.cell(place, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # or openpyxl would take "=1+1" for a formula
    for area in merges:
        sheet.merge_cells(area)
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def registrations(*rows: Sequence[Any], title: str = "đăng ký mô hình “Dân vận khéo” năm 2026") -> bytes:
    """A registration sheet: a title, the header in row 4, these rows from row 5, a total and a signature."""
    return book(
        [["HUYỆN ỦY"], ["DANH SÁCH"], [title], HEAD, *rows, ["", "TỔNG CỘNG", len(rows)], [], ["NGƯỜI LẬP BIỂU"]]
    )


def sent(workbook: Workbook) -> bytes:
    """A workbook of openpyxl as the file that is sent."""
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()
