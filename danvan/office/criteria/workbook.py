"""A version as a workbook: written with its stamp, and read back row by row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from danvan.criteria.enums import Computed, ScoringMode
from danvan.criteria.models import CriteriaVersion, Criterion
from danvan.criteria.texts import rules_of, words_of
from danvan.exchange import cells
from danvan.exchange.grid import BadSheet, Sheet, sheets_of
from danvan.exchange.writing import Pen
from danvan.kit import vi
from danvan.office.criteria.forms import LineForm, RulesForm, initial_of
from danvan.office.criteria.reading import OPERATORS

LINES, RULES = "Tiêu chí", "Quy tắc"
GROUP, OWN = "nhom", "dong"  # what a row says besides the fields of its form
COLUMNS: tuple[tuple[str, str, int], ...] = (
    (GROUP, "Nhóm", 30), ("code", "Mã", 10), ("title", "Tiêu chí", 46), ("weight", "Điểm tối đa", 10),
    ("requirement", "Đạt khi", 40), ("guidance", "Hướng dẫn", 30),
    ("evidence_hints", "Minh chứng, mỗi loại một dòng", 36),
    ("evidence_required", "Phải có minh chứng", 12), ("min_explanation", "Hoặc giải trình từ số ký tự", 14),
    ("numeric_label", "Chỉ số", 24), ("numeric_unit", "Đơn vị tính", 12), ("numeric_op", "So sánh", 12),
    ("numeric_target", "Chỉ tiêu", 10), ("is_veto", "Điểm liệt", 10), ("is_bonus", "Điểm thưởng", 10),
    ("na_condition", "Không áp dụng khi", 30), ("owner_hint", "Gợi ý người phụ trách", 24),
    ("computed", "Tính từ số liệu", 24), (OWN, "Số của cổng, không sửa", 12),
)  # fmt: skip
_HEADER = 3  # counted from nought; title, guide and stamp stand above
_STAMP = re.compile(r"Dấu phiên bản: (\d{1,15}), lần sửa (\d{1,9})", re.ASCII)
_TICKS = frozenset({"evidence_required", "is_veto", "is_bonus", "no_veto_fail", "rescale_not_applicable"})
_NEEDED = frozenset({"code", "title", GROUP})
_NO = frozenset({"", "không", "0"})
_WORDS: dict[str, dict[str, str]] = {
    "numeric_op": OPERATORS,
    "computed": {value: str(label) for value, label in Computed.choices},
    "mode": {value: str(label) for value, label in ScoringMode.choices},
}


@dataclass(frozen=True)
class Row:
    """One row as Excel numbers it, and what its cells say by field."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Book:
    """What a workbook holds, and for which edition of which version it was written."""

    version: int
    edition: int
    rules: Mapping[str, str]
    rows: Sequence[Row]


def write(version: CriteriaVersion) -> bytes:
    """The version as an .xlsx: its criteria, and its rules on a sheet of their own."""
    pen = Pen(in_memory=True)
    sheet = pen.book.add_worksheet(LINES)
    pen.put(sheet, 0, 0, f"{version.criteria_set.name}, {version.label}", pen.title)
    pen.put(sheet, 1, 0, "Mỗi tiêu chí một dòng, theo thứ tự. Dòng mới để trống cột cuối.", pen.title)
    pen.put(sheet, 2, 0, f"Dấu phiên bản: {version.pk}, lần sửa {version.edition}", pen.title)
    for place, (_, label, width) in enumerate(COLUMNS):
        sheet.set_column(place, place, width)
        pen.put(sheet, _HEADER, place, label, pen.head)
    for number, line in enumerate(_lines(version), _HEADER + 1):
        said = {**initial_of(words_of(line)), GROUP: line.group.title if line.group else "", OWN: line.pk}
        for place, (name, _, _) in enumerate(COLUMNS):
            pen.put(sheet, number, place, _shown(LineForm, name, said[name]))
    sheet.freeze_panes(_HEADER + 1, 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    _rules(pen, version)
    return pen.close()


def _lines(version: CriteriaVersion) -> list[Criterion]:
    return list(version.criteria.select_related("group").order_by("order"))


def _rules(pen: Pen, version: CriteriaVersion) -> None:
    sheet = pen.book.add_worksheet(RULES)
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 1, 60)
    said = vars(rules_of(version))
    for place, (name, field) in enumerate(RulesForm.base_fields.items()):
        pen.put(sheet, place, 0, field.label, pen.head)
        pen.put(sheet, place, 1, _shown(RulesForm, name, said[name]))


def _shown(form: type[LineForm] | type[RulesForm], name: str, value: Any) -> object:
    """A value as its cell shows it."""
    if name in _TICKS:
        return "có" if value else "không"
    if name in _WORDS:
        return _WORDS[name].get(str(value), "")
    if name in form.base_fields and isinstance(value, list):
        return form.base_fields[name].prepare_value(value)
    return value


def read_upload(upload: UploadedFile[bytes] | None) -> Book:
    """What a sent workbook holds. Raises ``BadSheet`` with a sentence."""
    if upload is None:
        raise BadSheet("Chưa chọn tệp.")
    upload.seek(0)
    data = upload.read(settings.UPLOAD_MAX_BYTES + 1)
    if not data:
        raise BadSheet("Tệp rỗng, không có nội dung. Hãy chọn lại tệp.")
    if len(data) > settings.UPLOAD_MAX_BYTES:
        raise BadSheet(f"Tệp nặng quá {settings.UPLOAD_MAX_BYTES // 2**20} MB. Hãy bớt nội dung rồi gửi lại.")
    sheets = {sheet.name: sheet for sheet in sheets_of(data)}
    if LINES not in sheets:
        raise BadSheet("Tệp không có trang “Tiêu chí”. Hãy tải tệp Excel của bản thảo này rồi điền vào.")
    stamp = next(
        (found for row in sheets[LINES].rows[:10] for cell in row if (found := _STAMP.search(str(cell or "")))), None
    )
    if stamp is None:
        raise BadSheet("Tệp không mang dấu phiên bản. Hãy tải tệp Excel của bản thảo này rồi điền vào.")
    rules = _read_rules(sheets[RULES]) if RULES in sheets else {}
    return Book(int(stamp[1]), int(stamp[2]), rules, _read_lines(sheets[LINES]))


def _read_lines(sheet: Sheet) -> list[Row]:
    top, heads = next(
        ((place, told) for place, row in enumerate(sheet.rows[:20]) if set((told := _heads(row)).values()) >= _NEEDED),
        (0, None),
    )
    if heads is None:
        raise BadSheet("Trang “Tiêu chí” thiếu cột “Nhóm”, “Mã” hoặc “Tiêu chí”. Hãy giữ nguyên dòng tên cột.")
    found = []
    for number, row in enumerate(sheet.rows[top + 1 :], top + 2):
        said = {name: _read(name, row[place]) for place, name in heads.items() if place < len(row)}
        if any(said.get(name) for name in ("code", "title", "requirement", OWN)):
            found.append(Row(number, said))
    return found


def _heads(row: Sequence[cells.Value]) -> dict[int, str]:
    """The columns that are ours, by their place."""
    keys = {cells.label_key(label): name for name, label, _ in COLUMNS}
    told = {place: cells.label_key(cells.text_of(cell)) for place, cell in enumerate(row)}
    return {place: keys[key] for place, key in told.items() if key in keys}


def _read_rules(sheet: Sheet) -> dict[str, str]:
    keys = {cells.label_key(str(field.label)): name for name, field in RulesForm.base_fields.items()}
    told = [(keys.get(cells.label_key(str(row[0] or ""))), row[1]) for row in sheet.rows if len(row) > 1]
    return {name: _read(name, value) for name, value in told if name}


def _read(name: str, value: cells.Value) -> str:
    """A cell as a browser would have sent the field: "" for a tick that is not set."""
    text = cells.text_of(value)
    if name in _TICKS:
        return "" if vi.match_key(text) in _NO else ("on" if cells.is_marked(value) else text)
    for code, label in _WORDS.get(name, {}).items():
        if vi.match_key(text) == vi.match_key(label):
            return code
    return text
