"""The screen of visits: its tabs and the rows behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.models import User
from danvan.kit import dates
from danvan.office.visits.forms import TABS
from danvan.reports.visiting import Suggestion, counts, findings_of, suggestions, visits_of
from danvan.visits.models import Finding, Visit

PER_PAGE = 40
NEXT = "nen-den"


@dataclass(frozen=True)
class Row:
    """A visit or a finding in the list."""

    url: str
    name: str
    note: str
    grain: str
    state: str
    when: str


@dataclass(frozen=True)
class Listing:
    """One tab with its rows."""

    tab: str
    tabs: Sequence[dict[str, Any]]
    rows: Sequence[Row]
    page: Page[Any] | None
    suggested: Sequence[Suggestion]
    may_plan: bool

    @property
    def base(self) -> str:
        return f"muc={self.tab}&"


def listing(user: User, asked: dict[str, Any], at: datetime) -> Listing:
    """The tab that is asked for; the first when it is not for this person."""
    today, may_plan = timezone.localdate(at), may_somewhere(user, Action.VISIT)
    tab = asked["muc"] or TABS[0]
    if tab == NEXT and not may_plan:
        tab = TABS[0]
    tabs = _tabs(user, tab, may_plan, today)
    if tab == NEXT:
        return Listing(tab, tabs, [], None, suggestions(user, at), may_plan)
    found = Paginator(_rows_behind(user, tab, today), PER_PAGE).get_page(asked["page"] or 1)
    rows = [visit_row(one, today) if isinstance(one, Visit) else finding_row(one, today) for one in found]
    return Listing(tab, tabs, rows, found, [], may_plan)


def _tabs(user: User, current: str, may_plan: bool, today: date) -> list[dict[str, Any]]:
    how_many = counts(user, today)
    found: list[tuple[str, str, int | str]] = [
        ("sap-toi", "Sắp tới", how_many.upcoming), ("da-di", "Đã đi", how_many.done),
        ("kien-nghi", "Kiến nghị", how_many.unsettled), ("qua-han", "Kiến nghị quá hạn", how_many.overdue),
    ]  # fmt: skip
    if may_plan:
        found.append((NEXT, "Nên đến", ""))
    address = reverse("office:visits")
    return [
        {"url": f"{address}?muc={key}", "label": label, "count": count, "current": key == current}
        for key, label, count in found
    ]


def _rows_behind(user: User, tab: str, today: date) -> Any:
    if tab == "da-di":
        return visits_of(user).done().order_by("-visited_on", "-pk")
    if tab == "kien-nghi":
        return findings_of(user).unsettled()
    if tab == "qua-han":
        return findings_of(user).overdue(today)
    return visits_of(user).upcoming().order_by("planned_on", "pk")


def visit_row(visit: Visit, today: date) -> Row:
    """A visit as it is listed; one that is past its day and not recorded says so."""
    late = visit.visited_on is None and visit.planned_on < today
    kind = visit.get_kind_display()
    return Row(
        url=visit.get_absolute_url(), name=visit.unit.name, note=f"{kind}. {visit.host.name}, {visit.lead}",
        grain="late" if late else visit.grain, state="Quá ngày dự kiến" if late else visit.state_label,
        when=dates.plain(visit.on),
    )  # fmt: skip


def finding_row(finding: Finding, today: date) -> Row:
    """A finding as it is listed."""
    late = finding.is_overdue(today)
    text = finding.text if len(finding.text) <= 140 else f"{finding.text[:139]}…"
    due = f"hạn {dates.plain(finding.due_on)}" if finding.due_on else ""
    if late and finding.due_on:
        due = f"quá hạn {(today - finding.due_on).days} ngày"
    return Row(
        url=finding.get_absolute_url(), name=text, note=finding.unit.name, grain="late" if late else finding.grain,
        state=finding.state_label, when=due,
    )  # fmt: skip
