"""Everything that must be done can be done in a browser that runs no script."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e import screens
from tests.e2e.conftest import Person

AGENCY, TITLE = "Hội Nông dân huyện", "Tổ vần công thu hoạch lúa cho hộ neo người"
POINTS = ["5", "9", "10", "8", "12", "13", "17", "5", "4", "5"]


def test_a_model_is_registered_scored_and_sent_without_javascript(person: Person) -> None:
    binh = person("binh", java_script_enabled=False)
    screens.open_unit(binh, AGENCY)
    screens.fill_model(binh, TITLE)
    dossier = screens.send_registration(binh)
    screens.step(binh, "Tiếp nhận đăng ký")
    screens.open_card(binh, dossier, "Tự chấm")
    save_half(binh)
    save_a_wrong_line(binh)
    screens.give_points(binh, POINTS)
    screens.press(binh, "Lưu phiếu")
    screens.step(binh, "Ký phiếu tự chấm")
    screens.step(binh, "Gửi phiếu tự chấm")
    expect(binh.locator("main")).to_contain_text("Đã tự chấm, chờ cấp trên chấm")


def save_half(binh: Page) -> None:
    expect(binh.locator("main")).to_contain_text("Nhớ bấm “Lưu phiếu” sau khi chấm")
    screens.give_points(binh, POINTS[:4])
    screens.press(binh, "Lưu phiếu")
    screens.told(binh, "Đã lưu phiếu lúc")
    expect(binh.locator(".scorecard-sum")).to_contain_text("32/100")
    expect(binh.locator(".scorecard-foot")).to_contain_text("Còn 6 tiêu chí chưa chấm.")


def save_a_wrong_line(binh: Page) -> None:
    """A figure that cannot be is told at its line; what is typed beside it is not lost."""
    screens.give_points(binh, [*POINTS[:4], "99"])
    screens.note(screens.row(binh, 6), "Đang chờ số liệu của xã.")
    screens.press(binh, "Lưu phiếu")
    expect(binh.get_by_role("alert")).to_contain_text("Chưa lưu được")
    expect(screens.row(binh, 5).locator(".field-error").first).to_have_text(re.compile("0 đến 15"))
    expect(screens.row(binh, 6).locator("textarea")).to_have_value("Đang chờ số liệu của xã.")


def test_a_step_with_its_reason_is_taken_without_javascript(person: Person) -> None:
    binh = person("binh", java_script_enabled=False)
    screens.open_review(binh, "Hội Liên hiệp Phụ nữ huyện")
    binh.get_by_role("radio", name="Trả lại đăng ký", exact=True).check()
    binh.get_by_role("link", name="chưa rõ phân công").click()
    expect(binh.get_by_label("Cần sửa, bổ sung gì trước khi gửi lại")).to_have_value(re.compile("ai chủ trì"))
    screens.press(binh, "Trả lại đăng ký cho Hội Liên hiệp Phụ nữ huyện")
    screens.told(binh, "Đã thực hiện: Trả lại đăng ký")
