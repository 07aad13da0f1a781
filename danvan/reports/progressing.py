"""Progress as figures: what was reached of each target, who has not reported, what was given to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Sum

from danvan.accounts.access import Action, homes, rows
from danvan.accounts.models import User
from danvan.dossiers.models import Dossier, DossierQuerySet
from danvan.progress.enums import RUNNING, GiftKind, GiftState, ReportState
from danvan.progress.models import (
    Contribution,
    ContributionQuerySet,
    ProgressLine,
    ProgressReport,
    ProgressReportQuerySet,
    Target,
)
from danvan.progress.periods import Period, to_report_on

SHOWN = 50  # on the desk; the screens show all


@dataclass(frozen=True)
class Achieved:
    """One target of a dossier with what the newest delivered report says of it."""

    number: int
    text: str
    measure: str
    goal: Decimal | None
    done: Decimal | None
    note: str

    @property
    def is_reached(self) -> bool:
        return self.goal is not None and self.done is not None and self.done >= self.goal


@dataclass(frozen=True)
class Given:
    """What one commune received, by kind, or all of them together."""

    unit_id: int | None
    name: str
    amounts: tuple[Decimal, ...]  # in the order of GiftKind
    count: int


@dataclass(frozen=True)
class Totals:
    """What each commune received and the sum below; ``all`` is counted by itself and must tie with the rows."""

    rows: Sequence[Given]
    all: Given


@dataclass(frozen=True)
class ProgressJobs:
    """What progress asks of one person today."""

    period: Period  # the quarter that is being reported on
    to_send: list[Dossier]  # of one's own units, without a report on that quarter that was sent
    returned: list[ProgressReport]  # to be mended and sent again
    to_note: list[ProgressReport]  # sent, waiting for one's board
    to_confirm: list[Contribution]  # given to one's own units
    disputed: list[Contribution]  # given by one's own units, denied by the receiver


def achieved(dossier: Dossier) -> list[Achieved]:
    """Targets of today against the newest delivered report; two queries."""
    delivered = list(ProgressReport.objects.filter(dossier=dossier).delivered())
    newest = max(delivered, key=lambda one: (one.period.ends_on, -one.period.begins_on.toordinal()), default=None)
    lines = {line.target_id: line for line in ProgressLine.objects.filter(report=newest)} if newest else {}
    return [
        Achieved(
            number, target.text, target.measure, target.goal, line.done if line else None, line.note if line else ""
        )
        for number, target in enumerate(Target.objects.standing(dossier), 1)
        for line in [lines.get(target.pk)]
    ]


def answering(period: Period) -> ProgressReportQuerySet:
    """The delivered reports of a dossier (of an outer query) that answer for a period."""
    return ProgressReport.objects.filter(dossier=OuterRef("pk")).delivered().about(*period.answered_by())


def expected(user: User, period: Period, action: Action = Action.VIEW) -> DossierQuerySet:
    """The dossiers a report on the period is owed for: carried out in that year, registered before it ended."""
    begun = Q(registered_on__isnull=True) | Q(registered_on__lte=period.ends_on)
    found = Dossier.objects.for_user(user, action).filter(begun, year=period.year, state__in=RUNNING)
    found = found.filter(campaign__is_archive=False).select_related("unit", "keeper")
    return found.order_by("keeper__sort_key", "keeper_id", "track", "pk")


def owing(user: User, period: Period, action: Action = Action.VIEW) -> DossierQuerySet:
    """Those without a delivered report that answers for the period."""
    return expected(user, period, action).filter(~Exists(answering(period)))


def reported(user: User, period: Period) -> DossierQuerySet:
    """Those with one."""
    return expected(user, period).filter(Exists(answering(period)))


def totals(gifts: ContributionQuerySet) -> Totals:
    """Confirmed gifts among these, by commune in Vietnamese order and altogether; two queries."""
    counted = gifts.confirmed().order_by()
    sums = {f"sum_{kind}": Sum("quantity", filter=Q(kind=kind)) for kind in GiftKind}
    by_unit = counted.values("receiver", "receiver__name").annotate(**sums, count=Count("pk"))
    found = [
        Given(row["receiver"], row["receiver__name"], _amounts(row), row["count"])
        for row in by_unit.order_by("receiver__sort_key", "receiver")
    ]
    overall = counted.aggregate(**sums, count=Count("pk"))
    return Totals(found, Given(None, "Cộng", _amounts(overall), overall["count"]))


def _amounts(row: Mapping[str, Any]) -> tuple[Decimal, ...]:
    return tuple(row[f"sum_{kind}"] or Decimal(0) for kind in GiftKind)


def jobs_for(user: User, today: date) -> ProgressJobs:
    """What the desk says of progress; five queries, whatever the rows."""
    period, own = to_report_on(today), [home.pk for home in homes(user)]
    reports = ProgressReport.objects.select_related("dossier", "unit")
    mine = reports.for_user(user, Action.EDIT).filter(dossier__keeper__in=own, state=ReportState.RETURNED)
    gifts = Contribution.objects.select_related("unit", "receiver")
    received = gifts.for_user(user, Action.EDIT, path="receiver__path")
    waiting = received.filter(receiver__in=own, state=GiftState.RECORDED, given_on__lte=today)
    denied = gifts.for_user(user, Action.EDIT).filter(unit__in=own, state=GiftState.DISPUTED)
    return ProgressJobs(
        period=period,
        to_send=list(owing(user, period, Action.EDIT).filter(keeper__in=own)[:SHOWN]),
        returned=list(mine.order_by("pk")[:SHOWN]),
        to_note=list(waiting_for(user)[:SHOWN]),
        to_confirm=list(waiting.exclude(written_by=user).order_by("given_on", "pk")[:SHOWN]),
        disputed=list(denied.order_by("pk")[:SHOWN]),
    )


def waiting_for(user: User) -> ProgressReportQuerySet:
    """The reports sent to a board of this person, oldest first."""
    board = rows(user, Action.REVIEW, path="dossier__superior_keeper__path")
    host = Q(dossier__superior_keeper__isnull=True) & rows(user, Action.REVIEW, path="dossier__campaign__keeper__path")
    sent = ProgressReport.objects.for_user(user).filter(board | host, state=ReportState.SENT)
    return sent.select_related("dossier", "unit").order_by("sent_at", "pk")
