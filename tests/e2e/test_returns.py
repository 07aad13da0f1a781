"""A returned dossier comes back with only the asked-for changes, and its reviewer reads nothing else."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e import screens
from tests.e2e.conftest import Person
from tests.e2e.looking import problems

TITLE = "Tổ liên gia giữ sạch mương nội đồng"
AIMS, RESULTS = "Mục tiêu, tiêu chí", "Sản phẩm, kết quả đầu ra"
NOTE, NEW_AIM = "Nội dung tốt, chỉ cần rõ hơn hai điểm.", "Nạo vét 1.200 mét mương, 42 hộ cùng làm."
ANSWER = "Biên bản bàn giao của 42 hộ đã nêu ở mục này."


def test_a_returned_dossier_comes_back_with_only_the_asked_for_changes(person: Person) -> None:
    an, binh = person("an"), person("binh")
    dossier = register(an)
    give_back(binh)
    mend(an, dossier)
    read_the_difference(binh)
    an.goto(dossier)
    an.get_by_text(re.compile("^Trả lại đăng ký, 2 điểm")).click()
    expect(an.get_by_role("main")).to_contain_text(f"Trả lời: {ANSWER}")


def register(an: Page) -> str:
    an.goto("/can-bo/ho-so/")
    an.get_by_role("link", name="Đăng ký mới").click()
    an.get_by_role("navigation", name="Nội dung đăng ký").get_by_role("link", name="Mô hình").click()
    screens.fill_model(an, TITLE)
    return screens.send_registration(an)


def give_back(binh: Page) -> None:
    """From the decision bar to the form of points; the button counts them, and the words begun there come along."""
    screens.open_review(binh, TITLE)
    binh.get_by_role("radio", name="Trả lại đăng ký", exact=True).check()
    binh.get_by_label("Cần sửa, bổ sung gì trước khi gửi lại").fill(NOTE)
    screens.press(binh, "Ghi yêu cầu theo từng điểm")
    expect(binh.get_by_label("Ý kiến chung")).to_have_value(NOTE)
    ask(binh, "objectives", AIMS, "CHUA_DO_DUOC", "Ghi số mét, số hộ.")
    ask(binh, "outputs", RESULTS, "CHUA_RO", "Ghi sản phẩm kiểm chứng được.")
    screens.press(binh, "Trả lại với 2 yêu cầu")
    screens.told(binh, "Đã thực hiện: Trả lại đăng ký, với 2 yêu cầu.")


def ask(binh: Page, key: str, label: str, reason: str, remark: str) -> None:
    binh.locator(f"#id_chon-{key}").check()
    binh.get_by_label(f"Lý do: {label.lower()}").select_option(reason)
    binh.get_by_label(f"Cần làm gì: {label.lower()}").fill(remark)


def mend(an: Page, dossier: str) -> None:
    """What was not asked for cannot be written; one point is rewritten, the other answered."""
    an.goto(dossier)
    expect(an.get_by_role("heading", name="Cần sửa 2 điểm")).to_be_visible()
    an.get_by_role("link", name=AIMS, exact=True).click()
    expect(an.locator("[name=title], [name=method], [name=contact]")).to_have_count(0)
    assert problems(an) == []
    an.locator("#id_objectives").fill(NEW_AIM)
    screens.press(an, "Lưu và gửi đăng ký")
    screens.told(an, "Còn 1 điểm chưa trả lời: sản phẩm, kết quả đầu ra.")
    an.get_by_label(f"Trả lời yêu cầu về {RESULTS}").fill(ANSWER)
    screens.press(an, "Lưu và gửi đăng ký")
    screens.told(an, "Đã lưu và gửi đăng ký.")


def read_the_difference(binh: Page) -> None:
    screens.open_review(binh, TITLE)
    changes = binh.get_by_role("table", name=AIMS)
    expect(changes.get_by_role("cell")).to_have_text([screens.MODEL[AIMS], NEW_AIM])
    expect(binh.get_by_role("main")).to_contain_text(f"Trả lời: {ANSWER}")
    expect(binh.get_by_role("main")).to_contain_text("Không thay đổi: 13 mục")
    assert problems(binh) == []
    screens.conclude(binh, "Tiếp nhận đăng ký", "Tiếp nhận đăng ký của Đảng bộ xã Cao Xá", "Tiếp nhận đăng ký")
