"""The queue beside the dossier: its tabs, one page of its rows, and what each row says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.urls import reverse

from danvan.accounts.access import Action, rows
from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.dossiers.enums import State, Voice
from danvan.dossiers.models import Dossier, DossierQuerySet
from danvan.dossiers.results import COUNTING
from danvan.office.desk_kinds import conditions
from danvan.office.sheet import TONES
from danvan.reports.queue import Look, QueueRow, days_since, look, queue_rows, tab_counts

PAGE = 20
WAITING = ("tiep-nhan", "cham", "tinh-tra", "tham-dinh", "duyet")  # the kinds of the desk that a board judges
TABS = {"cho-toi": "Chờ tôi", "da-tra": "Đã trả lại", "da-chuyen": "Đã chuyển", "xong": "Xong"}
AGREED = {Voice.SELF: "đủ minh chứng", Voice.SUPERIOR: "hai cấp khớp", Voice.PROVINCE: "các cấp khớp"}
NOTHING = Q(pk__in=[])
EMPTY = {
    "cho-toi": "Không có hồ sơ nào đang chờ. Hồ sơ mới gửi đến sẽ nằm ở đây.",
    "da-tra": "Không có hồ sơ nào đã trả lại mà chưa gửi lại.",
    "da-chuyen": "Chưa có hồ sơ nào đã chuyển lên cấp trên.",
    "xong": "Chưa có hồ sơ nào có kết luận cuối cùng.",
}


@dataclass(frozen=True)
class Tab:
    """One tab of the queue with its count."""

    label: str
    url: str
    current: bool
    count: int


@dataclass(frozen=True)
class Item:
    """One dossier of the queue as the page draws it."""

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


@dataclass(frozen=True)
class Queue:
    """The left column."""

    tabs: Sequence[Tab]
    items: Sequence[Item]
    page: Page[int]
    base: str
    all_url: str
    empty: str


def tab_conditions(user: User) -> dict[str, Q]:
    """Which dossiers each tab holds: those that wait for this person's boards, and where the others went."""
    desk = conditions(user)
    waits = reduce(or_, (desk[key] for key in WAITING if key in desk), NOTHING)
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


def build_queue(scoped: DossierQuerySet, user: User, today: date, *, tab: str, number: str, current: int) -> Queue:
    """Read one page of one tab; three statements whatever its length."""
    tab = tab if tab in TABS else "cho-toi"
    wanted = tab_conditions(user)
    counts = tab_counts(scoped, wanted)
    page = Paginator(range(counts[tab]), PAGE).get_page(number)
    found = queue_rows(scoped.filter(wanted[tab]), max(page.start_index() - 1, 0), page.end_index())
    seen = look(found)
    address = reverse("office:review")
    return Queue(
        tabs=[Tab(label, f"{address}?tab={key}", key == tab, counts[key]) for key, label in TABS.items()],
        items=[_item(row, seen, today, tab, current) for row in found], page=page, base=f"tab={tab}&",
        all_url=f"{address}?tab={tab}",
        empty="" if found else EMPTY[tab],
    )  # fmt: skip


def _item(row: QueueRow, seen: Look, today: date, tab: str, current: int) -> Item:
    url = reverse("office:review-dossier", args=[row.pk])
    is_model = row.track == Track.MODEL
    words = _words(row, seen) if tab == "cho-toi" else ("", False)
    return Item(
        url=f"{url}?tab={tab}#ho-so" if tab != "cho-toi" else f"{url}#ho-so", current=row.pk == current,
        name=row.title if is_model else row.unit_name, kind=Track(row.track).label if is_model else "",
        marks=row.marks, sizes=seen.groups.get(row.version_id or 0, []), tone=TONES[Voice(row.voice or Voice.SELF)],
        diff=[number - 1 for number in sorted(seen.differing.get(row.pk, ()))],
        points=seen.measures.get(row.version_id or 0, COUNTING).total(row.marks, row.points),
        about=_about(row, today, is_model=is_model), note=words[0] or State(row.state).label, hot=words[1],
    )  # fmt: skip


def _about(row: QueueRow, today: date, *, is_model: bool) -> str:
    days = days_since(row.since, today)
    wait = f"chờ {days} ngày" if days else "đến hôm nay"
    place = row.unit_name if is_model else row.superior_name
    return f"{place}, {wait}" if place else wait


def _words(row: QueueRow, seen: Look) -> tuple[str, bool]:
    """What the row asks for: places to look, agreement, or the state it is in."""
    if not row.marks:
        return "", False
    places = len(seen.places.get(row.pk, ()))
    if places:
        return f"{places} chỗ cần xem", True
    return AGREED[Voice(row.voice)], False


def scoped_for(user: User) -> DossierQuerySet:
    """The living dossiers within reach."""
    return Dossier.objects.for_user(user).filter(campaign__is_archive=False)
