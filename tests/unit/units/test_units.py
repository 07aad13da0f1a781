"""Units in time: one span a day, names and superiors as they were, paths that follow."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.units.actions import SpanClash, add_span
from danvan.units.models import Unit, UnitSpan
from danvan.units.queries import NotStanding, Tree, chain
from tests import make

TODAY = date(2026, 3, 10)


@pytest.fixture
def village(cast) -> Unit:
    """Under the east until 30/6/2025, directly under the province from 1/7/2025."""
    UnitSpan.objects.filter(unit=cast.village).update(valid_to=date(2025, 6, 30))
    add_span(UnitSpan(unit=cast.village, name="Đảng bộ xã Lớn", kind="COMMUNE", parent=cast.province,
                      valid_from=date(2025, 7, 1)), TODAY)  # fmt: skip
    cast.village.refresh_from_db()
    return cast.village


def boards(unit: Unit, day: date) -> list[str]:
    return [superior.code for superior in chain(Tree(day).standing(unit))]


def test_the_review_chain_is_that_of_the_day(village):
    assert boards(village, date(2025, 6, 30)) == ["E", "P"]
    assert boards(village, date(2025, 7, 1)) == ["P"]


def test_the_name_is_that_of_the_day_and_the_unit_shows_the_newest(village):
    assert Tree(date(2020, 1, 1)).standing(village).name == "Đảng bộ xã Đồng Điều"
    assert (village.name, village.path, village.name_fold) == ("Đảng bộ xã Lớn", "P/V/", "dang bo xa lon")


def test_moving_a_unit_moves_what_is_under_it(cast):
    cell = make.unit("C", kind="AGENCY", parent=cast.village)
    UnitSpan.objects.filter(unit=cast.village).update(valid_to=date(2025, 6, 30))

    add_span(
        UnitSpan(unit=cast.village, name="X", kind="COMMUNE", parent=cast.west, valid_from=date(2025, 7, 1)), TODAY
    )

    cell.refresh_from_db()
    assert cell.path == "P/W/V/C/"


@pytest.mark.parametrize(("start", "end"), [
    (date(2025, 6, 30), None), (date(2009, 1, 1), date(2010, 1, 1)), (date(2012, 1, 1), date(2013, 1, 1)),
])  # fmt: skip
def test_two_spans_of_one_unit_never_share_a_day(village, start, end):
    with pytest.raises(SpanClash, match="đã có giai đoạn"):
        add_span(
            UnitSpan(unit=village, name="Y", kind="COMMUNE", parent=village.parent, valid_from=start, valid_to=end),
            TODAY,
        )


def test_a_unit_did_not_stand_before_it_began(village):
    with pytest.raises(NotStanding, match="31/12/2009"):
        Tree(date(2009, 12, 31)).standing(village)


def test_as_of_counts_the_units_of_the_day(cast, village):
    assert set(Unit.objects.as_of(date(2025, 7, 1)).values_list("code", flat=True)) == {"P", "E", "W", "V", "O"}
    assert [standing.code for standing in Tree(date(2025, 7, 1)).under(cast.east)] == ["O"]
