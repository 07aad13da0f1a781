"""The table of old and new units as a workbook: the blank one to fill in, and a filled one read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from danvan.exchange import cells
from danvan.exchange.grid import BadSheet, Sheet, sheets_of
from danvan.exchange.writing import Pen
from danvan.kit import vi
from danvan.succession.table import COLUMNS, Row
from danvan.units.enums import UnitKind

SHEET, LISTS = "Sắp xếp đơn vị", "Danh mục"
_WIDTHS = (16, 30, 16, 30, 26, 18, 14, 36, 20, 16, 30)
_ROWS = 500
_HEADER_ROW = 2  # counted from nought
_KIND, _DAY = 4, 6
GUIDE = (
    "Mỗi dòng là một cặp đơn vị cũ và đơn vị mới. Không đổi tên cột, không chèn cột.",
    "Nhập nhiều đơn vị thành một: mỗi đơn vị cũ một dòng, cùng mã mới và cùng ngày.",
    "Chia một đơn vị thành nhiều: mỗi đơn vị mới một dòng, cùng mã cũ và cùng ngày.",
    "Đơn vị cũ tiếp tục hoạt động: thêm một dòng ghi lại mã cũ vào cột “Mã mới”.",
    "Đổi tên: ghi lại mã cũ vào cột “Mã mới”, rồi ghi tên mới, loại mới.",
    "Chuyển cấp trên: ghi lại mã cũ vào cột “Mã mới”, rồi ghi mã cấp trên mới; để trống tên mới.",
    "Kết thúc hoạt động: để trống cột “Mã mới”.",
    "Đơn vị chưa có trên cổng: ghi mã mới, tên mới, loại mới và mã cấp trên mới.",
    "Đơn vị cũ ghi bằng mã; chỉ ghi tên khi tên ấy không trùng với đơn vị nào khác.",
    "“Đơn vị trực thuộc chuyển về” và “Bàn giao cho” ghi bằng mã. Để trống “Bàn giao cho” thì chọn ở bước xem trước.",
    "“Lý do khoảng trống” chỉ ghi khi đơn vị mới bắt đầu sau ngày đơn vị cũ kết thúc.",
    "Ngày ghi theo thứ tự ngày/tháng/năm: 01/07/2025.",
)


def read_upload(upload: UploadedFile[bytes]) -> list[Row]:
    """The rows of a workbook as Excel numbers them. Raises ``BadSheet`` with a sentence."""
    upload.seek(0)
    data = upload.read(settings.UPLOAD_MAX_BYTES + 1)
    if not data:
        raise BadSheet("Tệp rỗng, không có nội dung. Hãy chọn lại tệp.")
    if len(data) > settings.UPLOAD_MAX_BYTES:
        raise BadSheet(f"Tệp nặng quá {settings.UPLOAD_MAX_BYTES // 2**20} MB. Hãy chia thành nhiều tệp.")
    sheets = sheets_of(data)
    found = next((sheet for sheet in sheets if _is_ours(sheet)), None)
    if found is None:
        raise BadSheet("Tệp không có trang nào mang các cột “Mã cũ”, “Mã mới”. Hãy tải tệp mẫu về và điền vào.")
    return [
        Row(number, tuple(vi.clean_line(cells.text_of(value)) for value in row))
        for number, row in enumerate(found.rows, 1)
    ]


def _is_ours(sheet: Sheet) -> bool:
    heads = {vi.fold(COLUMNS[0]), vi.fold(COLUMNS[1]), vi.fold(COLUMNS[2])}
    return any(len(heads & {vi.fold(str(value)) for value in row if value}) >= 2 for row in sheet.rows[:60])


def blank() -> bytes:
    """An .xlsx to fill in: the table with its drop-down lists, and how to fill it in."""
    pen = Pen(in_memory=True)
    _form(pen)
    guide = pen.book.add_worksheet("Hướng dẫn")
    guide.set_column(0, 0, 110)
    pen.put(guide, 0, 0, "Cách điền bảng sắp xếp đơn vị", pen.title)
    for place, sentence in enumerate(GUIDE, 2):
        pen.put(guide, place, 0, f"{place - 1}. {sentence}", pen.words)
    lists = pen.book.add_worksheet(LISTS)
    for place, kind in enumerate(UnitKind):
        pen.put(lists, place, 0, str(kind.label), pen.words)
    lists.hide()
    return pen.close()


def _form(pen: Pen) -> None:
    sheet = pen.book.add_worksheet(SHEET)
    pen.put(sheet, 0, 0, "BẢNG SẮP XẾP ĐƠN VỊ", pen.title)
    pen.put(sheet, 1, 0, "Điền từ dòng 4. Xem trang «Hướng dẫn».", pen.words)
    kinds: dict[str, Any] = {
        "validate": "list", "source": f"='{LISTS}'!$A$1:$A${len(UnitKind)}", "error_title": "Chưa đúng",
        "error_message": "Loại mới: hãy chọn trong danh sách.",
    }  # fmt: skip
    for place, label in enumerate(COLUMNS):
        sheet.set_column(place, place, _WIDTHS[place], pen.day if place == _DAY else None)
        pen.put(sheet, _HEADER_ROW, place, label, pen.head)
    sheet.data_validation(_HEADER_ROW + 1, _KIND, _HEADER_ROW + _ROWS, _KIND, kinds)
    hint = {"validate": "any", "input_title": "Ngày hiệu lực", "input_message": "Ghi ngày/tháng/năm: 01/07/2025."}
    sheet.data_validation(_HEADER_ROW + 1, _DAY, _HEADER_ROW + _ROWS, _DAY, hint)
    sheet.freeze_panes(_HEADER_ROW + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
