"""Two at once, twice the same, no network, the wrong file: a sentence each time, and nothing lost or half stored."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e import screens, workbooks
from tests.e2e.conftest import Person
from tests.e2e.looking import problems

OWN_UNIT = "Đảng bộ xã Cao Xá"
VETERANS = "Hội Cựu chiến binh huyện"
SHARED, TWICE = "Góc sách cộng đồng thôn Hạ", "Bữa cơm đoàn kết ngày hội thôn"


def test_the_second_writer_of_a_registration_is_shown_both_versions(person: Person) -> None:
    an, binh = person("an"), person("binh")
    dossier = begin_draft(an)
    for page in (an, binh):
        page.goto(f"{dossier}sua/")
    an.get_by_label("Nguồn lực").fill("Ba mươi triệu đồng")
    screens.press(an, "Lưu bản nháp")
    screens.told(an, "Đã lưu bản nháp, chưa gửi.")
    binh.get_by_label("Nguồn lực").fill("Năm mươi triệu đồng")
    binh.get_by_label("Thời gian").fill("Quý I")
    screens.press(binh, "Lưu bản nháp")
    expect(binh.get_by_role("heading", level=1)).to_have_text("Hồ sơ vừa được người khác sửa")
    both = binh.get_by_role("group", name="Nguồn lực")
    expect(both).to_contain_text("Ba mươi triệu đồng")
    expect(both).to_contain_text("Năm mươi triệu đồng")
    assert problems(binh) == []
    both.get_by_label("Giữ bản đã lưu").check()
    screens.press(binh, "Lưu bản đã chọn")
    expect(binh.locator("main")).to_contain_text("Ba mươi triệu đồng")
    expect(binh.locator("main")).to_contain_text("Quý I")


def begin_draft(an: Page) -> str:
    an.goto("/can-bo/")
    an.locator(".desk-table").get_by_role("link", name="Đăng ký", exact=True).click()
    an.get_by_label("Tên mô hình").fill(SHARED)
    screens.press(an, "Lưu bản nháp")
    screens.told(an, "Đã lưu bản nháp, chưa gửi.")
    return an.url


def test_two_who_judge_one_criterion_are_shown_both_values(person: Person) -> None:
    an, binh = person("an"), person("binh")
    for page in (an, binh):
        open_own_card(page)
    choose(an, 16, "Đạt")
    screens.saved(an)
    choose(binh, 16, "Không")
    line = screens.row(binh, 16)
    expect(line).to_contain_text("Nguyễn Thị An đã ghi “Đạt”")
    assert problems(binh) == []
    line.get_by_role("button", name="Lấy giá trị đang lưu").click()
    expect(line.get_by_role("radio", name="Đạt", exact=True)).to_be_checked()
    choose(binh, 17, "Không")
    screens.saved(binh)


def open_own_card(page: Page) -> None:
    page.goto("/can-bo/ho-so/?noi-dung=COMMUNE&trang-thai=ACCEPTED")
    page.locator("main").get_by_role("link", name=OWN_UNIT).first.click()
    page.get_by_role("link", name=re.compile(r"\(Tự chấm\)$")).click()


def choose(page: Page, number: int, word: str) -> None:
    screens.row(page, number).get_by_role("radio", name=word, exact=True).check()


def test_a_form_sent_twice_gives_one_dossier(person: Person) -> None:
    binh = person("binh")
    screens.open_unit(binh, VETERANS)
    screens.fill_model(binh, TWICE)
    binh.get_by_role("button", name="Lưu bản nháp").dblclick()
    expect(binh).to_have_url(re.compile(r"/ho-so/\d+/$"))
    binh.go_back()
    screens.fill_model(binh, TWICE)
    binh.get_by_label("Đơn vị").select_option(label=VETERANS)
    screens.press(binh, "Lưu bản nháp")
    expect(binh.get_by_role("alert")).to_contain_text("đã")
    binh.goto(f"/can-bo/ho-so/?q={TWICE}")
    expect(binh.locator(".models-count")).to_have_text("1 hồ sơ")


def test_a_step_taken_twice_is_told_and_changes_nothing(person: Person) -> None:
    binh, again = person("binh"), person("binh")
    binh.goto("/can-bo/ho-so/?noi-dung=COMMUNE&trang-thai=SUBMITTED")
    binh.locator("main").get_by_role("link", name="Đảng bộ xã Hợp Đức").first.click()
    again.goto(binh.url)
    screens.step(binh, "Tiếp nhận đăng ký")
    screens.press(again, "Tiếp nhận đăng ký")
    expect(again.locator(".messages-error")).to_contain_text("Có thể người khác vừa xử lý")


def test_what_is_scored_without_a_network_is_held_and_sent_afterwards(person: Person) -> None:
    binh = person("binh")
    binh.goto("/can-bo/ho-so/?noi-dung=AGENCY&trang-thai=ACCEPTED")
    binh.locator("main").get_by_role("link", name="Công an huyện").first.click()
    binh.get_by_role("link", name=re.compile(r"\(Tự chấm\)$")).click()
    screens.listening(binh)
    card = binh.url
    binh.context.set_offline(True)
    choose(binh, 15, "Đạt")
    screens.note(screens.row(binh, 15), "Giấy khen năm nay.")
    held(binh)
    binh.context.set_offline(False)
    screens.saved(binh)
    binh.context.set_offline(True)
    choose(binh, 14, "Không")
    held(binh)
    later = binh.context.new_page()
    binh.close()
    later.context.set_offline(False)
    later.goto(card)
    screens.saved(later)
    later.reload()
    expect(screens.row(later, 15).locator("textarea")).to_have_value("Giấy khen năm nay.")
    expect(screens.row(later, 14).get_by_role("radio", name="Không", exact=True)).to_be_checked()


def held(page: Page) -> None:
    expect(page.locator("[data-save]")).to_have_text(re.compile(r"^Mất mạng\. \d thay đổi đang giữ trên máy này$"))


def test_a_wrong_file_is_told_in_a_sentence(person: Person) -> None:
    binh = person("binh")
    for name, data, sentence in (
        ("bao-cao.xlsx", b"%PDF-1.7 khong phai bang tinh", "Excel"),
        ("trong.xlsx", b"", "Tệp rỗng, không có nội dung."),
    ):
        binh.goto("/can-bo/nhap/")
        binh.get_by_label("Tệp Excel (.xlsx)").set_input_files(workbooks.upload(name, data))
        screens.press(binh, "Xem trước tệp này")
        expect(binh.get_by_role("alert")).to_contain_text(sentence)


def test_a_workbook_is_looked_at_cell_by_cell_and_then_stored(person: Person) -> None:
    binh = person("binh")
    binh.goto("/can-bo/nhap/")
    send_workbook(binh)
    counts = binh.locator(".import-counts")
    expect(counts).to_contain_text(re.compile(r"2\s*Mới"))
    expect(counts).to_contain_text(re.compile(r"1\s*Sai, cần sửa"))
    wrong = binh.get_by_role("row", name=re.compile("Tổ liên gia"))
    expect(wrong).to_contain_text("thuộc Huyện ủy Chợ Đồn, không thuộc Tỉnh ủy Bắc Giang")
    expect(wrong).to_contain_text(re.compile(r"ô C\d+"))
    assert problems(binh) == []
    screens.press(binh, "Ghi 2 dòng đúng")
    expect(binh.locator(".messages-error")).to_contain_text("Chưa ghi dòng nào. Tệp còn 1 dòng sai")
    binh.get_by_label(re.compile("^Chỉ ghi các dòng đúng")).check()
    screens.press(binh, "Ghi 2 dòng đúng")
    screens.told(binh, "Đã ghi 2 hồ sơ mới và 0 hồ sơ thay đổi.")
    binh.goto("/can-bo/ho-so/?q=camera an ninh ngo xom")
    expect(binh.locator(".models-count")).to_have_text("1 hồ sơ")


def send_workbook(binh: Page) -> None:
    blank = binh.request.get(binh.get_by_role("link", name=re.compile("^Tải mẫu")).first.get_attribute("href") or "")
    rows = [
        {"Tên mô hình": "Camera an ninh ngõ xóm", "Đơn vị": "Huyện đoàn", "Tập thể hay cá nhân": "Tập thể"},
        {"Tên mô hình": "Trạm y tế thân thiện", "Đơn vị": "Phòng Y tế", "Tập thể hay cá nhân": "Tập thể"},
        {"Tên mô hình": "Tổ liên gia giữ rừng", "Đơn vị": "Đảng bộ xã Bình Trung", "Tập thể hay cá nhân": "Tập thể"},
    ]
    file = workbooks.upload("dang-ky.xlsx", workbooks.filled(blank.body(), rows))
    binh.get_by_label("Tệp Excel (.xlsx)").set_input_files(file)
    screens.press(binh, "Xem trước tệp này")
