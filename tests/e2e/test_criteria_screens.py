"""A draft of criteria can be seen and used by everyone: looked at, put in order by keys, its year read by keys."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.e2e import screens, workbooks
from tests.e2e.conftest import Person
from tests.e2e.looking import PHONE, problems

CRITERIA = "/can-bo/tieu-chi/"


def adopt(dung: Page, sample: str) -> str:
    """A draft of the board's own, copied from a sample; the address of its screen."""
    dung.goto(CRITERIA)
    dung.get_by_role("link", name=re.compile(f"^Soạn bộ của mình.*{sample}")).click()
    screens.press(dung, "Chép sang bản thảo")
    screens.told(dung, "Đã chép")
    return screens.place(dung)


def test_all_screens_of_a_draft_have_nothing_in_the_way(person: Person) -> None:
    dung = person("dung")
    address = adopt(dung, "MH-10")
    found = problems(dung)
    for screen in ("so-sanh/", "ban-hanh/"):
        dung.goto(f"{address}{screen}")
        found += problems(dung)
    dung.goto(address)
    preview_a_wrong_sheet(dung, address)
    found += problems(dung)
    assert found == []


def preview_a_wrong_sheet(dung: Page, address: str) -> None:
    """One line reworded, one without its words, one left out."""
    book = load_workbook(BytesIO(dung.request.get(f"{address}tep.xlsx").body()))
    lines = book["Tiêu chí"]
    column = next(cell.column for cell in lines[4] if cell.value == "Tiêu chí")
    lines.cell(5, column).value = "Tên mới của tiêu chí thứ nhất"
    lines.cell(6, column).value = None
    lines.delete_rows(7)
    kept = BytesIO()
    book.save(kept)
    dung.get_by_label("Tệp Excel (.xlsx)").set_input_files(workbooks.upload("bo.xlsx", kept.getvalue()))
    screens.press(dung, "Xem trước tệp này")
    expect(dung.get_by_role("alert")).to_contain_text("Chưa ghi được")


def order(dung: Page) -> list[str]:
    """The criteria as they stand, by what names their lines."""
    return [line.get_attribute("id") or "" for line in dung.locator(".criteria-line").all()]


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it is there."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"Tab does not come to {wanted}")


def test_criteria_are_put_in_order_by_keys_alone(person: Person) -> None:
    dung = person("dung")
    adopt(dung, "CQ-15")
    before = order(dung)
    first = dung.locator(f"#{before[0]}")
    first.locator("summary").first.focus()
    for place in (1, 2):
        tab_to(dung, first.get_by_role("button", name=re.compile("^Xuống")))
        dung.keyboard.press("Enter")
        expect(dung.locator(".criteria-line").nth(place)).to_have_attribute("id", before[0])
    tab_to(dung, first.get_by_role("button", name=re.compile("^Lên")))
    dung.keyboard.press("Enter")
    expect(dung.locator(".criteria-line").nth(1)).to_have_attribute("id", before[0])
    expect(dung.locator(".criteria-line")).to_have_count(len(before))  # the whole page is there
    assert order(dung) == [before[1], before[0], *before[2:]]


def test_the_heat_map_is_read_by_keys_and_told_by_its_headers(person: Person) -> None:
    dung = person("dung")
    dung.set_viewport_size(PHONE)
    dung.goto(CRITERIA)
    dung.get_by_role("link", name=re.compile("^Rút kinh nghiệm.*DB-XA-24")).click()
    box = dung.get_by_role("region", name=re.compile("^Kết quả cuối cùng"))
    table = box.get_by_role("table", name=re.compile("^Kết quả cuối cùng"))
    bare = table.evaluate("map => [...map.querySelectorAll('th:not([scope]), td > a, td:empty')].length")
    assert bare == 0
    expect(table.get_by_role("rowheader", name=re.compile(r"^\d+\. "))).to_have_count(24)
    assert re.search(r"(đạt|không áp dụng|chưa chấm)$", table.get_by_role("cell").last.inner_text())

    dung.get_by_role("table", name=re.compile("^Số liệu")).get_by_role("link").last.focus()
    tab_to(dung, box)
    dung.keyboard.press("ArrowRight")
    box.evaluate("box => box.scrollLeft || new Promise(done => box.addEventListener('scroll', done, { once: true }))")
    dung.keyboard.press("Tab")
    dung.keyboard.press("Enter")
    expect(dung.get_by_role("heading", level=1)).to_have_text(re.compile(r"^1\. "))
