"""The list of progress reports: every dossier that owes one on a period, with the report where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.models import User
from danvan.dossiers.models import Dossier
from danvan.kit import dates
from danvan.progress.enums import DELIVERED
from danvan.progress.models import ProgressReport
from danvan.progress.periods import Period, period_of_key, to_report_on
from danvan.progress.reporting import may_begin
from danvan.reports.progressing import expected, owing, reported

PER_PAGE = 40


@dataclass(frozen=True)
class Row:
    """One dossier with its report on the period."""

    url: str
    name: str
    note: str
    grain: str
    state: str
    when: str
    begin_url: str = ""  # where a report on it is begun


@dataclass(frozen=True)
class Listing:
    """One tab of one period."""

    period: Period
    tab: str
    tabs: Sequence[dict[str, Any]]
    rows: Sequence[Row]
    page: Page[Any]

    @property
    def base(self) -> str:
        return f"nam={self.period.year}&ky={self.period.key}&muc={self.tab}&"


def listing(user: User, asked: dict[str, Any], today: date) -> Listing:
    """What is asked for; without asking, those that owe the report that is due about now."""
    period, tab = period_asked(asked, today), asked["muc"] or "no"
    sets = {"no": owing(user, period), "da-gui": reported(user, period), "tat-ca": expected(user, period)}
    words = {"no": "Chưa báo cáo", "da-gui": "Đã báo cáo", "tat-ca": "Tất cả"}
    address = f"{reverse('office:reports')}?nam={period.year}&ky={period.key}"
    tabs = [
        {"url": f"{address}&muc={key}", "label": words[key], "count": found.count(), "current": key == tab}
        for key, found in sets.items()
    ]
    page = Paginator(sets[tab], PER_PAGE).get_page(asked["page"] or 1)
    return Listing(period, tab, tabs, _rows(user, list(page), period, today), page)


def period_asked(asked: dict[str, Any], today: date) -> Period:
    """The period that is asked for, or the one that is reported on about now."""
    due = to_report_on(today)
    year = asked["nam"] or due.year
    return period_of_key(asked["ky"] or due.key, int(year)) or due


def _rows(user: User, dossiers: Sequence[Dossier], period: Period, today: date) -> list[Row]:
    """Each dossier with the report that answers for the period, or the one that is being written on it."""
    reports: dict[int, ProgressReport] = {}
    found = ProgressReport.objects.readable(user).filter(dossier__in=dossiers).about(*period.answered_by())
    for report in sorted(found, key=lambda one: (one.state in DELIVERED, one.period == period)):
        if report.state in DELIVERED or report.period == period:
            reports[report.dossier_id] = report
    return [_row(user, dossier, reports.get(dossier.pk), period, today) for dossier in dossiers]


def _row(user: User, dossier: Dossier, report: ProgressReport | None, period: Period, today: date) -> Row:
    note = dossier.title if dossier.is_model else "Danh hiệu của đơn vị"
    if report is not None:
        other = f" ({report.period.name})" if report.period != period else ""
        url, state = report.get_absolute_url(), f"{report.state_label}{other}"
        return Row(url, dossier.unit_name, note, report.grain, state, _when(report))
    late = period.due_on < today
    begin = reverse("office:report-begin", args=[dossier.pk]) if may_begin(user, dossier) else ""
    return Row(
        reverse("office:progress", args=[dossier.pk]), dossier.unit_name, note, "late" if late else "idle",
        "Quá hạn" if late else "Chưa báo cáo", f"hạn {dates.plain(period.due_on)}", begin,
    )  # fmt: skip


def _when(report: ProgressReport) -> str:
    """When it was sent, and whether that was in time; before that, until when there is time."""
    due = report.period.due_on
    if report.sent_at is None:
        return f"hạn {dates.plain(due)}"
    sent = timezone.localdate(report.sent_at)
    return f"gửi ngày {dates.plain(sent)}{', sau hạn' if sent > due else ''}"
