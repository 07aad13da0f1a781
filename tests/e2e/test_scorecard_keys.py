"""A scorecard by keyboard alone, through two outages and a closed browser; two people on one line; its evidence."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e import screens
from tests.e2e.conftest import Person
from tests.e2e.looking import problems

UNIT = "Đảng bộ xã Phúc Hòa"
JUDGED = "dddkdddddddddkdd" + "dddkdadd"  # what is pressed on the 24 criteria, in order
MOST = 60
SAID = {"d": "Đạt", "k": "Không", "a": "Không áp dụng"}


def picture() -> bytes:
    written = BytesIO()
    Image.new("RGB", (640, 400), "white").save(written, "PNG")
    return written.getvalue()


class Keys:
    """The keyboard of a page, each press counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1


def accepted_card(person: Person) -> Page:
    """A clerk before the blank card of a commune whose registration the board has just accepted."""
    board, clerk = person("nga"), person("oanh")
    board.goto("/can-bo/ho-so/?noi-dung=COMMUNE&trang-thai=SUBMITTED")
    found = board.locator("main").get_by_role("link", name=UNIT)
    if found.count():
        found.first.click()
        screens.step(board, "Tiếp nhận đăng ký")
    clerk.goto(f"/can-bo/ho-so/?noi-dung=COMMUNE&trang-thai=ACCEPTED&nam={date.today().year}")
    clerk.locator("main").get_by_role("link", name=UNIT).first.click()
    clerk.get_by_role("link", name=re.compile(r"\(Tự chấm\)$")).click()
    screens.listening(clerk)
    return clerk


def held(page: Page) -> None:
    expect(page.locator("[data-save]")).to_have_text(re.compile(r"^Mất mạng\. \d+ thay đổi đang giữ trên máy này$"))


def test_all_24_criteria_are_scored_by_keys_and_two_outages_lose_nothing(person: Person) -> None:
    clerk = accepted_card(person)
    card, keys = clerk.url, Keys(clerk)
    keys.press("Tab", "Enter")
    clerk.wait_for_url("**#main")
    keys.press("Tab", "Enter")  # on to the first criterion without a score
    clerk.wait_for_url("**#tieu-chi-*")
    keys.press(*JUDGED[:6])
    screens.saved(clerk)
    clerk.context.set_offline(True)
    keys.press(*JUDGED[6:12])
    held(clerk)
    clerk.context.set_offline(False)
    screens.saved(clerk)
    clerk.context.set_offline(True)
    keys.press(*JUDGED[12:], "Control+z", JUDGED[-1])
    keys.press("g")
    clerk.keyboard.insert_text("Hội nghị đối thoại ngày 12/3, có biên bản và ảnh lưu tại văn phòng Đảng ủy.")
    held(clerk)
    again = clerk.context.new_page()
    clerk.close()  # the browser is closed in the middle of the outage
    again.context.set_offline(False)
    again.goto(card)
    screens.saved(again)
    again.reload()
    for number, key in enumerate(JUDGED, 1):
        expect(screens.row(again, number).get_by_role("radio", name=SAID[key], exact=True)).to_be_checked()
    expect(screens.row(again, 24).locator("textarea")).to_have_value(re.compile("^Hội nghị đối thoại"))
    assert keys.pressed <= MOST


def test_both_values_of_two_editors_survive_until_one_is_chosen(person: Person) -> None:
    first, second = accepted_card(person), accepted_card(person)
    wanted = second.url
    choose(first, 5, "Đạt" if is_chosen(first, 5, "Không") else "Không")
    screens.saved(first)
    mine = "Không" if is_chosen(first, 5, "Đạt") else "Đạt"
    screens.note(screens.row(second, 5), "Ý kiến của người thứ hai.")
    choose(second, 5, mine)
    line = screens.row(second, 5)
    expect(line.get_by_role("button", name="Giữ giá trị của tôi")).to_be_visible()
    second.goto(wanted)  # nothing was chosen: both are still there
    expect(line.get_by_role("button", name="Lấy giá trị đang lưu")).to_be_visible()
    expect(line.get_by_role("radio", name=mine, exact=True)).to_be_checked()
    line.get_by_role("button", name="Giữ giá trị của tôi").click()
    screens.saved(second)
    first.reload()
    expect(screens.row(first, 5).locator("textarea")).to_have_value("Ý kiến của người thứ hai.")
    assert is_chosen(first, 5, mine)


def choose(page: Page, number: int, word: str) -> None:
    screens.row(page, number).get_by_role("radio", name=word, exact=True).check()


def is_chosen(page: Page, number: int, word: str) -> bool:
    return screens.row(page, number).get_by_role("radio", name=word, exact=True).is_checked()


def test_evidence_is_added_looked_at_and_used_again_without_leaving_the_card(person: Person) -> None:
    clerk = accepted_card(person)
    line = screens.row(clerk, 7)
    line.locator(".crow-files summary").click()
    photo = {"name": "Ảnh họp thôn.png", "mimeType": "image/png", "buffer": picture()}
    line.locator("input[type=file]").first.set_input_files([photo, {**photo, "name": "hong.pdf", "buffer": b"MZ"}])
    line.get_by_role("button", name="Tải tệp lên").click()
    expect(line.locator("[data-told]")).to_contain_text("Đã thêm “Ảnh họp thôn.png”.")
    expect(line.locator("[data-told]")).to_contain_text("Chưa thêm “hong.pdf”: Không nhận loại tệp này.")
    line.get_by_role("link", name="Ảnh họp thôn.png").click()
    dialog = clerk.get_by_role("dialog", name="Ảnh họp thôn.png")
    expect(dialog.get_by_role("img")).to_be_visible()
    found = problems(clerk)
    clerk.keyboard.press("Escape")
    screens.row(clerk, 8).get_by_role("button", name="Dùng lại tệp đã có").click()  # all is unfolded by now
    found += problems(clerk)
    clerk.get_by_role("checkbox", name="Ảnh họp thôn.png").check()
    screens.press(clerk, "Dùng lại tệp đã chọn")
    expect(screens.row(clerk, 8).get_by_role("link", name="Ảnh họp thôn.png")).to_be_visible()
    assert found == []
