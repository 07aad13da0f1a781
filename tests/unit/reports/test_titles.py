"""Titles: assessed, at the threshold, full; and which criteria a unit finds hard."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from danvan.criteria.enums import Track
from danvan.reports.comparable import lists_of
from danvan.reports.hardest import unmet
from danvan.reports.titles import best_first, published_titles, title_counts, title_rows
from tests import make
from tests.web.portal.conftest import assessed

FULL, TWENTY, NINETEEN = "Y" * 24, "Y" * 20 + "NNNN", "Y" * 19 + "NNNNN"
ONE_ABSENT = "YA" + "Y" * 22


@pytest.fixture
def campaign(db):
    province = make.unit("P", kind="PROVINCE")
    return make.campaign(
        make.unit("E", kind="DISTRICT", parent=province), tracks={Track.COMMUNE: make.version(24)},
        first_year=2016, last_year=2017, published_at=make.LONG_AGO,
    )  # fmt: skip


def test_the_four_figures_of_a_year(campaign):
    for marks in (FULL, ONE_ABSENT, TWENTY, NINETEEN):
        assessed(make.unit(parent=campaign.organiser), campaign, marks, year=2016)
    make.dossier(make.unit(parent=campaign.organiser), campaign, state="ACCEPTED", track=Track.COMMUNE, year=2016)
    (count,) = title_counts(published_titles())
    assert (count.registered, count.assessed, count.passed, count.full) == (5, 4, 3, 2)
    assert (count.year, count.criteria_set) == (2016, campaign.tracks.get().version.criteria_set.code)


def test_rows_are_best_first_and_what_has_no_card_is_last(campaign):
    units = [make.unit(name=name, parent=campaign.organiser) for name in ("Ánh", "Bình", "Chi")]
    assessed(units[0], campaign, NINETEEN, year=2016)
    make.dossier(units[1], campaign, state="ACCEPTED", track=Track.COMMUNE, year=2016, title="Bình")
    assessed(units[2], campaign, FULL, year=2016)
    rows = title_rows(best_first(published_titles()))
    assert [(row.unit_name, row.passed, row.is_full) for row in rows] == [
        ("Chi", 24, True), ("Ánh", 19, False), ("Bình", None, False),
    ]  # fmt: skip


@pytest.mark.parametrize("at", [None, datetime(9999, 1, 1, tzinfo=UTC)])
def test_nothing_of_a_campaign_that_is_not_published_yet(campaign, at):
    type(campaign).objects.update(published_at=at)
    assessed(make.unit(parent=campaign.organiser), campaign, FULL, year=2016)
    assert title_counts(published_titles()) == []


def test_the_hardest_criteria_are_those_missed_in_most_years(campaign):
    unit = make.unit(parent=campaign.organiser)
    assessed(unit, campaign, "N" + "Y" * 21 + "NN", year=2016)
    assessed(unit, campaign, "Y" * 23 + "N", year=2017)
    rows = title_rows(published_titles())
    lists = lists_of(row.version_id for row in rows)
    assert [(one.number, one.years) for one in unmet(rows, lists)] == [(24, (2016, 2017)), (1, (2016,)), (23, (2016,))]
    assert lists.sizes(rows[0].version_id) == [24]
