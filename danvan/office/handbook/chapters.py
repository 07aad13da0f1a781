"""The chapters of the handbook in their order: address, title, what for, whose work, and the template of the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from danvan.accounts.models import Role

UNIT = (Role.UNIT_CLERK, Role.UNIT_HEAD)
BOARDS = (Role.DISTRICT_BOARD, Role.PROVINCE_BOARD)
PROVINCE = (Role.PROVINCE_BOARD, Role.PROVINCE_APPROVER)
WRITERS = (*UNIT, Role.DISTRICT_BOARD)
JUDGES = (*BOARDS, Role.PROVINCE_APPROVER)
RUNNERS = (*JUDGES, Role.ADMINISTRATOR)
EVERYBODY = tuple(Role)


@dataclass(frozen=True)
class Chapter:
    """One chapter; everybody may read it, and ``roles`` are those whose daily work it tells."""

    slug: str
    title: str
    about: str
    roles: tuple[Role, ...]
    name: str

    @property
    def template(self) -> str:
        """The template that holds nothing but the text."""
        return f"office/handbook/{self.name}.html"

    @property
    def url(self) -> str:
        """Where the chapter is read."""
        return reverse("office:handbook-chapter", args=[self.slug])

    @property
    def readers(self) -> str:
        """Whose work it tells, in words."""
        if self.roles == EVERYBODY:
            return "Mọi người dùng"
        return ", ".join(role.label for role in self.roles)


# fmt: off
CHAPTERS: tuple[Chapter, ...] = (
    Chapter("viec-can-lam", "Việc cần làm mỗi ngày", "Trang đầu sau khi đăng nhập: việc gấp lên trước.",
            EVERYBODY, "desk"),
    Chapter("dang-ky", "Đăng ký mô hình và danh hiệu", "Viết, tự lưu, đăng ký tiếp, tránh trùng, gửi, lấy biên nhận.",
            WRITERS, "registering"),
    Chapter("nguoi-dung-dau", "Người đứng đầu duyệt trước khi gửi", "Đọc bản cuối và duyệt ngay trên cổng.",
            WRITERS, "heads"),
    Chapter("excel", "Excel đi và về", "Tải mẫu, nhập nhiều dòng một lần, sửa dòng sai, hoàn tác, xuất danh sách.",
            WRITERS, "workbooks"),
    Chapter("tu-cham", "Tự chấm và gắn minh chứng", "Chấm từng tiêu chí, gắn tệp, phân công, ký và gửi phiếu.",
            WRITERS, "scoring"),
    Chapter("tra-lai", "Trả lại và trả lời từng điểm", "Nơi trả nêu rõ điểm cần sửa; nơi nhận sửa đúng điểm đó.",
            (*UNIT, *BOARDS), "returning"),
    Chapter("bao-cao", "Báo cáo tiến độ và đóng góp", "Mục tiêu đo được, báo cáo quý, sổ đóng góp, bảng giao ban.",
            (*UNIT, *BOARDS), "reporting"),
    Chapter("kiem-tra", "Kiểm tra và kiến nghị", "Lập lịch, ghi biên bản tại chỗ, theo dõi kiến nghị đến khi xong.",
            (*UNIT, *BOARDS), "visits"),
    Chapter("tham-dinh", "Chấm, thẩm định và duyệt",
            "Hàng đợi, bộ lọc, phần điền sẵn, xác nhận nhiều hồ sơ, duyệt công nhận.", JUDGES, "reviewing"),
    Chapter("phan-cong", "Phân công, khai quan hệ, hai phiếu độc lập",
            "Ai thẩm định hồ sơ nào, ai phải nhường người khác, thống nhất hai phiếu.", JUDGES, "seats"),
    Chapter("binh-xet", "Họp bình xét", "Thành viên, biểu quyết công khai hoặc kín, tỷ lệ tán thành, biên bản.",
            PROVINCE, "assessing"),
    Chapter("ket-luan", "Không công nhận và kiến nghị xem lại",
            "Lý do từng tiêu chí, giấy báo kết quả, gửi và trả lời kiến nghị.", (*UNIT, *JUDGES), "refusing"),
    Chapter("lay-y-kien", "Lấy ý kiến Nhân dân", "Mở đợt lấy ý kiến, đọc và đăng ý kiến, trả lời, gỡ tên cá nhân.",
            (*UNIT, *JUDGES), "hearings"),
    Chapter("to-trinh", "Tờ trình và khen thưởng", "Tờ trình từ kết quả bình xét, tìm đối tượng khen thưởng.",
            PROVINCE, "submissions"),
    Chapter("quyet-dinh", "Quyết định và giấy công nhận",
            "Soạn, thể thức, ban hành, hẹn giờ công bố, đính chính, thu hồi, mã tra cứu.", PROVINCE, "decisions"),
    Chapter("cau-chuyen", "Câu chuyện và ảnh", "Viết câu chuyện, thêm ảnh có sự đồng ý, đăng lên sổ vàng.",
            (*UNIT, *JUDGES), "stories"),
    Chapter("nhan-rong", "Nhân rộng", "Làm theo một mô hình đã công nhận, theo dõi nơi nào đã làm theo.",
            (*UNIT, *JUDGES), "copies"),
    Chapter("van-ban", "Văn bản", "Thêm văn bản, đăng, thay bằng bản mới, gỡ xuống.", RUNNERS, "library"),
    Chapter("in-giay", "In quyết định và giấy", "In cả quyết định, phôi in sẵn, tờ cân chỉnh, máy in lệch.",
            PROVINCE, "printing"),
    Chapter("dot-thi-dua", "Mở đợt thi đua", "Chép từ năm trước, đặt nội dung và thời hạn, mở, gia hạn.",
            RUNNERS, "campaigns"),
    Chapter("nhac-viec", "Nhắc việc và thông báo", "Nhắc đơn vị chưa đăng ký, mẫu thông báo, lịch nhắc, nhật ký gửi.",
            RUNNERS, "notices"),
    Chapter("bo-tieu-chi", "Bộ tiêu chí và bộ lĩnh vực", "Soạn phiên bản mới, so sánh, thử quy tắc, ban hành.",
            (*PROVINCE, Role.ADMINISTRATOR), "criteria"),
    Chapter("nguoi-dung", "Người dùng và phân công", "Mời người mới, phân công, kết thúc, đặt lại mật khẩu.",
            (*BOARDS, Role.ADMINISTRATOR), "people"),
    Chapter("sap-xep", "Sắp xếp đơn vị", "Nhập, chia, đổi tên, chuyển cấp trên; xem trước, hoàn tác, phân bổ hồ sơ.",
            (Role.PROVINCE_BOARD, Role.ADMINISTRATOR), "rearranging"),
)
# fmt: on
BY_SLUG = {chapter.slug: chapter for chapter in CHAPTERS}


def sorted_for(roles: Iterable[str]) -> tuple[list[Chapter], list[Chapter]]:
    """The chapters of these roles, and the rest, each in the order of the table."""
    held = set(roles)
    own = [chapter for chapter in CHAPTERS if held.intersection(chapter.roles)]
    return own, [chapter for chapter in CHAPTERS if chapter not in own]


def neighbours(chapter: Chapter) -> tuple[Chapter | None, Chapter | None]:
    """The chapters before and after this one."""
    place = CHAPTERS.index(chapter)
    before = CHAPTERS[place - 1] if place else None
    after = CHAPTERS[place + 1] if place + 1 < len(CHAPTERS) else None
    return before, after


# Which chapter tells how a screen is worked: by its own address name, by the first word of that name, which a family
# of screens shares, else by the menu entry it belongs to.
_BY_SCREEN = {
    "card": "tu-cham", "owners": "tu-cham", "evidence-reuse": "tu-cham", "dossier-return": "tra-lai",
    "remind": "nhac-viec", "unregistered": "nhac-viec", "notice-templates": "nhac-viec", "account": "viec-can-lam",
}  # fmt: skip
_BY_FAMILY = {
    "judging": "phan-cong", "assessments": "binh-xet", "assessment": "binh-xet", "refuse": "ket-luan",
    "result": "ket-luan", "appeals": "ket-luan", "appeal": "ket-luan", "submissions": "to-trinh",
    "submission": "to-trinh", "commend": "to-trinh", "award": "to-trinh", "stock": "in-giay", "printer": "in-giay",
    "print": "in-giay", "opinions": "lay-y-kien", "opinion": "lay-y-kien", "consultations": "lay-y-kien",
    "consultation": "lay-y-kien", "removals": "lay-y-kien", "removal": "lay-y-kien", "stories": "cau-chuyen",
    "story": "cau-chuyen", "photo": "cau-chuyen", "contacts": "cau-chuyen", "contact": "cau-chuyen",
    "copies": "nhan-rong", "replicate": "nhan-rong", "library": "van-ban",
}  # fmt: skip
_BY_MENU = {
    "desk": "viec-can-lam", "dossiers": "dang-ky", "imports": "excel", "review": "tham-dinh", "visits": "kiem-tra",
    "reports": "bao-cao", "decisions": "quyet-dinh", "campaigns": "dot-thi-dua", "criteria": "bo-tieu-chi",
    "rearrange": "sap-xep", "people": "nguoi-dung", "notices": "viec-can-lam",
}  # fmt: skip


def for_screen(name: str, entry: str) -> Chapter | None:
    """The chapter on this screen, if there is one."""
    told = _BY_SCREEN.get(name) or _BY_FAMILY.get(name.partition("-")[0]) or _BY_MENU.get(entry, "")
    return BY_SLUG.get(told)
