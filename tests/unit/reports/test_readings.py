"""Both readings of a figure, by tables typed by hand: three communes, merged, divided, renamed, moved."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.criteria.enums import Track
from danvan.dossiers.models import Dossier
from danvan.reports.conditions import Conditions, published_models
from danvan.reports.coverage import Periods, coverage, expected_now, expected_then, turnouts
from danvan.reports.names import names_on
from danvan.reports.readings import Reading
from danvan.reports.scope import Scope
from danvan.reports.titles import published_titles, title_rows
from danvan.reports.totals import by_unit, by_year, totals
from danvan.reports.unit_facets import unit_facet
from danvan.succession.actions import carry_out
from danvan.units.heritage import Heirs
from danvan.units.models import Unit, UnitSpan
from danvan.units.plans import Heir, Plan
from tests import make
from tests.web.portal.conftest import assessed

DAY, TODAY = date(2025, 7, 1), date(2026, 3, 10)
MERGE = Plan(DAY, ("A", "B"), (Heir("M", name="Đảng bộ xã Mới"),))
SPLIT = Plan(DAY, ("A",), (Heir("A1", name="Đảng bộ xã Một"), Heir("A2", name="Đảng bộ xã Hai")))
RENAME = Plan(DAY, ("C",), (Heir("C", name="Đảng bộ phường Chi"),))
MOVE = Plan(DAY, ("C",), (Heir("C", parent="W"),))
# Every model by unit of today; what counts under E and under W today; who of how many registered for E's titles.
TABLE = {
    "merge": (MERGE, {"M": 3, "C": 3}, {"E": 6, "W": 0}, {"then": (2, 3), "now": (2, 3)}),
    "split": (SPLIT, {"~E": 2, "B": 1, "C": 3}, {"E": 6, "W": 0}, {"then": (2, 3), "now": (2, 3)}),
    "rename": (RENAME, {"A": 2, "B": 1, "C": 3}, {"E": 6, "W": 0}, {"then": (2, 3), "now": (2, 3)}),
    "move": (MOVE, {"A": 2, "B": 1, "C": 3}, {"E": 3, "W": 3}, {"then": (2, 3), "now": (2, 2)}),
}
THEN = {"A": 2, "B": 1, "C": 3}
NAMES = {"A": "Đảng bộ xã Anh", "B": "Đảng bộ xã Bình", "C": "Đảng bộ xã Chi"}


@pytest.fixture
def year(cast):
    """Two, one and three models of 2024 in three communes of the east, two of which registered for the title."""
    campaign = make.campaign(
        cast.province, tracks={Track.MODEL: None, Track.COMMUNE: make.version(24)}, first_year=2024, last_year=2024,
        cutoff_on=date(2024, 3, 1), published_at=make.LONG_AGO,
    )  # fmt: skip
    UnitSpan.objects.filter(unit=cast.village).update(valid_to=date(2023, 12, 31))
    for code, name in NAMES.items():
        at = make.unit(code, parent=cast.east, name=name)
        for _ in range(THEN[code]):
            make.recognised(at, campaign, on=date(2024, 9, 2))
        if code != "C":
            assessed(at, campaign, "Y" * 20 + "NNNN", year=2024)
    return cast


def rearrange(cast, *plans: Plan) -> None:
    carry_out(plans, by=cast.quan, at=make.NOON)


def counted(reading: Reading, unit: str = "") -> dict[str, int]:
    rows = by_unit(Scope(unit=unit, reading=reading).models(), reading)
    return {row.code: row.registered for row in rows}


def covered(code: str, reading: Reading) -> tuple[int, int] | None:
    unit, periods = Unit.objects.get(code=code), Periods()
    expected = (
        expected_then(periods, unit) if reading is Reading.THEN else expected_now(periods, unit, Heirs(TODAY))
    )  # fmt: skip
    found = coverage(turnouts(Scope(unit=code, reading=reading).rows(published_titles())), expected)
    return (found[0].registered, found[0].expected) if found else None


@pytest.mark.parametrize("case", TABLE)
def test_by_the_units_of_that_time_nothing_changes(year, case):
    before = [by_year(published_models()), by_unit(published_models()), title_rows(published_titles().order_by("pk"))]
    rearrange(year, TABLE[case][0])
    assert before == [
        by_year(published_models()), by_unit(published_models()), title_rows(published_titles().order_by("pk"))
    ]  # fmt: skip
    assert {row.code: row.name for row in by_unit(published_models())} == NAMES
    assert counted(Reading.THEN, "E") == THEN


@pytest.mark.parametrize("case", TABLE)
def test_converted_to_today_each_model_counts_once_where_it_belongs(year, case):
    plan, units, above, _ = TABLE[case]
    rearrange(year, plan)
    assert counted(Reading.NOW) == units
    assert {code: sum(counted(Reading.NOW, code).values()) for code in above} == above
    assert sum(units.values()) == sum(THEN.values())


@pytest.mark.parametrize("reading", Reading)
@pytest.mark.parametrize("case", TABLE)
def test_the_grand_totals_are_those_of_that_time(year, case, reading):
    before = totals(Scope().models())
    rearrange(year, TABLE[case][0])
    assert totals(Scope(reading=reading).models()) == before
    assert [row.year for row in by_year(Scope(reading=reading).models())] == [2024]
    assert len(title_rows(Scope(reading=reading).rows(published_titles()), reading)) == 2


@pytest.mark.parametrize("case", TABLE)
def test_who_registered_is_counted_over_who_stood_there_then(year, case):
    plan, _, _, expected = TABLE[case]
    rearrange(year, plan)
    for reading in Reading:
        assert covered("E", reading) == expected[reading]


def test_a_unit_stands_in_the_window_from_new_year_to_the_cut_off(year):
    late, brief = make.unit("L", parent=year.east), make.unit("S", parent=year.east)
    UnitSpan.objects.filter(unit=late).update(valid_from=date(2024, 3, 2))
    UnitSpan.objects.filter(unit=brief).update(valid_to=date(2024, 1, 1))
    assert covered("E", Reading.THEN) == (2, 4)
    UnitSpan.objects.filter(unit=late).update(valid_from=date(2024, 3, 1))
    UnitSpan.objects.filter(unit=brief).update(valid_to=date(2023, 12, 31))
    assert covered("E", Reading.THEN) == (2, 4)


def test_no_rate_goes_above_the_whole_where_a_period_is_missing(year):
    UnitSpan.objects.filter(unit__code__in=["A", "C"]).update(valid_from=date(2025, 1, 1))
    assert covered("E", Reading.THEN) == (2, 2)


def test_after_two_changes_the_present_unit_holds_all_of_them(year):
    rearrange(year, MERGE)
    rearrange(year, Plan(date(2025, 9, 1), ("M", "C"), (Heir("X", name="Đảng bộ xã Xuân", parent="W"),)))
    assert counted(Reading.NOW) == {"X": 6}
    assert (counted(Reading.NOW, "E"), counted(Reading.NOW, "W")) == ({}, {"X": 6})
    assert covered("W", Reading.NOW) == (2, 3)


def test_a_title_converted_to_today_keeps_the_name_it_was_registered_under(year):
    rearrange(year, MERGE)
    rows = title_rows(published_titles().order_by("unit_name"), Reading.NOW)
    assert [(row.unit_code, row.unit_name, row.was) for row in rows] == [
        ("M", "Đảng bộ xã Mới", "Đảng bộ xã Anh"), ("M", "Đảng bộ xã Mới", "Đảng bộ xã Bình"),
    ]  # fmt: skip


def test_the_facet_of_units_offers_what_is_not_allocated(year):
    rearrange(year, SPLIT)
    then = unit_facet(published_models(), Conditions(unit="E"))
    now = unit_facet(published_models(), Conditions(unit="E", reading=Reading.NOW))
    assert [(choice.label, choice.count) for choice in then.choices] == [
        ("Huyện ủy Miền Đông", 6), ("Đảng bộ xã Chi", 3), ("Đảng bộ xã Anh", 2), ("Đảng bộ xã Bình", 1),
    ]  # fmt: skip
    assert [(choice.label, choice.count) for choice in now.choices] == [
        ("Huyện ủy Miền Đông", 6), ("Đảng bộ xã Chi", 3), ("Huyện ủy Miền Đông: chưa phân bổ", 2),
        ("Đảng bộ xã Bình", 1),
    ]  # fmt: skip
    make.recognised(year.east, Dossier.objects.first().campaign)
    left = Conditions(unit="~E", reading=Reading.NOW)
    assert published_models().filter(left.where()).count() == 2
    assert published_models().filter(Conditions(unit="~E").where()).count() == 0


def test_a_renamed_superior_keeps_its_name_on_the_lists_of_that_time(year):
    rearrange(year, Plan(DAY, ("E",), (Heir("E", name="Thị ủy Miền Đông"),)))
    names = {
        reading: unit_facet(published_models(), Conditions(reading=reading)).choices[0].label for reading in Reading
    }  # fmt: skip
    assert names == {Reading.THEN: "Huyện ủy Miền Đông", Reading.NOW: "Thị ủy Miền Đông"}


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2001, 1, 1), "Đảng bộ xã Chi"), (date(2025, 6, 30), "Đảng bộ xã Chi"), (DAY, "Đảng bộ phường Chi"),
     (None, "Đảng bộ phường Chi")],
)  # fmt: skip
def test_the_name_of_a_unit_on_a_day(year, day, name):
    rearrange(year, RENAME)
    assert names_on({"C": day, "KHONG-CO": day}, TODAY) == {"C": name}


def test_a_stage_keeps_its_rows_in_both_readings_whatever_became_of_its_unit(year):
    rearrange(year, MOVE, MERGE)
    stage = Scope(code="s", unit="E", first=2024, last=2024)
    assert counted(Reading.THEN, "E") == THEN
    assert stage.read(Reading.NOW).models().count() == stage.models().count() == 6
    assert {row.code: row.registered for row in by_unit(stage.read(Reading.NOW).models(), Reading.NOW)} == {
        "M": 3, "C": 3,
    }  # fmt: skip


def test_a_recorded_heir_speaks_before_the_line_of_its_unit(year):
    rearrange(year, SPLIT)
    one = Dossier.objects.models_only().filter(unit__code="A").first()
    Dossier.objects.filter(pk=one.pk).update(counts_in=Unit.objects.get(code="A2"), is_allocated=True)
    assert counted(Reading.NOW) == {"A2": 1, "~E": 1, "B": 1, "C": 3}
