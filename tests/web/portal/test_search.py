"""Searching the list: forgiving what hands do, the best field first, and never a name or a text that is hidden."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from django.urls import reverse

from danvan.dossiers.enums import Holder, State
from danvan.reports import words
from tests import make
from tests.web.portal.test_practices import LIST, titles
from tests.web.query_counts import BUDGETS

ROAD = "Hiến đất làm đường nông thôn mới"  # the model of the book, in decision 86-QĐ/HU
FINDS = [
    "dan van kheo nong thon moi", "nông thôn mơi", "hien dat lam duog", "nôgn thôn", "mô hình hiến đất", "86-QĐ/HU",
    "86 qd hu", "quyết định số 86-QĐ/HU", "Yên Thịnh", "đảng viên làm trước", "moi nong thon", "hien-dat",
    "chi bộ thôn Đồng Điều",
]  # fmt: skip
MISSES = ["hien dat lam cau", "87-QĐ/HU", "xyzzyx", "%", "_ong thon"]


@pytest.fixture
def searched(book):
    make.recognised(book.commune, book.campaign, title="Tổ hòa giải", method="Hòa giải viên đến từng nhà")
    words.rebuild()
    return book


def found(client, q: str, **more: str) -> list[str]:
    return titles(client.get(LIST, {"q": q, **more}).content.decode())


@pytest.mark.parametrize("q", FINDS + [unicodedata.normalize("NFD", q) for q in FINDS])
def test_what_people_type_finds_the_model(client, searched, q):
    assert ROAD in found(client, q)


@pytest.mark.parametrize("q", MISSES)
def test_what_stands_nowhere_finds_nothing(client, searched, q):
    assert found(client, q) == []


def test_a_word_put_right_is_said_and_the_typed_one_can_be_asked_for(client, searched):
    page = client.get(LIST, {"q": "hien dat lam duog"}).content.decode()
    assert "Đang tìm “<b>hiến đất làm đường</b>”." in page
    assert 'href="?q=hien+dat+lam+duog&amp;dung-chu=1"' in page
    exact = client.get(LIST, {"q": "hien dat lam duog", "dung-chu": "1"}).content.decode()
    assert titles(exact) == [] and "Đang tìm" not in exact
    assert "Đang tìm" not in client.get(LIST, {"q": "hien dat"}).content.decode()


def test_the_title_comes_before_who_and_where_and_these_before_the_text(client, book):
    at = book.commune
    person = {"holder_kind": Holder.INDIVIDUAL, "holder_name": "Bàn Thị Suối"}
    make.recognised(at, book.campaign, title="Trong bài", method="Khơi suối", on=date(2025, 1, 1))
    make.recognised(at, book.campaign, title="Của người", method="Không", **person, on=date(2024, 1, 1))
    make.recognised(at, book.campaign, title="Của chi bộ", holder_name="Chi bộ Suối Cạn", on=date(2023, 1, 1))
    make.recognised(at, book.campaign, title="Giữ suối", on=date(2018, 1, 1))
    assert found(client, "suối") == ["Giữ suối", "Của người", "Của chi bộ", "Trong bài"]
    assert found(client, "suối", sort="moi-nhat")[-1] == "Giữ suối"


def test_a_whole_word_comes_before_a_part_of_one(client, book):
    make.recognised(book.commune, book.campaign, title="Trong lành", method="", on=date(2026, 1, 1))
    make.recognised(book.commune, book.campaign, title="Nuôi ong", on=date(2018, 1, 1))
    assert found(client, "ong")[:1] == ["Nuôi ong"]


def test_putting_a_word_right_costs_two_queries_more(client, searched, django_assert_max_num_queries):
    with django_assert_max_num_queries(BUDGETS["portal:practices"] + 2):
        assert found(client, "hien dat lam duog") == [ROAD]


def test_the_nearest_first_is_offered_only_with_words(client, searched):
    assert "Sát từ khóa nhất" not in client.get(LIST).content.decode()
    assert '<option value="sat-nhat" selected>' in client.get(LIST, {"q": "dat"}).content.decode()


def test_a_hidden_word_is_neither_found_nor_suggested(client, searched):
    person = {"holder_kind": Holder.INDIVIDUAL, "holder_name": "Triệu Quỳnhanh"}
    make.dossier(searched.commune, searched.campaign, state=State.DECLINED, title="Nuôi dê", **person)
    words.rebuild()
    for typed in ("quynhanh", "quynhan"):
        page = client.get(LIST, {"q": typed, "tinh-trang": "dang-ky"}).content.decode()
        assert titles(page) == [] and "Đang tìm" not in page


def test_a_number_of_a_decision_that_is_not_public_finds_nothing(client, searched):
    hidden = make.decision(searched.district, searched.road, number="777-QĐ/HU", number_key="777-qd-hu")
    assert found(client, "777-QĐ/HU") == []
    type(hidden).objects.filter(pk=hidden.pk).update(state="ISSUED", published_at=make.NOON)
    assert found(client, "777-QĐ/HU") == [ROAD]
    assert reverse("portal:practices") == LIST
