"""Everybody can read the public pages: in every light, on a small phone, by keys alone, in forced colours, without
JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Request, expect

from tests.e2e import screens
from tests.e2e.conftest import Person
from tests.e2e.looking import LIGHTS, problems, problems_in_every_light

FIRST_VIEW = 250_000  # bytes over the wire, fonts and pictures among them
OPINION = "Con đường mới đi lại thuận tiện, mong thôn giữ gìn."
MODEL, COPIED = ("/mo-hinh/?q=3,4+km+đường+nội+đồng", "^Vận động làm 3,4 km"), "/mo-hinh/?q=duong+thon+nguon"
HEARING = ("/gop-y/2/",)
COMPARED = "/so-sanh/?don-vi=TY-VL&don-vi=TY-CX&nam=2016"
# Every kind of public page: where from, and the words of the links that are followed in the main part.
WAYS: dict[str, list[tuple[str, ...]]] = {
    "home": [("/",), ("/en/",), ("/so-do/",)],
    "list": [
        ("/mo-hinh/",), ("/mo-hinh/?q=khong-co-gi-nhu-the",), ("/mo-hinh/?loai=tap-the&q=nông+thôn+mơi",),
        ("/mo-hinh/?tinh-trang=dang-ky",),
    ],
    "model": [
        MODEL, ("/mo-hinh/?q=camera+hop+tien", "^Camera an ninh"), (COPIED, "^Hiến đất mở rộng đường thôn Nguộn"),
        ("/mo-hinh/?nam=2018&sort=title", "."),
    ],
    "units": [
        ("/don-vi/",), ("/don-vi/?q=tan+yen", "Huyện ủy Tân Yên"), ("/don-vi/?q=cao+xa", "^Đảng bộ xã Cao Xá"),
        ("/so-sanh/",), (COMPARED,), ("/danh-hieu/",), ("/danh-hieu/?nam=2016&don-vi=BG-TY&reading=now",),
    ],
    "papers": [
        ("/quyet-dinh/",), ("/quyet-dinh/", "01-QĐ.MH"), ("/van-ban/",), ("/van-ban/", "^Hướng dẫn"),
        ("/tieu-chi/",), ("/tieu-chi/", "^Bộ tiêu chí mẫu"), ("/tra-cuu/",), ("/tra-cuu/AAAAAAAA/",),
        ("/mo-hinh/?q=camera", "^Camera an ninh", "^Xác minh"), ("/tra-cuu/A/",),
    ],
    "figures": [("/thong-ke/",), ("/du-lieu/",), ("/du-lieu/api/",)],
    "speaking": [
        ("/gop-y/",), HEARING, (*HEARING, "^Tổ hòa giải"), (*MODEL, "^Viết ý kiến"), ("/gop-y/theo-doi/",),
        ("/go-thong-tin/",), ("/gop-y/da-gui/",),
    ],
    "about": [
        ("/gioi-thieu/",), ("/lien-he/",), ("/tiep-can/",), ("/rieng-tu/",), ("/can-bo/dang-nhap/",),
        ("/khong-co-trang-nay/",),
    ],
}  # fmt: skip
CAN_BE_REACHED = """
() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].filter(
  (one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0 && (one.type !== "radio" || one.checked)
).length
"""
FOCUSED = """
() => {
  const one = document.activeElement;
  if (!one || one === document.body || one.matches("[data-reached]")) return null;
  one.dataset.reached = "";
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  return { says: one.outerHTML.slice(0, 120), seen: drawn && inside, skips: one.matches(".skip") };
}
"""

PAINTED = "(which) => getComputedStyle(document.querySelector(which)).backgroundColor"
FAINT = """
() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).map((one) => (one / 255) ** 2.2);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const behind = (one) => {
    const painted = one ? getComputedStyle(one).backgroundColor : "rgb(255, 255, 255)";
    return !one || (parts(painted)[3] ?? 1) === 1 ? painted : behind(one.parentElement);
  };
  const faint = (one) => {
    const [low, high] = [light(getComputedStyle(one).color), light(behind(one))].sort((a, b) => a - b);
    return (high + .05) / (low + .05) < 4.5;
  };
  const speaks = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return [...document.querySelectorAll("body *:not(svg *)")]
    .filter((one) => one.checkVisibility() && speaks(one) && faint(one)).map((one) => one.outerHTML.slice(0, 120));
}
"""


def follow(page: Page, start: str, *links: str) -> None:
    page.goto(start)
    for words in links:
        page.locator("main").get_by_role("link", name=re.compile(words)).first.click()


@pytest.mark.parametrize("kind", WAYS)
def test_every_public_page_is_open_to_everybody_in_every_light(person: Person, kind: str) -> None:
    page, found = person(), []
    for way in WAYS[kind]:
        follow(page, *way)
        found += problems_in_every_light(page)
    assert found == []


def test_the_unfolded_menu_and_the_choice_of_letters_too(person: Person) -> None:
    page = person()
    page.goto("/")
    assert problems(page, leave_folded=".tools-fold") + problems_in_every_light(page, leave_folded=".menu") == []


def test_the_list_of_those_who_followed_too(person: Person) -> None:
    page = person()
    follow(page, COPIED, "^Hiến đất mở rộng đường thôn Nguộn")
    page.goto(f"{page.url}nhan-rong/")
    assert problems_in_every_light(page) == []


@pytest.mark.parametrize("way", [("/",), ("/mo-hinh/",), MODEL], ids=["home", "list", "model"])
def test_the_first_view_is_light_and_nothing_comes_from_elsewhere(
    person: Person, site: str, way: tuple[str, ...]
) -> None:
    finder, page = person(), person()
    follow(finder, *way)
    fetched: list[Request] = []
    page.on("requestfinished", lambda one: fetched.append(one))
    page.goto(finder.url)
    page.evaluate("document.fonts.ready.then(() => null)")
    assert [one.url for one in fetched if not one.url.startswith((f"{site}/", "data:"))] == []
    sizes = [one.sizes() for one in fetched if one.url.startswith(site)]
    assert 50_000 < sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes) <= FIRST_VIEW


@pytest.mark.parametrize("way", [("/",), ("/mo-hinh/",), MODEL], ids=["home", "list", "model"])
def test_keys_alone_reach_everything_and_show_where_they_are(person: Person, way: tuple[str, ...]) -> None:
    page = person()
    follow(page, *way)
    page.goto(page.url)
    reached = []
    page.keyboard.press("Tab")
    while told := page.evaluate(FOCUSED):
        reached.append(told)
        page.keyboard.press("Tab")
    assert reached[0]["skips"]
    assert [one["says"] for one in reached if not one["seen"]] == []
    assert len(reached) >= page.evaluate(CAN_BE_REACHED)


def test_the_first_link_skips_to_the_content(person: Person) -> None:
    page = person()
    page.goto("/mo-hinh/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("scheme", LIGHTS)
def test_no_words_vanish_where_the_reader_forces_the_colours(person: Person, scheme: str) -> None:
    page, found = person(forced_colors="active", color_scheme=scheme), []
    for way in [("/",), ("/mo-hinh/",), MODEL, ("/don-vi/?q=tan+yen", "Huyện ủy Tân Yên"), (COMPARED,)]:
        follow(page, *way)
        found += page.evaluate(FAINT)
    assert found == []
    page.goto("/")
    assert page.evaluate(PAINTED, ".tabs [aria-current]") != page.evaluate(PAINTED, ".tabs a:not([aria-current])")


def test_a_citizen_finds_filters_and_sorts_without_javascript(person: Person) -> None:
    citizen = person(java_script_enabled=False)
    citizen.goto("/")
    citizen.get_by_label("Tìm mô hình, đơn vị").fill("nông thôn mơi")
    screens.press(citizen, "Tìm")
    expect(citizen.locator(".models-list mark").first).to_be_visible()
    citizen.goto("/mo-hinh/")
    citizen.get_by_label("Xếp theo").select_option(index=1)
    screens.press(citizen, "Xếp")
    expect(citizen).to_have_url(re.compile("sort="))
    citizen.get_by_label(re.compile("^Cá nhân")).check()
    citizen.get_by_role("button", name=re.compile("^Lọc|^Xem|^Áp dụng")).click()
    expect(citizen).to_have_url(re.compile("loai=ca-nhan"))


def test_a_citizen_compares_units_without_javascript(person: Person) -> None:
    citizen = person(java_script_enabled=False)
    citizen.goto("/so-sanh/?don-vi=TY-VL")
    citizen.get_by_label(re.compile("^Đảng bộ")).and_(citizen.locator(":not(:checked)")).first.check()
    screens.press(citizen, "So sánh")
    expect(citizen.get_by_role("heading", level=1)).to_have_text(re.compile("^Đảng bộ xã Việt Lập và Đảng bộ "))


def test_a_citizen_speaks_and_follows_without_javascript(person: Person) -> None:
    citizen = person(java_script_enabled=False)
    follow(citizen, *MODEL, "^Viết ý kiến")
    screens.press(citizen, "Gửi ý kiến")
    expect(citizen.get_by_role("alert")).to_contain_text("Chưa gửi được")
    citizen.get_by_role("main").get_by_role("textbox").fill(OPINION)
    screens.press(citizen, "Gửi ý kiến")
    code = citizen.locator(".hearing-code").inner_text()
    citizen.goto("/gop-y/theo-doi/")
    citizen.get_by_label(re.compile("^Mã theo dõi")).fill(code)
    screens.press(citizen, "Xem kết quả")
    expect(citizen.locator("main")).to_contain_text(OPINION)


def test_the_page_with_the_code_and_refused_forms_too(person: Person) -> None:
    citizen, found = person(), []
    follow(citizen, *HEARING, "^Tổ hòa giải")
    citizen.get_by_role("main").get_by_role("textbox").fill(OPINION)
    screens.press(citizen, "Gửi ý kiến")
    expect(citizen.locator(".hearing-code")).to_be_visible()
    found += problems_in_every_light(citizen)
    for address, button in (("/go-thong-tin/", "Gửi yêu cầu"), ("/gop-y/theo-doi/", "Xem kết quả")):
        citizen.goto(address)
        citizen.evaluate("document.forms[document.forms.length - 1].noValidate = true")
        screens.press(citizen, button)
        expect(citizen.get_by_role("alert")).to_be_visible()
        found += problems_in_every_light(citizen)
    assert found == []
