"""Keeping what a page sends for a card, line by line: only what was changed there, and never over someone unseen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from danvan.accounts.models import User
from danvan.dossiers.blind import AnyCard, AnyScore
from danvan.dossiers.models import Dossier
from danvan.dossiers.scores import scores_of
from danvan.dossiers.scoring import Entry, StaleCard, open_sheet, score
from danvan.kit import vi
from danvan.ledger.models import Event


@dataclass(frozen=True)
class Sent:
    """One line as a page sent it, and the stamp of what the page had shown there."""

    entry: Entry
    was: str


class Clash(Exception):
    """Someone else wrote on the same lines meanwhile; ``theirs`` is what stands there, the other lines are kept."""

    def __init__(self, card: AnyCard, theirs: Mapping[int, AnyScore]) -> None:
        super().__init__("Có tiêu chí vừa được người khác chấm. Hãy xem hai giá trị ở từng dòng rồi chọn lại.")
        self.card, self.theirs = card, theirs


def stamp(line: Entry | AnyScore | None) -> str:
    """A short mark that is equal for two lines exactly when they say the same."""
    if line is None:
        return stamp(Entry())
    points = "" if line.points is None else f"{Decimal(line.points).normalize():f}"
    text = "|".join([line.result, points, vi.clean_text(line.note)])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def changed(sent: Mapping[int, Sent]) -> dict[int, Sent]:
    """The lines on which something was written since the page was shown."""
    return {pk: line for pk, line in sent.items() if stamp(line.entry) != line.was}


def keep(*, dossier: Dossier, voice: str, sent: Mapping[int, Sent], by: User, at: datetime) -> None:
    """Store what was changed; the card is opened by the first line written on it.

    Raises ``CannotScore`` and stores nothing, or ``Clash`` after storing the lines that clash with nobody.
    """
    mine = changed(sent)
    if not mine:
        return
    with transaction.atomic():
        card = open_sheet(dossier=dossier, voice=voice, by=by, at=at)
        try:
            clashing = _store(card, scores_of(card), mine, by, at)
        except StaleCard as stale:  # written between our reading and our lock: judge again by what stands now
            card.refresh_from_db()
            clashing = _store(card, stale.theirs, mine, by, at)
    if clashing:
        theirs = scores_of(card)
        raise Clash(card, {pk: theirs[pk] if pk in theirs else card.scores.model() for pk in clashing})


def _store(
    card: AnyCard, stored: Mapping[int, AnyScore], mine: Mapping[int, Sent], by: User, at: datetime
) -> frozenset[int]:
    """Score the lines that still stand as they were shown, and return those that do not."""
    free, clashing = {}, set()
    for pk, line in mine.items():
        now = stamp(stored.get(pk))
        if now in {line.was, stamp(line.entry)}:
            free[pk] = line.entry
        else:
            clashing.add(pk)
    score(card=card, entries=free, edition=card.edition, by=by, at=at)
    return frozenset(clashing)


@dataclass(frozen=True)
class Writer:
    """Who wrote on a line last, and when."""

    name: str
    at: datetime


def last_writers(card: AnyCard, orders: set[int]) -> dict[int, Writer]:
    """Who last wrote on each of these criteria (by number) of a card, as the ledger says; on an independent card only
    its own judge writes, and the ledger keeps no lines of it."""
    events = Event.objects.filter(subject=Event.subject_of(card), verb="score").select_related("actor").order_by("pk")
    found = {}
    for event in events:
        for order in orders:
            if str(order) in event.details:
                found[order] = Writer(str(event.actor), event.at)
    return found
