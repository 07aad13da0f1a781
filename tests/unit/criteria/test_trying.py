"""A draft tried on the cards of the year before: three units, worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from danvan.criteria import drafting
from danvan.criteria.actions import link
from danvan.criteria.models import CriteriaVersion
from danvan.criteria.texts import Words
from danvan.dossiers.cards import Score
from danvan.dossiers.trying import Trial, try_on
from tests import make
from tests.unit.criteria import lists

# by the old list of three, two to be met and number 1 a veto: Ba and Hai pass, Một failed the veto
CARDS = {"Xã Ba": ("YYY", True), "Xã Hai": ("YYN", True), "Xã Một": ("NYY", False)}


@pytest.fixture
def draft(cast):
    source = lists.issued(cast)
    lists.scored_by(cast, source)
    for name, (marks, passes) in CARDS.items():
        lists.judged(cast, make.unit(parent=cast.east, name=name), marks, is_pass=passes)
    return lists.next_year(cast, source)


def changed(draft, **fields) -> CriteriaVersion:
    CriteriaVersion.objects.filter(pk=draft.pk).update(**fields)
    draft.refresh_from_db()
    return draft


def trial(would_pass: int, *, gained: tuple[str, ...] = (), lost: tuple[str, ...] = (), unknown: int = 0) -> Trial:
    return Trial(2026, 3, 2, would_pass, unknown, gained, lost)


# what the draft changes in the rule -> what would have been
RULES = {
    "nothing": ({}, trial(2)),
    "all must be met": ({"min_passed": 3}, trial(1, lost=("Xã Hai",))),
    "vetoes no longer block": ({"no_veto_fail": False}, trial(3, gained=("Xã Một",))),
    # 10, 10, 0 points and so on: met is all the points of a line, and Một still fails the veto
    "points instead of a count": ({"mode": "POINTS", "min_points": Decimal(20), "min_passed": None}, trial(2)),
    "all the points": ({"mode": "POINTS", "min_points": Decimal(30), "min_passed": None},
                       trial(1, lost=("Xã Hai",))),
}  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_a_rule_on_last_years_cards(draft, name):
    fields, expected = RULES[name]
    assert try_on(changed(draft, **fields)) == [expected]


def test_a_new_line_is_unknown_and_left_out(cast, draft):
    drafting.add_criterion(group=draft.groups.get(), words=Words("X1", "Mới"), edition=1, by=cast.dung, at=make.NOON)
    assert try_on(draft) == [trial(2, unknown=1)]


def test_merged_lines_need_all_of_them(cast, draft):
    """2 and 3 become one: Ba has 1 and both, Hai has 1 and not both, so 1 of 2."""
    old, new = lists.lines(draft.copied_from), lists.lines(draft)
    both = {old[1].pk: True, old[2].pk: True}
    link(version=draft, edition=lists.edition(draft), after=new[1], before=both, by=cast.dung, at=make.NOON)
    drafting.remove_criterion(criterion=new[2], edition=2, by=cast.dung, at=make.NOON)
    assert try_on(draft) == [trial(1, lost=("Xã Hai",))]


def test_points_are_shared_by_weight_where_a_line_is_split_or_weighs_more(cast):
    """Eight of ten points stay eight tenths: on 5 and 5 they are 4 and 4, on 20 they are 16."""
    source = lists.of(cast.province, 2, mode="POINTS", min_points=Decimal(14))
    lists.scored_by(cast, source)
    dossier = lists.judged(cast, cast.village, "", is_pass=True)
    card = dossier.cards.get(voice="PROVINCE")
    for line in lists.lines(source):
        Score.objects.create(card=card, criterion=line, points=8)
    CriteriaVersion.objects.filter(pk=source.pk).update(issued_at=make.NOON)
    source.refresh_from_db()
    draft = lists.next_year(cast, source)
    one, two = lists.lines(draft)
    draft.criteria.filter(pk=one.pk).update(weight=20)

    assert [try_on(changed(draft, min_points=least))[0].would_pass for least in (24, 25)] == [1, 0]


def test_a_list_by_points_tried_as_a_count(cast):
    """Half of the points is met: 5 and 4 of ten are one of two."""
    source = lists.of(cast.province, 2, mode="POINTS", min_points=Decimal(9))
    lists.scored_by(cast, source)
    card = lists.judged(cast, cast.village, "", is_pass=True).cards.get(voice="PROVINCE")
    for line, points in zip(lists.lines(source), (5, 4), strict=True):
        Score.objects.create(card=card, criterion=line, points=points)
    CriteriaVersion.objects.filter(pk=source.pk).update(issued_at=make.NOON)
    source.refresh_from_db()
    draft = changed(lists.next_year(cast, source), mode="COUNT", min_points=None, min_passed=1)

    assert try_on(draft)[0].would_pass == 1
    assert try_on(changed(draft, min_passed=2))[0].would_pass == 0


def test_a_list_begun_blank_has_nothing_to_be_tried_on(cast):
    assert try_on(lists.of(cast.province)) == []
