"""Three years on three lists: what may be compared with what, line by line and as a whole."""

from __future__ import annotations

from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from danvan.criteria.models import CriteriaVersion, CriterionLink
from danvan.reports.breaks import Break
from danvan.reports.comparable import Line, Link, Lists, Rule, Version, lists_of
from tests import make
from tests.unit.criteria import lists


@pytest.fixture
def three(cast):
    """The lists of 2024, 2025 and 2026."""
    return lists.three(cast)


def words(old: CriteriaVersion, new: CriteriaVersion, since: int) -> str:
    found = lists_of([old.pk, new.pk]).between(old.pk, new.pk)
    return Break(since, since - 1, found).words if found else ""


# from, to -> the numbers without a comparable line before them, and those that lead nowhere
THREE = {(0, 1): ((2,), (2,)), (1, 2): ((3, 5), (3,)), (0, 2): ((2, 3, 5), (2, 3))}


@pytest.mark.parametrize("pair", THREE)
def test_each_line_is_followed_until_it_is_reworded_or_split(three, pair):
    old, new = (three[place].pk for place in pair)
    found = lists_of([old, new]).between(old, new)
    assert (found.fresh, found.gone) == THREE[pair]


def test_the_words_name_the_lines_and_the_sizes(three):
    assert words(three[0], three[1], 2025) == (
        "Từ năm 2025 bộ tiêu chí sửa đổi: không so sánh tiêu chí 2 và tổng số đạt với các năm trước, "
        "các tiêu chí khác so sánh được."
    )
    assert words(three[1], three[2], 2026).startswith(
        "Từ năm 2026 bộ tiêu chí sửa đổi, 4 thành 5 tiêu chí: không so sánh tiêu chí 3, 5 và"
    )


def test_two_merged_into_one_end_both_chains(cast):
    first = lists.issued(cast, 4)
    second = lists.follow(cast, first, 2027, {1: {1: True, 2: True}, 2: {}})
    found = lists_of([first.pk, second.pk]).between(first.pk, second.pk)
    assert (found.fresh, found.gone) == ((1, 2), (1, 2))


def test_a_correction_of_spelling_breaks_nothing_whatever_its_links_say(cast):
    first = lists.issued(cast, 4)
    second = lists.follow(cast, first, 2027, {1: {1: False}}, editorial=True)
    assert lists_of([first.pk, second.pk]).between(first.pk, second.pk) is None


def test_two_lists_copied_from_one_are_compared_through_it(cast):
    first = lists.issued(cast, 4)
    one, other = lists.follow(cast, first, 2027, {}), lists.follow(cast, first, 2028, {3: {3: False}})
    assert lists_of([one.pk, other.pk]).between(one.pk, other.pk).fresh == (3,)


RULES = {
    "threshold": ({"min_passed": 3}, "Từ năm 2027 ngưỡng đạt đổi từ 2 tiêu chí thành 3 tiêu chí: "
                  "số tiêu chí đạt vẫn so sánh được, không so sánh việc đạt ngưỡng với các năm trước."),
    "mode": ({"mode": "POINTS", "min_points": 20, "min_passed": None}, "Từ năm 2027 cách chấm đổi từ đếm tiêu chí đạt "
             "sang chấm điểm: không so sánh việc đạt ngưỡng với các năm trước."),
    "veto": ({"no_veto_fail": False}, "Từ năm 2027 quy tắc xét đạt ngưỡng thay đổi: số tiêu chí đạt vẫn so sánh được, "
             "không so sánh việc đạt ngưỡng với các năm trước."),
    "none": ({"min_explanation": 99}, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_the_same_lines_under_another_rule(cast, name):
    fields, said = RULES[name]
    first = lists.issued(cast, 4)
    assert words(first, lists.follow(cast, first, 2027, {}, **fields), 2027) == said


def test_another_order_keeps_results_comparable_but_not_the_columns(cast):
    first = lists.issued(cast, 2)
    old = lists.lines(first)
    second = lists.follow(cast, first, 2027, {1: {2: True}, 2: {1: True}})
    found = lists_of([first.pk, second.pk]).between(first.pk, second.pk)
    assert (found.is_of_title, found.is_reordered, len(old)) == (False, True, 2)
    assert "theo thứ tự mới" in words(first, second, 2027)


def test_imported_lists_without_links_are_followed_by_key_within_their_set(db):
    one, other, stranger = make.version(3), make.version(4), make.version(3)
    type(one).objects.filter(pk=other.pk).update(criteria_set=one.criteria_set, label="2027")
    found = lists_of([one.pk, other.pk, stranger.pk])
    assert found.between(one.pk, other.pk).fresh == (4,)
    assert found.between(one.pk, stranger.pk).fresh == (1, 2, 3)


def test_a_draft_in_which_every_link_was_taken_away_is_not_followed_by_key(cast):
    first = lists.issued(cast, 3)
    second = lists.follow(cast, first, 2027, {1: {}, 2: {}, 3: {}})
    assert not CriterionLink.objects.exists()
    assert words(first, second, 2027) == (
        "Từ năm 2027 chấm theo bộ tiêu chí khác, cũng 3 tiêu chí: không so sánh từng tiêu chí với các năm trước."
    )


def test_reading_lists_asks_one_query_and_none_for_none(three):
    for wanted, asked in (([], 0), ([None, three[0].pk], 1), ([one.pk for one in three], 1)):
        with CaptureQueriesContext(connection) as queries:
            lists_of(wanted)
        assert len(queries) == asked


RULE = Rule("COUNT", 2, True, True)
SIZES = st.lists(st.integers(0, 4), min_size=3, max_size=3)
MARKS = st.frozensets(st.tuples(st.integers(0, 1), st.integers(0, 3), st.integers(0, 3)))


@given(SIZES, MARKS, MARKS)
def test_no_line_meets_two_of_one_list_and_chains_go_by_clean_links_only(sizes, links, doubtful):
    versions = [Version(number, 1, number or None, RULE) for number in range(1, 4)]
    lines = [Line(one.pk * 10 + place, one, place, f"{one.pk}{place}", "", None)
             for one, size in zip(versions, sizes, strict=True) for place in range(size)]  # fmt: skip
    known = {line.pk for line in lines}
    all_links = [Link(10 * (v + 1) + a, 10 * (v + 2) + b, v + 2, (v, a, b) not in doubtful) for v, a, b in links]
    kept = [one for one in all_links if {one.before, one.after} <= known]
    found = Lists(lines, kept)
    for one, other in product(lines, lines):
        if one.version.pk + 1 == other.version.pk:
            mine = [link for link in kept if link.before == one.pk and link.after == other.pk]
            rivals = [link for link in kept if link.after == other.pk or link.before == one.pk]
            is_clean = bool(mine) and mine[0].is_comparable and len(rivals) == 1
            assert (found.chain(one) == found.chain(other)) is is_clean
        assert one.pk == other.pk or one.version != other.version or found.chain(one) != found.chain(other)
