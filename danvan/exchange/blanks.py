"""The blank registration workbook of a campaign, with its units and drop-down lists, and the stamp that names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.dossiers.models import Campaign
from danvan.exchange.finding import ThemeFinder, UnitFinder
from danvan.exchange.grid import BadSheet, Sheet
from danvan.exchange.writing import Pen
from danvan.kit.vi import capfirst_vi

STAMP, EDITION = "danvan-dang-ky", 1
STAMP_SHEET, LISTS_SHEET = "Dấu mẫu", "Danh mục"
ROWS = 200
_HEADER_ROW = 4  # counted from nought


@dataclass(frozen=True)
class Blank:
    """One column of the form: its label, width, what it is chosen from, and the hint beside the cell."""

    label: str
    width: int = 24
    choice: str = ""  # "units", "themes", "holders", "continuities", "date", "count"
    hint: str = ""


# fmt: off
MODEL_COLUMNS = (
    Blank("Tên mô hình", 40, hint="Ngắn, dễ nhớ, nói rõ việc và nơi làm."),
    Blank("Đơn vị", 30, "units", "Chọn trong danh mục."),
    Blank("Tập thể, cá nhân đăng ký", 30, hint="Tên tập thể, hoặc họ tên và chức danh của cá nhân."),
    Blank("Tập thể hay cá nhân", 12, "holders"),
    Blank("Lĩnh vực", 28, "themes"),
    Blank("Mới hay duy trì", 13, "continuities"),
    Blank("Thực trạng, lý do", 36),
    Blank("Mục tiêu, tiêu chí", 36),
    Blank("Nội dung, cách thức", 44),
    Blank("Địa bàn, đối tượng", 28),
    Blank("Lực lượng thực hiện", 32, hint="Chủ trì, phối hợp, tham gia."),
    Blank("Nguồn lực", 28, hint="Kinh phí, ngày công, xã hội hóa."),
    Blank("Thời gian", 24, hint="Bắt đầu, các mốc, ngày đánh giá."),
    Blank("Sản phẩm, kết quả đầu ra", 36, hint="Đo đếm, kiểm chứng được."),
    Blank("Khả năng duy trì, nhân rộng", 32),
    Blank("Người phụ trách", 24),
    Blank("Ngày đăng ký", 14, "date", "Ghi ngày/tháng/năm, ví dụ 05/02/2026."),
)
TITLE_COLUMNS = (
    Blank("Đơn vị", 36, "units", "Chọn trong danh mục."),
    Blank("Số tiêu chí đăng ký", 14, "count"),
    Blank("Người phụ trách", 28),
    Blank("Ngày đăng ký", 14, "date", "Ghi ngày/tháng/năm, ví dụ 05/02/2026."),
)
# fmt: on
GUIDE = (
    "Mỗi dòng là một mô hình (trang thứ nhất) hoặc một đơn vị đăng ký danh hiệu (trang thứ hai).",
    "Không đổi tên cột, không chèn cột. Số thứ tự có thể để nguyên hoặc đánh lại.",
    "Đơn vị, lĩnh vực, tập thể hay cá nhân, mới hay duy trì: bấm vào ô rồi chọn trong danh sách.",
    "Tên mô hình và tên tập thể, cá nhân giữ nguyên thì lần gửi sau được hiểu là cùng một hồ sơ và chỉ sửa ô đã đổi.",
    "Ô để trống không xóa nội dung đã có trên cổng.",
    "Ngày ghi theo thứ tự ngày/tháng/năm: 05/02/2026 là ngày 05 tháng 02 năm 2026.",
    "Gửi tệp ở mục «Nhập tệp». Cổng cho xem trước từng ô; chưa bấm «Ghi» thì chưa có gì được lưu.",
)
_CHOICES = {"holders": ["Tập thể", "Cá nhân"], "continuities": ["Đăng ký mới", "Duy trì"]}


def registration_workbook(campaign: Campaign, by: User) -> bytes:
    """An .xlsx to fill in: models on the first sheet, titles on the second, how to fill it in on the third."""
    pen = Pen(in_memory=True)
    lists = {"units": UnitFinder(campaign, by).own_names(), "themes": ThemeFinder(campaign).names(), **_CHOICES}
    tracks = set(campaign.tracks.values_list("track", flat=True))
    ranges = {name: _range(place, values) for place, (name, values) in enumerate(lists.items()) if values}
    if Track.MODEL in tracks or not tracks:
        _form(pen, "Đăng ký mô hình", f"đăng ký mô hình “Dân vận khéo”, {campaign.name}", MODEL_COLUMNS, ranges)
    if tracks & {Track.COMMUNE, Track.AGENCY}:
        _form(pen, "Đăng ký danh hiệu", f"đăng ký danh hiệu “Dân vận khéo”, {campaign.name}", TITLE_COLUMNS, ranges)
    _guide(pen, campaign)
    _lists(pen, lists)
    _stamp(pen, campaign)
    return pen.close()


def _range(place: int, values: Sequence[str]) -> str:
    letter = chr(65 + place)
    return f"='{LISTS_SHEET}'!${letter}$1:${letter}${len(values)}"


def _form(pen: Pen, name: str, about: str, columns: Sequence[Blank], ranges: dict[str, str]) -> None:
    sheet = pen.book.add_worksheet(name)
    pen.put(sheet, 0, 0, "DANH SÁCH", pen.title)
    pen.put(sheet, 1, 0, about, pen.title)
    pen.put(sheet, 2, 0, "Điền từ dòng 6. Xem trang «Hướng dẫn».", pen.words)
    sheet.set_column(0, 0, 6)
    pen.put(sheet, _HEADER_ROW, 0, "STT", pen.head)
    for place, blank in enumerate(columns, 1):
        sheet.set_column(place, place, blank.width)
        pen.put(sheet, _HEADER_ROW, place, blank.label, pen.head)
        if rule := _rule(blank, ranges):
            sheet.data_validation(_HEADER_ROW + 1, place, _HEADER_ROW + ROWS, place, rule)
    for number in range(1, ROWS + 1):
        pen.put(sheet, _HEADER_ROW + number, 0, number)
    sheet.freeze_panes(_HEADER_ROW + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)


def _rule(blank: Blank, ranges: dict[str, str]) -> dict[str, Any]:
    """The data validation of a column, in Excel's terms."""
    hint = {"input_title": blank.label[:32], "input_message": blank.hint} if blank.hint else {}
    refusal = {"error_title": "Chưa đúng", "error_message": f"{blank.label}: hãy chọn trong danh sách.", **hint}
    if blank.choice in ranges:
        return {"validate": "list", "source": ranges[blank.choice], **refusal}
    if blank.choice == "count":
        return {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 99, **hint}
    return {"validate": "any", **hint} if hint else {}


def _guide(pen: Pen, campaign: Campaign) -> None:
    sheet = pen.book.add_worksheet("Hướng dẫn")
    sheet.set_column(0, 0, 110)
    pen.put(sheet, 0, 0, f"Cách điền mẫu đăng ký: {capfirst_vi(campaign.name)}", pen.title)
    for place, sentence in enumerate(GUIDE, 2):
        pen.put(sheet, place, 0, f"{place - 1}. {sentence}", pen.words)


def _lists(pen: Pen, lists: dict[str, list[str]]) -> None:
    sheet = pen.book.add_worksheet(LISTS_SHEET)
    for place, values in enumerate(lists.values()):
        sheet.set_column(place, place, 50)
        for row, value in enumerate(values):
            pen.put(sheet, row, place, value, pen.words)
    sheet.hide()


def _stamp(pen: Pen, campaign: Campaign) -> None:
    sheet = pen.book.add_worksheet(STAMP_SHEET)
    for place, value in enumerate((STAMP, EDITION, campaign.code)):
        pen.put(sheet, 0, place, value, pen.words)
    sheet.very_hidden()


def check_stamp(sheets: Sequence[Sheet], campaign: Campaign) -> None:
    """Refuse our own form when it is of another campaign or of an older edition; other workbooks carry no stamp."""
    stamp = next((sheet.rows[0] for sheet in sheets if sheet.name == STAMP_SHEET and sheet.rows), ())
    if len(stamp) < 3 or stamp[0] != STAMP:
        return
    if stamp[1] != EDITION:
        raise BadSheet("Tệp theo mẫu cũ. Hãy tải mẫu mới của đợt này về và chép nội dung sang.")
    if stamp[2] != campaign.code:
        other = Campaign.objects.filter(code=str(stamp[2])).first()
        name = f"«{other.name}»" if other else "đợt khác"
        raise BadSheet(f"Tệp này là mẫu của {name}, không phải của «{campaign.name}». Hãy chọn đúng đợt.")
