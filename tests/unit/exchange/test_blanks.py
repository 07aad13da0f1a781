"""The blank form comes back filled in, and only to its own campaign."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from danvan.exchange.blanks import STAMP_SHEET, registration_workbook
from danvan.exchange.registrations import BadSheet, apply, read
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(cast):
    return load_workbook(BytesIO(registration_workbook(cast.campaign, cast.binh)))


def _sent(book) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_units_and_themes_are_chosen_from_lists(form):
    lists = form["Danh mục"]
    assert lists.sheet_state == "hidden" and form[STAMP_SHEET].sheet_state == "veryHidden"
    assert [cell.value for cell in lists["A"] if cell.value] == [
        "Đảng bộ xã Đồng Điều", "Huyện ủy Miền Đông", "Phòng Nội vụ Miền Đông",
    ]  # fmt: skip
    rules = {rule.formula1 for rule in form["Đăng ký mô hình"].data_validations.dataValidation if rule.type == "list"}
    assert rules == {f"'Danh mục'!${c}$1:${c}${n}" for c, n in zip("ABCD", (3, 2, 2, 2), strict=True)}


def test_the_filled_form_registers_a_model_and_a_title(cast, form):
    models, titles = form["Đăng ký mô hình"], form["Đăng ký danh hiệu"]
    for column, value in {
        "B": "Đường hoa",
        "C": "Đảng bộ xã Đồng Điều",
        "D": "Chi bộ",
        "E": "Tập thể",
        "R": "05/02/2026",
    }.items():
        models[f"{column}6"] = value
    titles["B6"], titles["C6"] = "Đảng bộ xã Đồng Điều", 22
    preview = read(_sent(form), campaign=cast.campaign, by=cast.binh)
    assert [(found.sheet, found.row, found.outcome) for found in preview.rows] == [
        ("Đăng ký mô hình", 6, "new"), ("Đăng ký danh hiệu", 6, "new"),
    ]  # fmt: skip
    assert apply(preview, by=cast.binh, at=make.NOON).new == 2


def test_an_empty_form_has_no_rows(cast, form):
    assert read(_sent(form), campaign=cast.campaign, by=cast.binh).rows == ()


def test_the_form_of_another_campaign_is_refused(cast, form):
    other = make.campaign(cast.province, name="Thi đua năm 2027")
    with pytest.raises(BadSheet, match="mẫu của «Thi đua năm 2026», không phải của «Thi đua năm 2027»"):
        read(_sent(form), campaign=other, by=cast.binh)


def test_an_older_edition_of_the_form_is_refused(cast, form):
    form[STAMP_SHEET]["B1"] = 0
    with pytest.raises(BadSheet, match="mẫu cũ"):
        read(_sent(form), campaign=cast.campaign, by=cast.binh)
