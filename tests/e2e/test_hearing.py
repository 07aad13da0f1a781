"""The people are asked before a decision: what a citizen writes is read, answered and summed up, and a name that is
asked to be taken down is gone wherever the public reads."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e import screens
from tests.e2e.conftest import Person
from tests.e2e.looking import problems

TITLE = "Mời bà con góp ý trước khi xét công nhận"
MODEL = "Tổ hòa giải đến tận nhà thôn Tân Lập"
SAID = "Tổ làm tốt lắm. Cần thì gọi tôi số 0987 654 321, tôi kể thêm."
COVERED = "Tổ làm tốt lắm. Cần thì gọi tôi số [số điện thoại], tôi kể thêm."
REPLY, DIGEST = "Cảm ơn bà con đã góp ý.", "Bà con ủng hộ, đề nghị duy trì tổ hòa giải."
# The demonstration has the same name in several villages: this is the one that is asked about.
PERSON, PLACE = "Trần Đình Lâm, giáo viên nghỉ hưu thôn Ngò", "xóa mù công nghệ thôn Ngò"


def test_the_people_are_heard_before_the_decision(person: Person) -> None:
    dung, binh = person("dung"), person("binh")
    citizen = person(java_script_enabled=False)
    consultation = hold(dung)
    code = speak(citizen, dung)
    read(dung)
    answer(binh)
    follow(citizen, code)
    sum_up(dung, consultation)


def hold(dung: Page) -> str:
    """A consultation of three candidates, from the page of the campaign to everybody's screen."""
    dung.goto("/can-bo/dot-thi-dua/")
    dung.get_by_role("main").get_by_role("link", name=screens.CAMPAIGN.format(2026)).first.click()
    dung.get_by_role("link", name="Lập đợt lấy ý kiến Nhân dân").click()
    dung.get_by_label("Tên đợt lấy ý kiến").fill(TITLE)
    dung.get_by_role("button", name="Đánh dấu cả nhóm Xây dựng hệ thống chính trị").click()
    expect(dung.get_by_role("status").filter(has_text="Đã đánh dấu 2 trong")).to_be_visible()
    dung.get_by_role("checkbox", name=re.compile("^Vận động các hộ nạo vét mương")).check()
    assert problems(dung) == []
    screens.press(dung, "Lưu và xem trước")
    expect(dung.get_by_label("Xem trước")).to_contain_text("Một cá nhân, không nêu tên")
    assert problems(dung) == []
    screens.press(dung, "Mở lấy ý kiến")
    screens.told(dung, "Đã mở lấy ý kiến đến hết ngày")
    assert problems(dung) == []
    return screens.place(dung)


def speak(citizen: Page, dung: Page) -> str:
    """One opinion, written without JavaScript and without an account; its code."""
    citizen.goto("/gop-y/")
    citizen.goto(str(dung.get_by_role("link", name=MODEL, exact=True).get_attribute("href")))
    citizen.locator("textarea").fill(SAID)
    citizen.get_by_role("button", name="Gửi ý kiến").click()
    code = citizen.locator(".hearing-code").inner_text()
    assert re.fullmatch(r"\w{4}-\w{4}", code)
    return code


def read(dung: Page) -> None:
    """The list marks it as one to be opened; the number is covered in the proposed text."""
    dung.goto("/can-bo/gop-y/")
    row = dung.get_by_role("listitem").filter(has_text="Có thể có thông tin cá nhân")
    expect(row).to_have_count(1)
    assert problems(dung) == []
    row.get_by_role("link").click()
    expect(dung.locator("mark")).to_have_text("0987 654 321")
    expect(dung.get_by_label("Bản đăng")).to_have_value(COVERED)
    assert problems(dung) == []
    dung.get_by_label("Ủng hộ: đồng tình").check()
    screens.press(dung, "Đăng ý kiến")
    screens.told(dung, "Đã đăng ý kiến.")
    expect(dung.get_by_role("heading", name="Bản đang đăng")).to_be_visible()


def answer(binh: Page) -> None:
    """The board of the unit reads what is shown, never the number, and answers."""
    binh.goto("/can-bo/gop-y/?muc=cho-tra-loi&q=tan+lap")
    row = binh.get_by_role("listitem").filter(has_text="Tổ làm tốt lắm")
    row.get_by_role("link").click()
    expect(binh.get_by_role("main")).to_contain_text(COVERED)
    expect(binh.get_by_role("main")).not_to_contain_text("0987")
    binh.get_by_label("Trả lời", exact=False).last.fill(REPLY)
    screens.press(binh, "Đăng trả lời")
    screens.told(binh, "Đã đăng trả lời.")
    assert problems(binh) == []


def follow(citizen: Page, code: str) -> None:
    citizen.goto("/gop-y/theo-doi/")
    citizen.get_by_role("textbox").first.fill(code.lower())
    citizen.get_by_role("main").get_by_role("button").first.click()
    expect(citizen.get_by_role("main")).to_contain_text(REPLY)


def sum_up(dung: Page, consultation: str) -> None:
    """Closed before its day, its counts are proposed, and the summary stands on the dossier."""
    dung.goto(consultation)
    dung.get_by_text("Kết thúc trước ngày").click()
    dung.locator("#close_reason").fill("Đã đủ ý kiến của các thôn.")
    screens.press(dung, "Kết thúc lấy ý kiến")
    screens.told(dung, "Đã kết thúc lấy ý kiến.")
    line = dung.get_by_role("listitem").filter(has_text=MODEL)
    expect(line.locator("textarea")).to_have_value(re.compile("1 ý kiến được đăng: 1 ủng hộ"))
    line.locator("textarea").fill(DIGEST)
    line.get_by_role("button", name="Lưu vào hồ sơ").click()
    screens.told(dung, "Đã lưu phần tổng hợp")
    assert problems(dung) == []
    dung.get_by_role("listitem").filter(has_text=MODEL).get_by_role("link", name="Xem hồ sơ").click()
    expect(dung.get_by_role("region", name="Nhân dân góp ý")).to_contain_text(DIGEST)
    assert problems(dung) == []


def test_a_name_that_is_asked_to_be_taken_down_is_gone_from_public_pages(person: Person) -> None:
    dung, citizen = person("dung"), person(java_script_enabled=False)
    page = ask(citizen)
    take_down(dung)
    for address in (page, f"/mo-hinh/?q={PLACE.replace(' ', '+')}"):
        citizen.goto(address)
        expect(citizen.get_by_role("main")).to_contain_text("thôn Ngò")
        expect(citizen.locator("body")).not_to_contain_text(PERSON)


def ask(citizen: Page) -> str:
    citizen.goto(f"/mo-hinh/?q={PLACE.replace(' ', '+')}")
    citizen.get_by_role("heading", name=re.compile("thôn Ngò")).get_by_role("link").click()
    expect(citizen.get_by_role("main")).to_contain_text(PERSON)
    page = screens.place(citizen)
    citizen.get_by_role("link", name="Yêu cầu gỡ thông tin cá nhân").first.click()
    citizen.get_by_role("main").locator("textarea").fill("Đề nghị không nêu tên tôi trên trang này nữa.")
    citizen.get_by_role("button", name="Gửi yêu cầu").click()
    expect(citizen.get_by_role("heading", name="Đã nhận yêu cầu")).to_be_visible()
    return page


def take_down(dung: Page) -> None:
    """From the desk, with the time left, to the answer that hides the name."""
    dung.goto("/can-bo/")
    dung.get_by_role("heading", name="Trả lời yêu cầu gỡ thông tin").get_by_role("link").click()
    expect(dung.get_by_role("main")).to_contain_text(PERSON)
    assert problems(dung) == []
    dung.get_by_label("Trả lời người gửi").fill("Đã ẩn tên trên mọi trang công khai.")
    screens.press(dung, "Ẩn tên cá nhân, gửi trả lời")
    screens.told(dung, "Đã gỡ thông tin và ghi trả lời.")
    expect(dung.get_by_role("complementary")).to_contain_text("Một cá nhân")
    dung.goto("/can-bo/go-thong-tin/")
    assert problems(dung) == []
