"""A list of 26 criteria by points, written by officers, is followed everywhere: from the draft to the public page."""

from __future__ import annotations

import os
import re
from io import BytesIO

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.e2e import own_list_steps as steps
from tests.e2e.conftest import Person
from tests.unit.papers.reading import pages


def test_a_list_of_26_by_points_is_owned_by_officers_from_the_first_word_to_the_public_page(person: Person) -> None:
    dung, giang, binh = person("dung"), person("giang"), person("binh")
    address = steps.begin(dung)
    steps.fill_in(dung, address)
    version = steps.issue(giang, address)
    steps.open_campaign(dung)
    dossier = steps.register(binh)
    steps.score_for_the_unit(binh, dossier)
    steps.score_as_the_board(binh, dossier)
    steps.review(dung, giang)
    decision = steps.decide(dung, giang)

    is_on_paper(giang, decision, dossier)
    is_in_excel(dung)
    teaches(dung, version)
    is_public(person(), dossier)


def is_on_paper(giang: Page, decision: str, dossier: str) -> None:
    """The list of the decision and the sheet of the unit, each with the points and the class."""
    if os.environ.get("DANVAN_SKIP_PRINT"):
        return
    listed = " ".join(pages(giang.request.get(f"{decision}ban-in.pdf").body()))
    assert "97/100 điểm, xếp loại Tốt" in listed
    sheet = " ".join(pages(giang.request.get(f"{dossier}phieu.pdf").body()))
    totals = "100/100 Tốt 97/100 Tốt 97/100 Tốt"
    for words in ("Tiêu chí số 26 (tối đa 3)", "Tổng (ngưỡng 70 điểm)", totals, steps.REASON):
        assert words in sheet


def is_in_excel(dung: Page) -> None:
    """The list of the campaign: its own points, those of the board and of the province, the class."""
    book = load_workbook(BytesIO(dung.request.get(f"/can-bo/ho-so/xuat/?dot={steps.CAMPAIGN}").body()))
    rows = [[str(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    line = next(row for row in rows if steps.UNIT in row)
    assert [cell for cell in line if cell in ("100", "97", "Tốt")] == ["100", "97", "97", "Tốt"]


def teaches(dung: Page, version: str) -> None:
    """The heat map has all 26 criteria, and the one that the board took away stands out."""
    dung.goto(f"/can-bo/tieu-chi/{version}/rut-kinh-nghiem/")
    heat = dung.get_by_role("table", name=re.compile("^Kết quả cuối cùng"))
    expect(heat.get_by_role("rowheader", name=re.compile(r"^\d+\. Tiêu chí số"))).to_have_count(26)
    expect(heat.get_by_role("columnheader", name=steps.UNIT)).to_have_count(1)
    expect(heat.get_by_role("row", name=re.compile(r"^26\. ")).get_by_role("cell").last).to_contain_text("H")


def is_public(citizen: Page, dossier: str) -> None:
    """The page of the unit: a strip of 26, the points, the class, the threshold, the break with earlier years."""
    citizen.goto("/don-vi/?q=an+duong")
    citizen.get_by_role("main").get_by_role("link", name=steps.UNIT).first.click()
    year = citizen.locator(".unit-years .roll-row").filter(has_text=str(steps.YEAR)).first
    expect(year.get_by_label(re.compile("^97 trên 100 điểm. 25 trên 26 tiêu chí"))).to_be_visible()
    for words in ("97/100", "Tốt", "70 điểm", "không so sánh từng tiêu chí với các năm trước"):
        expect(year).to_contain_text(words)
