"""How a list of 26 criteria by points comes to be and is put to use: drafted, filled from a workbook, campaigned on."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.e2e import screens, workbooks

YEAR = date.today().year - 1  # no other campaign of the province is open for it
NAME, CODE, CAMPAIGN, CAMPAIGN_NAME = "Bộ 26 tiêu chí chấm điểm", "DIEM-26", "thu-26", "Đợt thử 26 tiêu chí"
UNIT = "Đảng bộ xã An Dương"
POINTS = [4] * 22 + [3] * 4  # together 100
PROOF, REASON = "Văn bản, biên bản lưu tại văn phòng Đảng ủy xã.", "Chưa có biên bản nghiệm thu."


def begin(dung: Page) -> str:
    """A blank draft; the address of its screen."""
    dung.goto("/can-bo/tieu-chi/lap/")
    dung.get_by_label("Cơ quan ban hành").select_option(label="Tỉnh ủy Bắc Giang")
    dung.get_by_label("Tên bộ tiêu chí").fill(NAME)
    dung.get_by_label("Mã bộ").fill(CODE)
    dung.get_by_label("Dùng cho").select_option(value="COMMUNE")
    dung.get_by_label("Tên phiên bản đầu").fill(f"Năm {YEAR}")
    dung.get_by_label("Cách chấm").select_option(value="POINTS")
    dung.locator("main form button").first.click()
    screens.told(dung, "Đã lập bộ tiêu chí.")
    return screens.place(dung)


def fill_in(dung: Page, address: str) -> None:
    """The 26 lines and the rules come in from the version's own workbook."""
    book = load_workbook(BytesIO(dung.request.get(f"{address}tep.xlsx").body()))
    lines = book["Tiêu chí"]
    at = {cell.value: cell.column for cell in lines[4]}
    for number, points in enumerate(POINTS, 1):
        said = {"Nhóm": "Lãnh đạo" if number < 14 else "Kết quả", "Mã": f"T{number:02}", "Điểm tối đa": points}
        for head, value in {**said, "Tiêu chí": f"Tiêu chí số {number}"}.items():
            lines.cell(4 + number, at[head]).value = value
    rules = {"Số điểm tối thiểu": 70, "Áp dụng từ": f"01/01/{YEAR}", "Xếp loại": "Tốt: 90\nKhá: 70"}
    for row in book["Quy tắc"].iter_rows():
        row[1].value = rules.get(row[0].value, row[1].value)
    kept = BytesIO()
    book.save(kept)
    dung.get_by_label("Tệp Excel (.xlsx)").set_input_files(workbooks.upload("bo.xlsx", kept.getvalue()))
    dung.get_by_role("button", name="Xem trước tệp này").click()
    dung.get_by_role("button", name=re.compile("^Đồng ý và ghi")).click()
    expect(dung.get_by_role("main")).to_contain_text("26 tiêu chí")


def issue(giang: Page, address: str) -> str:
    """The version is issued; its number."""
    giang.goto(f"{address}ban-hanh/")
    giang.get_by_role("button", name=re.compile("^Ban hành")).click()
    expect(giang.get_by_text("đang áp dụng").first).to_be_visible()
    return address.rstrip("/").rsplit("/", 1)[1]


def open_campaign(dung: Page) -> None:
    """The board begins a campaign from nothing, chooses the list for its communes, looks it over and opens it."""
    dung.goto("/can-bo/dot-thi-dua/lap/")
    blank = dung.get_by_role("form", name="Lập từ đầu")
    blank.get_by_label("Cơ quan tổ chức").select_option(label="Tỉnh ủy Bắc Giang")
    for label, text in {"Tên đợt": CAMPAIGN_NAME, "Mã đợt": CAMPAIGN, "Năm thi đua": str(YEAR)}.items():
        blank.get_by_label(label).fill(text)
    screens.press(dung, "Lập đợt mới")
    screens.press(dung, "Lưu và sang bước sau")
    dung.locator("#id_COMMUNE-on").check()
    dung.locator("#id_COMMUNE-version").select_option(label=f"{NAME}, Năm {YEAR}")
    screens.press(dung, "Lưu và sang bước sau")
    dung.get_by_role("link", name="Xem lại và mở").click()
    screens.press(dung, "Mở đợt và gửi thông báo")
    expect(dung.get_by_role("button", name="Mở đợt và gửi thông báo")).to_have_count(0)


def register(binh: Page) -> str:
    """A commune for its title in that campaign, accepted by its board."""
    binh.goto(f"/can-bo/dang-ky/{CAMPAIGN}/")
    binh.get_by_label("Đơn vị").select_option(label=UNIT)
    binh.get_by_label("Người phụ trách").fill("Đồng chí Bí thư Đảng ủy")
    binh.get_by_label("Số tiêu chí đăng ký đạt").fill("26")
    screens.send_registration(binh)
    screens.step(binh, "Tiếp nhận đăng ký")
    return screens.place(binh)


def score_for_the_unit(binh: Page, dossier: str) -> None:
    """All the points there are; the ruler knows the threshold of the rule."""
    screens.open_card(binh, dossier, "Tự chấm")
    screens.give_points(binh, [str(points) for points in POINTS])
    screens.saved(binh)
    expect(binh.locator(".scorecard-sum")).to_contain_text("100/100")
    expect(binh.locator(".scorecard-need")).to_contain_text("Xếp loại: Tốt")
    expect(binh.locator(".scorecard-ruler").get_by_label(re.compile("ngưỡng 70"))).to_be_visible()
    screens.step(binh, "Ký phiếu tự chấm")
    screens.step(binh, "Gửi phiếu tự chấm")


def score_as_the_board(binh: Page, dossier: str) -> None:
    """The last criterion is not met in the eyes of the board: three points less, with a reason."""
    screens.open_card(binh, dossier, "Huyện chấm")
    screens.press(binh, "Điền sẵn theo tự chấm")
    screens.row(binh, 26).locator("input[name^=diem-]").fill("0")
    screens.note(screens.row(binh, 26), REASON)
    screens.saved(binh)
    expect(binh.locator(".scorecard-sum")).to_contain_text("97/100")
    screens.step(binh, "Ký phiếu chấm")
    screens.step(binh, "Gửi tỉnh thẩm định")


def review(dung: Page, giang: Page) -> None:
    """The province scores as the board did and confirms; its head approves."""
    screens.open_review(dung, UNIT)
    expect(screens.row(dung, 26)).to_contain_text(REASON)
    screens.press(dung, "Điền sẵn theo huyện chấm")
    screens.conclude(dung, "Xác nhận thẩm định", "Ký phiếu và xác nhận thẩm định", "Xác nhận thẩm định")
    screens.open_review(giang, UNIT)
    screens.conclude(giang, "Duyệt công nhận", "Duyệt đủ điều kiện công nhận", "Duyệt công nhận")


def decide(dung: Page, giang: Page) -> str:
    """The title stands alone on a decision, which is issued; the address of the decision."""
    decision = screens.draft_decision(dung, UNIT, "126-QĐ/TU", date.today(), campaign=CAMPAIGN_NAME)
    giang.goto(decision)
    screens.press(giang, "Ban hành và cấp 1 giấy công nhận")
    screens.told(giang, "Đã cấp 1 giấy công nhận.")
    return screens.place(giang)
