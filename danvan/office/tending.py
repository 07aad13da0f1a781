"""What the portal does by itself: planned rearrangements take effect, forgotten imports and what nobody typed on are
thrown away, decisions come out at their hour, those who still owe something are reminded, and messages go out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from danvan.decisions.publishing import publish_due
from danvan.decisions.scans import sweep
from danvan.dossiers.jottings import forget_old
from danvan.exchange.staging import throw_away
from danvan.hearings.actions import close_due, erase_due
from danvan.notices.actions import remind, tell_openings
from danvan.notices.posting import send_waiting
from danvan.notices.results import tell_news
from danvan.papers import kept, runs
from danvan.reports import words
from danvan.stories import photos
from danvan.succession.actions import take_effect

KEPT_IMPORTS = KEPT_JOTTINGS = timedelta(days=30)
LOST_FILES = timedelta(days=1)  # a scan without its row is older than any sending still on its way


@dataclass(frozen=True)
class Tended:
    """How much was done."""

    rearranged: int
    thrown_away: int


def tend(at: datetime) -> Tended:
    """Do everything that is due; doing it again changes nothing."""
    forget_old(before=at - KEPT_JOTTINGS)
    publish_due(at=at)
    close_due(at)
    erase_due(at)
    sweep(before=at - LOST_FILES)
    kept.sweep(before=at - LOST_FILES)
    photos.sweep(before=at - LOST_FILES)
    words.refresh()
    print_papers(at)
    return Tended(rearranged=len(take_effect(at=at)), thrown_away=throw_away(before=at - KEPT_IMPORTS))


def print_papers(at: datetime) -> bool:
    """Some pieces of a batch, then some papers to be kept as issued; says whether there is more to do."""
    return runs.work(at) or kept.keep_due(at) > 0


@dataclass(frozen=True)
class Told:
    """How many messages were written and how many e-mails went out."""

    written: int
    sent: int


def tell(at: datetime) -> Told:
    """Tell of openings, remind those who still owe something, send what waits; each message once."""
    written = tell_openings(at=at) + remind(at=at) + tell_news(at=at)
    return Told(written, send_waiting(at))
