"""The screens as people use them: what is clicked and typed for each piece of work."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.unit.kit.samples import PDF

MODEL = {
    "Thực trạng, lý do": "Đường thôn hẹp, xe thu hoạch không vào được, 42 hộ phải gánh lúa ra đầu làng.",
    "Mục tiêu, tiêu chí": "Mở rộng 620 mét đường lên 5 mét trước vụ mùa.",
    "Nội dung, cách thức": "Họp từng xóm, đảng viên hiến đất trước, công khai từng khoản đóng góp.",
    "Địa bàn, đối tượng": "Thôn Đông, 42 hộ dân",
    "Lực lượng thực hiện": "Chi bộ thôn chủ trì; chi hội nông dân, chi hội phụ nữ phối hợp.",
    "Nguồn lực": "Nhân dân góp 180 triệu đồng và 350 ngày công.",
    "Thời gian": "Từ tháng 3 đến tháng 10.",
    "Sản phẩm, kết quả đầu ra": "620 mét đường bê tông, biên bản hiến đất của 42 hộ.",
    "Tập thể, cá nhân đăng ký": "Chi bộ thôn Đông",
    "Người phụ trách": "Đồng chí Bí thư chi bộ",
}

CAMPAIGN = "Phong trào thi đua “Dân vận khéo” tỉnh Bắc Giang năm {}"


def open_unit(page: Page, unit: str) -> None:
    """From the desk, through the job that names those who have sent nothing, to the form for one of them."""
    page.goto("/can-bo/")
    page.get_by_role("link", name=re.compile("^Xem các đơn vị này")).click()
    page.get_by_role("link", name=f"Đăng ký cho {unit}", exact=True).click()
    page.get_by_role("main").get_by_role("link", name="Mô hình", exact=True).click()


def fill_model(page: Page, title: str) -> None:
    """All the compulsory items of a model, in the form that is open."""
    page.get_by_label("Tên mô hình").fill(title)
    page.get_by_label("Lĩnh vực").select_option(index=1)
    for label, text in MODEL.items():
        page.get_by_label(label).first.fill(text)


def send_registration(page: Page) -> str:
    """Send the form that is open; the address of the dossier."""
    page.get_by_role("button", name="Lưu và gửi đăng ký").click()
    told(page, "Đã lưu và gửi đăng ký.")
    return page.url


def place(page: Page) -> str:
    """The address of the page, without what was asked of it and where it is scrolled to."""
    return re.sub(r"[?#].*", "", page.url)


def told(page: Page, sentence: str) -> None:
    """The portal has said so."""
    expect(page.locator("main").get_by_text(sentence).first).to_be_visible()


def press(page: Page, label: str) -> None:
    """Press a button by its words, once the page has it."""
    page.get_by_role("button", name=label, exact=True).click()


def step(page: Page, label: str) -> None:
    """Take a step, and hear that it was taken."""
    press(page, label)
    told(page, f"Đã thực hiện: {label}.")


def row(page: Page, number: int) -> Locator:
    """One criterion of a scorecard or of a review."""
    return page.locator(f"#tieu-chi-{number}")


def note(line: Locator, text: str) -> None:
    """Write the note of a criterion, opening its place."""
    place = line.locator("textarea")
    if not place.is_visible():
        line.locator(".crow-write summary").click()
    place.fill(text)


def give_points(page: Page, points: list[str]) -> None:
    """Type the points of every criterion, from the first on."""
    for number, figure in enumerate(points, 1):
        row(page, number).locator("input[name^=diem-]").fill(figure)


def saved(page: Page) -> None:
    """The last change of the card has been stored by itself."""
    expect(page.locator("[data-save]")).to_have_text(re.compile(r"^Đã lưu lúc \d\d:\d\d$"))


def open_card(page: Page, dossier: str, voice: str) -> None:
    """The card of a voice, from the page of the dossier."""
    page.goto(dossier)
    page.get_by_role("link", name=re.compile(rf"\({voice}\)$")).click()


def listening(page: Page) -> None:
    """The scripts of a card are there: what is typed from now on is stored by itself."""
    expect(page.locator("[data-save]")).to_have_text("Tự lưu sau mỗi lần chấm")


def open_review(page: Page, name: str) -> None:
    """A dossier out of the queue of a board."""
    page.goto("/can-bo/tham-dinh/")
    page.locator(".queue").get_by_role("link", name=name, exact=True).click()


def conclude(page: Page, choice: str, button: str, done: str) -> None:
    """Choose a conclusion of a review and press its button."""
    page.get_by_role("radio", name=choice, exact=True).check()
    press(page, button)
    told(page, f"Đã thực hiện: {done}")


def draft_decision(page: Page, title: str, number: str, day: date, campaign: str = "") -> str:
    """A draft with this one dossier on its list, a number, a date, a signer and its scan; its address."""
    page.goto("/can-bo/quyet-dinh/")
    page.get_by_role("link", name="Soạn quyết định").click()
    page.get_by_label("Đợt thi đua").select_option(label=campaign or CAMPAIGN.format(day.year))
    press(page, "Lập dự thảo")
    wanted = f"Đưa vào quyết định: {title}"
    for box in page.get_by_role("checkbox", name=re.compile("^Đưa vào quyết định")).all():
        box.set_checked(box.get_attribute("aria-label") == wanted)
    page.get_by_label("Số, ký hiệu").fill(number)
    page.get_by_label("Ngày ban hành").fill(f"{day:%d/%m/%Y}")
    page.get_by_label("Người ký", exact=True).fill("Vũ Trường Giang")
    scan: Any = {"name": "van-ban.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.get_by_label("Bản quét văn bản đã ký").set_input_files(scan)
    press(page, "Lưu danh sách")
    told(page, "Đã lưu dự thảo.")
    return page.url
