"""The result of a title as papers print it: frozen with its line, or in a draft that of the final card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from danvan.decisions.models import DecisionItem
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.models import Dossier
from danvan.dossiers.results import Measure, counted, measures


def final_card(dossier: Dossier) -> Scorecard | None:
    """The card that counts (cards prefetched)."""
    return next((card for card in dossier.cards.all() if card.is_final), None)


def measures_of(dossiers: Iterable[Dossier]) -> dict[int, Measure]:
    """The measures of the final cards of the titles among these, cards prefetched."""
    cards = [final_card(dossier) for dossier in dossiers if not dossier.is_model]
    return measures(card.version_id for card in cards if card)


def in_points(card: Scorecard, by: Mapping[int, Measure]) -> str:
    """What a card by points comes to, in words; empty where criteria are counted, for the marks say that."""
    measure = by.get(card.version_id)
    return measure.words(card.marks, card.points, card.grade) if measure and measure.by_points else ""


def result(dossier: Dossier, by: Mapping[int, Measure]) -> str:
    """The result of a title by its final card, in words; empty for a model, and while nothing is final."""
    card = None if dossier.is_model else final_card(dossier)
    return in_points(card, by) or counted(card.marks) if card else ""


def achieved(item: DecisionItem) -> str:
    """The result frozen on a line: "97/100 điểm, xếp loại Tốt", or "24/24 tiêu chí"; of a model, nothing."""
    return "" if item.dossier.is_model else item.result or counted(item.marks)
