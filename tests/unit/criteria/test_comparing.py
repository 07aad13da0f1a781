"""Two versions side by side, line by line."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.criteria import drafting
from danvan.criteria.actions import link
from danvan.criteria.comparing import Change, compare, rule_changes
from danvan.criteria.models import CriteriaVersion
from danvan.criteria.texts import Words
from tests import make
from tests.unit.criteria import lists


@pytest.fixture
def two(cast):
    """An issued list of four and next year's draft of it."""
    source = lists.issued(cast, 4)
    return source, lists.next_year(cast, source)


def told(two) -> list[tuple[str, list[int], list[int]]]:
    """Each pair as its kind and the numbers before and after."""
    return [(pair.kind.value, [one.order for one in pair.before], [one.order for one in pair.after])
            for pair in compare(*two)]  # fmt: skip


def joined(cast, two, after: int, *before: int, comparable: bool = True) -> None:
    old = lists.lines(two[0])
    chosen = {old[number - 1].pk: comparable for number in before}
    line = lists.lines(two[1])[after - 1]
    link(version=two[1], edition=lists.edition(two[1]), after=line, before=chosen, by=cast.dung, at=make.NOON)


def test_a_copy_is_the_same(two):
    assert told(two) == [("SAME", [n], [n]) for n in (1, 2, 3, 4)]
    assert all(pair.is_comparable for pair in compare(*two))


def test_added_and_removed_stand_in_their_places(cast, two):
    by = {"by": cast.dung, "at": make.NOON}
    drafting.remove_criterion(criterion=lists.lines(two[1])[1], edition=1, **by)
    drafting.add_criterion(group=two[1].groups.get(), words=Words("X1", "Mới"), edition=2, **by)

    assert told(two) == [("SAME", [1], [1]), ("REMOVED", [2], []), ("SAME", [3], [2]), ("SAME", [4], [3]),
                         ("ADDED", [], [4])]  # fmt: skip


# what is changed on the first line -> the kind, and the change as it is read
CHANGES = {
    "title": ({"title": "Khác"}, "REWORDED", Change("tiêu chí", "Tiêu chí 1", "Khác")),
    "requirement": ({"requirement": "Có nghị quyết"}, "REWORDED", Change("đạt khi", "", "Có nghị quyết")),
    "hints": ({"evidence_hints": ["Biên bản", "Ảnh"]}, "REWORDED", Change("minh chứng", "", "Biên bản; Ảnh")),
    "weight": ({"weight": Decimal("12.50")}, "RULED", Change("điểm tối đa", "10", "12,5")),
    "veto": ({"is_veto": False}, "RULED", Change("điểm liệt", "có", "không")),
    "evidence": ({"evidence_required": True}, "RULED", Change("phải có minh chứng", "không", "có")),
    "least": ({"min_explanation": 50}, "RULED", Change("giải trình từ số ký tự", "", "50")),
    "figure": ({"numeric_rule": {"label": "Tỷ lệ", "op": "≥", "target": "90"}}, "RULED",
               Change("chỉ số", "", "Tỷ lệ, ≥, 90")),
    "computed": ({"computed": "RECOGNISED_MODEL"}, "RULED",
                 Change("tính từ số liệu", "", "có ít nhất một mô hình được công nhận")),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_named_as_people_read_it(two, name):
    fields, kind, change = CHANGES[name]
    line = lists.lines(two[1])[0]
    type(line).objects.filter(pk=line.pk).update(**fields)

    pair = compare(*two)[0]

    assert (pair.kind.value, list(pair.changes)) == (kind, [change])


def test_split_and_merged(cast, two):
    joined(cast, two, 2, 1)  # 1 is split into 1 and 2; 2 is gone
    joined(cast, two, 3, 3, 4)  # 3 and 4 are merged
    joined(cast, two, 4)  # new

    assert told(two) == [("SPLIT", [1], [1, 2]), ("REMOVED", [2], []), ("MERGED", [3, 4], [3]), ("ADDED", [], [4])]


def test_lines_split_and_merged_at_once_are_told_once_and_none_is_lost(cast, two):
    joined(cast, two, 2, 1, 2)  # 1 goes into 1 and 2, and 2 into 2

    assert told(two) == [("MERGED", [1, 2], [1, 2]), ("SAME", [3], [3]), ("SAME", [4], [4])]


def test_years_are_comparable_where_every_link_is(cast, two):
    joined(cast, two, 1, 1, comparable=False)

    assert [pair.is_comparable for pair in compare(*two)] == [False, True, True, True]


def test_rules(two):
    fields = {"min_passed": 3, "rescale_not_applicable": False, "label": "2028", "mode": "POINTS"}
    CriteriaVersion.objects.filter(pk=two[1].pk).update(**fields)
    two[1].refresh_from_db()

    assert rule_changes(*two) == [
        Change("cách chấm", "đếm tiêu chí đạt", "chấm điểm"), Change("số tiêu chí đạt tối thiểu", "2", "3"),
        Change("quy đổi khi có tiêu chí không áp dụng", "có", "không"),
    ]  # fmt: skip


def test_lists_without_links_are_followed_by_key(cast):
    one, other = lists.of(cast.province, 3), lists.of(cast.province, 2)
    assert told((one, other)) == [("SAME", [1], [1]), ("SAME", [2], [2]), ("REMOVED", [3], [])]


def test_a_comparison_asks_three_queries(two):
    with CaptureQueriesContext(connection) as queries:
        compare(*two)
    assert len(queries) == 3
