"""The day comes before the month, on the way in and on the way out."""

from datetime import UTC, date, datetime

import pytest

from danvan.kit.dates import NotADate, official, parse_date, plain, short

FIFTH_OF_FEBRUARY = date(2026, 2, 5)


@pytest.mark.parametrize(
    "typed",
    [
        "05/02/2026",
        "5/2/2026",
        "05-02-2026",
        "5-2-2026",
        "05.02.2026",
        "2026-02-05",
        "2026-02-05 00:00:00",
        "2026-02-05T00:00",
        "05/02/2026 00:00",
        " 05 / 02 / 2026 ",
        "\u00a005/02/2026\u200b",
        "ngày 05 tháng 02 năm 2026",
        "Ngày 5 tháng 2 năm 2026",
        date(2026, 2, 5),
        datetime(2026, 2, 5, 23, 59),
        datetime(2026, 2, 4, 17, 0, tzinfo=UTC),  # already the fifth in Hà Nội
    ],
)
def test_every_way_of_writing_the_fifth_of_february(typed):
    assert parse_date(typed) == FIFTH_OF_FEBRUARY


def test_a_day_past_twelve_is_accepted():
    assert parse_date("25/12/2026") == date(2026, 12, 25)
    assert parse_date("29/2/2024") == date(2024, 2, 29)


@pytest.mark.parametrize("blank", [None, "", "   ", "\u00a0", "\u200b\n"])
def test_blank_is_no_date(blank):
    assert parse_date(blank) is None


@pytest.mark.parametrize(
    "typed",
    [
        "31/02/2026",
        "29/02/2026",
        "12/25/2026",
        "5/2/26",
        "02/2026",
        "2026",
        "05/02-2026",
        "0/1/2026",
        "05/02/0206",
        "05/02/20266",
        "hôm nay",
        "05/02/2026 abc",
        "٠٥/٠٢/٢٠٢٦",
        46058,
        46058.0,
        True,
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(typed):
    with pytest.raises(NotADate, match=r"ngày/tháng/năm, ví dụ 05/02/2026\.$"):
        parse_date(typed)


def test_the_refusal_shows_what_was_typed():
    with pytest.raises(ValueError, match=r"^“31/02/2026” không phải là ngày\."):
        parse_date("31/02/2026")


@pytest.mark.parametrize(
    ("day", "in_line", "on_paper", "in_table"),
    [
        (date(2026, 2, 5), "05/02/2026", "ngày 05 tháng 02 năm 2026", "05/02/2026"),
        (date(2020, 9, 7), "07/9/2020", "ngày 07 tháng 9 năm 2020", "07/09/2020"),
        (date(2024, 1, 31), "31/01/2024", "ngày 31 tháng 01 năm 2024", "31/01/2024"),
        (date(2024, 3, 10), "10/3/2024", "ngày 10 tháng 3 năm 2024", "10/03/2024"),
        (date(2020, 11, 25), "25/11/2020", "ngày 25 tháng 11 năm 2020", "25/11/2020"),
        (date(2020, 10, 1), "01/10/2020", "ngày 01 tháng 10 năm 2020", "01/10/2020"),
    ],
)
def test_three_ways_of_showing_a_date(day, in_line, on_paper, in_table):
    assert short(day) == in_line
    assert official(day) == on_paper
    assert plain(day) == in_table
    assert parse_date(in_line) == parse_date(on_paper) == parse_date(in_table) == day
