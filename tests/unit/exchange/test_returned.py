"""Wrong rows come back as a workbook with the remarks in the cells; mended and sent again they all go in."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from danvan.dossiers.models import Dossier
from danvan.exchange.blanks import registration_workbook
from danvan.exchange.registrations import apply, read, walk
from danvan.exchange.returned import wrong_rows
from tests import make
from tests.unit.exchange.books import book, registrations, row, sent

pytestmark = pytest.mark.django_db


def returned(cast, data: bytes):
    found = walk(data, campaign=cast.campaign, by=cast.binh)
    return load_workbook(BytesIO(wrong_rows(found.steps, campaign=cast.campaign, by=cast.binh, is_form=found.is_form)))


def told(cast, data: bytes):
    return read(data, campaign=cast.campaign, by=cast.binh)


def test_of_twenty_rows_three_come_back_are_mended_and_go_in(cast):
    form = load_workbook(BytesIO(registration_workbook(cast.campaign, cast.binh)))
    sheet = form["Mô hình"]
    for number in range(6, 26):
        sheet[f"B{number}"], sheet[f"C{number}"] = f"Mô hình số {number}", "Đảng bộ xã Đồng Điều"
        sheet[f"D{number}"], sheet[f"R{number}"] = f"Chi bộ {number}", "05/02/2026"
    sheet["C8"], sheet["F12"], sheet["R20"] = "Đảng bộ xã Không Có", "Thể thao", "31/02/2026"
    first = told(cast, sent(form))
    assert (first.new, first.wrong) == (17, 3)
    apply(first, by=cast.binh, at=make.NOON)

    back = returned(cast, sent(form))
    lines = back["Mô hình"]
    titles = [cell.value for cell in lines["B"]]
    rows = [titles.index(f"Mô hình số {number}") + 1 for number in (8, 12, 20)]
    assert [lines.cell(place, 19).value for place in rows] == [row.sentence for row in first.rows if row.problems]
    for place, column, value in zip(rows, "CFR", ("Đảng bộ xã Đồng Điều", "Kinh tế", "28/02/2026"), strict=True):
        cell = lines[f"{column}{place}"]
        assert cell.fill.fgColor.rgb == "FFF8E7E2" and cell.comment.text
        cell.value = value
    again = told(cast, sent(back))
    assert (again.new, again.wrong, again.same) == (3, 0, 0)
    apply(again, by=cast.binh, at=make.NOON)
    assert Dossier.objects.count() == 20
    assert told(cast, sent(form)).same == 17


def test_it_keeps_the_lists_and_the_stamp_of_the_form(cast):
    form = load_workbook(BytesIO(registration_workbook(cast.campaign, cast.binh)))
    form["Danh hiệu đảng bộ"]["C6"] = 25
    back = returned(cast, sent(form))
    assert back.sheetnames == ["Danh hiệu đảng bộ", "Hướng dẫn", "Danh mục", "Dấu mẫu"]
    rules = {rule.formula1 for rule in back["Danh hiệu đảng bộ"].data_validations.dataValidation}
    assert "'Danh mục'!$A$1:$A$3" in rules


HEAD = ["STT", "Tên mô hình", "Đơn vị", "Hình thức đăng ký", None, "Chỉ tiêu đăng ký"]
OFFICE = [
    ["HUYỆN ỦY"], ["DANH SÁCH"], ["đăng ký mô hình “Dân vận khéo” năm 2026"], HEAD,
    [None, None, None, "Mới", "Duy trì", None], ["I", "TẬP THỂ"],
    [1, "Đường hoa", "Đảng bộ xã Đồng Điều", "x", None, "2"],
    [2, "Cổng tre", "Đảng bộ xã Đồng Điều", "x", "x", "=1+1"], ["II", "CÁ NHÂN"],
    [1, "Làm trước", "Đảng bộ xã Không Có", None, "x", "1"], [None, "TỔNG CỘNG", 3],
]  # fmt: skip


def test_an_offices_own_sheet_keeps_its_headings_and_its_groups(cast):
    back = returned(cast, book(OFFICE, name="Biểu 1", merges=["D4:E4"]))
    sheet = back["Biểu 1"]
    assert [cell.value for cell in sheet[5]][:7] == [*HEAD, "Cần sửa"]
    sheet["D8"] = None
    sheet["C10"] = "Đảng bộ xã Đồng Điều"
    rows = told(cast, sent(back)).rows
    assert [(row.outcome, row.title) for row in rows] == [("new", "Cổng tre"), ("new", "Làm trước")]
    assert [row.registration.content.holder_kind for row in rows] == ["COLLECTIVE", "INDIVIDUAL"]
    assert (sheet["F8"].value, sheet["F8"].data_type) == ("=1+1", "s")


def test_what_is_still_wrong_comes_back_again_with_one_column_of_remarks(cast):
    once = sent(returned(cast, registrations(row(unit="Không đâu"))))
    twice = returned(cast, once)["Đăng ký"]
    heads = [cell.value for line in twice.iter_rows() for cell in line if cell.value == "Cần sửa"]
    assert len(heads) == 1


def test_a_sheet_named_as_no_sheet_may_be_is_named_otherwise(cast):
    back = returned(cast, book([*OFFICE], name="Danh mục"))
    assert back.sheetnames == ["Danh mục (2)", "Danh mục"]
