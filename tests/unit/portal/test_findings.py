"""Headings that say what the figures say: tables typed by hand."""

from __future__ import annotations

import pytest

from danvan.portal import findings
from danvan.reports.totals import ThemeCount, Totals, UnitCount, YearCount

RATES = {
    (808, 179): "Cứ chín mô hình đăng ký thì hai mô hình được công nhận",
    (112, 112): "Mọi mô hình đăng ký đều được công nhận",
    (10, 5): "Cứ hai mô hình đăng ký thì một mô hình được công nhận",
    (5, 0): "Chưa có mô hình nào được công nhận",
    (0, 0): "Chưa có mô hình nào được công nhận",
    (100, 1): "Gần một phần mười số mô hình đăng ký được công nhận",
    (100, 99): "Hơn chín phần mười số mô hình đăng ký được công nhận",
}
SHARES = {
    (73, 112): "Gần hai phần ba",
    (74, 112): "Gần hai phần ba",
    (75, 112): "Hơn hai phần ba",
    (2, 3): "Hai phần ba",
    (1, 2): "Một nửa",
    (51, 100): "Hơn một nửa",
    (9, 9): "Toàn bộ",
}
YEARS = {
    (48, 61, 70): "Năm sau công nhận nhiều hơn năm trước",
    (48, 70, 61): "Năm 2019 công nhận nhiều nhất",
    (5, 5, 5): "Năm 2020 công nhận nhiều nhất",
    (5,): "Năm 2018",
    (): "Chưa có năm nào",
}


@pytest.mark.parametrize("figures", RATES)
def test_rate(figures):
    registered, recognised = figures
    assert findings.rate(Totals(registered, collective=recognised)) == RATES[figures]


@pytest.mark.parametrize("figures", SHARES)
def test_share(figures):
    assert findings.share(*figures) == SHARES[figures]


@pytest.mark.parametrize("counts", YEARS)
def test_years(counts):
    rows = [YearCount(2018 + place, Totals(count, collective=count)) for place, count in enumerate(counts)]
    assert findings.years(rows) == YEARS[counts]


def test_the_two_largest_themes_are_named_and_proper_names_keep_their_capital():
    names = {"Nông thôn mới": 40, "Cải cách hành chính": 33, "Mặt trận, đoàn thể": 5, "Đảng, chính quyền": 34}
    rows = [ThemeCount(name, name, name, "", count, count) for name, count in names.items()]
    assert findings.themes(rows) == "Gần hai phần ba thuộc nông thôn mới và Đảng, chính quyền"


@pytest.mark.parametrize(
    ("recognised", "sentence"),
    [
        ((3, 0, 1), "2 trong 3 đơn vị có mô hình được công nhận"),
        ((3,), "Một đơn vị có mô hình được công nhận"),
        ((3, 2), "Cả hai đơn vị đều có mô hình được công nhận"),
        ((), "0 trong 0 đơn vị có mô hình được công nhận"),
    ],
)
def test_units(recognised, sentence):
    assert findings.units([UnitCount(1, "", "", 9, count) for count in recognised]) == sentence


def test_titles():
    assert findings.titles(18, 24, "đảng bộ xã") == "18 trong 24 đảng bộ xã đạt ngưỡng danh hiệu “Dân vận khéo”"
    assert findings.titles(8, 8, "cơ quan") == "Cả tám cơ quan đạt ngưỡng danh hiệu “Dân vận khéo”"
