"""Who holds which criterion of a unit's card."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.dossiers.owning import CannotAssign, Holder, assign, held_by, may_assign, people_of
from danvan.ledger.models import Event
from tests import make
from tests.unit.criteria import lists

DUE = date(2026, 9, 1)


@pytest.fixture
def dossier(cast):
    version = lists.issued(cast)
    lists.scored_by(cast, version)
    return make.dossier(cast.village, cast.campaign, track="COMMUNE", state="ACCEPTED", theme=None)


def line(dossier, number: int = 1):
    return lists.lines(dossier.campaign.tracks.get(track="COMMUNE").version)[number - 1]


def give(dossier, holder: Holder, by, number: int = 1) -> int:
    return assign(dossier=dossier, holders={line(dossier, number): holder}, by=by, at=make.NOON)


def test_who_shares_criteria_out(cast, dossier):
    people = ("an", "binh", "chi", "dung", "giang", "hoa", "quan")
    assert {who for who in people if may_assign(getattr(cast, who), dossier)} == {"an", "binh"}
    with pytest.raises(CannotAssign, match="không được phân công"):
        give(dossier, Holder(cast.an), cast.chi)


def test_a_criterion_is_given_kept_and_taken_back(cast, dossier):
    assert give(dossier, Holder(cast.an, due_on=DUE), cast.an) == 1
    assert give(dossier, Holder(cast.an, due_on=DUE), cast.an) == 0
    assert [(one.criterion.order, one.due_on) for one in held_by(cast.an)] == [(1, DUE)]
    assert give(dossier, Holder(office="  "), cast.an) == 1
    assert held_by(cast.an) == []
    assert Event.objects.filter(verb="assign").count() == 2


def test_the_nearest_day_comes_first_and_what_is_sent_is_no_longer_held(cast, dossier):
    give(dossier, Holder(cast.an, due_on=DUE), cast.an, 1)
    give(dossier, Holder(cast.an, due_on=date(2026, 8, 1)), cast.an, 3)
    assert [one.criterion.order for one in held_by(cast.an)] == [3, 1]

    type(dossier).objects.filter(pk=dossier.pk).update(state="REPORTED")

    assert held_by(cast.an) == []


def test_only_people_of_the_unit_hold_its_criteria(cast, dossier):
    gone = make.user("UNIT_CLERK", cast.village, to_on=date(2026, 1, 1))
    assert people_of(cast.village, make.NOON.date()) == [cast.an]
    for stranger in (gone, cast.chi):
        with pytest.raises(CannotAssign, match="không giữ việc ở đơn vị này"):
            give(dossier, Holder(stranger), cast.an)
    assert dossier.assignments.count() == 0


def test_foreign_criteria_and_long_names_are_refused(cast, dossier):
    with pytest.raises(CannotAssign, match="không thuộc bộ tiêu chí"):
        foreign = lists.lines(lists.of(cast.west))[0]
        assign(dossier=dossier, holders={foreign: Holder(cast.an)}, by=cast.an, at=make.NOON)
    with pytest.raises(CannotAssign, match="dài quá 200 ký tự"):
        give(dossier, Holder(office="x" * 201), cast.an)
