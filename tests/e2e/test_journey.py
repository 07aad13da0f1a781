"""The whole year: from an empty registration to a certificate that a citizen checks, and to a signed title card."""

from __future__ import annotations

import os
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from danvan.kit.art.qr import qr
from tests.e2e import screens
from tests.e2e.conftest import Person

COMMUNE, TITLE = "Đảng bộ xã Quang Trung", "Hiến đất mở đường nội đồng thôn Đông"
SLUG, TYPED = "hien-dat-mo-duong-noi-dong-thon-dong", "hien dat MO DUONG noi dong"
POINTS = ["5", "10", "10", "8", "13,5", "15", "18", "5", "5", "5"]
TITLE_UNIT = "Đảng bộ xã Lam Sơn"
PROOF = "Văn bản, biên bản và ảnh lưu tại văn phòng Đảng ủy xã."


def today() -> date:
    return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def test_a_model_goes_from_an_empty_registration_to_a_checked_certificate(person: Person) -> None:
    binh, dung, giang, citizen = person("binh"), person("dung"), person("giang"), person()
    dossier = register(binh)
    score_for_the_unit(binh, dossier)
    score_as_the_board(binh, dossier)
    review(dung)
    approve(giang)
    is_not_public(citizen, dossier)
    decision = screens.draft_decision(dung, TITLE, "99-QĐ/TU", today())
    is_not_public(citizen, dossier)
    issue(giang, decision)
    is_found(citizen)
    check_certificate(citizen)
    is_listed_by_the_api(citizen, dossier)


def register(binh: Page) -> str:
    screens.open_unit(binh, COMMUNE)
    screens.fill_model(binh, TITLE)
    dossier = screens.send_registration(binh)
    screens.step(binh, "Tiếp nhận đăng ký")
    return dossier


def score_for_the_unit(binh: Page, dossier: str) -> None:
    screens.open_card(binh, dossier, "Tự chấm")
    screens.give_points(binh, POINTS)
    screens.saved(binh)
    expect(binh.locator(".scorecard-sum")).to_contain_text("94,5/100")
    screens.step(binh, "Ký phiếu tự chấm")
    screens.step(binh, "Gửi phiếu tự chấm")


def score_as_the_board(binh: Page, dossier: str) -> None:
    screens.open_card(binh, dossier, "Huyện chấm")
    screens.press(binh, "Điền sẵn theo tự chấm")
    screens.row(binh, 7).get_by_role("textbox").first.fill("16")
    expect(screens.row(binh, 7)).to_contain_text("lý do")
    screens.note(screens.row(binh, 7), "Còn hai đoạn chưa nghiệm thu xong.")
    screens.saved(binh)
    screens.step(binh, "Ký phiếu chấm")
    screens.step(binh, "Gửi tỉnh thẩm định")


def review(dung: Page) -> None:
    screens.open_review(dung, TITLE)
    expect(screens.row(dung, 7)).to_contain_text("Còn hai đoạn chưa nghiệm thu xong.")
    screens.press(dung, "Điền sẵn theo huyện chấm")
    dung.get_by_role("link", name="Tất cả 10").click()
    screens.row(dung, 4).get_by_role("textbox").first.fill("7")
    screens.note(screens.row(dung, 4), "Chỉ tiêu chưa nêu số hộ hưởng lợi.")
    screens.saved(dung)
    screens.conclude(dung, "Xác nhận thẩm định", "Ký phiếu và xác nhận thẩm định", "Xác nhận thẩm định")


def approve(giang: Page) -> None:
    screens.open_review(giang, TITLE)
    screens.conclude(giang, "Duyệt công nhận", "Duyệt đủ điều kiện công nhận", "Duyệt công nhận")


def is_not_public(citizen: Page, dossier: str) -> None:
    number = dossier.rstrip("/").rsplit("/", 1)[1]
    assert citizen.request.get(f"/mo-hinh/{number}-{SLUG}/").status == 404
    assert citizen.request.get(f"/api/v1/practices/{number}").status == 404
    assert citizen.request.get("/api/v1/practices", params={"q": TYPED}).json()["count"] == 0
    for status in ("cong-nhan", "dang-ky"):
        citizen.goto(f"/mo-hinh/?q={TYPED}&tinh-trang={status}")
        expect(citizen.get_by_text(TITLE)).to_have_count(0)


def issue(giang: Page, decision: str) -> None:
    giang.goto(decision)
    screens.press(giang, "Ban hành và cấp 1 giấy công nhận")
    screens.told(giang, "Đã cấp 1 giấy công nhận.")
    if not os.environ.get("DANVAN_SKIP_PRINT"):
        paper = giang.get_by_role("link", name=f"In giấy {TITLE}").get_attribute("href")
        answer = giang.request.get(paper or "")
        assert answer.headers["content-type"] == "application/pdf"


def is_found(citizen: Page) -> None:
    citizen.goto("/mo-hinh/")
    citizen.get_by_label("Tìm mô hình, người thực hiện, đơn vị").fill(TYPED)
    screens.press(citizen, "Tìm")
    citizen.get_by_role("link", name=TITLE).click()
    expect(citizen).to_have_url(re.compile(rf"/mo-hinh/\d+-{SLUG}/$"))
    expect(citizen.get_by_role("heading", level=1)).to_have_text(TITLE)


def check_certificate(citizen: Page) -> None:
    """The link, the QR code and the typed code all lead to the same page."""
    square = citizen.locator("svg.qr path").get_attribute("d") or ""
    citizen.get_by_role("link", name=re.compile("^Xác minh")).click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text("Giấy công nhận này là thật")
    address = citizen.url
    assert square and square in qr(address)[1]
    code = address.rstrip("/").rsplit("/", 1)[1]
    citizen.goto("/tra-cuu/")
    citizen.get_by_label("Mã trên giấy").fill(code.lower())
    screens.press(citizen, "Kiểm tra")
    expect(citizen.get_by_role("heading", level=1)).to_have_text("Giấy công nhận này là thật")
    expect(citizen).to_have_url(address)
    expect(citizen.locator("main")).to_contain_text(TITLE)


def is_listed_by_the_api(citizen: Page, dossier: str) -> None:
    found = citizen.request.get("/api/v1/practices", params={"q": TYPED}).json()
    number = int(dossier.rstrip("/").rsplit("/", 1)[1])
    assert [(row["id"], row["title"], row["status"]) for row in found["results"]] == [(number, TITLE, "recognised")]
    assert found["count"] == 1


def test_a_unit_is_scored_for_its_title_with_keys_up_to_the_signed_card_of_the_province(person: Person) -> None:
    binh, dung = person("binh"), person("dung")
    dossier = register_title(binh)
    score_with_keys(binh, dossier)
    differ_once(binh, dossier)
    screens.open_review(dung, TITLE_UNIT)
    expect(screens.row(dung, 9)).to_contain_text("Còn một đơn để quá hạn.")
    screens.press(dung, "Điền sẵn theo huyện chấm")
    screens.conclude(dung, "Xác nhận thẩm định", "Ký phiếu và xác nhận thẩm định", "Xác nhận thẩm định")
    dung.goto(dossier)
    expect(dung.locator("main")).to_contain_text("Tỉnh chấm: Phạm Thùy Dung ký ngày")


def register_title(binh: Page) -> str:
    screens.open_unit(binh, TITLE_UNIT)
    binh.get_by_role("link", name="Danh hiệu đảng bộ").click()
    binh.get_by_label("Đơn vị").select_option(label=TITLE_UNIT)
    binh.get_by_label("Người phụ trách").fill("Đồng chí Bí thư Đảng ủy")
    binh.get_by_label("Số tiêu chí đăng ký đạt").fill("22")
    dossier = screens.send_registration(binh)
    screens.step(binh, "Tiếp nhận đăng ký")
    return dossier


def score_with_keys(binh: Page, dossier: str) -> None:
    """Đ and K from the first criterion to the last, one choice taken back, then a word of proof for each."""
    screens.open_card(binh, dossier, "Tự chấm")
    screens.row(binh, 1).get_by_role("radio").first.focus()
    for key in "DDDDKDDDDDDDDDDDDDDDDDDD":
        binh.keyboard.press(key)
    screens.saved(binh)
    expect(binh.locator(".scorecard-sum")).to_contain_text("23/24")
    binh.keyboard.press("K")
    expect(binh.locator(".scorecard-sum")).to_contain_text("22/24")
    binh.keyboard.press("Control+z")
    expect(binh.locator(".scorecard-sum")).to_contain_text("23/24")
    for number in range(1, 25):
        screens.note(screens.row(binh, number), PROOF)
    screens.saved(binh)
    screens.step(binh, "Ký phiếu tự chấm")
    screens.step(binh, "Gửi phiếu tự chấm")


def differ_once(binh: Page, dossier: str) -> None:
    screens.open_card(binh, dossier, "Huyện chấm")
    screens.press(binh, "Điền sẵn theo tự chấm")
    screens.row(binh, 9).get_by_role("radio", name="Đạt", exact=True).focus()
    binh.keyboard.press("K")
    binh.keyboard.press("ArrowUp")
    binh.keyboard.press("G")
    expect(screens.row(binh, 9).locator("textarea")).to_be_focused()
    screens.row(binh, 9).locator("textarea").fill("Còn một đơn để quá hạn.")
    screens.saved(binh)
    screens.step(binh, "Ký phiếu chấm")
    screens.step(binh, "Gửi tỉnh thẩm định")
