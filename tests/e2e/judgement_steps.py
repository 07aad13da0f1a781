"""How a province judges twelve dossiers and decides on them: who takes part, and what each of them clicks and types."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Page, expect

from tests.e2e import screens

CODE, CAMPAIGN = "hai-phieu", "Đợt thử hai phiếu độc lập tỉnh Bắc Kạn"
# Who judges and answers beside the people of the demonstration: name, role, unit.
PEOPLE = {
    "loan": ("Hà Thị Loan", "PROVINCE_BOARD", "TU-BK"),
    "vy": ("Ma Thị Vy", "UNIT_CLERK", "CD-YP"),
}
# The models: unit, who did it, and whether that is a collective or one person.
MODELS = {
    "Hàng rào xanh Bản Cậu": ("CD-YTU", "Chi bộ Bản Cậu", "COLLECTIVE"),
    "Đường hoa Nà Pài": ("CD-YTU", "Chi hội Phụ nữ Nà Pài", "COLLECTIVE"),
    "Bể nước sạch Bản Vay": ("CD-YTI", "Chi bộ Bản Vay", "COLLECTIVE"),
    "Tổ liên gia tự quản Nà Khuất": ("CD-DT", "Ban Công tác Mặt trận Nà Khuất", "COLLECTIVE"),
    "Nhà văn hóa không khói thuốc": ("CD-YP", "Chi bộ Pác Toong", "COLLECTIVE"),
    "Vận động con em trở lại lớp": ("CD-YP", "Bà Triệu Thị Mai", "INDIVIDUAL"),
    "Hòa giải đất rừng từ trong họ": ("CD-DT", "Ông Hoàng Văn Páo", "INDIVIDUAL"),
    "Dạy chữ Dao cho người trẻ": ("CD-YTI", "Ông Bàn Văn Sỉnh", "INDIVIDUAL"),
}
# The titles: unit, and which.
TITLES = {
    "Đảng bộ thị trấn Bằng Lũng": ("CD-TT-BL", "COMMUNE"),
    "Đảng bộ xã Yên Thịnh": ("CD-YTI", "COMMUNE"),
    "Đảng bộ xã Yên Phong": ("CD-YP", "COMMUNE"),
    "Phòng Tư pháp": ("CDCQ-06", "AGENCY"),
}
OFF = 10  # what the communes themselves say is not met
COUNTS = {name: 15 if track == "AGENCY" else 24 for name, (_, track) in TITLES.items()}

BARRED = "Phòng Tư pháp"  # with which one reviewer declares a tie
SECRET = "Sổ ghi công còn thiếu chữ ký của bảy hộ."
AGREED = "Đã xem lại sổ ghi công tại thôn, hai người thống nhất."
# Where the second reviewer says something else than the first: the criterion, and the points or the mark.
APART = {"Đường hoa Nà Pài": (5, "10"), "Bể nước sạch Bản Vay": (7, "15"), "Đảng bộ xã Yên Phong": (9, "Không")}
QUEUE = "/can-bo/tham-dinh/"


def declare_none(page: Page, campaign: int) -> None:
    """This person has no tie in the campaign."""
    page.goto(f"{QUEUE}dot/{campaign}/khai-quan-he/")
    page.get_by_label("Tôi không có quan hệ nào phải khai trong đợt này").check()
    screens.press(page, "Gửi lời khai")
    screens.told(page, "Bạn đã khai không có quan hệ nào trong đợt này.")


def declare_tie(page: Page, campaign: int) -> None:
    """From the desk: this person's brother-in-law leads one of the units."""
    page.goto("/can-bo/")
    page.get_by_role("listitem").filter(has_text=CAMPAIGN).get_by_role("link", name="Khai quan hệ").first.click()
    page.get_by_label("Tôi có quan hệ với những đơn vị, hồ sơ ghi dưới đây").check()
    first = page.get_by_role("region", name="Quan hệ 1")
    chosen = first.get_by_label("Đơn vị").locator("option").filter(has_text=BARRED).get_attribute("value")
    first.get_by_label("Đơn vị").select_option(value=chosen)
    first.get_by_label("Quan hệ là gì").fill("Trưởng phòng là anh rể tôi")
    screens.press(page, "Gửi lời khai")
    screens.told(page, f"{BARRED} và các đơn vị trực thuộc")


def share_out(page: Page, campaign: int) -> None:
    """Two people evenly over the whole list; the dossier from which one is kept gets a third by hand."""
    page.goto(f"{QUEUE}dot/{campaign}/phan-cong/")
    for name in ("Phạm Thùy Dung", "Đinh Văn Khánh"):
        page.get_by_role("checkbox", name=f"{name}, đang có 0 hồ sơ").check()
    page.get_by_role("radio", name="Cả 12 hồ sơ của danh sách đang lọc").check()
    screens.press(page, "Xem trước chia đều")
    screens.told(page, "Chưa lưu gì. Đồng ý thì đúng những dòng dưới đây được lưu: 23 chỗ của 12 hồ sơ.")
    left = page.get_by_role("region", name="Bỏ qua 1 hồ sơ")
    expect(left).to_contain_text(BARRED)
    expect(left).to_contain_text("Phạm Thùy Dung đã khai có quan hệ với đơn vị hoặc hồ sơ này")
    screens.press(page, "Lưu phân công này")
    screens.told(page, "Đã lưu phân công 23 chỗ thẩm định.")
    page.get_by_label(f"Phiếu 2: {BARRED}").select_option(label=PEOPLE["loan"][0])
    screens.press(page, "Xem trước phân công từng hồ sơ")
    screens.press(page, "Lưu phân công này")
    screens.told(page, "Đã lưu phân công 1 chỗ thẩm định.")


def judge(page: Page, dossier: int, name: str, *, apart: bool = False) -> None:
    """One independent card: filled in as the board scored, one line otherwise where this person differs, and signed."""
    page.goto(f"{QUEUE}{dossier}/?xem=tat-ca")
    if name in TITLES:
        press_keys(page, COUNTS[name], off=() if name == BARRED else (OFF,))
    else:
        screens.press(page, "Điền sẵn theo huyện chấm")
        expect(page.get_by_text("Còn 10 tiêu chí chưa chấm")).to_have_count(0)
    if apart:
        differ(page, *APART[name])
    screens.press(page, "Ký phiếu độc lập")
    screens.told(page, "Đã thực hiện: Ký phiếu độc lập.")


def press_keys(page: Page, count: int, off: tuple[int, ...]) -> None:
    """Đ on every criterion from the first on, K where the board said so too."""
    screens.row(page, 1).get_by_role("radio").first.focus()
    for number in range(1, count + 1):
        page.keyboard.press("k" if number in off else "d")
    screens.saved(page)
    screens.press(page, "Lưu phần chấm")


def differ(page: Page, number: int, said: str) -> None:
    """Another mark on one line, with the reason."""
    line = screens.row(page, number)
    if said.isdecimal():
        line.locator("input[name^=diem-]").fill(said)
    else:
        line.get_by_role("radio", name=said, exact=True).focus()
        page.keyboard.press("k")
    screens.note(line, SECRET)
    screens.saved(page)


def is_blind(page: Page, dossier: int) -> None:
    """What the other wrote, and how far they are, is nowhere on one's own pages."""
    for address in (
        f"{QUEUE}{dossier}/?xem=tat-ca",
        f"{QUEUE}{dossier}/?xem=nhat-ky",
        f"/can-bo/ho-so/{dossier}/",
        QUEUE,
    ):
        assert SECRET not in page.request.get(address).text()


def settle(page: Page, dossier: int, name: str) -> None:
    """The card made of both: a reason where they differ, signed together with the confirmation."""
    page.goto(f"{QUEUE}{dossier}/")
    screens.press(page, "Mở phiếu thống nhất")
    if name in APART:
        number, said = APART[name]
        line = screens.row(page, number)
        expect(line).to_contain_text(SECRET)
        if said.isdecimal():
            line.locator("input[name^=diem-]").fill(said)
        else:
            line.get_by_role("radio", name=said, exact=True).check()
        screens.note(line, AGREED)
        screens.saved(page)
        screens.press(page, "Lưu phần chấm")
    screens.conclude(page, "Xác nhận thẩm định", "Ký phiếu và xác nhận thẩm định", "Xác nhận thẩm định")


LOST = "Đảng bộ xã Yên Phong"  # the dossier that the meeting does not pass
REASON = "Chưa có quy ước được thôn thông qua."
PLEA = "Bảy hộ đã ký bổ sung ngày 20, đề nghị xem lại sổ ghi công."
ANSWER = "Chữ ký bổ sung sau thời gian của đợt nên kết luận được giữ nguyên."
PRESENT = [f"{name}, {post}" for name, post in (
    ("Triệu Đức Thắng", "Phó Bí thư Tỉnh ủy"), ("Vũ Trường Giang", "Trưởng Ban Dân vận"),
    ("Hứa Thị Sen", "Phó Chủ tịch Mặt trận"), ("Lường Văn Tới", "Chủ tịch Hội Nông dân"),
    ("Đàm Thị Hường", "Chủ tịch Hội Phụ nữ"), ("Nông Quốc Việt", "Bí thư Tỉnh đoàn"),
    ("Phùng Văn Lai", "Chủ tịch Hội Cựu chiến binh"), ("Bàn Thị Nhất", "Sở Nội vụ"),
    ("Lộc Văn Định", "Công an tỉnh"), ("Trần Thị Thoa", "Văn phòng Tỉnh ủy"),
)]  # fmt: skip
ABSENT = ("Quách Văn Hải", "Bộ Chỉ huy Quân sự")


def hold_meeting(page: Page, campaign: int, day: date) -> str:
    """Eleven are called and ten come; all vote for eleven dossiers, and four against one. The minutes' address."""
    page.goto(f"/can-bo/binh-xet/lap/?dot={campaign}")
    told = {
        "Họp lúc": f"08:00 ngày {day:%d/%m/%Y}", "Kết thúc lúc": f"08:30 ngày {day:%d/%m/%Y}",
        "Hội đồng, cơ quan bình xét": "Ban Chỉ đạo tỉnh Bắc Kạn", "Địa điểm": "Phòng họp số 2",
        "Người chủ trì": "Triệu Đức Thắng", "Người ghi biên bản": "Trần Thị Thoa",
    }  # fmt: skip
    for label, text in told.items():
        page.get_by_role("textbox", name=label, exact=True).fill(text)
    screens.press(page, "Lập biên bản")
    page.get_by_label("Thêm nhiều người một lần").fill("\n".join([*PRESENT, ", ".join(ABSENT)]))
    screens.press(page, "Lưu thành viên")
    away = page.get_by_role("group", name="Người thứ 11")
    away.get_by_role("checkbox").uncheck()
    away.get_by_label("Lý do vắng").fill("Đi công tác")
    screens.press(page, "Lưu thành viên")
    meeting = screens.place(page)
    page.goto(f"{meeting}?muc=ho-so")
    screens.press(page, "Chọn tất cả và lưu")
    screens.told(page, "Danh sách bình xét có 12 hồ sơ.")
    page.goto(f"{meeting}?muc=bieu-quyet")
    vote(page)
    return meeting


def vote(page: Page) -> None:
    """Open votes on both pages of the list."""
    every = "Ghi tán thành vào mọi ô còn trống ở các dòng này"
    for lines in ("1–10", "11–12"):
        page.get_by_role("link", name=lines).click()
        row = page.get_by_role("group", name=re.compile(rf"^\d+\. {LOST}"))
        for place in range(4) if row.count() else ():
            row.get_by_role("radio", name="Không", exact=True).nth(place).check()
        screens.press(page, every)
        screens.told(page, "Đã lưu và ghi tán thành vào các ô đã chọn.")
    screens.told(page, "Mọi hồ sơ đã ghi đủ.")


def conclude_meeting(page: Page, meeting: str) -> None:
    """The approver reads the minutes, writes the conclusion and closes them."""
    page.goto(f"{meeting}?muc=ket-luan")
    page.get_by_role("textbox", name="Kết luận").fill("Nhất trí đề nghị công nhận 11 hồ sơ đủ tỷ lệ.")
    screens.press(page, "Lưu kết luận")
    screens.press(page, "Kết thúc biên bản")
    screens.told(page, "Đã thực hiện: Kết thúc biên bản.")
    expect(page.get_by_role("row", name=re.compile(rf"^\d+\. {LOST}"))).to_contain_text(
        "6/10 tán thành (60 %), chưa đủ"
    )


def refuse(page: Page, dossier: int) -> None:
    """Not enough votes: refused, with a reason for each criterion that is not met."""
    page.goto(f"{QUEUE}{dossier}/")
    page.get_by_role("radio", name="Không công nhận", exact=True).check()
    screens.press(page, "Ghi lý do từng tiêu chí, rồi kết luận")
    expect(page.get_by_label("Lý do chung")).to_have_value(re.compile("Bình xét chưa đủ tỷ lệ tán thành: 6/10"))
    expect(page.get_by_label("Lý do của tiêu chí 9", exact=True)).to_have_value(AGREED)
    page.get_by_label(f"Lý do của tiêu chí {OFF}", exact=True).fill(REASON)
    screens.press(page, f"Không công nhận {LOST}")
    expect(page.get_by_role("heading", name="Kết quả: chưa được công nhận")).to_be_visible()


def complain(page: Page, dossier: int) -> None:
    """The unit reads its letter, and asks for another look."""
    page.goto(f"/can-bo/ho-so/{dossier}/")
    page.get_by_role("link", name="Xem giấy báo kết quả").first.click()
    for words in (AGREED, REASON, "6/10 tán thành"):
        screens.told(page, words)
    page.get_by_role("link", name="Gửi kiến nghị xem lại").click()
    page.get_by_label("Nội dung kiến nghị").fill(PLEA)
    screens.press(page, "Gửi kiến nghị")
    screens.told(page, PLEA)


def keep(page: Page, refuser: Page) -> None:
    """Someone else than who refused answers; the result stays."""
    refuser.goto("/can-bo/kien-nghi-xem-lai/")
    refuser.get_by_role("main").get_by_role("link", name=re.compile(LOST)).first.click()
    expect(refuser.get_by_role("button", name="Giữ nguyên kết luận")).to_have_count(0)
    page.goto(screens.place(refuser))
    page.get_by_label("Nội dung trả lời").fill(ANSWER)
    screens.press(page, "Giữ nguyên kết luận")
    screens.told(page, ANSWER)


def approve(page: Page, dossier: int) -> None:
    """One dossier that the meeting passed."""
    page.goto(f"{QUEUE}{dossier}/")
    screens.conclude(page, "Duyệt công nhận", "Duyệt đủ điều kiện công nhận", "Duyệt công nhận")
