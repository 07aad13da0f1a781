"""Years that cannot be set side by side: the hard criteria of a unit, and the rates of several."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.criteria.enums import Track
from danvan.reports.breaks import rate_breaks, year_breaks
from danvan.reports.comparable import lists_of
from danvan.reports.hardest import Unmet, unmet
from danvan.reports.titles import published_titles, title_counts, title_rows
from tests import make
from tests.unit.criteria import lists
from tests.web.portal.conftest import assessed

# One commune: nothing but number 1 was missed throughout.
YEARS = {2024: "NNNY", 2025: "NNNY", 2026: "NNNYN"}
HARD = [
    Unmet(1, "Tiêu chí 1", (2024, 2025, 2026), 0), Unmet(2, "Tiêu chí 2", (2025, 2026), 2025),
    Unmet(3, "Tiêu chí 3", (2026,), 2026), Unmet(5, "Mới 4", (2026,), 2026),
]  # fmt: skip


def run(cast, version, year: int, track: str = Track.COMMUNE):
    more = {"first_year": year, "last_year": year, "published_at": make.LONG_AGO}
    return make.campaign(cast.east, tracks={track: version}, **more)


@pytest.fixture
def three(cast):
    """The commune judged for three years by three lists."""
    made = lists.three(cast)
    for (year, marks), version in zip(YEARS.items(), made, strict=True):
        assessed(cast.village, run(cast, version, year), marks, year=year)
    return made


def rows():
    return title_rows(published_titles().order_by("-year"))


def test_a_hard_criterion_counts_from_the_year_it_may_be_compared(three):
    found = rows()
    assert unmet(found, lists_of(row.version_id for row in found)) == HARD


def test_a_break_stands_at_the_first_year_behind_it(three):
    found = rows()
    breaks = year_breaks(found, lists_of(row.version_id for row in found))
    by_year = {row.year: breaks.get(row.dossier_id) for row in found}
    assert {year: (one.since, one.before) for year, one in by_year.items() if one} == {
        2026: (2026, 2025), 2025: (2025, 2024)
    }  # fmt: skip


def test_rates_break_where_the_title_is_reached_in_another_way(three):
    assert {key[1]: one.rate_words for key, one in rate_breaks(title_counts(published_titles())).items()} == {
        2026: "Từ năm 2026 bộ tiêu chí đổi từ 4 thành 5 tiêu chí: không so sánh số đơn vị đạt ngưỡng với năm 2025.",
        2025: "Từ năm 2025 bộ tiêu chí đổi: không so sánh số đơn vị đạt ngưỡng với năm 2024.",
    }


def test_rates_of_a_corrected_list_and_of_another_order_do_not_break(cast):
    first = lists.issued(cast, 2)
    second = lists.follow(cast, first, 2027, {1: {2: True}, 2: {1: True}})
    for year, version in ((2026, first), (2027, second)):
        assessed(cast.village, run(cast, version, year), "YY", year=year)
    assert rate_breaks(title_counts(published_titles())) == {}


def test_a_year_of_two_lists_breaks_when_either_does_and_tracks_are_apart(cast):
    first = lists.issued(cast, 4)
    same, harder = lists.follow(cast, first, 2027, {}), lists.follow(cast, first, 2028, {}, min_passed=3)
    assessed(cast.village, run(cast, first, 2026), "YYYY", year=2026)
    for version in (same, harder):
        assessed(make.unit(parent=cast.east), run(cast, version, 2029), "YYYY", year=2029)
    (found,) = rate_breaks(title_counts(published_titles())).values()
    assert (found.since, found.before, found.difference.is_of_lines) == (2029, 2026, False)
    assert "ngưỡng đạt đổi từ 2 tiêu chí thành 3 tiêu chí" in found.rate_words


@pytest.mark.parametrize("years", [2, 6])
def test_the_queries_do_not_grow_with_the_years(cast, years):
    versions = [lists.issued(cast, 3)]
    for year in range(2027, 2026 + years):
        versions.append(lists.follow(cast, versions[-1], year, {1: {1: False}}))
    for year, version in enumerate(versions, 2026):
        assessed(cast.village, run(cast, version, year), "YNY", year=year)
    with CaptureQueriesContext(connection) as queries:
        found = rate_breaks(title_counts(published_titles()))
    assert (len(found), len(queries)) == (years - 1, 2)
