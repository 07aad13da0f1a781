"""Template filters show dates, numbers and codes as Vietnamese readers expect them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template


def shown(expression, **values):
    return Template("{% load vi %}{{ " + expression + " }}").render(Context(values))


@pytest.mark.parametrize(
    ("expression", "value", "text"),
    [
        ("x|ngay", date(2020, 9, 7), "07/9/2020"),
        ("x|ngay", datetime(2020, 9, 6, 18, 0, tzinfo=UTC), "07/9/2020"),
        ("x|ngay_day_du", date(2020, 9, 7), "07/09/2020"),
        ("x|ngay_van_ban", date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        ("x|luc", datetime(2026, 2, 5, 7, 32, tzinfo=UTC), "14:32 ngày 05/02/2026"),
        ("x|luc", datetime(2026, 2, 4, 17, 0, tzinfo=UTC), "00:00 ngày 05/02/2026"),
        ("x|so", 1234567, "1.234.567"),
        ("x|so", 0, "0"),
        ("x|so", Decimal("7.5"), "7,5"),
        ("x|phan_tram:808", 179, "22,2 %"),
        ("x|phan_tram:0", 5, ""),
        ("x|hai_so", 9, "09"),
        ("x|chu", 4, "bốn"),
        ("x|chu", 0, "không"),
        ("x|Chu", 24, "Hai mươi tư"),
        ("x|slug_vi", "Đảng bộ xã Ngọc Thiện", "dang-bo-xa-ngoc-thien"),
        ("x|ma_giay", "7KQ4M2PD", "7KQ4-M2PD"),
    ],
)
def test_a_filter_shows(expression, value, text):
    assert shown(expression, x=value) == text


@pytest.mark.parametrize(
    "name", ["ngay", "ngay_day_du", "ngay_van_ban", "luc", "so", "phan_tram:5", "hai_so", "chu", "Chu", "ma_giay"]
)
def test_nothing_is_shown_for_nothing(name):
    assert shown(f"x|{name}", x=None) == ""
    assert shown(f"unknown|{name}") == ""
