"""axe-core finds nothing on the public pages and the signed-in screens, by day and in the dark; nothing overflows."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import screens
from tests.e2e.conftest import Person
from tests.e2e.looking import problems

PUBLIC = [
    ("/",), ("/mo-hinh/",), ("/mo-hinh/?q=khong-co-gi-nhu-the",), ("/mo-hinh/?tinh-trang=dang-ky",),
    ("/mo-hinh/?q=camera", "^Camera an ninh"), ("/don-vi/",), ("/don-vi/?q=tan+yen", "Huyện ủy Tân Yên"),
    ("/don-vi/?q=cao+xa", "^Đảng bộ xã Cao Xá"), ("/quyet-dinh/",), ("/quyet-dinh/", "01-QĐ.MH"),
    ("/tra-cuu/",), ("/tra-cuu/AAAAAAAA/",), ("/mo-hinh/?q=camera", "^Camera an ninh", "^Xác minh"),
    ("/danh-hieu/",), ("/can-bo/dang-nhap/",), ("/khong-co-trang-nay/",),
]  # fmt: skip
TITLES, MODELS = "/can-bo/ho-so/?noi-dung=COMMUNE&trang-thai=", "/can-bo/ho-so/?noi-dung=MODEL&trang-thai="
QUEUE, DECISIONS = "/can-bo/tham-dinh/", "/can-bo/quyet-dinh/"
# Who; where from; the words of the links that are followed.
WORK = [
    ("an", "/can-bo/"), ("binh", "/can-bo/"), ("dung", "/can-bo/"), ("quan", "/can-bo/"),
    ("binh", "/can-bo/", "^Xem các đơn vị này"), ("binh", "/can-bo/ho-so/", "^Đăng ký mới"),
    ("binh", "/can-bo/ho-so/", "^Đăng ký mới", "^Danh hiệu cơ quan"), ("an", "/can-bo/doi-mat-khau/"),
    ("binh", "/can-bo/ho-so/"), ("binh", "/can-bo/ho-so/?q=khong-co-gi-nhu-the"),
    ("binh", f"{TITLES}RETURNED", "Đảng bộ xã Liên Chung"), ("dung", f"{MODELS}APPROVED", "^Tổ hòa giải"),
    ("binh", f"{MODELS}DRAFT", "^Thắp sáng đường quê", "^Sửa đăng ký"),
    ("binh", f"{MODELS}REPORTED", "^Camera an ninh", "^Bản gửi lần 1"),
]  # fmt: skip
CARDS = [
    ("an", f"{TITLES}ACCEPTED", "Đảng bộ xã Cao Xá", r"\(Tự chấm\)"),
    ("binh", f"{TITLES}REPORTED", "Đảng bộ xã Liên Sơn", r"\(Tự chấm\)"),
    ("binh", f"{TITLES}REPORTED", "Đảng bộ xã Liên Sơn", r"\(Huyện chấm\)"),
    ("dung", f"{TITLES}SENT", "Đảng bộ xã Ngọc Lý", r"\(Huyện chấm\)"),
    ("dung", f"{TITLES}SENT", "Đảng bộ xã Ngọc Lý", r"\(Tỉnh chấm\)"),
    ("binh", f"{MODELS}REPORTED", "^Camera an ninh", r"\(Huyện chấm\)"),
]
REVIEWS = [
    ("binh", QUEUE), ("binh", QUEUE, "^Phân loại rác tại nguồn"), ("dung", QUEUE, "^Đảng bộ xã Ngọc Lý"),
    ("dung", QUEUE, "^Đảng bộ xã Ngọc Lý", "^Tất cả"), ("dung", QUEUE, "^Đảng bộ xã Ngọc Lý", "^Minh chứng"),
    ("dung", QUEUE, "^Đảng bộ xã Ngọc Lý", "^Nhật ký"), ("dung", QUEUE, "^Tổ hòa giải đến tận nhà thôn Tân Lập"),
    ("giang", QUEUE, "^Vận động các hộ nạo vét mương thôn Làng Sai"),
]  # fmt: skip
PAPERS = [
    ("dung", DECISIONS), ("dung", DECISIONS, "^Soạn quyết định"), ("dung", DECISIONS, "dự thảo"),
    ("giang", DECISIONS, "dự thảo"), ("giang", DECISIONS, "01-QĐ.MH"), ("binh", "/can-bo/nhap/"),
]  # fmt: skip


def follow(page: Page, start: str, *links: str) -> None:
    page.goto(start)
    for words in links:
        page.locator("main").get_by_role("link", name=re.compile(words)).first.click()


@pytest.mark.parametrize("way", PUBLIC, ids=" ".join)
def test_public_page(person: Person, way: tuple[str, ...]) -> None:
    page = person()
    follow(page, *way)
    assert problems(page) == []


@pytest.mark.parametrize("way", WORK + CARDS + REVIEWS + PAPERS, ids=" ".join)
def test_signed_in_screen(person: Person, way: tuple[str, ...]) -> None:
    page = person(way[0])
    follow(page, *way[1:])
    assert problems(page) == []


def test_form_that_was_refused(person: Person) -> None:
    page = person("binh")
    follow(page, "/can-bo/ho-so/", "^Đăng ký mới")
    screens.press(page, "Lưu và gửi đăng ký")
    expect(page.get_by_role("alert")).to_contain_text("Chưa lưu được")
    assert problems(page) == []


def test_draft_that_lacks_something(person: Person) -> None:
    page = person("giang")
    follow(page, DECISIONS, "dự thảo")
    page.get_by_label("Số, ký hiệu").fill("")
    page.get_by_role("button", name=re.compile("^Ban hành và cấp")).click()
    expect(page.get_by_text("Chưa ban hành.")).to_be_visible()
    assert problems(page) == []
