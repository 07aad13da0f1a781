"""Which voices speak on a dossier, whose post lets them, and which one is last: read from the review chain."""

from __future__ import annotations

from danvan.accounts.access import Action
from danvan.dossiers.blind import organiser_voice
from danvan.dossiers.enums import Voice
from danvan.dossiers.models import Dossier
from danvan.units.enums import UnitKind
from danvan.units.models import Unit


def last_voice(dossier: Dossier) -> Voice:
    """The voice of the organiser, with which the scoring ends."""
    return organiser_voice(dossier.campaign.organiser)


def voices(dossier: Dossier) -> list[Voice]:
    """The voices in order: the unit, the board above it if there is one between, the organiser."""
    middle = [Voice.SUPERIOR] if dossier.has_middle_tier else []
    return [*dict.fromkeys([Voice.SELF, *middle, last_voice(dossier)])]


def seat(dossier: Dossier, voice: str) -> tuple[Action, Unit | None]:
    """What a person must be allowed, and on which unit, to speak with this voice on this dossier."""
    if voice == Voice.SELF:
        return Action.EDIT, dossier.keeper
    if voice == last_voice(dossier):
        return Action.REVIEW, dossier.campaign.keeper
    return Action.REVIEW, dossier.superior_keeper


def label(dossier: Dossier, voice: str) -> str:
    """The name of a voice as the screens say it; for a bloc of agencies "Cấp trên chấm"."""
    unit = seat(dossier, voice)[1]
    if voice == Voice.SUPERIOR and unit is not None and unit.kind == UnitKind.BLOC:
        return "Cấp trên chấm"
    return Voice(voice).label
