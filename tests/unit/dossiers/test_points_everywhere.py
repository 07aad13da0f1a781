"""The result of a card in figures and words, on lists that count and on lists by points, and what it keeps back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from danvan.dossiers.results import COUNTING, Measure, measures, result_of, shortfall
from danvan.dossiers.workflow import LIFE
from danvan.ledger.machine import StepRefused
from tests import by_points, make

BY_POINTS = Measure(
    [4, 1], (Decimal(40), Decimal(30), Decimal(20), Decimal(10), None), by_points=True, cap=Decimal(100)
)

# marks, points, class -> beside the strip, in words
POINTS = {
    "all but three": ("YYYY.", "97", "Tốt", "97/100", "97/100 điểm, xếp loại Tốt"),
    "halves": ("YYYYY", "86.50", "Khá", "86,5/100", "86,5/100 điểm, xếp loại Khá"),
    "a line that does not apply": ("YAYY.", "63", "Tốt", "63/70", "63/70 điểm, xếp loại Tốt"),
    "no class": ("NYNN.", "30", "", "30/100", "30/100 điểm"),
    "bonus on top": ("YYYYY", "100", "Tốt", "100/100", "100/100 điểm, xếp loại Tốt"),
}
COUNTS = {"YYYY": "4/4 tiêu chí", "YYAN": "2/3 tiêu chí", "YY.N": "2/4 tiêu chí", "": ""}
OPEN = {".....": 4, "YYYY.": 0, "YYY.Y": 1, "YAY.N": 1}


@pytest.mark.parametrize("name", POINTS)
def test_points_are_told_of_the_most_there_are_with_their_class(name):
    marks, points, grade, total, words = POINTS[name]
    assert BY_POINTS.total(marks, Decimal(points)) == total
    assert BY_POINTS.words(marks, Decimal(points), grade) == words


@pytest.mark.parametrize("marks", COUNTS)
def test_criteria_are_told_as_ever_where_they_are_counted(marks):
    assert COUNTING.words(marks, Decimal(0)) == COUNTS[marks]
    assert COUNTING.total(marks, Decimal(0)) == ""


@pytest.mark.parametrize("marks", OPEN)
def test_a_bonus_line_left_alone_is_not_left_to_do(marks):
    assert BY_POINTS.still_open(marks) == OPEN[marks]
    assert COUNTING.still_open(marks) == marks.count(".")


def test_a_measure_is_read_from_the_list_in_one_statement(cast, django_assert_num_queries):
    points, count = by_points.version(), make.version(3)
    with django_assert_num_queries(1):
        found = measures([points.pk, count.pk, points.pk, None])
    assert found[points.pk].weights == (40, 30, 20, 10, None)
    assert (found[points.pk].sizes, found[points.pk].cap) == ([5], 100)
    assert found[count.pk] == Measure([3])
    with django_assert_num_queries(0):
        assert measures([None, 0]) == {}


# points of the final card -> what keeps it from recognition
SHORT = {
    "below": ([20, 20, 10, 8, 0], "được 58/100 điểm. Ngưỡng 70 điểm, cần thêm 12."),
    "a veto above the threshold": ([19, 30, 20, 10, 5], "được 84/100 điểm, xếp loại Khá. Đã qua ngưỡng 70 điểm; "
                                   "trượt điểm liệt ở tiêu chí 1."),
    "rescaled": ([30, by_points.ABSENT, 10, 8, None], "được 48/70 điểm. Ngưỡng 70 điểm, cần thêm 2."),
}  # fmt: skip


@pytest.mark.parametrize("name", SHORT)
def test_a_card_by_points_below_its_threshold_is_not_recognised(cast, name):
    points, words = SHORT[name]
    dossier = by_points.judged(cast, points)
    with pytest.raises(StepRefused) as refused:
        LIFE.take(dossier, "approve", by=cast.giang, at=make.NOON)
    assert words in str(refused.value) and "Không duyệt công nhận được." in str(refused.value)
    dossier.refresh_from_db()
    assert dossier.state == "CONFIRMED"


def test_a_card_by_points_at_its_threshold_is_recognised(cast):
    dossier = by_points.judged(cast, [40, 20, 5, 5, None])
    assert shortfall(dossier.cards.get(is_final=True)) == ""
    LIFE.take(dossier, "approve", by=cast.giang, at=make.NOON)
    dossier.refresh_from_db()
    assert (dossier.state, result_of(dossier.cards.get(is_final=True))) == ("APPROVED", "70/100 điểm, xếp loại Khá")


def test_the_same_rule_holds_where_criteria_are_counted(cast):
    dossier = make.dossier(cast.village, cast.campaign, track="COMMUNE", theme=None, state="CONFIRMED")
    card = make.card(dossier, "PROVINCE", marks="Y" * 18 + "N" * 6, state="SIGNED")
    card.is_final = True
    card.save()
    with pytest.raises(StepRefused, match="được 18/24 tiêu chí. Ngưỡng 20, cần thêm 2. Không duyệt công nhận được."):
        LIFE.take(dossier, "approve", by=cast.giang, at=make.NOON)
