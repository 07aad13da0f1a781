"""From the minutes to the decision and those that follow it: what is clicked and typed for each."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e import screens
from tests.unit.kit.samples import PDF

SCAN: Any = {"name": "van-ban-da-ky.pdf", "mimeType": "application/pdf", "buffer": PDF}
SIGNER = "Triệu Đức Thắng"


def submit(page: Page, meeting: str, day: date) -> None:
    """A submission out of the minutes, numbered, signed and sent; the page of the submission is open then."""
    page.goto(f"{meeting}?muc=ket-luan")
    page.get_by_role("link", name="Lập tờ trình từ kết quả").click()
    screens.press(page, "Lập tờ trình")
    number(page, "15-TTr/BTGDVTU", day, "Ngày ký")
    screens.press(page, "Lưu và trình 11 dòng")
    screens.told(page, "Đã trình.")


def number(page: Page, text: str, day: date, when: str = "Ngày ban hành") -> None:
    """What the clerk enters on a paper that is open: its number, its day and who signs."""
    page.get_by_role("textbox", name="Số, ký hiệu", exact=True).fill(text)
    page.get_by_role("textbox", name=when, exact=True).fill(f"{day:%d/%m/%Y}")
    page.get_by_role("textbox", name="Người ký", exact=True).fill(SIGNER)


def draft(page: Page, day: date) -> str:
    """The decision that follows the submission that is open, with its scan; its address."""
    screens.press(page, "Soạn quyết định từ tờ trình này")
    screens.told(page, "Đã lập dự thảo quyết định theo tờ trình.")
    number(page, "286-QĐ/TU", day)
    scan_and_store(page)
    return screens.place(page)


def scan_and_store(page: Page) -> None:
    """The scan goes with the draft that is open."""
    page.get_by_label("Bản quét văn bản đã ký").set_input_files(SCAN)
    screens.press(page, "Lưu dự thảo, bản quét")
    expect(page.get_by_role("link", name=SCAN["name"])).to_be_visible()


def issue_later(page: Page, decision: str, day: date) -> None:
    """Issued now, to be public at eight in the morning of another day."""
    page.goto(decision)
    page.get_by_label("Hẹn giờ công bố").fill(f"08:00 ngày {day:%d/%m/%Y}")
    screens.press(page, "Ban hành và cấp 11 giấy công nhận")
    screens.told(page, "Chưa công bố.")
    screens.told(page, f"Tự công bố lúc 08:00 ngày {day:%d/%m/%Y}")


def codes_of(page: Page) -> dict[str, str]:
    """On the page of a decision: the code of the certificate of each line, by its title."""
    rows = page.locator(".decision-items tbody tr").filter(has=page.locator("a[href*='/tra-cuu/']"))
    told = [(row.locator("th a.plain").inner_text(), row.locator("a[href*='/tra-cuu/']")) for row in rows.all()]
    return {title: link.first.inner_text().strip() for title, link in told}


def follow(page: Page, decision: str, button: str, title: str) -> None:
    """A draft that corrects or takes back one line of a public decision."""
    page.goto(decision)
    page.get_by_role("link", name=button).click()
    page.get_by_role("checkbox", name=re.compile(f": {title}$")).check()
    page.get_by_role("button", name=re.compile("^Lập dự thảo")).click()


def issue(page: Page, drafter: Page, text: str, day: date) -> str:
    """The draft that is open before the one is numbered and scanned, and issued by the other; its address."""
    number(drafter, text, day)
    scan_and_store(drafter)
    page.goto(screens.place(drafter))
    page.get_by_role("button", name=re.compile("^Ban hành")).click()
    screens.told(page, "Xem trang công khai")
    return screens.place(page)
