"""The arithmetic of scoring: lines in, totals and verdict out; it knows no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from danvan.criteria.enums import MARKS, Result, ScoringMode


@dataclass(frozen=True)
class Rule:
    """How a version is passed: the threshold, whether a veto blocks, whether "not applicable" rescales."""

    mode: str
    min_passed: int | None = None
    min_points: Decimal | None = None
    no_veto_fail: bool = True
    rescale: bool = True
    points_cap: Decimal | None = None
    bonus_cap: Decimal | None = None
    classes: tuple[tuple[str, Decimal], ...] = ()  # name and least points, best first


@dataclass(frozen=True)
class Line:
    """One criterion as scored: ``result`` is empty while nobody has judged it."""

    order: int
    result: str
    is_veto: bool = False
    weight: Decimal = Decimal(1)
    points: Decimal | None = None
    is_bonus: bool = False


@dataclass(frozen=True)
class Verdict:
    """Totals of a card and what follows from them. ``needed`` is how far below the threshold it stands."""

    count: int
    passed: int
    failed: int
    not_applicable: int
    unscored: int
    points: Decimal
    threshold: Decimal
    needed: Decimal
    vetoes: tuple[int, ...]  # the numbers of the veto criteria that failed
    is_complete: bool
    is_pass: bool
    marks: str
    grade: str = ""  # the class that the points reach, where the rule has classes

    @property
    def is_full(self) -> bool:
        """Every criterion that applies is met (the 24 of 24, the 15 of 15)."""
        return self.is_complete and self.passed > 0 and self.failed == 0


def verdict(lines: Sequence[Line], rule: Rule) -> Verdict:
    """Judge a card by its rule (domain.md §2.3.4): threshold reached, nothing left open, no veto failed.

    With rescaling, a criterion that does not apply is left out on both sides: 19 met of 23 applicable
    counts as 19/23 of 24, compared exactly, without rounding up. By points, bonus lines stand beside the base: they
    are not rescaled, count up to their own cap, and the whole counts up to the cap of the card.
    """
    met = sum(line.result == Result.MET for line in lines)
    failed = sum(line.result == Result.NOT_MET for line in lines)
    absent = sum(line.result == Result.NOT_APPLICABLE for line in lines)
    unscored = sum(_open(line, rule) for line in lines)
    vetoes = tuple(line.order for line in lines if line.is_veto and mark(line, rule) == "N")
    points = _capped(_points(lines), _points(lines, bonus=True), rule)
    reached = _reached(lines, rule, met)
    threshold = Decimal((rule.min_points if rule.mode == ScoringMode.POINTS else rule.min_passed) or 0)
    complete = bool(lines) and unscored == 0
    enough = reached >= Fraction(threshold)
    return Verdict(
        count=len(lines), passed=met, failed=failed, not_applicable=absent, unscored=unscored, points=points,
        threshold=threshold, needed=_needed(threshold, reached), vetoes=vetoes, is_complete=complete,
        is_pass=complete and enough and not (rule.no_veto_fail and vetoes),
        marks="".join(mark(line, rule) for line in lines), grade=_grade(reached, rule) if complete else "",
    )  # fmt: skip


def mark(line: Line, rule: Rule) -> str:
    """The character of the strip. By points, a line at half its weight or more is drawn as met."""
    if rule.mode == ScoringMode.POINTS and line.points is not None and not line.result:
        return "Y" if line.points * 2 >= line.weight else "N"
    return MARKS[line.result]


def _open(line: Line, rule: Rule) -> bool:
    if rule.mode == ScoringMode.POINTS:
        return line.points is None and line.result != Result.NOT_APPLICABLE and not line.is_bonus
    return not line.result


def _points(lines: Sequence[Line], *, bonus: bool = False) -> Decimal:
    counted = (line for line in lines if line.is_bonus == bonus and line.result != Result.NOT_APPLICABLE)
    return sum((line.points or Decimal(0) for line in counted), Decimal(0))


def _capped(base: Decimal, bonus: Decimal, rule: Rule) -> Decimal:
    added = bonus if rule.bonus_cap is None else min(bonus, rule.bonus_cap)
    return base + added if rule.points_cap is None else min(base + added, rule.points_cap)


def _reached(lines: Sequence[Line], rule: Rule, met: int) -> Fraction:
    """What the threshold is compared with: exact, never rounded."""
    base = Fraction(_points(lines)) if rule.mode == ScoringMode.POINTS else Fraction(met)
    if rule.rescale:
        counted = [line for line in lines if not line.is_bonus]
        whole = sum((_weight(line, rule) for line in counted), Fraction(0))
        applicable = sum((_weight(line, rule) for line in counted if line.result != Result.NOT_APPLICABLE), Fraction(0))
        base = base * whole / applicable if applicable else Fraction(0)
    if rule.mode != ScoringMode.POINTS:
        return base
    bonus = Fraction(_points(lines, bonus=True))
    reached = base + (bonus if rule.bonus_cap is None else min(bonus, Fraction(rule.bonus_cap)))
    return reached if rule.points_cap is None else min(reached, Fraction(rule.points_cap))


def _grade(reached: Fraction, rule: Rule) -> str:
    return next((name for name, least in rule.classes if reached >= Fraction(least)), "")


def _weight(line: Line, rule: Rule) -> Fraction:
    return Fraction(line.weight) if rule.mode == ScoringMode.POINTS else Fraction(1)


def _needed(threshold: Decimal, reached: Fraction) -> Decimal:
    missing = Fraction(threshold) - reached
    if missing <= 0:
        return Decimal(0)
    return Decimal(-(-missing.numerator // missing.denominator))
