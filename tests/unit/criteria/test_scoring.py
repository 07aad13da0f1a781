"""The arithmetic of scoring against tables typed by hand from domain.md §2.3."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.criteria.enums import Result, ScoringMode
from danvan.criteria.scoring import Line, Rule, verdict

WORDS = {"Y": Result.MET, "N": Result.NOT_MET, "A": Result.NOT_APPLICABLE, ".": ""}
COUNT = Rule(mode=ScoringMode.COUNT, min_passed=20)
POINTS = Rule(mode=ScoringMode.POINTS, min_points=Decimal(70))


def card(marks: str, vetoes: tuple[int, ...] = ()) -> list[Line]:
    """Lines from a strip such as "YYN.A", with the numbers of the veto criteria."""
    return [Line(order, WORDS[mark], is_veto=order in vetoes) for order, mark in enumerate(marks, 1)]


def points(*given_points: str | None, weight: int = 10) -> list[Line]:
    return [
        Line(order, "", weight=Decimal(weight), points=None if one is None else Decimal(one))
        for order, one in enumerate(given_points, 1)
    ]


# marks of the 24, numbers of the vetoes -> met, still needed, passes
EDGES = {
    "nothing met": ("N" * 24, (), 0, 20, False),
    "one below the threshold": ("Y" * 19 + "N" * 5, (), 19, 1, False),
    "at the threshold": ("Y" * 20 + "N" * 4, (), 20, 0, True),
    "above the threshold": ("Y" * 23 + "N", (), 23, 0, True),
    "all met": ("Y" * 24, (), 24, 0, True),
    "enough met but one left open": ("Y" * 23 + ".", (), 23, 0, False),
    "nothing judged": ("." * 24, (), 0, 20, False),
    "a veto failed": ("N" + "Y" * 23, (1,), 23, 0, False),
    "another line failed than the veto": ("YN" + "Y" * 22, (1,), 23, 0, True),
    "a veto not judged": ("." + "Y" * 23, (1,), 23, 0, False),
    # rescaled to 24: 19 of 23 is 19.83 (not rounded up), 20 of 23 is 20.87, 19 of 22 is 20.73, 15 of 18 is exactly 20
    "19 met of 23 that apply": ("Y" * 19 + "N" * 4 + "A", (), 19, 1, False),
    "20 met of 23 that apply": ("Y" * 20 + "N" * 3 + "A", (), 20, 0, True),
    "19 met of 22 that apply": ("Y" * 19 + "N" * 3 + "AA", (), 19, 0, True),
    "15 met of 18 that apply": ("Y" * 15 + "N" * 3 + "A" * 6, (), 15, 0, True),
    "14 met of 17 that apply": ("Y" * 14 + "N" * 3 + "A" * 7, (), 14, 1, False),
    "nothing applies": ("A" * 24, (), 0, 20, False),
    "a veto does not apply": ("A" + "Y" * 23, (1,), 23, 0, True),
}


@pytest.mark.parametrize("name", EDGES)
def test_card_of_24_is_judged_as_the_rule_says(name):
    marks, vetoes, met, needed, passes = EDGES[name]

    result = verdict(card(marks, vetoes), COUNT)

    assert (result.passed, result.needed, result.is_pass, result.marks) == (met, needed, passes, marks)


def test_agency_needs_all_fifteen():
    rule = Rule(mode=ScoringMode.COUNT, min_passed=15)

    assert verdict(card("Y" * 15), rule).is_pass
    assert not verdict(card("Y" * 14 + "N"), rule).is_pass


def test_failed_vetoes_are_named_and_do_not_block_where_the_rule_lets_them():
    lenient = Rule(mode=ScoringMode.COUNT, min_passed=20, no_veto_fail=False)
    lines = card("NYN" + "Y" * 21, (1, 3, 5))

    assert verdict(lines, COUNT).vetoes == (1, 3)
    assert verdict(lines, lenient).is_pass


def test_without_rescaling_what_does_not_apply_counts_as_not_met():
    plain = Rule(mode=ScoringMode.COUNT, min_passed=20, rescale=False)

    assert not verdict(card("Y" * 19 + "N" + "A" * 4), plain).is_pass
    assert verdict(card("Y" * 20 + "A" * 4), plain).is_pass


@pytest.mark.parametrize(("marks", "full"), [("Y" * 24, True), ("Y" * 23 + "A", True), ("Y" * 23 + "N", False),
                                             ("Y" * 23 + ".", False), ("A" * 24, False)])  # fmt: skip
def test_full_means_everything_that_applies_is_met(marks, full):
    assert verdict(card(marks), COUNT).is_full is full


def test_empty_list_never_passes():
    assert not verdict([], Rule(mode=ScoringMode.COUNT, min_passed=0)).is_pass


# points of ten lines of weight 10 -> total, still needed, passes, strip
TOTALS = {
    "at the threshold": (["7"] * 10, "70", 0, True, "Y" * 10),
    "a hair below": (["7"] * 9 + ["6.99"], "69.99", 1, False, "Y" * 10),
    "half the weight is drawn as met": (["5"] * 10, "50", 20, False, "Y" * 10),
    "below half is drawn as not met": (["4.99"] * 10, "49.90", 21, False, "N" * 10),
    "nought is judged": (["10"] * 9 + ["0"], "90", 0, True, "Y" * 9 + "N"),
    "one left open": (["10"] * 9 + [None], "90", 0, False, "Y" * 9 + "."),
}


@pytest.mark.parametrize("name", TOTALS)
def test_sheet_of_points_is_judged_as_the_rule_says(name):
    given_points, total, needed, passes, marks = TOTALS[name]

    result = verdict(points(*given_points), POINTS)

    assert (str(result.points), result.needed, result.is_pass, result.marks) == (total, needed, passes, marks)


def test_points_are_rescaled_when_a_line_does_not_apply():
    lines = [*points(*["7"] * 9), Line(10, Result.NOT_APPLICABLE, weight=Decimal(10))]

    result = verdict(lines, POINTS)

    assert (result.is_pass, result.not_applicable, result.marks[-1]) == (True, 1, "A")


@given(st.text(alphabet="YNA.", min_size=1, max_size=40), st.integers(0, 40))
def test_every_line_is_counted_once(marks, least):
    result = verdict(card(marks), Rule(mode=ScoringMode.COUNT, min_passed=least))

    assert result.passed + result.failed + result.not_applicable + result.unscored == result.count == len(marks)
    assert result.is_complete is ("." not in marks)
    assert not (result.is_pass and result.needed)


@given(st.text(alphabet="YN", min_size=1, max_size=40), st.integers(0, 40))
def test_meeting_one_more_line_never_harms(marks, least):
    rule = Rule(mode=ScoringMode.COUNT, min_passed=least)
    before = verdict(card(marks), rule)
    after = verdict(card(marks.replace("N", "Y", 1)), rule)

    assert after.needed <= before.needed
    assert after.is_pass or not before.is_pass


CAPPED = Rule(
    mode=ScoringMode.POINTS, min_points=Decimal(70), points_cap=Decimal(100), bonus_cap=Decimal(5),
    classes=(("Tốt", Decimal(90)), ("Khá", Decimal(80)), ("Đạt", Decimal(70))),
)  # fmt: skip


def base(points: str | None, bonus: str | None = None, *, result: str = "") -> list[Line]:
    """A hundred points in one line, and a bonus line of ten."""
    whole, extra = (None if one is None else Decimal(one) for one in (points, bonus))
    return [Line(1, result, weight=Decimal(100), points=whole),
            Line(2, "", weight=Decimal(10), points=extra, is_bonus=True)]  # fmt: skip


# points of the base and of the bonus -> the sum, the class, passes
CLASSES = {
    "below the lowest": (("69.99", None), "69.99", "", False),
    "the bonus lifts over the threshold": (("68", "2"), "70", "Đạt", True),
    "at a border": (("80", None), "80", "Khá", True),
    "a hair below a border": (("89.99", None), "89.99", "Khá", True),
    "the bonus is capped": (("86", "10"), "91", "Tốt", True),
    "the card is capped": (("98", "10"), "100", "Tốt", True),
    "no bonus given is no bonus": (("75", "0"), "75", "Đạt", True),
    "an open base line": ((None, "10"), "5", "", False),
}


@pytest.mark.parametrize("name", CLASSES)
def test_points_with_bonus_caps_and_classes(name):
    given_points, total, grade, passes = CLASSES[name]

    result = verdict(base(*given_points), CAPPED)

    assert (result.points, result.grade, result.is_pass) == (Decimal(total), grade, passes)


def test_points_of_a_line_that_does_not_apply_are_not_counted():
    lines = [Line(1, "", weight=Decimal(50), points=Decimal(40)),
             Line(2, Result.NOT_APPLICABLE, weight=Decimal(50), points=Decimal(50))]  # fmt: skip

    result = verdict(lines, CAPPED)

    assert (result.points, result.grade) == (Decimal(40), "Khá")  # 40 of 50 is 80 of 100


def test_a_bonus_line_is_never_rescaled():
    lines = [Line(1, "", weight=Decimal(50), points=Decimal(33)), Line(2, Result.NOT_APPLICABLE, weight=Decimal(50)),
             Line(3, "", weight=Decimal(10), points=Decimal(4), is_bonus=True)]  # fmt: skip

    assert verdict(lines, CAPPED).needed == 0  # 33 of 50 is 66, and 4 are 70


@pytest.mark.parametrize(("points", "passes"), [("4.99", False), ("5", True)])
def test_by_points_a_veto_fails_below_half_of_its_points(points, passes):
    lines = [Line(1, "", is_veto=True, weight=Decimal(10), points=Decimal(points)),
             Line(2, "", weight=Decimal(90), points=Decimal(90))]  # fmt: skip

    assert verdict(lines, CAPPED).is_pass is passes
