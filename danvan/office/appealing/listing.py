"""The list of complaints: those that wait first, with the days left to answer, and whose answer is free to be given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.models import User
from danvan.appeals.enums import AppealState
from danvan.appeals.models import Appeal
from danvan.appeals.queries import days_left, judged_by, listed
from danvan.kit import dates
from danvan.office.appealing.forms import MINE, TABS
from danvan.office.appealing.letter import GRAINS

PER_PAGE = 30
FIRST = "cho"
_WAITS = Q(state=AppealState.OPEN)


@dataclass(frozen=True)
class Row:
    """One complaint in the list."""

    url: str
    name: str
    note: str
    grain: str
    state: str
    when: str
    hot: bool


@dataclass(frozen=True)
class Choice:
    """One campaign to narrow by."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Listing:
    """One tab with its rows."""

    tabs: Sequence[dict[str, Any]]
    campaigns: Sequence[Choice]
    rows: Sequence[Row]
    page: Page[Any]
    base: str


def listing(user: User, asked: dict[str, Any], at: datetime) -> Listing:
    """The tab that is asked for."""
    answers = may_somewhere(user, Action.REVIEW) or may_somewhere(user, Action.APPROVE)
    tab, campaign = asked["muc"] or FIRST, asked["dot"]
    reach = listed(user)
    known = list(reach.order_by("dossier__campaign").values_list("dossier__campaign__code", "dossier__campaign__name"))
    found = reach.filter(dossier__campaign__code=campaign) if campaign else reach
    behind = {key: found.filter(_condition(key, user)) for key in TABS}
    shown = Paginator(behind[tab], PER_PAGE).get_page(asked["page"] or 1)
    tabs = [
        {"url": _address(key, campaign), "label": label, "count": behind[key].count(), "current": key == tab}
        for key, label in TABS.items()
        if key != MINE or answers
    ]
    rows = [_row(appeal, at) for appeal in shown]
    return Listing(tabs, _campaigns(known, tab, campaign), rows, shown, f"{_query(tab, campaign)}&")


def _condition(tab: str, user: User) -> Q:
    mine = judged_by(user) & ~Q(refusal__refused_by=user) & ~Q(filed_by=user)
    return {FIRST: _WAITS, MINE: _WAITS & mine, "da": ~_WAITS}.get(tab, Q())


def _campaigns(known: Iterable[tuple[str, str]], tab: str, current: str) -> list[Choice]:
    """The campaigns to choose between; none where all are of one."""
    names = dict(known)
    if len(names) < 2:
        return []
    return [Choice("Mọi đợt", _address(tab, ""), not current)] + [
        Choice(name, _address(tab, code), code == current) for code, name in names.items()
    ]


def _query(tab: str, campaign: str) -> str:
    return urlencode({"muc": tab, **({"dot": campaign} if campaign else {})})


def _address(tab: str, campaign: str) -> str:
    return f"{reverse('office:appeals')}?{_query(tab, campaign)}"


def _row(appeal: Appeal, at: datetime) -> Row:
    dossier, left = appeal.dossier, days_left(appeal, at)
    waits = appeal.state == AppealState.OPEN
    what = f"Mô hình “{dossier.title}”, {dossier.unit_name}" if dossier.is_model else dossier.unit_name
    filed = dates.plain(timezone.localdate(appeal.filed_at))
    return Row(
        url=reverse("office:appeal", args=[appeal.pk]), name=what, note=f"{dossier.campaign.name}. Gửi ngày {filed}",
        grain=GRAINS[AppealState(appeal.state)], state=appeal.state_label, hot=waits and left < 0,
        when=left_in_words(left) if waits else _answered(appeal),
    )  # fmt: skip


def left_in_words(left: int) -> str:
    """The days left to answer, in words."""
    if left < 0:
        return f"quá hạn trả lời {-left} ngày"
    return f"còn {left} ngày để trả lời" if left else "hạn trả lời hôm nay"


def _answered(appeal: Appeal) -> str:
    return f"trả lời ngày {dates.plain(timezone.localdate(appeal.answered_at))}" if appeal.answered_at else ""
