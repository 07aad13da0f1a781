"""One reading of a scope counts as the figures counted one by one do; branches and years of titles as well."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.dossiers.enums import Holder, State
from danvan.reports.branches import branches
from danvan.reports.conditions import REACHED, Status, published_models
from danvan.reports.funnel import cube
from danvan.reports.places import read_places
from danvan.reports.readings import Reading
from danvan.reports.scope import Scope, shown_scopes
from danvan.reports.titles import counts_of, fullest_year, published_titles, title_counts
from danvan.reports.totals import UnitCount, by_theme, by_year, totals
from tests import make
from tests.web.portal.conftest import assessed

TODAY = date(2026, 3, 10)


@pytest.fixture
def land(db):
    province = make.unit("P", kind="PROVINCE", name="Tỉnh ủy")
    districts = [make.unit(code, kind="DISTRICT", parent=province, name=f"Huyện ủy {code}") for code in "EW"]
    return province, districts, [make.unit(f"V{at.code}", parent=at) for at in districts]


@pytest.fixture
def filled(land):
    province, _, places = land
    for number in range(2):
        campaign = make.campaign(province, published_at=make.LONG_AGO, is_archive=number == 0)
        for theme in [*campaign.theme_scheme.themes.order_by("order"), None]:
            make.recognised(places[number], campaign, theme=theme, year=2018 + number, holder_kind=Holder.INDIVIDUAL)
            make.dossier(places[1], campaign, theme=theme, year=2019, state=State.DECLINED)
    return land


def test_the_cube_counts_as_years_themes_and_totals_do(filled):
    rows, found = published_models(), cube(published_models())
    assert (found.figures, found.years, found.themes) == (totals(rows), by_year(rows), by_theme(rows))
    assert (found.figures.registered, found.collectives) == (12, 6)
    assert sorted(found.schemes.values()) == [(2018, 2019), (2019, 2019)]


def test_the_cube_and_the_branches_cost_one_query_each(filled, django_assert_num_queries):
    with django_assert_num_queries(1):
        cube(published_models())
    with django_assert_num_queries(1):
        branches(published_models(), "P", Reading.THEN, {})


@pytest.mark.parametrize(("state", "counted"), [
    ("SUBMITTED", 0), ("RETURNED", 0), ("ACCEPTED", 0), ("REPORTED", 0), ("REWORK", 0), ("SENT", 1), ("SENT_BACK", 1),
    ("CONFIRMED", 1), ("APPROVED", 1), ("DECLINED", 1), ("STOPPED", 0), ("WITHDRAWN", 0), ("DRAFT", 0),
])  # fmt: skip
@pytest.mark.parametrize("is_archive", [False, True])
def test_what_came_before_who_appraises_it_is_counted_where_it_was_written_down(land, state, counted, is_archive):
    campaign = make.campaign(land[0], published_at=make.LONG_AGO, is_archive=is_archive)
    make.dossier(land[2][0], campaign, state=state)
    found = cube(published_models()).funnel
    assert found.appraised == (0 if is_archive else counted)
    assert found.tells_appraisal is not (is_archive and state not in {"DRAFT", "WITHDRAWN"})
    assert published_models().filter(REACHED[Status.APPRAISED]).count() == found.appraised


@pytest.mark.parametrize("reading", Reading)
def test_the_branches_hold_every_model_once(filled, reading):
    known = read_places("", TODAY).units
    found = branches(Scope(unit="P", reading=reading).models(), "P", reading, known)
    assert [(row.code, row.registered, row.recognised) for row in found.rows] == [("E", 3, 3), ("W", 9, 3)]
    assert found.units == 2
    top = branches(Scope(reading=reading).models(), "", reading, known)
    assert top.rows == [UnitCount(known["P"].pk, "P", "Tỉnh ủy", 12, 6)]


def test_what_counts_in_the_province_itself_is_a_row_of_its_own(filled):
    province, _, places = filled
    published_models().filter(unit=places[0]).update(counts_in=province, is_allocated=False)
    found = branches(Scope(unit="P", reading=Reading.NOW).models(), "P", Reading.NOW, read_places("", TODAY).units)
    assert [(row.code, row.name, row.registered) for row in found.rows] == [
        ("W", "Huyện ủy W", 9), ("~P", "Tỉnh ủy: chưa phân bổ", 3),
    ]  # fmt: skip


def test_the_places_tell_the_stages_and_the_names_of_each_year(land):
    make.stage(land[1][1], order=2)
    make.stage(land[1][0], order=1)
    make.stage(land[0], order=0)
    found = read_places("VE", TODAY)
    assert found.scopes == shown_scopes()
    assert set(found.units) == {"P", "E", "W", "VE"}
    assert [place.code for place in found.below("P")] == ["E", "W"]
    assert found.name("~E", None, Reading.NOW) == "Huyện ủy E: chưa phân bổ"
    assert found.name("khong-co", None, Reading.THEN) == ""


def test_the_fullest_year_is_counted_as_the_figures_on_titles_are(land):
    campaign = make.campaign(land[0], tracks={"COMMUNE": make.version(24)}, published_at=make.LONG_AGO)
    for year, marks in ((2024, "Y" * 24), (2025, "Y" * 24), (2025, "Y" * 19 + "N" * 5)):
        assessed(make.unit(parent=land[1][0]), campaign, marks, year=year)
    found = fullest_year(published_titles())
    assert [(row.year, row.passed) for row in found] == [(2025, 24), (2025, 19)]
    assert counts_of(found) == [one for one in title_counts(published_titles()) if one.year == 2025]
