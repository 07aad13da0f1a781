"""The public figures: what is counted, that the parts make the whole, and what they cost."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.dossiers.enums import Holder, State
from danvan.reports.conditions import NO_THEME, published_models
from danvan.reports.scope import Scope
from danvan.reports.totals import Totals, by_theme, by_unit, by_year, summed, totals
from tests import make

DAY = date(2020, 8, 31)


@pytest.fixture
def place(db):
    province = make.unit("P", kind="PROVINCE")
    district = make.unit("E", kind="DISTRICT", parent=province)
    return make.unit("V", parent=district, name="Đảng bộ xã Yên Thịnh")


@pytest.fixture
def stage(place):
    return make.campaign(place.parent, first_year=2018, last_year=2020, published_at=make.LONG_AGO)


def test_registered_recognised_and_commended_are_counted_by_who_carries_them(place, stage):
    make.dossier(place, stage, state=State.ACCEPTED)
    make.dossier(place, stage, state=State.DECLINED, holder_kind=Holder.INDIVIDUAL)
    make.recognised(place, stage)
    make.recognised(place, stage, commended_on=DAY)
    make.recognised(place, stage, holder_kind=Holder.INDIVIDUAL, commended_on=DAY)
    figures = totals(published_models())
    assert figures == Totals(5, collective=2, individual=1, commended_collective=1, commended_individual=1)
    assert (figures.recognised, figures.commended) == (3, 2)


NOT_COUNTED = {State.DRAFT, State.WITHDRAWN}


@pytest.mark.parametrize("state", State.values)
def test_only_what_was_sent_and_not_taken_back_is_registered(place, stage, state):
    make.dossier(place, stage, state=state)
    assert totals(published_models()).registered == (0 if state in NOT_COUNTED else 1)


def test_a_living_campaign_shows_only_what_is_recognised(place):
    living = make.campaign(place.parent)
    make.dossier(place, living, state=State.ACCEPTED)
    make.recognised(place, living)
    assert totals(published_models()) == Totals(1, collective=1)


def test_the_whole_is_the_sum_of_the_years_of_the_units_and_of_the_themes(place, stage):
    themes = list(stage.theme_scheme.themes.order_by("order"))
    other = make.unit("W", parent=place.parent, name="Đảng bộ xã Ăn Thịnh")
    for year, unit, theme in [(2018, place, themes[0]), (2019, other, themes[1]), (2019, other, None)]:
        make.dossier(unit, stage, state=State.ACCEPTED, year=year, theme=theme)
        make.recognised(unit, stage, year=year, theme=theme)
    years, units, by_themes = by_year(published_models()), by_unit(published_models()), by_theme(published_models())
    assert [(row.year, row.registered, row.recognised) for row in years] == [(2018, 2, 1), (2019, 4, 2)]
    assert [(row.code, row.registered, row.recognised) for row in units] == [("W", 4, 2), ("V", 2, 1)]
    assert [(row.code, row.recognised) for row in by_themes][-1] == (NO_THEME, 1)
    whole = totals(published_models())
    assert summed(years) == whole
    assert sum(row.registered for row in units) == sum(row.registered for row in by_themes) == whole.registered == 6


def test_each_figure_costs_one_query_whatever_the_rows(place, stage, django_assert_num_queries):
    for _ in range(20):
        make.recognised(place, stage)
    for figure in (totals, by_year, by_unit, by_theme):
        with django_assert_num_queries(1):
            figure(published_models())


def test_a_scope_is_a_unit_with_all_below_from_one_year_to_another(place, stage):
    make.recognised(place, stage, year=2018)
    make.recognised(place, stage, year=2020)
    assert totals(Scope(unit="E", first=2018, last=2019).models()).recognised == 1
    assert totals(Scope(unit="E", first=2018, last=2020).models()).recognised == 2
    assert totals(Scope(unit="ELSE").models()) == Totals()
