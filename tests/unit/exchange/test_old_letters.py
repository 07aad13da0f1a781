"""Sheets of before Unicode, and headings that only one office uses: read, shown, and asked about."""

from __future__ import annotations

import unicodedata

import pytest

from danvan.exchange.matching import headings_of, matched_by, remember, tables_of
from danvan.exchange.preview import ALIKE, CONVERTED
from danvan.exchange.registrations import BadSheet, Unmatched, apply, read
from tests import make
from tests.unit.exchange.books import HEAD, book, registrations, row

pytestmark = pytest.mark.django_db
IN_TCVN3 = [
    ["huyÖn ñy miÒn ®«ng"], ["®¨ng ký m« h×nh D©n vËn khÐo n¨m 2026"],
    ["STT", "Tªn m« h×nh", "§¬n vÞ", "Néi dung, c¸ch lµm"], [1, "§­êng hoa", "x· §ång §iÒu", "Bé ®éi gióp d©n"],
    [2, "Bé", "x· §ång §iÒu", "Lµm tr­íc"],
]  # fmt: skip
IN_VNI = [
    ["STT", "Teân moâ hình", "Ñôn vò", "Noäi dung, caùch laøm"],
    [1, "Ñöôøng hoa", "ÑAÛNG BOÄ XAÕ ÑOÀNG ÑIEÀU", "Laøm tröôùc"],
]  # fmt: skip


def told(cast, data: bytes, agreed=()):
    return read(data, campaign=cast.campaign, by=cast.binh, agreed=agreed)


@pytest.mark.parametrize("rows", [IN_TCVN3, IN_VNI], ids=["TCVN3", "VNI"])
def test_a_sheet_of_before_unicode_waits_for_consent(cast, rows):
    preview = told(cast, book(rows))
    assert {found.outcome for found in preview.rows} == {"ask"}
    assert preview.asking(CONVERTED) == preview.rows and preview.to_store == 0
    assert apply(preview, by=cast.binh, at=make.NOON).new == 0

    agreed = told(cast, book(rows), agreed=[CONVERTED])
    assert (agreed.rows[0].title, agreed.rows[0].registration.unit) == ("Đường hoa", cast.village)
    assert agreed.ask == 0 and apply(agreed, by=cast.binh, at=make.NOON).new == len(agreed.rows)


def test_a_word_that_could_be_either_follows_its_column(cast):
    assert [found.title for found in told(cast, book(IN_TCVN3)).rows] == ["Đường hoa", "Bộ"]
    lines = registrations(row(title="Bé"), row(title="Đường hoa", holder="Chi héi Phô n÷"))
    assert [found.title for found in told(cast, lines).rows] == ["Bé", "Đường hoa"]


def test_text_taken_apart_into_letters_and_marks_is_no_old_text(cast):
    apart = [unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in row()]
    preview = told(cast, book([[unicodedata.normalize("NFD", label) for label in HEAD], apart]))
    assert (preview.new, preview.ask) == (1, 0)
    assert preview.rows[0].registration.content.title == "Tuyến đường hoa"


OWN_WORDS = [
    ["STT", "Công trình dân vận", "Nơi thực hiện", "Cách triển khai", "Số điện thoại"],
    [1, "Đường hoa", "Đảng bộ xã Đồng Điều", "Mỗi nhà một đoạn", "0912"],
]


def test_headings_of_an_office_are_matched_once_and_remembered_for_it(cast):
    with pytest.raises(Unmatched, match="không có bảng đăng ký nào"):
        told(cast, book(OWN_WORDS))
    found = headings_of(tables_of(book(OWN_WORDS), cast.binh), matched_by(cast.binh))
    assert [(one.label, one.column, one.is_certain) for one in found] == [
        ("Công trình dân vận", "", False), ("Nơi thực hiện", "", False), ("Cách triển khai", "", False),
        ("Số điện thoại", "", False),
    ]  # fmt: skip
    names = ("title", "unit", "method", "")
    remember(choices={one.key: name for one, name in zip(found, names, strict=True)}, by=cast.binh, at=make.NOON)

    (read_now,) = told(cast, book(OWN_WORDS)).rows
    assert (read_now.outcome, read_now.registration.content.method) == ("new", "Mỗi nhà một đoạn")
    again = headings_of(tables_of(book(OWN_WORDS), cast.binh), matched_by(cast.binh))
    assert all(one.is_certain for one in again)
    with pytest.raises(BadSheet):
        read(book(OWN_WORDS), campaign=cast.campaign, by=cast.chi)


def test_a_sheet_without_a_number_column_is_read_by_its_labels(cast):
    rows = [["Danh sách năm 2026"], HEAD[1:], row()[1:], row(title="Cổng tre")[1:], ["TỔNG CỘNG", 2]]
    assert [found.title for found in told(cast, book(rows)).rows] == ["Tuyến đường hoa", "Cổng tre"]


@pytest.mark.parametrize(("title", "asks"), [
    ("Tuyến đường hoa nông thôn", True), ("Tuyen duong hoa nong thon mới", True), ("Đường hoa", False),
    ("Tuyến đường hoa nông thôn mới số 2", False),
])  # fmt: skip
def test_a_title_almost_like_another_of_the_unit_is_asked_about(cast, title, asks):
    stored = make.dossier(cast.village, cast.campaign, title="Tuyến đường hoa nông thôn mới", holder_name="Chi hội A")
    (found,) = told(cast, registrations(row(title=title))).rows
    assert (found.outcome == "ask") is asks
    assert not asks or f"Gần giống hồ sơ số {stored.pk}" in found.sentence
    assert told(cast, registrations(row(title=title)), agreed=[ALIKE]).new == 1
