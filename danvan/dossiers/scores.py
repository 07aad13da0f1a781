"""Reading a card: its lines, its verdict, and what keeps it from being signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import overload

from danvan.criteria.enums import Result
from danvan.criteria.models import CriteriaVersion, Criterion
from danvan.criteria.scoring import Line, Rule, Verdict, verdict
from danvan.dossiers.blind import AnyCard, BlindCard, BlindScore
from danvan.dossiers.cards import Mark, Score, Scorecard
from danvan.dossiers.computing import Worked, work_out
from danvan.dossiers.enums import CardState, Voice
from danvan.dossiers.voices import voices


def rule_of(version: CriteriaVersion) -> Rule:
    """The pass rule of a version, for the arithmetic."""
    return Rule(
        mode=version.mode, min_passed=version.min_passed, min_points=version.min_points,
        no_veto_fail=version.no_veto_fail, rescale=version.rescale_not_applicable,
        points_cap=version.points_cap, bonus_cap=version.bonus_cap,
        classes=tuple((row["name"], Decimal(str(row["at_least"]))) for row in version.classes),
    )  # fmt: skip


def verdict_from(criteria: list[Criterion], scores: Mapping[int, Mark], rule: Rule) -> Verdict:
    """The verdict on criteria in official order, with the scores by criterion id."""
    lines = []
    for criterion in criteria:
        score = scores.get(criterion.pk)
        lines.append(
            Line(
                order=criterion.order, result=score.result if score else "", is_veto=criterion.is_veto,
                weight=criterion.weight, points=score.points if score else None, is_bonus=criterion.is_bonus,
            )
        )  # fmt: skip
    return verdict(lines, rule)


@overload
def scores_of(card: Scorecard) -> dict[int, Score]: ...
@overload
def scores_of(card: BlindCard) -> dict[int, BlindScore]: ...
@overload
def scores_of(card: AnyCard) -> dict[int, Score] | dict[int, BlindScore]: ...
def scores_of(card: AnyCard) -> dict[int, Score] | dict[int, BlindScore]:
    """The scores of a card by criterion id."""
    if isinstance(card, BlindCard):
        return {score.criterion_id: score for score in card.scores.all()}
    return {score.criterion_id: score for score in card.scores.all()}


def criteria_of(version: CriteriaVersion) -> list[Criterion]:
    """The criteria of a version in official order, with their groups."""
    return list(version.criteria.select_related("group").order_by("order"))


def verdict_of(card: AnyCard) -> Verdict:
    """The verdict on a card as it stands."""
    return verdict_from(criteria_of(card.version), scores_of(card), rule_of(card.version))


def card_before(card: AnyCard) -> Scorecard | None:
    """The signed card of the voice before this one, with which a superior's score is compared."""
    order = voices(card.dossier)
    place = order.index(Voice(card.voice)) if card.voice in order else 0
    earlier = list(order[:place])
    signed = card.dossier.cards.filter(voice__in=earlier, state=CardState.SIGNED)
    return max(signed, key=lambda other: order.index(Voice(other.voice)), default=None)


def differing(criteria: list[Criterion], mine: Mapping[int, Mark], theirs: Mapping[int, Mark]) -> list[Criterion]:
    """The criteria on which two cards do not agree; what either has not scored is left out."""
    found = []
    for criterion in criteria:
        one, other = mine.get(criterion.pk), theirs.get(criterion.pk)
        if one and other and is_judged(one) and is_judged(other) and not _same(one, other):
            found.append(criterion)
    return found


def is_judged(line: Mark) -> bool:
    """Has a voice said anything on a line but words?"""
    return bool(line.result) or line.points is not None


def _same(one: Mark, other: Mark) -> bool:
    return (one.result, one.points) == (other.result, other.points)


def _numbers(criteria: list[Criterion]) -> str:
    return ", ".join(str(criterion.order) for criterion in criteria)


def unfinished(card: AnyCard, at: datetime) -> str:
    """What is left to do before a card is signed (domain.md §2.3): every line, every reason, every proof."""
    criteria, scores = criteria_of(card.version), scores_of(card)
    result = verdict_from(criteria, scores, rule_of(card.version))
    if result.unscored:
        return f"Còn {result.unscored} tiêu chí chưa chấm."
    told = _unproved(card, criteria, scores) if card.voice == Voice.SELF else _unreasoned(card, criteria, scores)
    return " ".join(filter(None, [told, _overridden(card, criteria, scores)]))


def _overridden(card: AnyCard, criteria: list[Criterion], scores: Mapping[int, Mark]) -> str:
    """What the portal worked out is judged otherwise only with a reason: one's own, or that of a voice before."""
    bare = []
    for criterion in criteria:
        score, worked = scores.get(criterion.pk), work_out(criterion, card.dossier)
        if score and worked and overrides(score, criterion, worked):
            others = Score.objects.filter(card__dossier=card.dossier, criterion=criterion)
            others = others.exclude(card__voice=card.voice)
            if not reasoned(score, others):
                bare.append(criterion)
    return f"Tiêu chí {_numbers(bare)} chấm khác số liệu của cổng, cần ghi lý do." if bare else ""


def overrides(score: Mark, criterion: Criterion, worked: Worked) -> bool:
    """Is a line judged otherwise than the portal's data say? By points, half the weight or more is met."""
    found = score.result
    if not found and score.points is not None:
        found = Result.MET if score.points * 2 >= criterion.weight else Result.NOT_MET
    return bool(worked.result and found) and found != worked.result


def reasoned(score: Mark, others: Iterable[Mark]) -> bool:
    """Has a line a reason: its own, or that of another voice that says the same?"""
    same = [one for one in others if _same(one, score)]
    return any(one.note.strip() for one in [score, *same])


def claims(score: Mark) -> bool:
    """Does a line claim something that has to be proved?"""
    return score.result == Result.MET or (score.points or 0) > 0


def least_explanation(criterion: Criterion, version: CriteriaVersion) -> int:
    """How many characters of explanation stand in for evidence on a line."""
    return criterion.min_explanation or version.min_explanation


def _unproved(card: AnyCard, criteria: list[Criterion], scores: Mapping[int, Mark]) -> str:
    proved = set(card.dossier.evidence.filter(removed_at__isnull=True).values_list("criterion_id", flat=True))
    judged = [(c, scores[c.pk]) for c in criteria if c.pk in scores]  # a bonus line may be left alone
    bare = [
        c for c, score in judged
        if c.evidence_required and claims(score) and c.pk not in proved
        and len(score.note.strip()) < least_explanation(c, card.version)
    ]  # fmt: skip
    absent = [c for c, score in judged if score.result == Result.NOT_APPLICABLE and not score.note.strip()]
    parts = []
    if bare:
        least = sorted({least_explanation(criterion, card.version) for criterion in bare})
        enough = " hoặc ".join(str(number) for number in least)
        parts.append(f"Tiêu chí {_numbers(bare)} cần minh chứng, hoặc giải trình từ {enough} ký tự.")
    if absent:
        parts.append(f"Tiêu chí {_numbers(absent)} ghi không áp dụng thì cần lý do.")
    return " ".join(parts)


def _unreasoned(card: AnyCard, criteria: list[Criterion], scores: Mapping[int, Mark]) -> str:
    before = card_before(card)
    if before is None:
        return ""
    bare = [c for c in differing(criteria, scores, scores_of(before)) if not scores[c.pk].note.strip()]
    return f"Tiêu chí {_numbers(bare)} chấm khác cấp trước, cần ghi lý do." if bare else ""
