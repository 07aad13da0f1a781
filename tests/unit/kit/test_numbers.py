"""Dots for thousands, a comma for decimals, and numbers in words."""

from decimal import Decimal

import pytest

from danvan.kit.numbers import NotANumber, decimal_vi, grouped, parse_number, percent, two_digits, words


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"),
        (999, "999"),
        (4260, "4.260"),
        (1234567, "1.234.567"),
        (-1500, "-1.500"),
        (Decimal("1234.5"), "1.234,5"),
        (2.1, "2,1"),
    ],
)
def test_thousands_have_dots(number, shown):
    assert grouped(number) == shown


@pytest.mark.parametrize(
    ("number", "places", "shown"),
    [(22.15, 1, "22,2"), (22.25, 1, "22,3"), (7, 2, "7,00"), (1234.56, 1, "1.234,6"), (2.5, 0, "3"), (0.05, 1, "0,1")],
)
def test_decimals_have_a_comma_and_round_half_up(number, places, shown):
    assert decimal_vi(number, places) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (179, 808, "22,2 %"),
        (202, 279, "72,4 %"),
        (1808, 2071, "87,3 %"),
        (266, 332, "80,1 %"),
        (18, 24, "75 %"),
        (24, 24, "100 %"),
        (0, 24, "0 %"),
        (5, 0, ""),
    ],
)
def test_percent_as_reports_print_it(part, whole, shown):
    assert percent(part, whole) == shown


def test_counts_in_prose_have_two_figures():
    assert [two_digits(number) for number in (0, 8, 10, 179)] == ["00", "08", "10", "179"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "không"),
        (1, "một"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (40, "bốn mươi"),
        (44, "bốn mươi tư"),
        (51, "năm mươi mốt"),
        (55, "năm mươi lăm"),
        (99, "chín mươi chín"),
        (100, "100"),
        (1808, "1.808"),
        (-1, "-1"),
    ],
)
def test_numbers_in_words(number, said):
    assert words(number) == said


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.234.567", 1234567),
        ("1 234 567", 1234567),
        ("1\u00a0234", 1234),
        ("1.234", 1234),
        ("1.234,5", Decimal("1234.5")),
        ("22,2", Decimal("22.2")),
        ("22.25", Decimal("22.25")),
        (" 24 ", 24),
        ("-3", -3),
        ("−3", -3),
        ("007", 7),
        (24.0, 24),
        (7.5, Decimal("7.5")),
        (Decimal("1.5"), Decimal("1.5")),
        (0, 0),
    ],
)
def test_numbers_are_read_as_they_are_written(typed, number):
    assert parse_number(typed) == number


@pytest.mark.parametrize("blank", [None, "", "  ", "\u00a0"])
def test_blank_is_no_number(blank):
    assert parse_number(blank) is None


@pytest.mark.parametrize(
    "typed", ["abc", "1,234,567", "1.23.4", "12a", "1,2,3", "=1+1", "1e5", "٣", float("nan"), float("inf"), True, "--3"]
)
def test_what_is_no_number_is_refused_with_a_sentence(typed):
    with pytest.raises(NotANumber, match=r"không phải là số\. Hãy ghi như 1\.234 hoặc 22,5\.$"):
        parse_number(typed)
