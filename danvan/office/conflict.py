"""Two people changed one dossier: both versions field by field, and which side is ticked to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from danvan.dossiers.content import Content
from danvan.dossiers.editing import changes, shown
from danvan.dossiers.models import Dossier
from danvan.kit import vi
from danvan.ledger.models import Event
from danvan.office.history import label, words


@dataclass(frozen=True)
class Side:
    """One field on which the two versions differ."""

    name: str
    label: str
    mine: str
    theirs: str
    keep_theirs: bool  # ticked to begin with: I had not touched this field

    @property
    def keep_mine(self) -> bool:
        return not self.keep_theirs


@dataclass(frozen=True)
class Conflict:
    """What stands now, who wrote it, and the fields to choose between."""

    theirs: Dossier
    who: str
    event: Event | None
    sides: list[Side]


def conflict(theirs: Dossier, mine: Content, edition: int) -> Conflict:
    """The two versions of a dossier that was opened at an edition which is no longer the newest."""
    events = _edits(theirs, edition)
    before = _before(events)
    sides = [
        Side(name, vi.capfirst_vi(label(name)), words(new), words(old), keep_theirs=before.get(name) == new)
        for name, (old, new) in changes(theirs, mine).items()
    ]
    last = events[-1] if events else None
    return Conflict(theirs, str(last.actor) if last else "", last, sides)


def _edits(dossier: Dossier, edition: int) -> list[Event]:
    """The edits since that edition, oldest first: each edit makes one edition."""
    count = max(dossier.edition - edition, 0)
    edits = Event.objects.filter(subject=Event.subject_of(dossier), verb="edit").select_related("actor")
    return list(reversed(edits.order_by("-pk")[:count]))


def _before(events: list[Event]) -> dict[str, str]:
    """What each field said when the other person began, for the fields they changed."""
    found: dict[str, str] = {}
    for event in events:
        for name, pair in event.details.items():
            found.setdefault(name, str(pair[0]))
    return found


def merged(mine: Content, theirs: Content, keep_theirs: set[str]) -> Content:
    """My version, with the other person's text in the fields where it was chosen."""
    values: Mapping[str, object] = {
        name: getattr(theirs if name in keep_theirs else mine, name) for name in mine.__dataclass_fields__
    }
    return Content(**values)  # type: ignore[arg-type]


def hidden(mine: Content) -> dict[str, str]:
    """My version as the hidden fields of a form carry it."""
    plain = {name: getattr(mine, name) for name in mine.__dataclass_fields__}
    return {name: shown(value.pk if name == "theme" and value else value) for name, value in plain.items()}
