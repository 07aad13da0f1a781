"""What happened to a dossier, in words an officer reads: who, when, what, why, and what it said before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from danvan.criteria.enums import Result
from danvan.dossiers.blind import AnyCard
from danvan.dossiers.enums import CardState, Continuity, Holder, State
from danvan.dossiers.freezing import content_of
from danvan.dossiers.models import Dossier
from danvan.kit import vi
from danvan.ledger.models import Channel, Event
from danvan.reports.desk import RETURNS

_STATES = {**dict(State.choices), **dict(CardState.choices)}
_CODES = {**dict(Result.choices), **dict(Holder.choices), **dict(Continuity.choices)}
_OWN_LABELS = {"name": "tệp", "title": "tên mô hình"}
SENDINGS = ("submit", "report")
LONG = 160  # characters: beyond this a change is folded away


@dataclass(frozen=True)
class Change:
    """One thing that said something else before."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """One event as it is told."""

    at: datetime
    who: str
    what: str
    move: str  # "Nháp → Đã gửi đăng ký"
    note: str
    channel: str
    changes: list[Change]
    is_sending: bool = False  # the content was frozen with it
    is_return: bool = False  # someone above gave it back with a reason

    @property
    def is_long(self) -> bool:
        """Too much to show at once: the reader opens it."""
        return len(self.changes) > 2 or any(len(change.old) + len(change.new) > LONG for change in self.changes)


def of(dossier: Dossier, cards: Iterable[AnyCard]) -> list[Entry]:
    """Everything that happened to a dossier and its cards, newest first; one query."""
    subjects = [Event.subject_of(dossier), *(Event.subject_of(card) for card in cards)]
    events = Event.objects.filter(subject__in=subjects).exclude(verb="blind_score")  # which says nothing of the lines
    return [_entry(event) for event in events.select_related("actor").order_by("-pk")]


def _entry(event: Event) -> Entry:
    moved = event.before and event.after and event.before != event.after
    return Entry(
        at=event.at, who=str(event.actor), what=event.label,
        move=f"{_state(event.before)} → {_state(event.after)}" if moved else "",
        note=event.note, channel="" if event.channel == Channel.FORM else Channel(event.channel).label,
        changes=[] if event.verb == "register" else changes(event.details), is_sending=event.verb in SENDINGS,
        is_return=event.verb in RETURNS,
    )  # fmt: skip


def _state(code: str) -> str:
    return _STATES.get(code, code)


def changes(details: Mapping[str, Any]) -> list[Change]:
    """The changes of an event, field by field or criterion by criterion."""
    found = []
    for name, pair in details.items():
        if isinstance(pair, list) and len(pair) == 2:
            found.append(Change(label(name), words(pair[0]), words(pair[1])))
    return found


def label(name: str) -> str:
    """A field by its Vietnamese name; a number is that of a criterion."""
    if name.isdigit():
        return f"tiêu chí {name}"
    return _OWN_LABELS.get(name) or _FIELDS.get(name, name)


_FIELDS = {field.name: str(field.verbose_name) for field in Dossier._meta.concrete_fields}


def words(value: Any) -> str:
    """A stored value as people say it: "MET đủ hồ sơ" is "Đạt, đủ hồ sơ"."""
    text = "" if value is None else str(value)
    code, _, rest = text.partition(" ")
    if code not in _CODES:
        return text
    return ", ".join(filter(None, [str(_CODES[code]), rest.strip()]))


def compared(sent: Mapping[str, str], dossier: Dossier) -> list[Change]:
    """A frozen content field by field, as sent and as it stands now."""
    now = content_of(dossier)
    rows = [Change(vi.capfirst_vi(label(name)), text, now.get(name, "")) for name, text in sent.items()]
    return [row for row in rows if row.old or row.new]
