"""How the written items of a dossier become the five sections of a page."""

from __future__ import annotations

import pytest

from danvan.dossiers.models import Dossier
from danvan.portal.story import Step, sections, step, steps_in

TOLD = {
    "situation": "đường lầy lội", "objectives": "Mở 2 km đường", "method": "Làm", "forces": "Chi bộ chủ trì",
    "achieved": "Xong", "outputs": "2 km", "upkeep": "Giao các đoàn thể",
}  # fmt: skip


def test_five_sections_in_their_order_and_the_goal_within_the_first():
    told = sections(Dossier(**TOLD), "Bàn từng cụm nhà.")
    assert [(one.title, one.paragraphs) for one in told] == [
        ("Bối cảnh", ["Đường lầy lội", "Mở 2 km đường"]),
        ("Cách làm", ["Làm", "Chi bộ chủ trì"]),
        ("Kết quả", ["Xong", "2 km"]),
        ("Bài học", ["Bàn từng cụm nhà."]),
        ("Khả năng nhân rộng", ["Giao các đoàn thể"]),
    ]


def test_a_section_that_says_nothing_is_left_out():
    assert [one.anchor for one in sections(Dossier(method="Làm; báo"))] == ["cach-lam"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("đảng viên làm trước. Chín người ký.", Step("Đảng viên làm trước.", "Chín người ký.")),
        ("Bàn từng cụm nhà", Step("", "Bàn từng cụm nhà")),
        ("Một câu.", Step("", "Một câu.")),
        ("Dài" * 30 + ". Sau đó.", Step("", "Dài" * 30 + ". Sau đó.")),
    ],
)
def test_a_short_first_sentence_heads_its_step(text, told):
    assert step(text) == told


def test_steps_are_parted_by_lines_and_semicolons():
    assert [one.text for one in steps_in("bàn trước; làm sau\ncông khai\n\n")] == ["Bàn trước", "Làm sau", "Công khai"]
