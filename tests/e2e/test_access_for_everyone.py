"""axe-core finds nothing on the public pages, the desk, the scorecard and the review; nothing overflows a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PUBLIC = [
    "/", "/mo-hinh/", "/mo-hinh/?q=khong-co-gi-nhu-the", "/mo-hinh/?tinh-trang=dang-ky", "/don-vi/", "/quyet-dinh/",
    "/tra-cuu/", "/tra-cuu/AAAAAAAA/", "/danh-hieu/", "/can-bo/dang-nhap/", "/khong-co-trang-nay/",
]  # fmt: skip
# Where a click from a list leads: list, what to click.
BEHIND = [
    ("/mo-hinh/", "main a[href^='/mo-hinh/'][href*='-']:not([href*='?'])"),
    ("/don-vi/", "main a[href^='/don-vi/'][href*='-']:not([href*='?'])"),
    ("/quyet-dinh/", "main a[href^='/quyet-dinh/']:not([href*='?'])"),
]
STAFF = [
    ("binh", "/can-bo/"), ("binh", "/can-bo/ho-so/"), ("binh", "/can-bo/nhap/"), ("binh", "/can-bo/tham-dinh/"),
    ("an", "/can-bo/"), ("dung", "/can-bo/"), ("dung", "/can-bo/tham-dinh/"), ("giang", "/can-bo/quyet-dinh/"),
    ("giang", "/can-bo/tham-dinh/"),
]  # fmt: skip
PHONE = {"width": 360, "height": 740}
NARROW = {"width": 320, "height": 640}


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{page.url}: {one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def look(page: Page, address: str) -> list[str]:
    """What is wrong with a page on a desk and on two phones."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address)
    wrong = violations(page)
    for size in (PHONE, NARROW):
        page.set_viewport_size(size)
        if overflow(page) > 0:
            wrong.append(f"{page.url}: {overflow(page)} px too wide at {size['width']} px")
    page.set_viewport_size(PHONE)
    return wrong + violations(page)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_page(page: Page, address: str) -> None:
    assert look(page, address) == []


@pytest.mark.parametrize(("start", "link"), BEHIND, ids=lambda value: value[:12])
def test_public_page_behind_a_list(page: Page, start: str, link: str) -> None:
    page.goto(start)
    assert look(page, page.locator(link).first.get_attribute("href") or "") == []


@pytest.mark.parametrize(("who", "address"), STAFF)
def test_signed_in_page(page: Page, sign_in: Callable[[str], None], who: str, address: str) -> None:
    sign_in(who)
    assert look(page, address) == []


@pytest.mark.parametrize(
    ("who", "start", "link"),
    [
        ("binh", "/can-bo/ho-so/", "main a[href^='/can-bo/ho-so/']:not([href*='?']):not([href*='xuat'])"),
        ("dung", "/can-bo/tham-dinh/", "main a[href^='/can-bo/tham-dinh/']:not([href*='?'])"),
        ("giang", "/can-bo/quyet-dinh/", "main a[href^='/can-bo/quyet-dinh/']:not([href*='?'])"),
    ],
)
def test_page_behind_a_list(page: Page, sign_in: Callable[[str], None], who: str, start: str, link: str) -> None:
    sign_in(who)
    page.goto(start)
    assert look(page, page.locator(link).first.get_attribute("href") or "") == []


def test_scorecard(page: Page, sign_in: Callable[[str], None]) -> None:
    sign_in("binh")
    page.goto("/can-bo/ho-so/?noi-dung=COMMUNE&trang-thai=REPORTED")
    page.locator("main a[href^='/can-bo/ho-so/']:not([href*='?']):not([href*='xuat'])").first.click()
    wrong = []
    for link in page.locator("main a[href*='/phieu/']").all():
        wrong += look(page, link.get_attribute("href") or "")
        page.go_back()
    assert wrong == []
