"""A public code can be read aloud, typed in any dress, and tells a slip from a stranger."""

import random

import pytest

from danvan.kit.codes import ALPHABET, check, make_code, normalise, public_code, shown

CODES = [make_code(random.Random(seed)) for seed in range(20)]


def test_the_alphabet_has_no_letter_that_looks_like_a_figure():
    assert len(set(ALPHABET)) == 32
    assert set("IO01") & set(ALPHABET) == set()


def test_the_same_chance_gives_the_same_code():
    assert make_code(random.Random(2026)) == make_code(random.Random(2026))
    assert len(set(CODES)) == 20


def test_a_new_code_is_one_of_ours():
    code = public_code()

    assert len(code) == 8
    assert set(code) <= set(ALPHABET)
    assert check(code)
    assert public_code() != code


@pytest.mark.parametrize("code", CODES)
def test_any_one_wrong_character_is_noticed(code):
    slips = [code[:at] + char + code[at + 1 :] for at in range(8) for char in ALPHABET if char != code[at]]

    assert len(slips) == 8 * 31
    assert [slip for slip in slips if check(slip)] == []


@pytest.mark.parametrize("code", CODES)
def test_two_neighbours_swapped_are_noticed(code):
    swaps = {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(7)} - {code}

    assert [swap for swap in swaps if check(swap)] == []


@pytest.mark.parametrize("typed", ["7kq4-m2pd", " 7KQ4 M2PD ", "7KQ4–M2PD", "7k q4m2-pd", "7KQ4\u00a0M2PD\n"])
def test_codes_are_understood_in_any_dress(typed):
    assert normalise(typed) == "7KQ4M2PD"
    assert check(shown(CODES[0]).lower())


@pytest.mark.parametrize("typed", ["", "7KQ4", "IIIIIIII", "Đ7KQ4M2P", "22222222X", "7KQ4M2P０"])
def test_what_is_no_code_is_not_ours(typed):
    assert check(typed) is False


def test_a_code_is_shown_in_two_halves():
    assert shown("7KQ4M2PD") == "7KQ4-M2PD"
    assert shown("7KQ") == "7KQ"
