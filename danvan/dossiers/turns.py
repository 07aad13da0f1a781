"""Whose turn it is: in which states of the dossier each voice may write on its card."""

from __future__ import annotations

from datetime import datetime

from danvan.dossiers.blind import AnyCard
from danvan.dossiers.enums import State, Voice
from danvan.dossiers.models import Dossier
from danvan.dossiers.voices import last_voice

SELF_TURN = frozenset({State.ACCEPTED, State.REWORK})
MIDDLE_TURN = frozenset({State.REPORTED, State.SENT_BACK})
LAST_TURN = frozenset({State.SENT})
LAST_TURN_DIRECT = frozenset({State.REPORTED})


def turn_states(dossier: Dossier, voice: str) -> frozenset[State]:
    """The states of the dossier in which this voice writes: unit, then board, then organiser."""
    if voice == Voice.SELF:
        return SELF_TURN
    if voice != last_voice(dossier):
        return MIDDLE_TURN
    return LAST_TURN if dossier.has_middle_tier else LAST_TURN_DIRECT


def not_in_turn(card: AnyCard, at: datetime) -> str:
    """Why this card may not be written on now, or ""."""
    dossier = card.dossier
    if dossier.state in turn_states(dossier, card.voice):
        return ""
    return f"Hồ sơ đang ở bước «{State(dossier.state).label}», chưa đến lượt hoặc đã qua lượt chấm này."
