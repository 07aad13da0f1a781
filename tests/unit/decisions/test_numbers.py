"""A decision number is found however it was typed."""

from __future__ import annotations

import pytest

from danvan.decisions.numbers import number_key, serial


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("2559/QĐ-UBND", "2559-qd-ubnd"),
        ("2559/ QĐ –UBND", "2559-qd-ubnd"),
        ("2559 /QĐ—UBND", "2559-qd-ubnd"),
        ("số 2559", "2559"),
        ("Số: 692 - CV/TU", "692-cv-tu"),
        ("86-QĐ/HU", "86-qd-hu"),
        ("86 - QĐ/HU", "86-qd-hu"),
        ("  86-qđ/hu ", "86-qd-hu"),
        ("86-QÐ/HU", "86-qd-hu"),  # the Icelandic letter that old files use for Đ
        ("086-QĐ/HU", "086-qd-hu"),  # a written nought is another number
        ("", ""),
        (" / - ", ""),
    ],
)
def test_every_spelling_of_a_number_gives_one_key(typed, key):
    assert number_key(typed) == key


def test_a_serial_names_year_unit_decision_and_line():
    assert serial("86-QĐ/HU", 2020, "BK-CD", 4) == "2020/BK-CD/86-QD-HU-04"


def test_a_serial_of_a_paper_without_a_number_says_it_is_old():
    assert serial("", 2020, "BK-CD", 112) == "2020/BK-CD/CU-112"
