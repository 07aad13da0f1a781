"""Years judged by three lists: the break is drawn and spoken wherever years stand side by side."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from danvan.criteria.enums import Track
from danvan.kit import vi
from tests import make
from tests.unit.criteria import lists
from tests.web.portal.conftest import assessed
from tests.web.query_counts import BUDGETS

YEARS = {2024: "NNNY", 2025: "NNNY", 2026: "NNNYN"}
SPLIT = "Từ năm 2026 bộ tiêu chí sửa đổi, 4 thành 5 tiêu chí: không so sánh tiêu chí 3, 5 và tổng số đạt"
REWORDED = "Từ năm 2025 bộ tiêu chí sửa đổi: không so sánh tiêu chí 2 và tổng số đạt"
RATE = "Từ năm 2026 bộ tiêu chí đổi từ 4 thành 5 tiêu chí: không so sánh số đơn vị đạt ngưỡng với năm 2025."


@pytest.fixture
def three(cast):
    """The commune judged for three years by three lists."""
    made = lists.three(cast)
    for (year, marks), version in zip(YEARS.items(), made, strict=True):
        run(cast, version, year, marks)
    return made


def run(cast, version, year: int, marks: str) -> None:
    more = {"first_year": year, "last_year": year, "published_at": make.LONG_AGO}
    assessed(cast.village, make.campaign(cast.east, tracks={Track.COMMUNE: version}, **more), marks, year=year)


def address(unit) -> str:
    return reverse("portal:unit", kwargs={"pk": unit.pk, "slug": vi.slug(unit.name)})


def page_of(client, where: str, **asked) -> str:
    return client.get(where, asked).content.decode()


def test_a_break_stands_between_the_years_it_parts(client, cast, three):
    page = page_of(client, address(cast.village))
    places = [page.index(one) for one in ("<b>2026</b>", SPLIT, "<b>2025</b>", REWORDED, "<b>2024</b>")]
    assert places == sorted(places)
    assert page.count('class="unit-break"') == 2
    assert "Ba năm, 4 đến 5 tiêu chí" in page


def test_hard_criteria_say_since_when_they_count(client, cast, three):
    page = page_of(client, address(cast.village))
    hard = page[page.index("tiêu chí khó nhất") :]
    assert "năm 2024, 2025, 2026" in hard
    assert "năm 2025, 2026" in hard
    assert hard.count("Chỉ tính từ năm 2025; trước đó là tiêu chí khác.") == 1
    assert hard.count("Chỉ tính từ năm 2026; trước đó là tiêu chí khác.") == 2


def test_a_list_that_is_new_altogether_is_said_once(client, cast):
    first = lists.issued(cast, 3)
    run(cast, first, 2026, "NNN")
    run(cast, lists.follow(cast, first, 2027, {1: {}, 2: {}, 3: {}}), 2027, "NNN")
    page = page_of(client, address(cast.village))
    assert "Từ năm 2027 chấm theo bộ tiêu chí khác, cũng 3 tiêu chí: không so sánh từng tiêu chí" in page
    assert page.count("Chỉ tính từ năm 2027") == 1


def test_years_that_may_be_compared_show_no_break(client, cast):
    first = lists.issued(cast, 3)
    for year, version in ((2026, first), (2027, lists.follow(cast, first, 2027, {}))):
        run(cast, version, year, "YNY")
    page = page_of(client, address(cast.village))
    assert "unit-break" not in page
    assert "năm 2026, 2027" in page


def test_rates_of_a_board_its_rows_and_the_api_carry_the_break(client, cast, three):
    assert RATE in page_of(client, address(cast.east))
    assert RATE in page_of(client, reverse("portal:titles"))
    told = client.get(reverse("api:statistics")).json()["titles"]
    assert [(row["year"], row["break"] is None) for row in told] == [(2026, False), (2025, False), (2024, True)]
    assert told[0]["break"] == RATE


def test_many_breaks_are_told_in_one_sentence(client, cast):
    versions = [lists.issued(cast, 3)]
    for year in range(2027, 2031):
        versions.append(lists.follow(cast, versions[-1], year, {1: {1: False}}))
    for year, version in enumerate(versions, 2026):
        run(cast, version, year, "YNY")
    assert page_of(client, reverse("portal:titles")).count("callout callout-cham") == 1


@pytest.mark.parametrize("name", ["portal:unit", "portal:titles", "api:statistics"])
def test_breaks_keep_the_budgets(client, cast, three, name):
    asked = [address(cast.village), address(cast.east)] if name == "portal:unit" else [reverse(name)]
    for where in asked:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(where).status_code == 200
        assert len(queries) <= BUDGETS[name]
