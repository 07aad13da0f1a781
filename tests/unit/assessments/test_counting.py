"""The share of votes, reckoned by hand."""

from __future__ import annotations

from danvan.assessments.counting import base_of, is_reached, result_words, votes_needed

# in favour, of, per cent needed: is it reached?
SHARES = {
    (8, 11, 70): True,  # 72,7 %
    (7, 11, 70): False,  # 63,6 %
    (10, 14, 70): True,  # 71,4 %
    (9, 14, 70): False,
    (7, 10, 70): True,  # 70 % exactly
    (6, 9, 70): False,  # 66,7 %
    (2, 3, 67): False,  # 66,67 % is not 67 %
    (2, 3, 66): True,
    (1, 2, 50): True,
    (1, 1, 100): True,
    (99, 100, 100): False,
    (0, 11, 1): False,
    (0, 0, 70): False,  # nobody: never
}
FEWEST = {(11, 70): 8, (14, 70): 10, (10, 70): 7, (9, 70): 7, (3, 67): 3, (1, 1): 1, (200, 100): 200}
BASES = {("PRESENT", 9, 14): 9, ("ALL", 9, 14): 14, ("PRESENT", 0, 14): 0, ("ALL", 0, 14): 14}


def test_the_share_is_reached_or_not():
    assert {one: is_reached(*one) for one in SHARES} == SHARES


def test_the_fewest_votes_are_those_that_reach_the_share():
    assert {one: votes_needed(*one) for one in FEWEST} == FEWEST
    assert all(is_reached(votes, *one) and not is_reached(votes - 1, *one) for one, votes in FEWEST.items())


def test_the_base_is_who_came_or_who_was_called():
    assert {one: base_of(one[0], present=one[1], called=one[2]) for one in BASES} == BASES


def test_the_result_is_said_as_the_unit_reads_it():
    assert [result_words(9, 11), result_words(7, 10), result_words(0, 0)] == [
        "9/11 tán thành (81,8 %)", "7/10 tán thành (70 %)", "0/0 tán thành",
    ]  # fmt: skip
