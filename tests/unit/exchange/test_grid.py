"""Office tables are read as people read them."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from django.conf import settings

from danvan.exchange.cells import column_letter, label_key, tidy
from danvan.exchange.columns import columns_of, year_of
from danvan.exchange.grid import BadSheet, sheets_of, table_of
from tests.unit.exchange.books import book

TWO_ROWS = [
    ["HUYỆN ỦY MIỀN ĐÔNG", None, None, "Miền Đông, ngày     tháng 12 năm 2019"],
    ["DANH SÁCH"],
    ["đăng ký mô hình “Dân vận khéo” năm 2018"],
    [],
    ["STT", "Tên mô hình", "Đơn vị", "Hình thức đăng ký", None, "Kết quả", None],
    [None, None, None, "Mới", "Duy trì", "Đăng ký", "Thực hiện"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
    ["I", "TẬP THỂ (3 mô hình)"],
    [1, "Đường hoa", "Xã A", "x", None, "2 km", "1 km"],
    [2, "Cổng tre", None, None, "x", "3 cổng", None],
    [None, "Cộng I", 2],
    ["II. CÁ NHÂN"],
    [1, "Làm trước, nói sau", "Xã B", "x", None, "1 việc", None],
    [None, "Tổng vệ sinh mỗi tuần", "Xã B", "x", None, "4 buổi", None],
    [None, "TỔNG CỘNG (I + II)", 4],
    [],
    ["NGƯỜI LẬP BIỂU", None, None, "T/M BAN DÂN VẬN"],
    [None, None, None, "(đã ký)"],
]


def _table(rows, **more):
    table = table_of(sheets_of(book(rows, **more))[0])
    assert table is not None
    return table


def test_titles_totals_and_signatures_are_left_out():
    table = _table(TWO_ROWS, merges=["C9:C10", "D5:E5", "A5:A6", "B8:G8"])
    assert [line.number for line in table.lines] == [9, 10, 13, 14]
    assert [line.group for line in table.lines] == ["TẬP THỂ (3 mô hình)"] * 2 + ["CÁ NHÂN"] * 2
    assert year_of(table) == 2018


def test_a_wide_label_belongs_to_each_column_below_it():
    columns = columns_of(_table(TWO_ROWS))
    assert columns.places == {"title": 1, "unit": 2, "is_new": 3, "is_kept": 4, "objectives": 5, "achieved": 6}
    assert columns.label("is_kept") == "Hình thức đăng ký, Duy trì"
    assert columns.ref(columns.table.lines[0], "achieved") == "G9"


def test_a_merged_cell_is_repeated_and_a_blank_one_is_not():
    merged = _table(TWO_ROWS, merges=["C9:C10"])
    assert [line.at(2) for line in merged.lines] == ["Xã A", "Xã A", "Xã B", "Xã B"]
    assert _table(TWO_ROWS).lines[1].at(2) is None


def test_a_form_with_printed_numbers_is_empty():
    rows = [["STT", "Tên mô hình", "Đơn vị", "Nội dung, cách làm"], [1], [2, "Đường hoa", "Xã A", "Làm"], [3]]
    assert [line.number for line in _table(rows).lines] == [3]


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (2019.0, 2019), (22.5, 22.5), ("  Đường   hoa ", "Đường hoa"), ("", None), (" \u200b", None), (True, "có"),
        (unicodedata.normalize("NFD", "Nhã Nam"), "Nhã Nam"), (date(2017, 2, 17), date(2017, 2, 17)), ("=1+1", "=1+1"),
    ],
)  # fmt: skip
def test_cells_are_made_tidy(raw, kept):
    assert tidy(raw) == kept


def test_labels_are_the_same_however_they_are_typed():
    assert label_key("Nội dung,\ncách làm (tóm tắt)") == label_key("NOI DUNG - CACH LAM") == "noi dung cach lam"
    assert [column_letter(n) for n in (0, 25, 26, 701)] == ["A", "Z", "AA", "ZZ"]


REAL = {
    "cho-don-2018-2020.xlsx": {
        "Năm 2018": 246,
        "Năm 2019": 271,
        "Năm 2020": 291,
        "DS công nhận": 179,
        "KT QĐ 2559": 24,
    },
    "cac-co-quan-tinh-112.xlsx": {"112 mô hình": 112},
    "tan-yen-2016-phieu-24.xlsx": {"Tổng hợp": 24, "01 TT Cao Thượng": 24, "24 Việt Ngọc": 24},
    "tan-yen-2016-co-quan-15.xlsx": {"Tổng hợp": 26, "06 Ủy ban MTTQ huyện": 15},
    "tan-yen-2017-dang-ky.xlsx": {"Đăng ký 2017": 55},
}


@pytest.mark.parametrize(("name", "counts"), REAL.items())
def test_the_real_workbooks_are_read_whole(name, counts):
    sheets = {sheet.name: sheet for sheet in sheets_of(settings.BASE_DIR / "fixtures" / "demo" / name)}
    tables = {wanted: table_of(sheets[wanted]) for wanted in counts}
    assert {wanted: len(table.lines) for wanted, table in tables.items() if table} == counts


def test_the_112_belong_to_their_four_themes():
    sheets = sheets_of(settings.BASE_DIR / "fixtures" / "demo" / "cac-co-quan-tinh-112.xlsx")
    table = table_of(next(sheet for sheet in sheets if sheet.name == "112 mô hình"))
    groups = [line.group for line in table.lines]
    assert [groups.count(group) for group in dict.fromkeys(groups)] == [40, 33, 5, 34]
    assert all(line.at(1) for line in table.lines)


def test_what_is_no_workbook_is_refused_with_a_sentence():
    with pytest.raises(BadSheet, match="không phải là tệp Excel"):
        sheets_of(b"%PDF-1.7 ...")
    with pytest.raises(BadSheet, match="hỏng"):
        sheets_of(book(TWO_ROWS)[:900])
