"""axe-core finds nothing on the signed-in screens, by day and in the dark; nothing overflows."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import screens
from tests.e2e.conftest import Person
from tests.e2e.looking import problems

TITLES, MODELS = "/can-bo/ho-so/?noi-dung=COMMUNE&trang-thai=", "/can-bo/ho-so/?noi-dung=MODEL&trang-thai="
DOSSIERS, QUEUE, DECISIONS = "/can-bo/ho-so/", "/can-bo/tham-dinh/", "/can-bo/quyet-dinh/"
UNITS, CRITERIA = "/can-bo/sap-xep/", "/can-bo/tieu-chi/"
LESSONS = "^Rút kinh nghiệm.*DB-XA-24"
THEMES = "/can-bo/linh-vuc/"
VISITS = "/can-bo/kiem-tra/"
REPORTS, GIFTS = "/can-bo/bao-cao/", "/can-bo/dong-gop/"
NOTICES, PEOPLE = "/can-bo/thong-bao/", "/can-bo/nguoi-dung/"
CAMPAIGNS = "/can-bo/dot-thi-dua/"
YEAR = date.today().year
HANDBOOK = "/can-bo/huong-dan/"
MEETINGS, PLEAS, AWARDS = "/can-bo/binh-xet/", "/can-bo/kien-nghi-xem-lai/", "/can-bo/khen-thuong/"
SUBMISSIONS, STOCK = "/can-bo/to-trinh/", "/can-bo/phoi-in/"
# Where each person goes: where from, and the words of the links that are followed.
WAYS: dict[str, list[tuple[str, ...]]] = {
    "an": [
        ("/can-bo/",), ("/can-bo/doi-mat-khau/",), (f"{TITLES}ACCEPTED", "Đảng bộ xã Cao Xá", r"\(Tự chấm\)"),
        (f"{TITLES}ACCEPTED", "Đảng bộ xã Cao Xá", "^Phân công tiêu chí"),
        (f"{TITLES}ACCEPTED", "Đảng bộ xã Cao Xá", "^Mục tiêu và báo cáo"), (GIFTS,), (GIFTS, "^Ghi đóng góp"),
        (f"{TITLES}ACCEPTED", "Đảng bộ xã Cao Xá", "^Mục tiêu và báo cáo", "^Ghi mục tiêu"),
        (f"{REPORTS}?ky=quy-4",), (f"/can-bo/giao-ban/{YEAR}/4/",), (f"/can-bo/giao-ban/{YEAR}/4/mo-hinh/",),
        (f"{TITLES}ACCEPTED", "Đảng bộ xã Cao Xá", "^Biên bản họp thôn"),
    ],
    "binh": [
        ("/can-bo/",), ("/can-bo/", "^Xem các đơn vị này"), (DOSSIERS,), (f"{DOSSIERS}?q=khong-co-gi-nhu-the",),
        (DOSSIERS, "^Đăng ký mới"), (DOSSIERS, "^Đăng ký mới", "^Danh hiệu cơ quan"), ("/can-bo/nhap/",),
        (f"{TITLES}RETURNED", "Đảng bộ xã Liên Chung"), (f"{TITLES}REWORK", "Đảng bộ xã Ngọc Châu", "^Tiêu chí 14"),
        (f"{TITLES}REPORTED", "Đảng bộ xã Liên Sơn", "^Trả lại phiếu tự chấm"),
        (f"{MODELS}DRAFT", "^Thắp sáng đường quê", "^Sửa đăng ký"),
        (f"{MODELS}REPORTED", "^Camera an ninh", "^Bản gửi lần 1"),
        (f"{MODELS}REPORTED", "^Camera an ninh", "^Biên nhận số"),
        (f"{MODELS}REPORTED", "^Camera an ninh", r"\(Huyện chấm\)"),
        (f"{TITLES}REPORTED", "Đảng bộ xã Liên Sơn", r"\(Tự chấm\)"),
        (f"{TITLES}REPORTED", "Đảng bộ xã Liên Sơn", r"\(Huyện chấm\)"),
        (QUEUE,), (QUEUE, "^Phân loại rác tại nguồn"), (QUEUE, "^Đảng bộ xã Liên Sơn"),
        (f"{MODELS}DECLINED&nam={YEAR}", "^Hiến đất mở rộng đường thôn", "^Xem giấy báo"),
        (NOTICES,), (f"{NOTICES}nhat-ky/",), (f"{NOTICES}mau/",), (f"{NOTICES}mau/reminder/",), ("/can-bo/tai-khoan/",),
        (f"/can-bo/nhac-dang-ky/bac-giang-{YEAR}/",), (PEOPLE,), (PEOPLE, "^Mời người mới"), (PEOPLE, "^Nguyễn Thị An"),
    ],
    "dung": [
        (VISITS,), (f"{VISITS}?muc=nen-den",), (f"{VISITS}lap-lich/",), (f"{VISITS}danh-muc/", "^Lập danh mục"),
        ("/can-bo/",), (f"{MODELS}APPROVED", "^Tổ hòa giải"), (QUEUE, "^Đảng bộ xã Ngọc Lý"),
        (f"{TITLES}SENT", "Đảng bộ xã Ngọc Lý", r"\(Huyện chấm\)"),
        (f"{TITLES}SENT", "Đảng bộ xã Ngọc Lý", r"\(Tỉnh chấm\)"),
        (QUEUE, "^Đảng bộ xã Ngọc Lý", "^Tất cả"), (QUEUE, "^Đảng bộ xã Ngọc Lý", "^Minh chứng"),
        (QUEUE, "^Đảng bộ xã Ngọc Lý", "^Nhật ký"), (QUEUE, "^Tổ hòa giải đến tận nhà thôn Tân Lập"),
        (DECISIONS,), (DECISIONS, "^Soạn quyết định"), (DECISIONS, "dự thảo"),
        (CAMPAIGNS,), (f"{CAMPAIGNS}lap/",), (CAMPAIGNS, "Bắc Giang năm"),
        (CAMPAIGNS, "Bắc Giang năm", "^Thông tin"), (CAMPAIGNS, "Bắc Giang năm", "^Nội dung và"),
        (CAMPAIGNS, "Bắc Giang năm", "^Thời hạn"), (CAMPAIGNS, "Bắc Giang năm", "^Hướng dẫn"),
        (CRITERIA,), (CRITERIA, "^Lập bộ tiêu chí"), (CRITERIA, "^Mẫu 2026"),
        (CRITERIA, LESSONS), (CRITERIA, LESSONS, r"^1\. "),
        (f"{QUEUE}?q=dang+bo&xep=ten",), (f"{QUEUE}bo-loc/",), (f"{QUEUE}?tab=xong",), (MEETINGS,),
        (f"{MEETINGS}lap/",), (PLEAS,), (SUBMISSIONS,), (SUBMISSIONS, "^Soạn tờ trình công nhận"), (AWARDS,),
        (f"{AWARDS}hinh-thuc/",), (STOCK,), ("/can-bo/may-in/moi/",),
    ],
    "giang": [
        (f"{MODELS}CONFIRMED", "^Vận động các hộ nạo vét", "^Không công nhận"),
        (DECISIONS, "01-QĐ.MH", "^Đính chính"), (DECISIONS, "01-QĐ.MH", "^Thu hồi"),
        (DECISIONS, "01-QĐ.MH", "^In giấy cả quyết định"),
        (QUEUE, "^Vận động các hộ nạo vét mương thôn Làng Sai"), (DECISIONS, "dự thảo"), (DECISIONS, "01-QĐ.MH"),
        (THEMES,), (THEMES, "^Lập bộ lĩnh vực"), (THEMES, "^Bốn lĩnh vực chung$"),
        (THEMES, "^Bốn lĩnh vực chung$", "^Soạn bộ mới"),
    ],
    "quan": [
        ("/can-bo/",), (UNITS,), (UNITS, "^01.7.2025"), (f"{UNITS}bang/",),
        (f"{UNITS}moi/?hinh-thuc=SPLIT&duoi=BG-TY",),
        (f"{UNITS}moi/?hinh-thuc=MERGE&duoi=BG-TY",), (f"{UNITS}moi/?hinh-thuc=END&duoi=TU-BG",),
    ],
    "minh": [("/can-bo/",), ("/can-bo/", "^Xem hồ sơ lưu trữ"), (f"{DOSSIERS}?q=cao+xa",)],
    "lan": [(HANDBOOK,), (f"{HANDBOOK}?q=hoan+tac",), (f"{HANDBOOK}tu-cham/",), ("/can-bo/",)],
}  # fmt: skip


def follow(page: Page, start: str, *links: str) -> None:
    page.goto(start)
    for words in links:
        page.locator("main").get_by_role("link", name=re.compile(words)).first.click()


@pytest.mark.parametrize("who", WAYS)
def test_everything_on_the_way_can_be_seen_and_used(person: Person, who: str) -> None:
    page, found = person(who), []
    for way in WAYS[who]:
        follow(page, *way)
        found += problems(page)
    assert found == []


def test_the_unfolded_menus_too(person: Person) -> None:
    page = person("binh")
    page.goto("/can-bo/")
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


def test_a_visit_from_its_plan_to_a_finding_too(person: Person) -> None:
    page = person("binh")
    page.goto(f"{VISITS}?muc=nen-den")
    page.get_by_label(re.compile("^Đảng bộ xã Cao Xá")).check()
    screens.press(page, "Lập lịch cho đơn vị đã chọn")
    page.get_by_label("Ngày dự kiến").fill(f"31/12/{YEAR}")
    page.get_by_label("Danh mục kiểm tra").select_option(label="Kiểm tra thường xuyên phong trào “Dân vận khéo”")
    screens.press(page, "Lưu lịch kiểm tra")
    screens.told(page, "Đã lập lịch kiểm tra 1 đơn vị.")
    found = problems(page)
    page.get_by_role("link", name="Ghi biên bản").click()
    page.get_by_label("Ngày đi").fill(f"{date.today():%d/%m/%Y}")
    page.get_by_label("Kết quả, nhận xét").fill("Đã triển khai.")
    page.get_by_role("textbox", name="Kiến nghị 1").fill("Niêm yết công khai thu, chi.")
    screens.press(page, "Hoàn thành biên bản")
    screens.told(page, "Kiến nghị nào cũng cần có hạn khắc phục.")
    found += problems(page)
    page.get_by_label("Hạn khắc phục").first.fill(f"31/12/{YEAR}")
    screens.press(page, "Hoàn thành biên bản")
    found += problems(page)
    page.get_by_role("link", name=re.compile("^Niêm yết")).click()
    assert found + problems(page) == []


def test_a_draft_of_a_theme_scheme_too(person: Person) -> None:
    page = person("giang")
    follow(page, THEMES, "^Bốn lĩnh vực chung$", "^Soạn bộ mới")
    page.get_by_label("Mã bộ").fill("THU-2099")
    page.get_by_label("Áp dụng từ").fill("01/01/2099")
    screens.press(page, "Chép sang bản thảo")
    draft = screens.place(page)
    page.get_by_label("Tên lĩnh vực").last.fill("Tôn giáo, dân tộc")
    screens.press(page, "Thêm lĩnh vực")
    expect(page.get_by_role("alert")).to_contain_text("Cần chọn một trong bốn lĩnh vực chung.")
    found = problems(page)
    page.get_by_label("Thuộc lĩnh vực chung").last.select_option("Quốc phòng - an ninh")
    screens.press(page, "Thêm lĩnh vực")
    screens.told(page, "Đã thêm lĩnh vực “Tôn giáo, dân tộc”.")
    for name in ("", "so-sanh/", "ban-hanh/"):
        page.goto(f"{draft}{name}")
        found += problems(page)
    assert found == []
