"""Papers with a mark of secrecy are refused, and ordinary words are not taken for one."""

from __future__ import annotations

import unicodedata

import pytest

from danvan.library.secrecy import mark_in, why_secret

SECRET = {
    "Kế hoạch phòng thủ (Mật)": "mật",
    "MẬT - Báo cáo tình hình": "mật",
    "Báo cáo tối mật": "tối mật",
    "bao-cao_TUYET-MAT.pdf": "tuyet-mat",
    "[mat] ke hoach.docx": "mat",
    "Độ mật: Tối Mật": "tối mật",
    "cv12_toi mat.pdf": "toi mat",
}
OPEN = [
    "Luật Bảo vệ bí mật nhà nước", "Hướng dẫn bảo mật thông tin", "Đổi mật khẩu", "Mô hình nuôi ong lấy mật ong",
    "Mặt trận Tổ quốc", "ke-hoach-mat-tran.pdf", "Gắn bó mật thiết với Nhân dân", "Mật độ dân cư", "",
]  # fmt: skip


@pytest.mark.parametrize(("text", "mark"), SECRET.items())
def test_a_mark_of_secrecy_is_found(text, mark):
    assert mark_in(text) == mark


@pytest.mark.parametrize("text", OPEN)
def test_ordinary_words_are_no_mark(text):
    assert mark_in(text) == ""


def test_a_mark_typed_on_a_mac_is_found_and_quoted():
    assert "“tối mật”" in why_secret("Văn bản thường", unicodedata.normalize("NFD", "Tối mật"))
