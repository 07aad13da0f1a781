"""The workbook of a campaign to fill in: what is stored already, drop-down lists, how to fill it in, and its stamp."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.dossiers.models import Campaign
from danvan.exchange import prefill, scoresheet
from danvan.exchange.finding import ThemeFinder, UnitFinder
from danvan.exchange.stamps import write_stamp
from danvan.exchange.writing import Pen
from danvan.kit.vi import capfirst_vi
from danvan.units.enums import AGENCY_KINDS, COMMUNE_KINDS

LISTS_SHEET, GUIDE_SHEET, LAST_YEAR_SHEET = "Danh mục", "Hướng dẫn", "Năm trước"
ASIDE = frozenset({LISTS_SHEET, GUIDE_SHEET, LAST_YEAR_SHEET})  # sheets of ours that are never read back
ROWS = 200  # free rows under those that are filled in
HEADER_ROW = 4  # counted from nought


@dataclass(frozen=True)
class Blank:
    """One column of the form: the field, its label and width, what it is chosen from, the hint beside the cell."""

    name: str
    label: str
    width: int = 24
    choice: str = ""  # "units", "themes", "holders", "continuities", "date", "count"
    hint: str = ""


# fmt: off
MODEL_COLUMNS = (
    Blank("title", "Tên mô hình", 40, hint="Ngắn, dễ nhớ, nói rõ việc và nơi làm."),
    Blank("unit", "Đơn vị", 30, "units", "Chọn trong danh mục."),
    Blank("holder_name", "Tập thể, cá nhân đăng ký", 30, hint="Tên tập thể, hoặc họ tên và chức danh của cá nhân."),
    Blank("holder_kind", "Tập thể hay cá nhân", 12, "holders"),
    Blank("theme", "Lĩnh vực", 28, "themes"),
    Blank("continuity", "Mới hay duy trì", 13, "continuities"),
    Blank("situation", "Thực trạng, lý do", 36),
    Blank("objectives", "Mục tiêu, tiêu chí", 36),
    Blank("method", "Nội dung, cách thức", 44),
    Blank("place", "Địa bàn, đối tượng", 28),
    Blank("forces", "Lực lượng thực hiện", 32, hint="Chủ trì, phối hợp, tham gia."),
    Blank("resources", "Nguồn lực", 28, hint="Kinh phí, ngày công, xã hội hóa."),
    Blank("schedule", "Thời gian", 24, hint="Bắt đầu, các mốc, ngày đánh giá."),
    Blank("outputs", "Sản phẩm, kết quả đầu ra", 36, hint="Đo đếm, kiểm chứng được."),
    Blank("upkeep", "Khả năng duy trì, nhân rộng", 32),
    Blank("contact", "Người phụ trách", 24),
    Blank("registered_on", "Ngày đăng ký", 14, "date", "Ghi ngày/tháng/năm, ví dụ 05/02/2026."),
)
TITLE_COLUMNS = (
    Blank("unit", "Đơn vị", 36, "units", "Chọn trong danh mục."),
    Blank("target_count", "Số tiêu chí đăng ký", 14, "count"),
    Blank("contact", "Người phụ trách", 28),
    Blank("registered_on", "Ngày đăng ký", 14, "date", "Ghi ngày/tháng/năm, ví dụ 05/02/2026."),
)
# fmt: on
YEAR = Blank("year", "Năm", 8)
GUIDE = (
    "Mỗi dòng là một mô hình, hoặc một đơn vị đăng ký danh hiệu, hoặc một tiêu chí của phiếu tự chấm.",
    "Những gì đã có trên cổng được điền sẵn. Dòng chỉ có tên đơn vị, các ô khác để trống, thì chưa đăng ký gì.",
    "Không đổi tên cột, không chèn cột. Số thứ tự có thể để nguyên hoặc đánh lại.",
    "Đơn vị, lĩnh vực, tập thể hay cá nhân, mới hay duy trì, kết quả: bấm vào ô rồi chọn trong danh sách.",
    "Tên mô hình và tên tập thể, cá nhân giữ nguyên thì lần gửi sau được hiểu là cùng một hồ sơ và chỉ sửa ô đã đổi.",
    "Mô hình làm tiếp từ năm trước: chép dòng ở trang «Năm trước» sang trang «Mô hình».",
    "Ô để trống không xóa nội dung đã có trên cổng.",
    "Ngày ghi theo thứ tự ngày/tháng/năm: 05/02/2026 là ngày 05 tháng 02 năm 2026.",
    "Trang «Tự chấm» có các phiếu đang đến lượt đơn vị tự chấm: chọn kết quả, hoặc ghi điểm, và ghi giải trình.",
    "Gửi tệp ở mục «Nhập từ Excel». Cổng cho xem trước từng ô; chưa bấm «Ghi» thì chưa có gì được lưu.",
)
CHOICES = {"holders": ["Tập thể", "Cá nhân"], "continuities": ["Đăng ký mới", "Duy trì"]}
# One sheet for each track: its name, what stands over the table, the columns.
SHEETS = {
    Track.MODEL: ("Mô hình", "đăng ký mô hình “Dân vận khéo”", MODEL_COLUMNS),
    Track.COMMUNE: ("Danh hiệu đảng bộ", "đăng ký danh hiệu đảng bộ “Dân vận khéo”", TITLE_COLUMNS),
    Track.AGENCY: ("Danh hiệu cơ quan", "đăng ký danh hiệu cơ quan, đơn vị “Dân vận khéo”", TITLE_COLUMNS),
}
KINDS = {Track.COMMUNE: COMMUNE_KINDS, Track.AGENCY: AGENCY_KINDS}


class Lists:
    """The drop-down lists of a workbook: written once on a hidden sheet, used by the rules of many columns."""

    def __init__(self, campaign: Campaign, by: User) -> None:
        units, themes = list(UnitFinder(campaign, by).own_labels().values()), ThemeFinder(campaign).names()
        self.values: dict[str, list[str]] = {"units": units, "themes": themes, **CHOICES}
        places = enumerate(self.values.items())
        self._ranges = {name: _range(place, values) for place, (name, values) in places if values}

    def rule(self, blank: Blank) -> dict[str, Any]:
        """The data validation of a column, in Excel's terms; nothing when there is none."""
        hint = {"input_title": blank.label[:32], "input_message": blank.hint} if blank.hint else {}
        refusal = {"error_title": "Chưa đúng", "error_message": f"{blank.label}: hãy chọn trong danh sách.", **hint}
        if blank.choice in self._ranges:
            return {"validate": "list", "source": self._ranges[blank.choice], **refusal}
        if blank.choice == "count":
            return {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 99, **hint}
        return {"validate": "any", **hint} if hint else {}

    def write(self, pen: Pen) -> None:
        """The hidden sheet."""
        sheet = pen.book.add_worksheet(LISTS_SHEET)
        for place, values in enumerate(self.values.values()):
            sheet.set_column(place, place, 50)
            for row, value in enumerate(values):
                pen.put(sheet, row, place, value, pen.words)
        sheet.hide()


def _range(place: int, values: Sequence[str]) -> str:
    letter = chr(65 + place)
    return f"='{LISTS_SHEET}'!${letter}$1:${letter}${len(values)}"


@dataclass(frozen=True)
class Form:
    """One sheet to fill in: its name, what stands over it, its columns, the rows that are filled in already."""

    name: str
    about: str
    columns: Sequence[Blank]
    rows: Sequence[Mapping[str, object]]
    free: int = ROWS  # empty rows below them


def registration_workbook(campaign: Campaign, by: User) -> bytes:
    """An .xlsx to fill in: a sheet for each track, one for the cards, how to fill them in; with what is stored."""
    pen, lists, units = Pen(in_memory=True), Lists(campaign, by), UnitFinder(campaign, by)
    tracks = set(campaign.tracks.values_list("track", flat=True)) or {Track.MODEL}
    spans = campaign.first_year != campaign.last_year
    for track, (name, about, columns) in SHEETS.items():
        if track in tracks:
            own = units.own_labels(KINDS.get(track, COMMUNE_KINDS | AGENCY_KINDS))
            rows = prefill.rows_of(campaign, track, units, own)
            shown = (*columns, YEAR) if spans else columns
            _write_form(pen, Form(name, f"{about}, {campaign.name}", shown, rows), lists)
    cards = scoresheet.lines_of(campaign, by, units)
    if campaign.tracks.filter(version__isnull=False).exists():
        scoresheet.write(pen, f"phiếu tự chấm “Dân vận khéo”, {campaign.name}", cards)
    if Track.MODEL in tracks and (kept := prefill.last_year(campaign, units)):
        about = f"mô hình đã đăng ký năm {campaign.first_year - 1}, để chép sang trang «Mô hình» nếu làm tiếp"
        _write_form(pen, Form(LAST_YEAR_SHEET, about, MODEL_COLUMNS, kept, free=0), lists)
    write_guide(pen, campaign)
    lists.write(pen)
    write_stamp(pen, campaign)
    return pen.close()


def _write_form(pen: Pen, form: Form, lists: Lists) -> None:
    sheet = pen.book.add_worksheet(form.name)
    pen.put(sheet, 0, 0, "DANH SÁCH", pen.title)
    pen.put(sheet, 1, 0, form.about, pen.title)
    pen.put(sheet, 2, 0, f"Điền từ dòng {HEADER_ROW + 2}. Xem trang «{GUIDE_SHEET}».", pen.words)
    sheet.set_column(0, 0, 6)
    pen.put(sheet, HEADER_ROW, 0, "STT", pen.head)
    last = HEADER_ROW + len(form.rows) + form.free
    for place, blank in enumerate(form.columns, 1):
        sheet.set_column(place, place, blank.width)
        pen.put(sheet, HEADER_ROW, place, blank.label, pen.head)
        if form.free and (rule := lists.rule(blank)):
            sheet.data_validation(HEADER_ROW + 1, place, last, place, rule)
    for number, row in enumerate([*form.rows, *[{}] * form.free], 1):
        pen.put(sheet, HEADER_ROW + number, 0, number)
        for place, blank in enumerate(form.columns, 1):
            if (value := row.get(blank.name)) is not None:
                pen.put(sheet, HEADER_ROW + number, place, value)
    sheet.freeze_panes(HEADER_ROW + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)


def write_guide(pen: Pen, campaign: Campaign) -> None:
    """How to fill the workbook in, a sentence a row."""
    sheet = pen.book.add_worksheet(GUIDE_SHEET)
    sheet.set_column(0, 0, 110)
    pen.put(sheet, 0, 0, f"Cách điền mẫu đăng ký: {capfirst_vi(campaign.name)}", pen.title)
    for place, sentence in enumerate(GUIDE, 2):
        pen.put(sheet, place, 0, f"{place - 1}. {sentence}", pen.words)
