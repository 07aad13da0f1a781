"""The line drops in mid-sentence, the browser closes, the session ends: nothing that was typed is lost."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Page, expect

from tests.e2e import screens
from tests.e2e.conftest import PASSWORD, Person
from tests.e2e.looking import problems

FORM = f"/can-bo/dang-ky/bac-giang-{date.today().year}/?noi-dung=MODEL"
TITLE, METHOD, PLACE = "Vườn thuốc nam thôn Hạ", "Họp từng xóm, chia phần việc, ", "Thôn Hạ, 60 hộ"


def test_what_is_typed_outlives_the_line_the_browser_and_the_session(person: Person) -> None:
    an = person("an")
    an.goto(FORM)
    an.get_by_label("Tên mô hình").fill(TITLE)
    kept(an)
    an.context.set_offline(True)
    an.get_by_label("Nội dung, cách thức").fill(METHOD)
    expect(line(an)).to_contain_text("Mất mạng. Những gì vừa viết đang giữ trên máy này")
    an.get_by_role("button", name="Lưu bản nháp").click()
    expect(line(an)).to_contain_text("Mất mạng, chưa gửi được.")
    later = an.context.new_page()
    an.close()
    later.context.set_offline(False)
    later.goto(FORM)
    opened_again(later)
    assert problems(later) == []
    session_ends_while_typing(later)
    session_ends_before_the_button(later)
    screens.press(later, "Lưu bản nháp")
    screens.told(later, "Đã lưu bản nháp, chưa gửi.")
    expect(later.locator("main")).to_contain_text(METHOD.strip())
    later.goto(FORM)
    expect(later.get_by_label("Tên mô hình")).to_have_value("")


def opened_again(page: Page) -> None:
    screens.told(page, "Đã mở lại bản bạn đang viết dở lúc")
    expect(page.get_by_label("Tên mô hình")).to_have_value(TITLE)
    expect(page.get_by_label("Nội dung, cách thức")).to_have_value(METHOD)


def session_ends_while_typing(page: Page) -> None:
    page.context.clear_cookies()
    page.get_by_label("Địa bàn, đối tượng").fill(PLACE)
    expect(line(page)).to_contain_text("Phiên làm việc đã hết. Những gì vừa viết đang giữ trên máy này.")
    with page.context.expect_page() as other:
        line(page).get_by_role("link", name="Đăng nhập ở thẻ mới").click()
    sign_in(other.value)
    other.value.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    kept(page)


def session_ends_before_the_button(page: Page) -> None:
    page.context.clear_cookies(name=re.compile("session"))
    page.get_by_label("Nguồn lực").fill("60 ngày công")
    screens.press(page, "Lưu bản nháp")
    sign_in(page)
    opened_again(page)
    expect(page.get_by_label("Địa bàn, đối tượng")).to_have_value(PLACE)
    expect(page.get_by_label("Nguồn lực")).to_have_value("60 ngày công")


def sign_in(page: Page) -> None:
    page.get_by_label("Tên đăng nhập").fill("an")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(re.compile(r"/can-bo/(?!dang-nhap)"))


def kept(page: Page) -> None:
    expect(line(page)).to_have_text(re.compile(r"^Đã giữ bản đang viết lúc \d\d:\d\d$"))


def line(page: Page):  # type: ignore[no-untyped-def]
    return page.locator("[data-jot-line]")
