"""Cards criterion by criterion, one table for each version: what a workbook of scores holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from danvan.criteria.enums import Result, ScoringMode
from danvan.criteria.models import CriteriaVersion, Criterion
from danvan.dossiers.cards import Score, Scorecard
from danvan.dossiers.enums import CardState, Voice
from danvan.dossiers.models import DossierQuerySet
from danvan.dossiers.results import Measure, measure
from danvan.dossiers.scores import criteria_of

_SIGNS = {"Y": "Đ", "N": "K", "A": "KAD", ".": ""}
Cell = str | Decimal | None


@dataclass(frozen=True)
class ScoreRow:
    """The signed card of the voice that came furthest on one dossier; ``total`` is points, or criteria met."""

    title: str
    unit_name: str
    superior_name: str
    year: int
    voice: str
    cells: Sequence[Cell]
    total: Decimal
    whole: Decimal
    grade: str
    is_pass: bool


@dataclass(frozen=True)
class ScoreSheet:
    """All the cards on one version."""

    version: CriteriaVersion
    criteria: Sequence[Criterion]
    rows: Sequence[ScoreRow]


def score_sheets(dossiers: DossierQuerySet, readable: Q) -> list[ScoreSheet]:
    """The signed cards of these dossiers that may be read, by version, the newest version first."""
    rank = {voice: place for place, voice in enumerate(Voice.values)}
    cards = Scorecard.objects.filter(readable, state=CardState.SIGNED, dossier__in=dossiers.order_by().values("pk"))
    furthest: dict[int, Scorecard] = {}
    for card in cards.select_related("dossier__unit", "version__criteria_set"):
        before = furthest.get(card.dossier_id)
        if before is None or rank[card.voice] > rank[before.voice]:
            furthest[card.dossier_id] = card
    by_version: dict[CriteriaVersion, list[Scorecard]] = {}
    for card in sorted(furthest.values(), key=lambda card: (-card.version_id, *_place(card))):
        by_version.setdefault(card.version, []).append(card)
    return [_sheet(version, found) for version, found in by_version.items()]


def _place(card: Scorecard) -> tuple[int, str, int]:
    return -card.dossier.year, card.dossier.unit.sort_key, card.dossier_id


def _sheet(version: CriteriaVersion, cards: Sequence[Scorecard]) -> ScoreSheet:
    criteria = criteria_of(version)
    by, said = measure(version, criteria), _points(version, cards)
    return ScoreSheet(version, criteria, [_row(card, criteria, by, said) for card in cards])


def _points(version: CriteriaVersion, cards: Sequence[Scorecard]) -> dict[tuple[int, int], Decimal]:
    """The points of every line, by card and criterion; nothing is asked for where criteria are counted."""
    if version.mode != ScoringMode.POINTS:
        return {}
    lines = Score.objects.filter(card__in=cards, points__isnull=False).exclude(result=Result.NOT_APPLICABLE)
    return {
        (card, line): points or Decimal(0)
        for card, line, points in lines.values_list("card_id", "criterion_id", "points")
    }


def _row(
    card: Scorecard, criteria: Sequence[Criterion], by: Measure, said: Mapping[tuple[int, int], Decimal]
) -> ScoreRow:
    signs = [_SIGNS[mark] for mark in card.marks]
    if by.by_points:
        pairs = zip(criteria, signs, strict=False)
        cells: list[Cell] = [sign if sign == "KAD" else said.get((card.pk, line.pk)) for line, sign in pairs]
    else:
        cells = list(signs)
    dossier = card.dossier
    return ScoreRow(
        title=dossier.title, unit_name=dossier.unit_name, superior_name=dossier.superior_name, year=dossier.year,
        voice=card.get_voice_display(), cells=cells, whole=by.whole(card.marks), grade=card.grade,
        total=card.points if by.by_points else Decimal(card.marks.count("Y")), is_pass=card.is_pass,
    )  # fmt: skip
