"""One row of the queue as the page draws it: its strip, how long it waits, and what it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from danvan.criteria.enums import Track
from danvan.dossiers.conflicts import ANOTHER as NEEDS_ANOTHER
from danvan.dossiers.enums import State, Voice
from danvan.office.reviewing.asked import MINE, WAITING
from danvan.office.reviewing.narrowing import is_for
from danvan.office.sheet import TONES
from danvan.reports.looking import Look
from danvan.reports.queue import QueueRow, days_since

AGREED = {Voice.SELF: "đủ minh chứng", Voice.SUPERIOR: "hai cấp khớp", Voice.PROVINCE: "các cấp khớp"}


@dataclass(frozen=True)
class Item:
    """One dossier of the queue as the page draws it; ``may_tick`` where several may be confirmed at once."""

    pk: int
    url: str
    current: bool
    name: str
    kind: str
    marks: str
    sizes: Sequence[int]
    tone: str
    diff: Sequence[int]
    points: str
    about: str
    note: str
    hot: bool
    judges: str
    may_tick: bool
    agrees: bool  # as far as a list can tell, it may be confirmed with others
    ticked: bool


@dataclass(frozen=True)
class Drawn:
    """What drawing a row needs besides the row."""

    person: int
    look: Look
    barred: frozenset[int]
    hosts: frozenset[int]
    today: date
    asked: Mapping[str, Any]
    query: str
    current: int


def with_query(address: str, query: str) -> str:
    """An address with its conditions, if there are any."""
    return f"{address}?{query}" if query else address


def address_of(pk: int, query: str) -> str:
    """A dossier of the queue, the conditions kept."""
    return f"{with_query(reverse('office:review-dossier', args=[pk]), query)}#ho-so"


def item(row: QueueRow, drawn: Drawn) -> Item:
    """The row ready to be drawn."""
    is_model, top = row.track == Track.MODEL, drawn.look.top.get(row.pk)
    waits = drawn.asked["tab"] == WAITING
    note, hot = _words(row, drawn) if waits else ("", False)
    measure = drawn.look.measure(top) if top else None
    tick = waits and _may_tick(row, drawn)
    agrees = tick and top is not None and not drawn.look.places(row.pk)
    return Item(
        pk=row.pk, url=address_of(row.pk, drawn.query), current=row.pk == drawn.current, name=row.name,
        kind=Track(row.track).label if is_model else "", marks=top.marks if top else "",
        sizes=measure.sizes if measure else [], tone=TONES[Voice(top.voice if top else Voice.SELF)],
        diff=[number - 1 for number in sorted(drawn.look.differing.get(row.pk, ()))],
        points=measure.total(top.marks, top.points) if measure and top else "",
        about=_about(row, drawn.today, is_model=is_model), note=note or State(row.state).label, hot=hot,
        judges=_judges(row, drawn), may_tick=tick,
        agrees=agrees, ticked=agrees and bool(drawn.asked["khop"]),
    )  # fmt: skip


def _may_tick(row: QueueRow, drawn: Drawn) -> bool:
    """May this row be confirmed together with others, as far as a list can tell?"""
    ours = row.host in drawn.hosts and row.state == State.SENT and row.has_middle_tier
    return ours and not row.asks_two and row.pk not in drawn.barred


def _about(row: QueueRow, today: date, *, is_model: bool) -> str:
    days = days_since(row.since, today)
    wait = f"chờ {days} ngày" if days else "đến hôm nay"
    place = row.unit_name if is_model else row.superior_name
    return f"{place}, {wait}" if place else wait


def _words(row: QueueRow, drawn: Drawn) -> tuple[str, bool]:
    """What the row asks for: another judge, places to look, agreement, or the state it is in."""
    if row.pk in drawn.barred:
        return NEEDS_ANOTHER, True
    top = drawn.look.top.get(row.pk)
    if top is None:
        return "", False
    places = len(drawn.look.places(row.pk))
    return (f"{places} chỗ cần xem", True) if places else (AGREED[Voice(top.voice)], False)


def _judges(row: QueueRow, drawn: Drawn) -> str:
    """Who is asked to judge a row, shown to the board that judges for the organiser alone."""
    if row.host not in drawn.hosts or not row.judges:
        return ""
    others = [judge.name for judge in row.judges if judge.pk != drawn.person]
    mine = ["bạn"] if is_for(row, MINE, drawn.person) else []
    return f"Phân công: {', '.join([*mine, *others])}"
