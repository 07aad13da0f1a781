"""Preparing a campaign and opening it, as a board clicks it through."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.e2e import screens

COMMUNES = "Đảng bộ xã, phường, thị trấn “Dân vận khéo”"


def open_campaign(page: Page, *, name: str, code: str, organiser_label: str, year: int, version_label: str) -> str:
    """A campaign for the title of communes on one list, without dates, opened at once; its address."""
    begin(page, name=name, code=code, organiser_label=organiser_label, year=year)
    onward(page)
    part = page.locator("section.form-section").filter(has_text=COMMUNES)
    part.get_by_label("Có trong đợt này").check()
    choice = part.get_by_label("Bộ tiêu chí")
    wanted = choice.locator("option").filter(has_text=version_label).first.get_attribute("value")
    choice.select_option(value=wanted)
    onward(page)
    onward(page)
    onward(page)
    screens.press(page, "Mở đợt và gửi thông báo")
    screens.told(page, f"Đã mở {name}.")
    return screens.place(page)


def begin(page: Page, *, name: str, code: str, organiser_label: str, year: int) -> None:
    """A blank draft, with the list of units closed today; its first step is open."""
    page.goto("/can-bo/dot-thi-dua/lap/")
    page.get_by_label("Cơ quan tổ chức").select_option(label=organiser_label)
    page.get_by_label("Tên đợt").fill(name)
    page.get_by_label("Mã đợt").fill(code)
    page.get_by_label("Năm thi đua").fill(str(year))
    screens.press(page, "Lập đợt mới")
    screens.told(page, f"Đã lập bản nháp: {name}.")


def onward(page: Page) -> None:
    """Store the step that is open and go on to the next."""
    screens.press(page, "Lưu và sang bước sau")
