"""The parts of the public site in one list: the footer, the site map and the addresses for search engines read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Section:
    """One page that stands by itself: its address, what it is called, and what is found there."""

    name: str
    label: str
    note: str
    url: str = ""


@dataclass(frozen=True)
class Group:
    """Pages that belong together."""

    title: str
    anchor: str
    sections: tuple[Section, ...]


# fmt: off
_GROUPS: tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...] = (
    ("Mô hình và đơn vị", "mo-hinh", (
        ("portal:home", "Sổ vàng", "Số liệu, mô hình mới ghi danh, đơn vị đạt danh hiệu."),
        ("portal:practices", "Tất cả mô hình", "Tìm theo từ khóa, lĩnh vực, năm, đơn vị."),
        ("portal:units", "Đơn vị và phiếu chấm", "Từng đơn vị qua các năm: phiếu chấm, danh hiệu, mô hình."),
        ("portal:titles", "Danh hiệu theo năm", "Đơn vị đăng ký và được chấm danh hiệu “Dân vận khéo”."),
        ("portal:compare", "So sánh đơn vị, so sánh năm", "Hai đến bốn đơn vị hoặc năm đặt cạnh nhau."),
        ("portal:check", "Tra cứu giấy công nhận", "Gõ mã in trên giấy để biết giấy thật hay không."),
    )),
    ("Quyết định, văn bản, số liệu", "so-lieu", (
        ("portal:decisions", "Quyết định công nhận", "Quyết định công nhận, khen thưởng kèm danh sách."),
        ("portal:documents", "Văn bản", "Văn bản hướng dẫn và quyết định, tìm theo số, năm, nội dung."),
        ("portal:criteria", "Bộ tiêu chí chấm điểm", "Từng tiêu chí đang áp dụng, ngưỡng đạt, tiêu chí điểm liệt."),
        ("portal:figures", "Thống kê", "Mọi biểu đồ kèm bảng số, định nghĩa và tệp tải về."),
        ("data:tables", "Dữ liệu mở", "Mô hình, đơn vị, quyết định và số liệu dạng CSV, JSON."),
        ("data:reference", "Giao diện lập trình", "Địa chỉ, tham số và ví dụ để phần mềm khác đọc dữ liệu."),
    )),
    ("Góp ý", "gop-y", (
        ("portal:hearings", "Lấy ý kiến Nhân dân", "Những mô hình đang chờ ý kiến trước khi xét công nhận."),
        ("portal:follow", "Theo dõi ý kiến đã gửi", "Gõ mã theo dõi để xem ý kiến được trả lời thế nào."),
        ("portal:removal", "Yêu cầu gỡ thông tin", "Dành cho người có tên, có ảnh trên cổng này."),
    )),
    ("Về cổng này", "ve-cong", (
        ("portal:about", "Giới thiệu", "Phong trào, sổ vàng, cách một mô hình được ghi tên."),
        ("portal:contacts", "Liên hệ", "Nơi phụ trách ở từng cấp, địa chỉ, điện thoại."),
        ("portal:accessibility", "Khả năng tiếp cận", "Đã làm gì, còn hạn chế gì, báo lỗi ở đâu."),
        ("portal:privacy", "Quyền riêng tư", "Cổng lưu gì, trong bao lâu, quyền của người có tên."),
        ("portal:site-map", "Sơ đồ cổng", "Mọi phần của cổng trên một trang."),
        ("portal:english", "English", "Giới thiệu ngắn bằng tiếng Anh."),
    )),
)
# fmt: on


@lru_cache(maxsize=1)
def groups() -> tuple[Group, ...]:
    """Every group with the pages that have an address."""
    found = (Group(title, anchor, tuple(_addressed(rows))) for title, anchor, rows in _GROUPS)
    return tuple(group for group in found if group.sections)


def _addressed(rows: tuple[tuple[str, str, str], ...]) -> Iterator[Section]:
    for name, label, note in rows:
        try:
            yield Section(name, label, note, reverse(name))
        except NoReverseMatch:
            continue


def addresses() -> list[str]:
    """The address of every page that stands by itself."""
    return [section.url for group in groups() for section in group.sections]
