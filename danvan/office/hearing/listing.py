"""The list of opinions: those that wait first, late ones in red; narrowed by campaign, consultation, kind and model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.models import User
from danvan.hearings.enums import OpinionState, Stance
from danvan.hearings.masking import masked
from danvan.hearings.models import Opinion, OpinionQuerySet
from danvan.hearings.queries import readable_by
from danvan.kit import dates, vi
from danvan.office.hearing.forms import ListForm

PER_PAGE, SHOWN_LETTERS = 25, 280
WAITS, TO_REPLY, SHOWN, WITHHELD, ALL = "cho", "cho-tra-loi", "da-dang", "khong-dang", "tat-ca"
GRAINS = {OpinionState.RECEIVED: "work", OpinionState.SHOWN: "done", OpinionState.WITHHELD: "idle"}
_TABS: dict[str, tuple[str, Q]] = {
    WAITS: ("Chờ đọc", Q(state=OpinionState.RECEIVED)),
    TO_REPLY: ("Đã đăng, chưa trả lời", Q(state=OpinionState.SHOWN, reply="")),
    SHOWN: ("Đã đăng", Q(state=OpinionState.SHOWN)),
    WITHHELD: ("Không đăng", Q(state=OpinionState.WITHHELD)),
    ALL: ("Tất cả", Q()),
}
_OF_UNIT = (TO_REPLY, SHOWN)  # what there is for who reads only what is shown
ERASED = "Nội dung đã xóa theo thời hạn lưu."


@dataclass(frozen=True)
class Row:
    """One opinion in the list."""

    pk: int
    seen: int
    url: str
    about: str
    place: str
    text: str
    grain: str
    state: str
    when: str
    hot: bool
    tickable: bool
    why_not: str  # why it cannot be ticked, where others can


@dataclass(frozen=True)
class Listing:
    """The list as it is drawn."""

    tabs: Sequence[Mapping[str, Any]]
    facets: Sequence[Mapping[str, Any]]
    keep: Sequence[tuple[str, str]]  # what the form of the conditions carries along
    ticked: Sequence[tuple[str, str]]  # what the search carries along
    q: str
    chips: Sequence[Mapping[str, str]]
    rows: Sequence[Row]
    page: Page[Opinion]
    base: str
    total: int
    late: int
    bulk: bool


def listing(user: User, data: QueryDict, at: datetime) -> Listing:
    """What this person may read, narrowed by what was asked."""
    reads = may_somewhere(user, Action.RUN)
    keys = list(_TABS if reads else _OF_UNIT)
    scope = readable_by(user)
    campaigns = _known(scope, "dossier__campaign__code", "dossier__campaign__name")
    consultations = _known(
        scope.filter(candidate__isnull=False), "candidate__consultation", "candidate__consultation__title"
    )
    asked = ListForm(data, tabs=keys, campaigns=campaigns, consultations=consultations).asked()
    tab = asked["muc"] or keys[0]
    found = narrowed(scope, asked)
    counts = found.aggregate(
        **{f"n_{n}": Count("pk", filter=_TABS[key][1]) if _TABS[key][1] else Count("pk") for n, key in enumerate(keys)},
        late=Count("pk", filter=_TABS[WAITS][1] & Q(due_on__lt=timezone.localdate(at))),
    )
    shown = Paginator(_ordered(found.filter(_TABS[tab][1]), tab), PER_PAGE).get_page(asked["page"] or 1)
    bulk = tab == WAITS and reads
    tabs = [
        {"label": _TABS[key][0], "count": counts[f"n_{n}"], "current": key == tab, "url": _address(asked, muc=key)}
        for n, key in enumerate(keys)
    ]
    return Listing(
        tabs, _facets(asked, campaigns, consultations), _kept(asked, tab),
        [pair for pair in _pairs({**asked, "muc": tab}) if pair[0] != "q"], asked["q"],
        _chips(asked, campaigns, consultations), [_row(one, at, bulk) for one in shown], shown,
        f"{_query({**asked, 'muc': tab})}&", shown.paginator.count, counts["late"], bulk,
    )  # fmt: skip


def narrowed(scope: OpinionQuerySet, asked: Mapping[str, Any]) -> OpinionQuerySet:
    """The opinions that answer to every condition but the tab."""
    found = scope
    for word in vi.fold(asked["q"]).split():
        found = found.filter(dossier__search__contains=word)
    if asked["dot"]:
        found = found.filter(dossier__campaign__code=asked["dot"])
    if asked["lay-y-kien"]:
        found = found.filter(candidate__consultation=asked["lay-y-kien"])
    if asked["loai"]:
        found = found.filter(stance__in=asked["loai"])
    return found


def _known(scope: OpinionQuerySet, key: str, name: str) -> list[tuple[str, str]]:
    rows = scope.order_by(name, key).values_list(key, name).distinct()
    return [(str(code), label) for code, label in rows]


def _ordered(found: OpinionQuerySet, tab: str) -> OpinionQuerySet:
    found = found.select_related("dossier__campaign", "candidate__consultation")
    if tab in (WAITS, TO_REPLY):
        return found.order_by("due_on", "received_at", "pk")
    return found.order_by(F("received_at").desc(), "-pk")


def _row(one: Opinion, at: datetime, bulk: bool) -> Row:
    waits = one.state == OpinionState.RECEIVED
    left = (one.due_on - timezone.localdate(at)).days
    personal = bulk and masked(one.text) != one.text
    text = (one.text if waits else one.shown_text or one.text) or ERASED
    return Row(
        pk=one.pk, seen=one.moves, url=reverse("office:opinion", args=[one.pk]), about=one.dossier.title,
        place=where(one), text=shortened(text), grain=GRAINS[OpinionState(one.state)], state=one.state_label,
        when=left_in_words(left) if waits else f"nhận ngày {dates.short(timezone.localdate(one.received_at))}",
        hot=waits and left < 0, tickable=bulk and not personal and bool(one.text),
        why_not="Có thể có thông tin cá nhân, mở ra để che trước khi đăng." if personal else "",
    )  # fmt: skip


def where(one: Opinion) -> str:
    """Where it was said."""
    if one.candidate:
        return f"Đợt lấy ý kiến “{one.candidate.consultation.title}”"
    return "Góp ý về mô hình đã đăng"


def shortened(text: str) -> str:
    """The beginning of a text, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_LETTERS else f"{line[:SHOWN_LETTERS].rsplit(' ', 1)[0]} …"


def left_in_words(left: int) -> str:
    """The days left to read it, in words."""
    if left < 0:
        return f"quá hạn đọc {-left} ngày"
    return f"còn {left} ngày để đọc" if left else "hạn đọc hôm nay"


def due_in_words(due: date, at: datetime) -> str:
    """The same from the day it is due."""
    return left_in_words((due - timezone.localdate(at)).days)


def _pairs(asked: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (name, str(one))
        for name, value in asked.items()
        if name != "page" and value
        for one in (value if isinstance(value, list) else [value])
    ]


def _query(asked: Mapping[str, Any]) -> str:
    return urlencode(_pairs(asked))


def _address(asked: Mapping[str, Any], **changed: Any) -> str:
    return f"{reverse('office:opinions')}?{_query({**asked, **changed})}"


def _kept(asked: Mapping[str, Any], tab: str) -> list[tuple[str, str]]:
    return [("muc", tab), *([("q", asked["q"])] if asked["q"] else [])]


def _facets(
    asked: Mapping[str, Any], campaigns: Sequence[tuple[str, str]], consultations: Sequence[tuple[str, str]]
) -> list[dict[str, Any]]:
    every = [
        ("Đợt thi đua", "dot", [("", "Mọi đợt"), *campaigns], "radio"),
        ("Đợt lấy ý kiến", "lay-y-kien", [("", "Mọi ý kiến"), *consultations], "radio"),
        ("Loại ý kiến", "loai", list(Stance.choices), "checkbox"),
    ]
    return [
        {"legend": legend, "name": name, "kind": kind, "choices": [
            {"value": value, "label": label, "count": None, "checked": _is_on(asked[name], value)}
            for value, label in choices
        ]}
        for legend, name, choices, kind in every
        if len(choices) > 1
    ]  # fmt: skip


def _is_on(asked: Any, value: str) -> bool:
    return value in asked if isinstance(asked, list) else value == asked


def _chips(
    asked: Mapping[str, Any], campaigns: Sequence[tuple[str, str]], consultations: Sequence[tuple[str, str]]
) -> list[dict[str, str]]:
    words = {"dot": dict(campaigns), "lay-y-kien": dict(consultations), "loai": dict(Stance.choices)}
    every = _pairs({name: value for name, value in asked.items() if name != "muc"})
    tab = [("muc", asked["muc"])] if asked["muc"] else []
    return [
        {
            "label": words.get(name, {}).get(value, value),
            "url": f"{reverse('office:opinions')}?{urlencode([*tab, *(one for one in every if one != (name, value))])}",
        }
        for name, value in every
    ]
