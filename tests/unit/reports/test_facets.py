"""Facets: counted with the other facets applied, zero stays, the units drill down the tree."""

from __future__ import annotations

import pytest

from danvan.dossiers.enums import Holder, State
from danvan.dossiers.models import Campaign
from danvan.reports.conditions import Conditions, Status, published_models
from danvan.reports.facets import counted_facets, tally, without_each
from danvan.reports.unit_facets import unit_facet
from danvan.units.models import Unit
from tests import make


@pytest.fixture
def east(db):
    """Two years, two themes, both kinds, in two communes of the east; one model in the west."""
    province = make.unit("P", kind="PROVINCE")
    east = make.unit("E", kind="DISTRICT", parent=province, name="Huyện ủy Miền Đông")
    west = make.unit("W", kind="DISTRICT", parent=province, name="Huyện ủy Miền Tây")
    first, second = make.unit("E1", parent=east), make.unit("E2", parent=east)
    stage = make.campaign(province, first_year=2018, last_year=2020, published_at=make.LONG_AGO)
    one, two = stage.theme_scheme.themes.order_by("order")
    person = {"holder_kind": Holder.INDIVIDUAL}
    make.recognised(first, stage, year=2018, theme=one, title="Hiến đất mở đường")
    make.recognised(first, stage, year=2018, theme=two, title="Tổ hòa giải", **person)
    make.recognised(second, stage, year=2019, theme=one, title="Đường hoa", **person)
    make.recognised(make.unit("W1", parent=west), stage, year=2019, theme=one, title="Thắp sáng đường quê")
    return one, two


def shown(asked: Conditions) -> dict[str, dict[str, int]]:
    facets = [*counted_facets(tally(published_models(), asked), asked), unit_facet(published_models(), asked)]
    return {facet.name: {choice.value: choice.count for choice in facet.choices} for facet in facets}


def test_without_conditions_every_choice_counts_all_its_rows(east):
    one, two = east
    assert shown(Conditions()) == {
        "linh-vuc": {one.code: 3, two.code: 1}, "loai": {"tap-the": 2, "ca-nhan": 2},
        "nam": {"2019": 2, "2018": 2}, "nhan-rong": {"da-nhan-rong": 0, "chua-nhan-rong": 4},
        "nguon": {"hoc-noi-khac": 0, "tu-khoi-xuong": 4}, "hieu-luc": {"con-hieu-luc": 4, "da-thu-hoi": 0},
        "don-vi": {"E": 3, "W": 1},
    }  # fmt: skip


def test_a_facet_is_counted_with_the_others_applied_and_its_own_left_out(east):
    one, two = east
    assert shown(Conditions(themes=(two.code,))) == {
        "linh-vuc": {one.code: 3, two.code: 1}, "loai": {"tap-the": 0, "ca-nhan": 1},
        "nam": {"2019": 0, "2018": 1}, "nhan-rong": {"da-nhan-rong": 0, "chua-nhan-rong": 1},
        "nguon": {"hoc-noi-khac": 0, "tu-khoi-xuong": 1}, "hieu-luc": {"con-hieu-luc": 1, "da-thu-hoi": 0},
        "don-vi": {"E": 1, "W": 0},
    }  # fmt: skip


@pytest.mark.parametrize("now", Status)
def test_a_status_says_how_many_rows_choosing_it_would_give(east, now):
    village = Unit.objects.get(code="E1")
    make.dossier(village, Campaign.objects.get(), state=State.DECLINED, year=2018, title="Đường không rác")

    found = tally(published_models(), Conditions(q="duong", status=now)).statuses

    for status in Status:
        rows = published_models().filter(Conditions(q="duong", status=status).where())
        assert found[status] == rows.count()
    assert (found[Status.RECOGNISED], found[Status.REGISTERED]) == (3, 4)


def test_words_leave_a_theme_standing_with_nothing(east):
    one, two = east
    assert shown(Conditions(q="duong"))["linh-vuc"] == {one.code: 3, two.code: 0}


OPENED = {
    "": "E 3, W 1", "P": "P 4, - E 3, - W 1", "E": "E 3, - E1 2, - E2 1, W 1", "E1": "E 3, - E1 2, - E2 1, W 1",
    "W1": "E 3, W 1, - W1 1", "=E": "E 3, - E1 2, - E2 1, W 1, =E 0", "XX": "E 3, W 1, XX 0",
}  # fmt: skip


@pytest.mark.parametrize("unit", OPENED)
def test_the_tree_of_units_is_opened_down_to_the_chosen_one(east, unit):
    facet = unit_facet(published_models(), Conditions(unit=unit))
    told = [f"{'- ' * one.level}{one.value} {one.count}" for one in facet.choices]
    assert ", ".join(told) == OPENED[unit]
    assert [choice.value for choice in facet.choices if choice.checked] == ([unit] if unit else [])


def test_what_a_board_registered_itself_is_a_choice_beside_the_units_below_it(east):
    make.recognised(Unit.objects.get(code="E"), Campaign.objects.get(), year=2018, title="Của chính huyện")
    choices = unit_facet(published_models(), Conditions(unit="E")).choices
    assert [(one.label, one.count) for one in choices if one.value == "=E"] == [("Huyện ủy Miền Đông (trực tiếp)", 1)]
    assert published_models().filter(Conditions(unit="=E").where()).count() == 1


def test_the_tally_knows_how_many_answer_and_out_of_how_many(east):
    found = tally(published_models(), Conditions(q="duong", kinds=("COLLECTIVE",)))
    assert (found.matched, found.whole) == (2, 4)


def test_dropping_each_condition_says_what_it_would_give(east):
    one, two = east
    asked = Conditions(q="duong", themes=(two.code,), years=(2018,))
    assert without_each(published_models(), asked) == {"q": 1, "themes": 1, "years": 0}
