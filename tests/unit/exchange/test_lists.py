"""Lists go out as text, numbers and dates, never as formulas."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from danvan.dossiers.enums import Holder
from danvan.dossiers.models import Dossier
from danvan.exchange.lists import Column, practices_workbook, workbook
from tests import make


def _cells(data: bytes):
    return load_workbook(BytesIO(data)).active


def test_every_value_keeps_its_kind():
    rows = [["=1+1", 808, date(2020, 9, 7)], ["https://a.vn", None, "@x"]]
    sheet = _cells(workbook("Danh sách", ["Tên", Column("Số", 8), "Ngày"], rows))
    assert [cell.value for cell in sheet[3]] == ["Tên", "Số", "Ngày"]
    assert (sheet["A4"].value, sheet["A4"].data_type) == ("=1+1", "s")
    assert (sheet["B4"].value, sheet["C4"].value.date(), sheet["C4"].number_format) == (
        808,
        date(2020, 9, 7),
        "dd/mm/yyyy",
    )
    assert sheet["A5"].hyperlink is None and sheet["C5"].data_type == "s"
    assert sheet.freeze_panes == "A4" and sheet.auto_filter.ref == "A3:C5"


@pytest.mark.django_db
def test_practices_name_an_individual_only_when_recognised(cast):
    make.recognised(cast.village, cast.campaign, title="Một", holder_kind=Holder.INDIVIDUAL, holder_name="Bà Hòa")
    make.dossier(cast.village, cast.campaign, title="Hai", holder_kind=Holder.INDIVIDUAL, holder_name="Ông Lâm")
    sheet = _cells(practices_workbook(Dossier.objects.select_related("theme").order_by("pk")))
    assert [(sheet[f"C{n}"].value, sheet[f"D{n}"].value) for n in (4, 5)] == [("Một", "Bà Hòa"), ("Hai", None)]
