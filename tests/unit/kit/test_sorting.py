"""Names stand in the order of a Vietnamese dictionary, in any database."""

import random

from hypothesis import given
from hypothesis import strategies as st

from danvan.kit.vi import given_name_key, sort_key

# As ICU sorts for "vi", and PostgreSQL 15 with COLLATE "vi-x-icu".
# fmt: off
DICTIONARY = [
    "“Ba”", "10 xã", "2 tháng", "An", "Ánh", "Ăn", "Ẩm thực", "Ân", "Ba na", "Ba-na", "Bana", "Cao Thượng", "Dĩnh Trì",
    "Dũng", "Dương", "Dương Đức", "Đa Mai", "Đồng", "Đồng Kỳ", "Đức", "Em", "Lúc", "Lục", "Lục Ngạn", "Ngọc Châu",
    "Ngọc Thiện", "Ngọc Vân", "On", "Ôn", "Ơn", "Uy", "Ưu",
]
# fmt: on
TONES = ["ma", "Ma", "mà", "MÀ", "mả", "mã", "má", "mạ", "mai"]
PEOPLE = ["Nguyễn Văn An", "Trần Thị An", "Lê Thị Ánh", "Hoàng Ân", "Hà Dũng", "Vũ Đức Dũng", "Mai", "Đặng Yến"]


def shuffled(words):
    return random.Random(7).sample(words, len(words))


def test_words_sort_as_in_a_dictionary():
    assert sorted(shuffled(DICTIONARY), key=sort_key) == DICTIONARY


def test_tones_sort_level_grave_hook_tilde_acute_dot():
    assert sorted(shuffled(TONES), key=sort_key) == TONES


def test_people_sort_by_given_name_then_whole_name():
    assert sorted(shuffled(PEOPLE), key=given_name_key) == PEOPLE


def test_spelling_and_spaces_do_not_move_a_name():
    assert sort_key("\u0110o\u0302\u0300ng  Ky\u0300 ") == sort_key("Đồng Kỳ")
    assert sort_key("\u00d0ồng") == sort_key("Đồng")


def test_a_name_stands_before_the_longer_one_it_begins():
    assert sort_key("") < sort_key("A") < sort_key("An") < sort_key("An Hà") < sort_key("An Hạ")


@given(st.text())
def test_a_key_is_digits_only_so_that_every_collation_agrees(text):
    assert sort_key(text).isascii()
    assert sort_key(text).isdigit()
    assert given_name_key(text).isdigit()


@given(st.lists(st.text("aàâdđeêoờu ĐÀ-1", max_size=6)))
def test_the_order_is_the_same_from_any_start(words):
    assert [sort_key(word) for word in sorted(words, key=sort_key)] == sorted(map(sort_key, words))
