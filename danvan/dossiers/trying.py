"""A draft rule tried on the cards of an earlier year, before it is issued."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from danvan.criteria.enums import Result, ScoringMode
from danvan.criteria.models import CriteriaVersion, Criterion, CriterionLink
from danvan.criteria.scoring import Line, Rule, verdict
from danvan.dossiers.cards import Score, Scorecard
from danvan.dossiers.scores import rule_of


@dataclass(frozen=True)
class Trial:
    """How many units passed in a year, and how many would have by the draft; ``unknown`` lines have no data."""

    year: int
    cards: int
    passed: int
    would_pass: int
    unknown: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def try_on(draft: CriteriaVersion) -> list[Trial]:
    """The final cards of the version a draft was copied from, judged by the draft, a row for each year, newest first.

    A line of the draft takes the result of the lines it is linked to: all of them met, or their share of the points
    on its own weight. Between lists that count and lists by points, met is all the points, and half of them is met.
    Lines without a forerunner are left out and counted as unknown. Four queries.
    """
    if draft.copied_from_id is None:
        return []
    lines = list(draft.criteria.order_by("order"))
    origins: dict[int, list[int]] = defaultdict(list)
    for link in CriterionLink.objects.filter(after__in=lines):
        origins[link.after_id].append(link.before_id)
    cards = Scorecard.objects.filter(version=draft.copied_from_id, is_final=True).select_related("dossier")
    scores: dict[int, dict[int, Score]] = defaultdict(dict)
    for score in Score.objects.filter(card__in=cards).select_related("criterion"):
        scores[score.card_id][score.criterion_id] = score
    years: dict[int, list[tuple[Scorecard, bool]]] = defaultdict(list)
    known = [line for line in lines if origins[line.pk]]
    rule = rule_of(draft)
    for card in cards.order_by("dossier__unit_name", "pk"):
        judged = verdict([_line(line, origins[line.pk], scores[card.pk], rule) for line in known], rule)
        years[card.dossier.year].append((card, judged.is_pass))
    return [_trial(year, rows, len(lines) - len(known)) for year, rows in sorted(years.items(), reverse=True)]


def _line(line: Criterion, origins: list[int], scores: Mapping[int, Score], rule: Rule) -> Line:
    found = [scores[pk] for pk in origins if pk in scores]
    results = {mark for score in found if (mark := _result(score))}
    worst = next((result for result in (Result.NOT_MET, Result.MET, Result.NOT_APPLICABLE) if result in results), "")
    if rule.mode != ScoringMode.POINTS:
        return Line(line.order, worst, line.is_veto, line.weight)
    if results <= {Result.NOT_APPLICABLE}:  # nothing judged, or nothing that applies
        return Line(line.order, worst, line.is_veto, line.weight, is_bonus=line.is_bonus)
    judged = [score for score in found if score.result != Result.NOT_APPLICABLE]
    points = sum((_points(score) for score in judged), Decimal(0)) * line.weight
    share = points / sum(score.criterion.weight for score in judged)
    return Line(line.order, "", line.is_veto, line.weight, share, line.is_bonus)


def _result(score: Score) -> str:
    """The result of an old line; by points, half of them is met, as on a strip."""
    if score.result or score.points is None:
        return score.result
    return Result.MET if score.points * 2 >= score.criterion.weight else Result.NOT_MET


def _points(score: Score) -> Decimal:
    """The points of an old line; where lines were counted, met is all of them."""
    if score.points is not None:
        return score.points
    return score.criterion.weight if score.result == Result.MET else Decimal(0)


def _trial(year: int, rows: list[tuple[Scorecard, bool]], unknown: int) -> Trial:
    gained = tuple(card.dossier.unit_name for card, passes in rows if passes and not card.is_pass)
    lost = tuple(card.dossier.unit_name for card, passes in rows if card.is_pass and not passes)
    passed, would = sum(card.is_pass for card, _ in rows), sum(passes for _, passes in rows)
    return Trial(year, len(rows), passed, would, unknown, gained, lost)
