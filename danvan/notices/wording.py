"""What messages say: the named places each kind of wording has, and how they are filled. Nothing else is run."""

from __future__ import annotations

import re
from collections.abc import Mapping

from danvan.kit.vi import clean_line
from danvan.notices.enums import NoticeKind

_PLACE = re.compile(r"\{([^{}\n]*)\}")
_COMMON = {
    "ho_ten": "họ tên người nhận",
    "ten_don_vi": "tên đơn vị của người nhận",
    "dia_chi": "đường dẫn mở trên cổng",
}
_CAMPAIGN = {"ten_dot": "tên đợt thi đua", "co_quan": "cơ quan tổ chức đợt", "han_dang_ky": "giờ đóng đăng ký"}
_DOSSIER = {"ho_so": "tên hồ sơ", "ten_dot": "tên đợt thi đua", "co_quan": "cơ quan tổ chức đợt"}
_ACCOUNT = {
    "ten_dang_nhap": "tên đăng nhập", "vai_tro": "vai trò", "co_quan": "cơ quan quản lý người dùng",
    "han": "đường dẫn có hiệu lực đến lúc nào",
}  # fmt: skip

# What each wording may name, and what that means.
PLACES: dict[str, dict[str, str]] = {
    NoticeKind.OPENING: {**_COMMON, **_CAMPAIGN, "huong_dan": "lời hướng dẫn của đợt", "tep": "tên các tệp hướng dẫn"},
    NoticeKind.REMINDER: {**_COMMON, "so_viec": "số việc còn phải làm", "viec": "các việc, xếp theo nhóm"},
    NoticeKind.NUDGE: {**_COMMON, **_CAMPAIGN, "con_thieu": "nội dung còn phải đăng ký", "nguoi_nhac": "nơi nhắc"},
    NoticeKind.INVITE: {**_COMMON, **_ACCOUNT},
    NoticeKind.RESET: {**_COMMON, **_ACCOUNT},
    NoticeKind.RESULT: {**_COMMON, **_DOSSIER, "ket_qua": "kết quả", "huong_dan": "lý do ở đâu, kiến nghị đến khi nào"},
    NoticeKind.APPEAL: {**_COMMON, **_DOSSIER, "don_vi": "đơn vị gửi kiến nghị", "han_tra_loi": "ngày cần trả lời"},
    NoticeKind.ANSWER: {**_COMMON, **_DOSSIER, "tra_loi": "chấp nhận hay giữ nguyên", "noi_dung": "nội dung trả lời"},
}
# Without these a message would be of no use.
NEEDED: dict[str, frozenset[str]] = {
    NoticeKind.OPENING: frozenset({"ten_dot"}), NoticeKind.REMINDER: frozenset({"viec"}),
    NoticeKind.NUDGE: frozenset({"ten_dot", "con_thieu"}), NoticeKind.INVITE: frozenset({"dia_chi", "ten_dang_nhap"}),
    NoticeKind.RESET: frozenset({"dia_chi"}), NoticeKind.RESULT: frozenset({"ho_so", "ket_qua"}),
    NoticeKind.APPEAL: frozenset({"ho_so"}), NoticeKind.ANSWER: frozenset({"ho_so", "tra_loi"}),
}  # fmt: skip
# What is said where a kind has no wording on record yet.
FIRST: dict[str, tuple[str, str]] = {
    NoticeKind.RESULT: (
        "{ho_so}: {ket_qua}",
        "Kính gửi {ho_ten}, {ten_don_vi}.\n\n{ho_so}, {ten_dot}: {ket_qua}, theo kết luận của {co_quan}. {huong_dan}"
        "\n\nXem giấy báo kết quả: {dia_chi}",
    ),
    NoticeKind.APPEAL: (
        "{don_vi} kiến nghị xem lại kết quả",
        "Kính gửi {ho_ten}, {ten_don_vi}.\n\n{don_vi} gửi kiến nghị xem lại kết luận về hồ sơ sau: {ho_so}, {ten_dot}. "
        "Trả lời đến hết ngày {han_tra_loi}; người trả lời không phải là người đã kết luận.\n\n"
        "Mở kiến nghị: {dia_chi}",
    ),
    NoticeKind.ANSWER: (
        "Trả lời kiến nghị: {tra_loi}",
        "Kính gửi {ho_ten}, {ten_don_vi}.\n\n{co_quan} đã trả lời kiến nghị xem lại ({ho_so}, {ten_dot}): {tra_loi}."
        "\n\n{noi_dung}\n\nXem trên cổng: {dia_chi}",
    ),
}


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled; a place without a value stays empty, and what is filled in is not read again."""
    return _PLACE.sub(lambda found: values.get(found[1].strip(), ""), text)


def subject(text: str, values: Mapping[str, str]) -> str:
    """The subject with its places filled, on one line that fits its column."""
    return clean_line(fill(text, values))[:300]


def faults(key: str, text: str, *, whole: bool) -> list[str]:
    """Why a wording cannot be used, in sentences; ``whole`` asks for the places a message cannot do without."""
    named = [found.strip() for found in _PLACE.findall(text)]
    known = PLACES[key]
    wrong = [
        f"Không có chỗ điền {{{name}}}. Dùng được: {', '.join(f'{{{one}}}' for one in known)}."
        for name in dict.fromkeys(named) if name not in known
    ]  # fmt: skip
    if re.search(r"[{}]", _PLACE.sub("", text)):
        wrong.append("Có dấu ngoặc nhọn lẻ. Mỗi chỗ điền ghi đủ hai dấu, ví dụ {ten_don_vi}.")
    missing = sorted(NEEDED[key] - set(named)) if whole else []
    return wrong + [f"Cần có chỗ điền {{{name}}}: {known[name]}." for name in missing]
