"""Storing the scores of an old year: titles registered, cards filled and signed, results recorded, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from danvan.accounts.models import User
from danvan.criteria.enums import Result, ScoringMode, Track
from danvan.criteria.models import Criterion
from danvan.dossiers.actions import Registration, register_many
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.content import Content
from danvan.dossiers.enums import Voice
from danvan.dossiers.models import Campaign, Dossier
from danvan.dossiers.results import shortfall
from danvan.dossiers.scores import criteria_of
from danvan.dossiers.scoring import Entry, open_card, score
from danvan.dossiers.voices import last_voice
from danvan.dossiers.workflow import CARD_LIFE, LIFE
from danvan.exchange.cards import Marks, UnitScores
from danvan.exchange.finding import NotFound, UnitFinder
from danvan.exchange.grid import BadSheet
from danvan.exchange.results import Outcome, record_outcomes
from danvan.ledger.models import Channel


@transaction.atomic
def record_scores(
    scores: Sequence[UnitScores], *, campaign: Campaign, track: Track, by: User, at: datetime
) -> list[Dossier]:
    """Register every unit for its title and store its cards and its result, all or none."""
    dossiers = _register(scores, campaign, track, by, at)
    signed: list[Scorecard] = []
    outcomes = []
    for dossier, found in zip(dossiers, scores, strict=True):
        if found.own:
            signed.append(_fill(dossier, Voice.SELF, found.own, {}, by, at))
        final = _fill(dossier, last_voice(dossier), found.final, found.notes, by, at)
        signed.append(final)
        outcomes.append(Outcome(dossier, final.is_pass, _reason(final)))
    CARD_LIFE.take_many(signed, "record_signed", by=by, at=at, channel=Channel.SHEET)
    record_outcomes(outcomes, by=by, at=at)
    return dossiers


def _register(scores: Sequence[UnitScores], campaign: Campaign, track: Track, by: User, at: datetime) -> list[Dossier]:
    finder = UnitFinder(campaign, by)
    try:
        units = [finder.find(found.name)[0] for found in scores]
    except NotFound as wrong:
        raise BadSheet(str(wrong)) from wrong
    registrations = [
        Registration(unit=unit, content=Content(title=""), track=track, is_illustrative=campaign.is_illustrative)
        for unit in units
    ]
    channel = Channel.SHEET
    dossiers = register_many(campaign=campaign, registrations=registrations, by=by, at=at, channel=channel)
    LIFE.take_many(dossiers, "record", by=by, at=at, channel=channel)
    return dossiers


def _fill(
    dossier: Dossier, voice: Voice, marks: Marks, notes: Mapping[int, str], by: User, at: datetime
) -> Scorecard:  # fmt: skip
    card = open_card(dossier=dossier, voice=voice, by=by, at=at)
    entries = {
        criterion.pk: _entry(marks[criterion.order], _note(criterion, marks, notes))
        for criterion in criteria_of(card.version)
        if criterion.order in marks
    }
    return score(card=card, entries=entries, edition=card.edition, by=by, at=at, channel=Channel.SHEET)


def _entry(found: Result | Decimal, note: str) -> Entry:
    return Entry(points=found, note=note) if isinstance(found, Decimal) else Entry(result=found, note=note)


def _note(criterion: Criterion, marks: Marks, notes: Mapping[int, str]) -> str:
    """The remark of the sheet; a criterion that does not apply always carries a reason."""
    if marks[criterion.order] == Result.NOT_APPLICABLE:
        return notes.get(criterion.order) or "Sổ cũ ghi không áp dụng."
    return notes.get(criterion.order, "")


def _reason(card: Scorecard) -> str:
    """Why the title was not reached, in the words of the rule."""
    if card.is_pass:
        return ""
    if card.version.mode == ScoringMode.POINTS:
        return shortfall(card)
    least = card.version.min_passed or 0
    count = len(card.marks)
    if card.passed >= least:
        return f"Đạt {card.passed}/{count} tiêu chí nhưng trượt tiêu chí điểm liệt."
    return f"Đạt {card.passed}/{count} tiêu chí, dưới ngưỡng {least}/{count}."
