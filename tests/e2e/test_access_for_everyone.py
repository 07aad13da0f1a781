"""axe-core finds nothing on the public pages and the signed-in screens, by day and in the dark; nothing overflows."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import screens
from tests.e2e.conftest import Person
from tests.e2e.looking import problems

TITLES, MODELS = "/can-bo/ho-so/?noi-dung=COMMUNE&trang-thai=", "/can-bo/ho-so/?noi-dung=MODEL&trang-thai="
DOSSIERS, QUEUE, DECISIONS = "/can-bo/ho-so/", "/can-bo/tham-dinh/", "/can-bo/quyet-dinh/"
UNITS = "/can-bo/sap-xep/"
# Where each person goes: where from, and the words of the links that are followed.
WAYS: dict[str, list[tuple[str, ...]]] = {
    "": [
        ("/",), ("/mo-hinh/",), ("/mo-hinh/?q=khong-co-gi-nhu-the",), ("/mo-hinh/?tinh-trang=dang-ky",),
        ("/mo-hinh/?q=camera", "^Camera an ninh"), ("/don-vi/",), ("/don-vi/?q=tan+yen", "Huyện ủy Tân Yên"),
        ("/don-vi/?q=cao+xa", "^Đảng bộ xã Cao Xá"), ("/quyet-dinh/",), ("/quyet-dinh/", "01-QĐ.MH"),
        ("/tra-cuu/",), ("/tra-cuu/AAAAAAAA/",), ("/mo-hinh/?q=camera", "^Camera an ninh", "^Xác minh"),
        ("/danh-hieu/",), ("/don-vi/?q=tan+yen&reading=now",), ("/mo-hinh/?don-vi=BK-CD&reading=now",),
        ("/danh-hieu/?nam=2016&don-vi=BG-TY&reading=now",), ("/can-bo/dang-nhap/",), ("/khong-co-trang-nay/",),
    ],
    "an": [
        ("/can-bo/",), ("/can-bo/doi-mat-khau/",), (f"{TITLES}ACCEPTED", "Đảng bộ xã Cao Xá", r"\(Tự chấm\)"),
    ],
    "binh": [
        ("/can-bo/",), ("/can-bo/", "^Xem các đơn vị này"), (DOSSIERS,), (f"{DOSSIERS}?q=khong-co-gi-nhu-the",),
        (DOSSIERS, "^Đăng ký mới"), (DOSSIERS, "^Đăng ký mới", "^Danh hiệu cơ quan"), ("/can-bo/nhap/",),
        (f"{TITLES}RETURNED", "Đảng bộ xã Liên Chung"), (f"{MODELS}DRAFT", "^Thắp sáng đường quê", "^Sửa đăng ký"),
        (f"{MODELS}REPORTED", "^Camera an ninh", "^Bản gửi lần 1"),
        (f"{MODELS}REPORTED", "^Camera an ninh", r"\(Huyện chấm\)"),
        (f"{TITLES}REPORTED", "Đảng bộ xã Liên Sơn", r"\(Tự chấm\)"),
        (f"{TITLES}REPORTED", "Đảng bộ xã Liên Sơn", r"\(Huyện chấm\)"),
        (QUEUE,), (QUEUE, "^Phân loại rác tại nguồn"), (QUEUE, "^Đảng bộ xã Liên Sơn"),
    ],
    "dung": [
        ("/can-bo/",), (f"{MODELS}APPROVED", "^Tổ hòa giải"), (QUEUE, "^Đảng bộ xã Ngọc Lý"),
        (f"{TITLES}SENT", "Đảng bộ xã Ngọc Lý", r"\(Huyện chấm\)"),
        (f"{TITLES}SENT", "Đảng bộ xã Ngọc Lý", r"\(Tỉnh chấm\)"),
        (QUEUE, "^Đảng bộ xã Ngọc Lý", "^Tất cả"), (QUEUE, "^Đảng bộ xã Ngọc Lý", "^Minh chứng"),
        (QUEUE, "^Đảng bộ xã Ngọc Lý", "^Nhật ký"), (QUEUE, "^Tổ hòa giải đến tận nhà thôn Tân Lập"),
        (DECISIONS,), (DECISIONS, "^Soạn quyết định"), (DECISIONS, "dự thảo"),
    ],
    "giang": [
        (QUEUE, "^Vận động các hộ nạo vét mương thôn Làng Sai"), (DECISIONS, "dự thảo"), (DECISIONS, "01-QĐ.MH"),
    ],
    "quan": [
        ("/can-bo/",), (UNITS,), (UNITS, "^01.7.2025"), (f"{UNITS}bang/",),
        (f"{UNITS}moi/?hinh-thuc=SPLIT&duoi=BG-TY",),
        (f"{UNITS}moi/?hinh-thuc=MERGE&duoi=BG-TY",), (f"{UNITS}moi/?hinh-thuc=END&duoi=TU-BG",),
    ],
    "minh": [("/can-bo/",), ("/can-bo/", "^Xem hồ sơ lưu trữ"), (f"{DOSSIERS}?q=cao+xa",)],
    "lan": [("/can-bo/",)],
}  # fmt: skip


def follow(page: Page, start: str, *links: str) -> None:
    page.goto(start)
    for words in links:
        page.locator("main").get_by_role("link", name=re.compile(words)).first.click()


@pytest.mark.parametrize("who", WAYS, ids=lambda who: who or "a citizen")
def test_everything_on_the_way_can_be_seen_and_used(person: Person, who: str) -> None:
    page, found = person(who), []
    for way in WAYS[who]:
        follow(page, *way)
        found += problems(page)
    assert found == []


@pytest.mark.parametrize("who", ["", "binh"])
def test_the_unfolded_menus_too(person: Person, who: str) -> None:
    page = person(who)
    page.goto("/can-bo/" if who else "/")
    assert problems(page, leave_folded="") == []


def test_a_form_that_was_refused_too(person: Person) -> None:
    page = person("binh")
    follow(page, "/can-bo/ho-so/", "^Đăng ký mới")
    screens.press(page, "Lưu và gửi đăng ký")
    expect(page.get_by_role("alert")).to_contain_text("Chưa lưu được")
    assert problems(page) == []


def test_a_draft_that_lacks_something_too(person: Person) -> None:
    page = person("giang")
    follow(page, DECISIONS, "dự thảo")
    page.get_by_label("Số, ký hiệu").fill("")
    page.get_by_role("button", name=re.compile("^Ban hành và cấp")).click()
    expect(page.get_by_text("Chưa ban hành.")).to_be_visible()
    assert problems(page) == []
