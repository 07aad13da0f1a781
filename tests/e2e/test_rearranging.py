"""Two communes are merged and their district ends: looked at first, carried out, read by its people, and undone."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Person
from tests.e2e.looking import problems

UNITS = "/can-bo/sap-xep/"
EARLIER = ("/danh-hieu/?nam=2016&don-vi=BG-TY", "/mo-hinh/?don-vi=BG-TY&tinh-trang=dang-ky&nam=2017", "/")


CHOOSER = re.compile(r'<select id="scope-unit".*?</select>', re.DOTALL)


def table() -> str:
    """As copied from a sheet: old code and name, new code, name, kind and superior, day, ground, where others go."""
    day = f"{date.today():%d/%m/%Y}"
    merged = "\tTY-THU\tĐảng bộ xã Thử\tĐảng bộ xã\tTU-BG"
    return "\n".join((
        "Mã cũ\tTên cũ\tMã mới\tTên mới\tLoại mới\tMã cấp trên mới\tNgày hiệu lực\tCăn cứ\tĐơn vị trực thuộc chuyển về",
        f"TY-NC\t{merged}\t{day}\tNghị quyết thử", f"TY-NTH\t{merged}\t{day}\tNghị quyết thử",
        f"BG-TY\t\t\t\t\t\t{day}\tNghị quyết thử\tTU-BG",
    ))  # fmt: skip


def seen(page: Page) -> list[str]:
    """The pages of earlier years as sent, without the list of units to choose from, which names those of today."""
    return [CHOOSER.sub("", page.request.get(address).text()) for address in EARLIER]


def undo_newest(page: Page) -> None:
    page.goto(UNITS)
    page.locator("table a").first.click()
    page.get_by_role("checkbox").last.check()
    page.get_by_role("button", name=re.compile("^Hoàn tác")).click()
    expect(page.get_by_text("Đã hoàn tác lần sắp xếp.").first).to_be_visible()


def test_a_district_ends_and_earlier_years_stay_as_they_were(person: Person) -> None:
    quan, citizen = person("quan"), person()
    before = seen(citizen)
    quan.goto(f"{UNITS}bang/")
    quan.get_by_label("Dán bảng vào đây").fill(table())
    quan.get_by_role("button", name="Xem trước bảng này").click()
    expect(quan.get_by_role("heading", name="Xem trước 2 lần sắp xếp")).to_be_visible()
    assert problems(quan) == []
    quan.get_by_role("button", name=re.compile("^Đồng ý và ghi")).click()
    expect(quan.get_by_text("Đã ghi 2 lần sắp xếp đơn vị.").first).to_be_visible()

    try:
        assert seen(citizen) == before
        citizen.goto("/don-vi/?q=ngoc+chau")
        citizen.get_by_role("main").get_by_role("link", name="Đảng bộ xã Ngọc Châu").first.click()
        expect(citizen.get_by_text("Nay thuộc").first).to_be_visible()
        citizen.get_by_role("main").get_by_role("link", name="Đảng bộ xã Thử").first.click()
        expect(
            citizen.get_by_text("Danh hiệu thuộc về đơn vị khi đó").or_(citizen.get_by_text("Hợp nhất từ")).first
        ).to_be_visible()
        binh = person("binh")
        binh.goto("/can-bo/")
        expect(binh.get_by_role("heading", name="Phân công của bạn đã kết thúc")).to_be_visible()
    finally:
        undo_newest(quan)
        undo_newest(quan)
    again = person("binh")
    again.goto("/can-bo/")
    expect(again.get_by_text("việc cần làm").first).to_be_visible()
    assert seen(citizen) == before
