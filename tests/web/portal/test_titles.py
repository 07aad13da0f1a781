"""The rows behind the figures on titles."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import make
from tests.web.portal.conftest import assessed

LIST = reverse("portal:titles")
COUNTS = {"": 3, "dat": 2, "chua-dat": 1, "du": 1, "dang-ky": 4, "gi-do": 3}


@pytest.fixture
def year(book):
    for marks in ("Y" * 24, "Y" * 20 + "N" * 4, "Y" * 19 + "N" * 5):
        assessed(make.unit(parent=book.district), book.campaign, marks, year=2019)
    make.dossier(book.commune, book.campaign, state="ACCEPTED", track="COMMUNE", year=2019)


@pytest.mark.parametrize("result", COUNTS)
def test_each_result_lists_exactly_its_rows(client, year, result):
    page = client.get(LIST, {"ket-qua": result, "nam": 2019}).content.decode()
    assert f'role="status">{COUNTS[result]} đơn vị' in page
    assert page.count('class="roll-row"') == COUNTS[result]


@pytest.mark.parametrize(
    ("asked", "rows"),
    [({"nam": "2018"}, 0), ({"bo": "khong-co"}, 0), ({"don-vi": "E"}, 3), ({"don-vi": "W"}, 0), ({"nam": "x"}, 3)],
)
def test_conditions_narrow_the_rows(client, year, asked, rows):
    assert client.get(LIST, asked).content.decode().count('class="roll-row"') == rows


def test_the_years_lead_to_each_other_and_keep_the_other_conditions(client, book, year):
    assessed(book.commune, book.campaign, "Y" * 24, year=2018)
    years = client.get(LIST, {"nam": 2019, "ket-qua": "dat"}).context["years"]
    assert [(one["label"], one["current"]) for one in years] == [("Mọi năm", False), ("2019", True), ("2018", False)]
    assert years[2]["url"] == "?nam=2018&ket-qua=dat" and years[0]["url"] == "?ket-qua=dat"


def test_the_units_at_the_head_of_a_year_are_compared(client, book, year):
    told = client.get(LIST, {"nam": 2019}).context["compare"]
    assert told["label"] == "So sánh ba đơn vị đầu" and told["url"].endswith("&nam=2019")
    assert client.get(told["url"]).status_code == 200
    assert client.get(LIST).context["compare"] == {}


def test_the_years_of_one_unit_are_set_side_by_side(client, book):
    for number in (2018, 2019):
        assessed(book.commune, book.campaign, "Y" * 24, year=number)
    told = client.get(LIST, {"don-vi": "V"}).context["compare"]
    assert told == {"label": "Đặt các năm cạnh nhau", "url": "/so-sanh/?don-vi=V"}


@pytest.mark.parametrize(("asked", "rows"), [({"khi-do": "E"}, 3), ({"khi-do": "W"}, 0), ({"chua": 24}, 2),
                                             ({"chua": 20}, 1), ({"chua": 1}, 0), ({"chua": "x"}, 3)])  # fmt: skip
def test_the_tree_of_that_time_and_an_unmet_criterion_narrow_the_rows(client, year, asked, rows):
    page = client.get(LIST, {**asked, "nam": 2019}).content.decode()
    assert page.count('class="roll-row"') == rows
    assert f'role="status">{rows} đơn vị' in page
