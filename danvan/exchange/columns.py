"""Which column of a sheet holds what: labels as offices write them, for each thing we read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from danvan.exchange.cells import Value, label_key, text_of
from danvan.exchange.grid import Line, Table

# fmt: off
LABELS: dict[str, tuple[str, ...]] = {
    "title": ("tên mô hình", "tên mô hình, điển hình", "mô hình, điển hình", "mô hình"),
    "unit": ("đơn vị", "tên đơn vị", "chi, đảng bộ trực thuộc", "đơn vị đăng ký", "đảng bộ xã, thị trấn",
             "đảng bộ xã, phường, thị trấn", "cơ quan, đơn vị"),
    "superior": ("cấp trên", "cấp trên trực tiếp", "huyện", "huyện ủy", "huyện ủy, thị ủy, thành ủy"),
    "holder_name": ("tập thể, cá nhân đăng ký", "tập thể, cá nhân", "tên tập thể, cá nhân"),
    "holder_kind": ("tập thể hay cá nhân", "hình thức", "loại"),
    "theme": ("lĩnh vực",),
    "continuity": ("mới hay duy trì", "đăng ký mới hay duy trì", "loại đăng ký"),
    "is_new": ("hình thức đăng ký mới",),
    "is_kept": ("hình thức đăng ký duy trì",),
    "situation": ("thực trạng, lý do", "thực trạng"),
    "objectives": ("chỉ tiêu đăng ký", "kết quả đăng ký", "mục tiêu, tiêu chí", "mục tiêu, chỉ tiêu", "mục tiêu"),
    "method": ("nội dung, cách làm", "nội dung, cách thức", "cách làm"),
    "place": ("địa bàn, đối tượng", "địa bàn, xã được giúp đỡ", "địa bàn"),
    "forces": ("lực lượng thực hiện", "lực lượng"),
    "resources": ("nguồn lực", "nguồn lực, kinh phí"),
    "schedule": ("thời gian", "thời gian thực hiện"),
    "outputs": ("sản phẩm, kết quả đầu ra", "sản phẩm đầu ra"),
    "upkeep": ("khả năng duy trì, nhân rộng", "duy trì, nhân rộng"),
    "contact": ("người phụ trách", "cán bộ phụ trách"),
    "achieved": ("kết quả thực hiện",),
    "year": ("năm", "năm công nhận", "năm đăng ký"),
    "target_count": ("đăng ký số tiêu chí", "số tiêu chí đăng ký", "số tiêu chí đăng ký đạt"),
    "registered_on": ("đăng ký ngày", "ngày đăng ký"),
    "recognised": ("kết quả thẩm định công nhận",),
    "declined": ("kết quả thẩm định không", "kết quả thẩm định không công nhận"),
    "reason": ("lý do không công nhận", "lý do"),
    "award": ("hình thức khen", "hình thức khen thưởng"),
    "self_score": ("kết quả tự chấm", "tự chấm"),
    "final_score": ("kết quả thẩm định", "thẩm định"),
    "note": ("ghi chú",),
    "dossier": ("hồ sơ số", "số hồ sơ"),
    "criterion": ("tiêu chí số",),
    "points": ("điểm tự chấm",),
    "explanation": ("giải trình", "giải trình thay minh chứng"),
}
# fmt: on
PASSED_OVER = ("stt", "tt", "số tt", "số thứ tự", "cần sửa")  # headings that hold nothing to read
_BY_KEY = {label_key(label): name for name, labels in LABELS.items() for label in labels}
MAX_HEADING = 300
_YEAR = re.compile(r"năm\s+(\d{4})", re.IGNORECASE)
_DATE_LINE = re.compile(r"ngày\b.*\btháng\b", re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """The columns of one table that we know, by what they hold."""

    table: Table
    places: dict[str, int]

    def __contains__(self, name: str) -> bool:
        return name in self.places

    def value(self, line: Line, name: str) -> Value:
        return line.at(self.places[name]) if name in self.places else None

    def text(self, line: Line, name: str) -> str:
        return text_of(self.value(line, name))

    def ref(self, line: Line, name: str) -> str:
        return self.table.ref(line, self.places[name])

    def raw_text(self, line: Line, name: str) -> str:
        """The cell as the file has it, where its letters were converted; otherwise ""."""
        return self.table.raw_text(line, self.places[name])

    def label(self, name: str) -> str:
        """The label as the sheet has it, wide label first."""
        return ", ".join(self.table.heads[self.places[name]])

    @property
    def holds_titles(self) -> bool:
        """Does each row register a unit for its title?"""
        return "unit" in self and "target_count" in self

    @property
    def holds_scores(self) -> bool:
        """Is each row a criterion of a unit's own card?"""
        return "dossier" in self and "criterion" in self and ("self_score" in self or "points" in self)

    @property
    def holds_models(self) -> bool:
        """Does each row register a model? A bare list of names, as attached to a decision, does not."""
        says_what = {"method", "objectives", "continuity", "is_new", "situation"} & self.places.keys()
        return "title" in self and "unit" in self and bool(says_what) and "award" not in self


def heading_key(labels: Sequence[str]) -> str:
    """What a heading is known by: its labels from the top down, however they are typed."""
    return label_key(" ".join(labels))[:MAX_HEADING]


def knows(matched: Mapping[str, str]) -> Callable[[str], bool]:
    """Says whether a label is one of ours, or one that an office has matched by hand."""
    return lambda label: (key := label_key(label)) in _BY_KEY or bool(matched.get(key))


def column_of(labels: Sequence[str], matched: Mapping[str, str]) -> str:
    """What a column holds, or "": as the office has matched it by hand, or as the label says."""
    if (key := heading_key(labels)) in matched:
        return matched[key]
    tries = [" ".join(labels), labels[-1] if labels else ""]
    return next((found for text in tries if (found := _BY_KEY.get(label_key(text)))), "")


def columns_of(table: Table, matched: Mapping[str, str] | None = None) -> Columns:
    """Find the known columns; the first of two with the same label counts. ``matched`` are headings by hand."""
    places: dict[str, int] = {}
    for column, labels in enumerate(table.heads):
        if name := column_of(labels, matched or {}):
            places.setdefault(name, column)
    return Columns(table, places)


def year_of(table: Table) -> int | None:
    """The year that the title over a table names, if it names one; the place and date line does not count."""
    years = [
        int(match) for line in table.preface if not _DATE_LINE.search(line) for match in _YEAR.findall(line)
    ]  # fmt: skip
    return years[-1] if years else None
