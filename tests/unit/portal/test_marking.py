"""Showing where the searched words stand."""

from __future__ import annotations

import pytest

from danvan.portal.marking import LONGEST, excerpt, marked

MARKED = {
    ("Hiến đất, mở đường", "dat duong"): "Hiến <mark>đất</mark>, mở <mark>đường</mark>",
    ("Tổ hoà giải", "hoa"): "Tổ <mark>hoà</mark> giải",
    ("<b>Đất</b> & nước", "dat"): "&lt;b&gt;<mark>Đất</mark>&lt;/b&gt; &amp; nước",
    ("Không có gì", ""): "Không có gì",
    ("Sáng - xanh", "-"): "Sáng - xanh",
}
LONG = "Câu mở đầu khá dài để đoạn văn này vượt quá một trăm tám mươi chữ cái nên phải cắt bớt cho vừa một dòng."


@pytest.mark.parametrize("given", MARKED)
def test_the_words_found_are_marked_and_everything_else_is_escaped(given):
    text, words = given
    assert marked(text, words.split()) == MARKED[given]


def test_the_excerpt_begins_with_the_sentence_that_holds_the_word():
    assert excerpt([f"{LONG} {LONG} Bà con hiến đất."], ["dat"]) == "Bà con hiến đất."


def test_the_text_that_holds_the_word_is_preferred():
    assert excerpt(["Xong 2 km.", "đảng viên hiến đất trước"], ["dat"]) == "Đảng viên hiến đất trước"
    assert excerpt(["Xong 2 km.", "đảng viên hiến đất trước"], []) == "Xong 2 km."
    assert excerpt(["", ""], ["dat"]) == ""


def test_a_long_text_is_cut_between_words():
    told = excerpt([LONG * 3], [])
    assert len(told) <= LONGEST + 1
    assert told.endswith("…")
