"""An officer registers 20 units from a downloaded workbook: fills it in, mends what is wrong, undoes, imports again."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page, expect

from tests.e2e import screens, workbooks
from tests.e2e.conftest import Person
from tests.e2e.looking import problems

TITLE = "Sân chơi xanh của thôn"
WORDS = {
    "Tập thể, cá nhân đăng ký": "Chi bộ thôn", "Tập thể hay cá nhân": "Tập thể", "Mới hay duy trì": "Đăng ký mới",
    "Nội dung, cách thức": "Chi bộ ra nghị quyết, từng hộ góp công.", "Ngày đăng ký": f"05/02/{date.today().year}",
}  # fmt: skip
WRONG = {
    1: ("Đơn vị", "Đảng bộ xã Không Có"),
    7: ("Lĩnh vực", "Thể thao"),
    12: ("Ngày đăng ký", f"31/02/{date.today().year}"),
}


def test_twenty_units_are_registered_from_a_workbook_mended_undone_and_imported_again(person: Person) -> None:
    binh = person("binh")
    binh.goto("/can-bo/nhap/")
    link = binh.get_by_role("link", name=re.compile("^Tải mẫu")).first.get_attribute("href") or ""
    form, rights = fill(binh.request.get(link).body())

    preview(binh, "dang-ky.xlsx", form)
    expect(binh.locator(".import-counts")).to_contain_text(re.compile(r"17\s*Mới"))
    expect(binh.get_by_role("row", name=re.compile(f"{TITLE} 8"))).to_contain_text("Không có lĩnh vực «Thể thao»")
    assert problems(binh) == []
    store(binh, "Ghi 17 dòng đúng", "Đã ghi 17 hồ sơ mới và 0 hồ sơ thay đổi.")
    wrong = binh.get_by_role("link", name=re.compile("^Tải các dòng sai về")).get_attribute("href") or ""
    preview(binh, "da-sua.xlsx", mended(binh.request.get(wrong).body(), rights))
    store(binh, "Ghi 3 dòng đúng", "Đã ghi 3 hồ sơ mới và 0 hồ sơ thay đổi.")
    assert registered(binh) == 20

    undo(binh, "da-sua.xlsx")
    undo(binh, "dang-ky.xlsx")
    assert registered(binh) == 0
    preview(binh, "dang-ky.xlsx", mended(form, rights))
    store(binh, "Ghi 20 dòng đúng", "Đã ghi 20 hồ sơ mới và 0 hồ sơ thay đổi.")
    assert registered(binh) == 20
    undo(binh, "dang-ky.xlsx")  # the other journeys find the commune as they know it


OWN_SHEET = [
    ["STT", "C«ng tr×nh d©n vËn", "N¬i thùc hiÖn", "C¸ch triÓn khai"],
    [1, "§­êng hoa th«n Trung", "§¶ng bé x· Cao X¸", "Chi bé ra nghÞ quyÕt, ®¶ng viªn lµm tr­íc"],
]


def test_an_offices_own_sheet_of_before_unicode_is_matched_and_agreed_to(person: Person) -> None:
    binh = person("binh")
    book = Workbook()
    for line in OWN_SHEET:
        book.active.append(line)
    binh.goto("/can-bo/nhap/")
    binh.get_by_label("Tệp Excel (.xlsx)").set_input_files(workbooks.upload("bieu-cu.xlsx", saved(book)))
    screens.press(binh, "Xem trước tệp này")
    for heading, column in (("Công trình dân vận", "Tên mô hình"), ("Nơi thực hiện", "Đơn vị"),
                            ("Cách triển khai", "Nội dung, cách thức")):  # fmt: skip
        binh.get_by_label(f"“{heading}”").select_option(label=column)
    found = problems(binh)
    screens.press(binh, "Ghép cột và xem trước")
    screens.told(binh, "Đã nhớ cách ghép cột")
    expect(binh.get_by_role("row", name=re.compile("Đường hoa thôn Trung"))).to_contain_text("§­êng hoa th«n Trung")
    found += problems(binh)
    binh.get_by_label("Tôi đã xem phần chuyển mã").check()
    binh.get_by_role("button", name=re.compile("^Đồng ý")).click()
    expect(binh.get_by_role("button", name="Ghi 1 dòng đúng")).to_be_visible()
    assert found == []


def fill(data: bytes) -> tuple[bytes, dict[str, tuple[str, object]]]:
    """The form with a model for each of twenty units that have none, three of them wrong; and what would be right."""
    book = load_workbook(BytesIO(data))
    sheet = book["Mô hình"]
    places = heads(sheet)
    free = [row for row in range(6, sheet.max_row) if sheet.cell(row, places["Đơn vị"]).value
            and not sheet.cell(row, places["Tên mô hình"]).value][:20]  # fmt: skip
    theme = book["Danh mục"]["B1"].value
    rights = {}
    for number, row in enumerate(free):
        for label, text in {**WORDS, "Tên mô hình": f"{TITLE} {number + 1}", "Lĩnh vực": theme}.items():
            sheet.cell(row, places[label], text)
        if number in WRONG:
            label, text = WRONG[number]
            rights[f"{TITLE} {number + 1}"] = label, sheet.cell(row, places[label]).value
            sheet.cell(row, places[label], text)
    return saved(book), rights


def heads(sheet: Worksheet) -> dict[object, int]:
    """The columns of a sheet by the words over them."""
    line = next(line for line in sheet.iter_rows() if any(cell.value == "Tên mô hình" for cell in line))
    return {cell.value: cell.column for cell in line}


def mended(data: bytes, rights: dict[str, tuple[str, object]]) -> bytes:
    """A workbook with the wrong cells put right."""
    book = load_workbook(BytesIO(data))
    sheet = book["Mô hình"]
    places = heads(sheet)
    for line in sheet.iter_rows():
        title = line[places["Tên mô hình"] - 1].value
        if title in rights:
            label, right = rights[str(title)]
            line[places[label] - 1].value = right
    return saved(book)


def saved(book: Workbook) -> bytes:
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def preview(page: Page, name: str, data: bytes) -> None:
    page.goto("/can-bo/nhap/")
    page.get_by_label("Tệp Excel (.xlsx)").set_input_files(workbooks.upload(name, data))
    screens.press(page, "Xem trước tệp này")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Đối chiếu tệp {name}")


def store(page: Page, button: str, done: str) -> None:
    skip = page.get_by_label(re.compile("^Chỉ ghi các dòng đúng"))
    if skip.count():
        skip.check()
    screens.press(page, button)
    screens.told(page, done)


def undo(page: Page, name: str) -> None:
    """From the list of files that were sent."""
    page.goto("/can-bo/nhap/")
    page.get_by_role("main").get_by_role("link", name=name).first.click()
    page.get_by_text("Hoàn tác lần nhập này").click()
    screens.press(page, "Hoàn tác cả lần nhập")
    screens.told(page, "Đã hoàn tác lần nhập này")


def registered(page: Page) -> int:
    """How many of the twenty stand as drafts."""
    page.goto(f"/can-bo/ho-so/?q={TITLE}&trang-thai=DRAFT")
    found = page.locator(".models-count")
    return int(re.findall(r"\d+", found.inner_text())[0]) if found.count() else 0
