"""No text of ours runs as a formula in anybody's spreadsheet, and no number turns into text."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from danvan.kit.sheets import XLSX_OPTIONS, csv_safe, safe, safe_text


@pytest.mark.parametrize("text", ["=1+1", "+84 912", "-5", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1", "\n=1"])
def test_text_that_would_run_gets_an_apostrophe_in_csv(text):
    assert str(csv_safe(text)).startswith("'")


@pytest.mark.parametrize("value", ["Đảng bộ xã", "a=b", "", 5, -5, -2.5, Decimal("-1"), None, date(2026, 2, 5), True])
def test_anything_else_stays_itself_in_csv(value):
    assert csv_safe(value) is value or csv_safe(value) == value


def test_xlsx_text_loses_control_characters_and_keeps_its_lines():
    assert safe_text("một\x00\x08 hai\r\nba\tbốn\ud800\uffff") == "một hai\nba\tbốn"
    assert safe_text("=1+1") == "=1+1"


def test_xlsx_text_is_cut_to_what_a_cell_holds():
    assert len(safe_text("ê" * 40_000)) == 32_767
    assert len(safe_text("𝄞" * 40_000).encode("utf-16-le")) <= 2 * 32_767


def test_moments_are_written_in_local_time():
    assert safe(datetime(2026, 2, 4, 17, 0, tzinfo=UTC)) == datetime(2026, 2, 5, 0, 0)
    assert safe(-5) == -5
    assert safe("một\x00") == "một"


def test_excel_reads_back_text_not_a_formula():
    file = BytesIO()
    with xlsxwriter.Workbook(file, {**XLSX_OPTIONS, "in_memory": True}) as book:
        for row, value in enumerate(["=1+1", "http://example.test", "00123", 24]):
            book.get_worksheet_by_name("Sheet1") or book.add_worksheet()
            book.worksheets()[0].write(row, 0, safe(value))

    cells = [row[0] for row in openpyxl.load_workbook(file).active.iter_rows()]

    assert [(cell.value, cell.data_type) for cell in cells] == [
        ("=1+1", "s"),
        ("http://example.test", "s"),
        ("00123", "s"),
        (24, "n"),
    ]
    assert [cell.hyperlink for cell in cells] == [None, None, None, None]
