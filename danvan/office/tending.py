"""What the portal does by itself each day: planned rearrangements take effect, forgotten imports are thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from danvan.exchange.staging import throw_away
from danvan.succession.actions import take_effect

KEPT_IMPORTS = timedelta(days=30)


@dataclass(frozen=True)
class Tended:
    """How much was done."""

    rearranged: int
    thrown_away: int


def tend(at: datetime) -> Tended:
    """Do everything that is due; doing it again changes nothing."""
    return Tended(rearranged=len(take_effect(at=at)), thrown_away=throw_away(before=at - KEPT_IMPORTS))
