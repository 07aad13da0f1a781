"""A list scored by points, and cards on it: four lines worth 40, 30, 20 and 10, and one of bonus worth 5."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from danvan.criteria.enums import ScoringMode
from danvan.criteria.models import CriteriaVersion
from danvan.dossiers.cards import Score, Scorecard
from danvan.dossiers.enums import CardState, Voice
from danvan.dossiers.freezing import freeze_card
from danvan.dossiers.models import Dossier
from danvan.dossiers.scores import verdict_of
from tests import make

WEIGHTS = (40, 30, 20, 10, 5)
CLASSES = [{"name": "Tốt", "at_least": "90"}, {"name": "Khá", "at_least": "70"}]
ABSENT = "KAD"


def version(**more: Any) -> CriteriaVersion:
    """70 points are needed; line 1 is a veto, line 2 may not apply, line 5 is a bonus of up to 5."""
    made = make.version(
        5, mode=ScoringMode.POINTS, min_points=70, bonus_cap=5, points_cap=100, classes=CLASSES, **more
    )  # fmt: skip
    for line, weight in zip(made.criteria.order_by("order"), WEIGHTS, strict=True):
        line.weight, line.is_bonus = weight, weight == 5
        line.save()
    return made


def card(of: Dossier, voice: str, points: Sequence[Any], *, state: str = CardState.SIGNED) -> Scorecard:
    """A card with these points: a number, ``ABSENT`` where a line does not apply, None where it is open."""
    made = make.card(of, voice, state=state)
    for line, said in zip(made.version.criteria.order_by("order"), points, strict=True):
        if said is not None:
            absent = said == ABSENT
            figure = None if absent else Decimal(said)
            Score.objects.create(card=made, criterion=line, result="NOT_APPLICABLE" if absent else "", points=figure)
    if state == CardState.SIGNED:
        freeze_card(made, make.author(), make.NOON)
    else:
        found = verdict_of(made)
        made.marks, made.points = found.marks, found.points
        made.save()
    return made


def judged(cast: Any, points: Sequence[Any], *, state: str = "CONFIRMED") -> Dossier:
    """The village judged by this list: its own card, and the same from the province."""
    campaign = make.campaign(cast.province, tracks={"COMMUNE": version()}, name="Thi đua chấm điểm")
    dossier = make.dossier(cast.village, campaign, track="COMMUNE", theme=None, state=state, holder_name="")
    card(dossier, Voice.SELF, points)
    card(dossier, Voice.PROVINCE, points)
    return dossier
