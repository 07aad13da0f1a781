"""What keeps a draft from being issued: a table typed by hand, each sentence at its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from danvan.criteria.models import CriteriaGroup, CriteriaVersion
from danvan.criteria.obstacles import obstacles
from tests.unit.criteria import lists

POINTS = {"mode": "POINTS", "min_points": Decimal(70), "min_passed": None}
CLASSES = [{"name": "Tốt", "at_least": "80"}, {"name": "Khá", "at_least": "65,5".replace(",", ".")}]


def changed(draft: CriteriaVersion, **fields) -> CriteriaVersion:
    CriteriaVersion.objects.filter(pk=draft.pk).update(**fields)
    draft.refresh_from_db()
    return draft


def by_points(cast, **fields) -> CriteriaVersion:
    """Three lines of 40, 30 and 30 points, 70 to pass."""
    draft = changed(lists.of(cast.province), **{**POINTS, **fields})
    for order, weight in ((1, 40), (2, 30), (3, 30)):
        draft.criteria.filter(order=order).update(weight=weight)
    return draft


# a rule by count that differs from a fit one -> the place and the sentence
COUNT = {
    "no threshold": ({"min_passed": 0}, "min_passed", "Cần ghi số tiêu chí đạt tối thiểu."),
    "more than there are": ({"min_passed": 4}, "min_passed", "Ngưỡng 4 lớn hơn số tiêu chí (3)."),
    "no beginning": ({"valid_from": None}, "valid_from", "Cần ghi ngày bắt đầu áp dụng."),
    "ends before it begins": ({"valid_to": date(2025, 12, 31)}, "valid_to",
                              "Ngày kết thúc trước ngày bắt đầu áp dụng."),
}  # fmt: skip
# the same by points
BY_POINTS = {
    "no threshold": ({"min_points": 0}, "min_points", "Ngưỡng điểm phải có và không quá tổng điểm 100."),
    "more than there are": ({"min_points": Decimal("100.5")}, "min_points",
                            "Ngưỡng điểm phải có và không quá tổng điểm 100."),
    "a cap below the threshold": ({"points_cap": 69}, "points_cap", "Điểm tối đa cả phiếu nhỏ hơn ngưỡng."),
    "bonus that nobody gives": ({"bonus_cap": 5}, "bonus_cap",
                                "Điểm thưởng tối đa lớn hơn tổng điểm thưởng của các tiêu chí (0)."),
    "classes upside down": ({"classes": CLASSES[::-1]}, "classes",
                            "Các loại phải xếp từ cao xuống thấp, không trùng mức điểm."),
    "two classes alike": ({"classes": [CLASSES[0], {"name": "Khá", "at_least": "80.0"}]}, "classes",
                          "Các loại phải xếp từ cao xuống thấp, không trùng mức điểm."),
    "a class of no points": ({"classes": [{"name": "Tốt", "at_least": "cao"}]}, "classes",
                             "Loại «Tốt» chưa ghi rõ từ bao nhiêu điểm."),
    "a class without points": ({"classes": [{"name": "Tốt"}]}, "classes", "Loại «Tốt» chưa ghi rõ từ bao nhiêu điểm."),
    "a class of nothing": ({"classes": [{"name": "Tốt", "at_least": "NaN"}]}, "classes",
                           "Loại «Tốt» chưa ghi rõ từ bao nhiêu điểm."),
    "a class without a name": ({"classes": [{"name": " ", "at_least": "80"}]}, "classes", "Có loại chưa ghi tên."),
}  # fmt: skip


def told(draft: CriteriaVersion) -> list[tuple[str, str]]:
    return [(one.place, one.sentence) for one in obstacles(draft)]


def test_fit_drafts_have_none(cast):
    assert told(lists.of(cast.province)) == []
    assert told(by_points(cast, classes=CLASSES, points_cap=100)) == []


@pytest.mark.parametrize("name", COUNT)
def test_a_rule_by_count(cast, name):
    fields, place, sentence = COUNT[name]
    assert told(changed(lists.of(cast.province), **fields)) == [(place, sentence)]


@pytest.mark.parametrize("name", BY_POINTS)
def test_a_rule_by_points(cast, name):
    fields, place, sentence = BY_POINTS[name]
    assert told(by_points(cast, **fields)) == [(place, sentence)]


@pytest.mark.parametrize(("weight", "said"), [("30.50", "100,5"), ("20", "90")])
def test_points_that_do_not_add_up(cast, weight, said):
    draft = by_points(cast)
    draft.criteria.filter(order=3).update(weight=weight)
    assert told(draft) == [("weights", f"Tổng điểm các tiêu chí là {said}, cần bằng 100.")]


def test_bonus_stands_beside_the_hundred(cast):
    draft = by_points(cast, bonus_cap=5)
    group = draft.groups.get()
    draft.criteria.create(group=group, order=4, code="T1", key="T1", title="Thưởng", weight=10, is_bonus=True)
    assert told(draft) == []


def test_a_bonus_line_in_a_list_that_counts(cast):
    draft = lists.of(cast.province)
    draft.criteria.filter(order=3).update(is_bonus=True)
    line = lists.lines(draft)[2]
    assert told(draft) == [(f"criterion-{line.pk}", "Tiêu chí 3: điểm thưởng chỉ dùng khi chấm điểm.")]


def test_an_empty_group_and_a_line_without_one(cast):
    draft = lists.of(cast.province)
    empty = CriteriaGroup.objects.create(version=draft, numeral="II", title="Kết quả", order=2)
    draft.criteria.filter(order=2).update(group=None)
    assert told(draft) == [
        (f"group-{empty.pk}", "Nhóm «II. Kết quả» chưa có tiêu chí."),
        (f"criterion-{lists.lines(draft)[1].pk}", "Tiêu chí 2 chưa thuộc nhóm nào."),
    ]


def test_a_draft_without_lines(cast):
    draft = lists.of(cast.province)
    draft.criteria.all().delete()
    assert told(draft) == [("", "Phiên bản chưa có tiêu chí nào.")]


# the period of another list of 2026 for the same units -> refused or not
PERIODS = {
    (date(2026, 1, 1), date(2026, 12, 31)): True, (date(2026, 12, 31), None): True,
    (date(2025, 6, 1), date(2026, 1, 1)): True, (date(2027, 1, 1), None): False,
    (date(2025, 1, 1), date(2025, 12, 31)): False, (date(2020, 1, 1), None): True,
}  # fmt: skip


@pytest.mark.parametrize("period", PERIODS)
def test_a_period_that_another_issued_list_holds(cast, period):
    twin = lists.issued(cast)
    draft = lists.of(cast.province, valid_from=period[0], valid_to=period[1])
    said = f"«{twin}» đã ban hành, áp dụng cho cùng đối tượng từ 01/01/2026 đến 31/12/2026."
    assert told(draft) == ([("valid_from", said)] if PERIODS[period] else [])


def test_other_units_another_track_drafts_and_retired_lists_do_not_stand_in_the_way(cast):
    lists.of(cast.province)
    retired = lists.issued(cast)
    changed(retired, retired_on=date(2026, 3, 1))
    lists.issued(cast, track="AGENCY")
    assert told(lists.of(cast.province)) == []
    assert told(lists.of(cast.west)) == []


def test_a_correction_of_spelling_asks_what_was_asked(cast):
    source = lists.issued(cast)
    draft = lists.next_year(cast, source, label="2026a", editorial=True)
    draft.criteria.filter(order=1).update(title="Tiêu chí một", requirement="Khi", na_condition="")
    assert told(draft) == []

    draft.criteria.filter(order=1).update(is_veto=False)
    changed(draft, min_passed=3, valid_to=None)

    line = lists.lines(draft)[0]
    assert told(draft) == [
        ("", "Bản sửa lỗi chữ không đổi quy tắc chấm. Muốn đổi, hãy soạn phiên bản mới."),
        ("valid_from", "Bản sửa lỗi chữ giữ nguyên thời gian áp dụng của bản được sửa."),
        (f"criterion-{line.pk}", "Tiêu chí 1: bản sửa lỗi chữ chỉ sửa chữ, không đổi cách chấm hay thứ tự."),
    ]
