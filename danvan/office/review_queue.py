"""The queue beside the dossier: its tabs, what it is narrowed to, one page of its rows, and what each row says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import parse_qsl

from django.core.paginator import Page, Paginator
from django.db.models import Exists, Q
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.access import Action, may, rows
from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier, DossierQuerySet
from danvan.kit import numbers, vi
from danvan.office import listing
from danvan.office.desk_kinds import conditions
from danvan.office.reviewing import asked as asking
from danvan.office.reviewing.asked import TABS, WAITING
from danvan.office.reviewing.drawing import Drawn, Item, address_of, item, with_query
from danvan.office.reviewing.links import Link, Round, links, rounds
from danvan.office.reviewing.narrowing import Facet, Known, facets, narrowed, needs_another, ordered
from danvan.reports.looking import Look, look
from danvan.reports.queue import QueueRow, queue_rows, tab_counts
from danvan.units.models import Unit

PAGE = 20
JUDGING = ("tiep-nhan", "cham", "tinh-tra", "tham-dinh", "duyet")  # the kinds of the desk that a board judges
NOTHING = Q(pk__in=[])
EMPTY = {
    "cho-toi": "Không có hồ sơ nào đang chờ. Hồ sơ mới gửi đến sẽ nằm ở đây.",
    "da-tra": "Không có hồ sơ nào đã trả lại mà chưa gửi lại.",
    "da-chuyen": "Chưa có hồ sơ nào đã chuyển lên cấp trên.",
    "xong": "Chưa có hồ sơ nào có kết luận cuối cùng.",
}
NARROWED = "Không có hồ sơ nào hợp các điều kiện đang chọn. Hãy bỏ bớt điều kiện."


@dataclass(frozen=True)
class Tab:
    """One tab of the queue with its count."""

    label: str
    url: str
    current: bool
    count: int


@dataclass(frozen=True)
class Beside:
    """The dossiers before and after the open one, as addresses; where it stands, in words."""

    before: str
    after: str
    place: str


@dataclass(frozen=True)
class Queue:
    """The left column."""

    tabs: Sequence[Tab]
    items: Sequence[Item]
    page: Page[int]
    base: str
    all_url: str
    empty: str
    asked: Mapping[str, Any]
    query: str
    facets: Sequence[Facet]
    sorts: Sequence[Tab]
    chips: Sequence[Mapping[str, str]]
    clear_url: str
    told: str
    beside: Beside
    rounds: Sequence[Round]
    links: Sequence[Link]
    agreed_url: str  # the same list with what agrees ticked; empty where nothing is confirmed together

    @property
    def unit(self) -> str:
        """The unit asked for, as it was typed."""
        return str(self.asked["don-vi"])

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The conditions as hidden fields of another form."""
        return parse_qsl(self.query)

    @property
    def may_agree(self) -> bool:
        """Is there a row that may be confirmed with others?"""
        return any(item.may_tick for item in self.items)

    @property
    def agreeing(self) -> int:
        """How many of the rows shown both levels judge alike, with all the proof."""
        return sum(item.agrees for item in self.items)


def tab_conditions(user: User) -> dict[str, Q]:
    """Which dossiers each tab holds: those that wait for this person's boards, and where the others went."""
    desk = conditions(user)
    waits = reduce(or_, (desk[key] for key in JUDGING if key in desk), NOTHING)
    near = rows(user, Action.REVIEW, path="superior_keeper__path")
    last = rows(user, Action.REVIEW, path="campaign__keeper__path")
    final = rows(user, Action.APPROVE, path="campaign__keeper__path")
    ours = near | last | final
    back = near & Q(state__in=[State.RETURNED, State.REWORK]) | last & Q(state=State.SENT_BACK)
    return {
        "cho-toi": waits,
        "da-tra": ours & back & ~waits,
        "da-chuyen": (near | last) & Q(state__in=[State.SENT, State.CONFIRMED]) & ~waits,
        "xong": ours & Q(state__in=[State.APPROVED, State.DECLINED]),
    }


def scoped_for(user: User) -> DossierQuerySet:
    """The living dossiers within reach."""
    return Dossier.objects.for_user(user).filter(campaign__is_archive=False)


@dataclass(frozen=True)
class Listed:
    """Every row of the tab that answers what was asked, in order, with what was read to tell so."""

    rows: Sequence[QueueRow]
    every: Sequence[QueueRow]
    known: Known
    hosts: frozenset[int]  # the organisers for which this person judges or approves


def listed(scoped: DossierQuerySet, user: User, at: datetime, asked: Mapping[str, Any]) -> Listed:
    """Read one tab, narrow it and put it in order; a fixed number of queries whatever its length."""
    found = scoped.filter(tab_conditions(user)[asked["tab"]])
    for word in vi.fold(asked["q"]).split():
        found = found.filter(search__contains=word)
    if asked["don-vi"]:
        found = found.filter(_at(asked["don-vi"]))
    hosts = _hosts(user)  # who is asked to judge is shown to their own board alone, and nobody else narrows by it
    every = [row if row.host in hosts or not row.judges else replace(row, judges=()) for row in queue_rows(found)]
    seen = look([row.pk for row in every], user) if asked["tab"] == WAITING else Look()
    kept = needs_another(every, user, set(hosts)) if asking.ANOTHER in asked["can"] else frozenset()
    known = Known(user.pk, seen, kept)
    return Listed(ordered(narrowed(every, asked, known), asked["xep"], known, at), every, known, hosts)


def _at(unit: str) -> Q:
    """A unit by its code, with all that stands under it; or by a part of its name, or of that of the board above."""
    code, name = f"{unit.upper()}/", vi.fold(unit)
    named = Q(unit__name_fold__contains=name) | Q(superior__name_fold__contains=name)
    by_code = Q(unit__path__startswith=code) | Q(unit__path__contains=f"/{code}")
    return by_code | (named & ~Q(Exists(Unit.objects.filter(code=unit.upper()))))


def _hosts(user: User) -> frozenset[int]:
    """The units for which this person judges or approves what they organise."""
    units = [post.unit for post in user.posts]
    return frozenset(unit.pk for unit in units if may(user, Action.REVIEW, unit) or may(user, Action.APPROVE, unit))


def build_queue(
    scoped: DossierQuerySet, user: User, at: datetime, asked: Mapping[str, Any], *, current: int = 0
) -> Queue:
    """The column as it is drawn: the page asked for, or the one on which the open dossier stands."""
    counts = tab_counts(scoped, tab_conditions(user))
    whole = listed(scoped, user, at, asked)
    place = next((place for place, row in enumerate(whole.rows) if row.pk == current), -1)
    page = Paginator(range(len(whole.rows)), PAGE).get_page(place // PAGE + 1 if place >= 0 else asked["page"] or 1)
    shown = list(whole.rows[max(page.start_index() - 1, 0) : page.end_index()])
    seen = whole.known.look if asked["tab"] == WAITING else look([row.pk for row in shown], user)
    barred = needs_another(shown, user, set(whole.hosts)) if asked["tab"] == WAITING else frozenset()
    query, address = asking.query(asked), reverse("office:review")
    drawn = Drawn(user.pk, seen, barred, whole.hosts, timezone.localdate(at), asked, query, current)
    items = [item(row, drawn) for row in shown]
    return Queue(
        tabs=[_tab(key, asked["tab"], counts[key]) for key in TABS], items=items, page=page,
        base=f"{query}&" if query else "", all_url=with_query(address, query),
        empty="" if shown else NARROWED if asking.conditions(asked) else EMPTY[asked["tab"]], asked=asked, query=query,
        facets=facets(whole.every, asked, whole.known, judges=bool(whole.hosts)), sorts=_sorts(asked),
        chips=_chips(asked, whole.every), clear_url=with_query(address, asking.query(_cleared(asked))),
        told=_told(asked, len(whole.rows)), beside=_beside(whole.rows, place, query),
        rounds=[] if current else rounds(whole.every, whole.hosts), links=[] if current else links(whole.hosts),
        agreed_url=with_query(address, f"{query}&khop=on" if query else "khop=on"),
    )  # fmt: skip


def _tab(key: str, current: str, count: int) -> Tab:
    address = reverse("office:review")
    return Tab(TABS[key], with_query(address, f"tab={key}" if key != WAITING else ""), key == current, count)


def _sorts(asked: Mapping[str, Any]) -> list[Tab]:
    """The orders, as choices of the form."""
    now = asked["xep"] or asking.WAITED
    return [Tab(label, key, key == now, 0) for key, label in asking.SORTS.items()]


def _cleared(asked: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value if name in {"tab", "xep"} else type(value)() for name, value in asked.items()}


def _told(asked: Mapping[str, Any], count: int) -> str:
    """How many rows answer what was asked, said only where something was."""
    return f"{numbers.grouped(count)} hồ sơ hợp điều kiện" if asking.conditions(asked) else ""


def _chips(asked: Mapping[str, Any], every: Sequence[QueueRow]) -> list[dict[str, str]]:
    """One chip a condition, whose link drops just that one."""
    people = {str(judge.pk): judge.name for row in every for judge in row.judges}
    words = {
        "linh-vuc": {row.theme: row.theme_name for row in every},
        "noi-dung": {track: listing.SHORT_TRACKS[Track(track)] for track in Track.values},
        "nguoi": {**people, asking.MINE: "Của tôi", asking.NOBODY: "Chưa phân công"}, "can": asking.FLAGS,
    }  # fmt: skip
    address = reverse("office:review")
    return [
        {"label": words.get(name, {}).get(value, value), "url": with_query(address, asking.query(asked, without=pair))}
        for pair in asking.conditions(asked)
        for name, value in [pair]
    ]


def _beside(found: Sequence[QueueRow], place: int, query: str) -> Beside:
    """The neighbours of the open dossier in the list as it is narrowed and ordered."""
    if place < 0:
        return Beside("", address_of(found[0].pk, query) if found else "", "")
    before = address_of(found[place - 1].pk, query) if place else ""
    after = address_of(found[place + 1].pk, query) if place + 1 < len(found) else ""
    return Beside(before, after, f"Hồ sơ {place + 1} trong {len(found)}")
