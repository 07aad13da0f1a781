"""Visits as figures: what is planned, what is owed on findings, and which units should be visited next and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Max, Q
from django.utils import timezone

from danvan.accounts.access import Action, rows
from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.dossiers.enums import CardState, WindowStage
from danvan.dossiers.models import Campaign, Return, Scorecard
from danvan.dossiers.windows import GROUPS, closing_for_group
from danvan.kit import dates
from danvan.reports.missing import missing
from danvan.units.enums import AGENCY_KINDS, COMMUNE_KINDS
from danvan.units.models import UnitSpan, UnitSpanQuerySet
from danvan.visits.enums import FindingState, VisitState
from danvan.visits.models import Finding, FindingQuerySet, Visit, VisitQuerySet

SHOWN = 50  # on the desk; the screen of visits shows all
CAMPAIGNS = 3  # living campaigns whose registration is looked at, the newest first


@dataclass(frozen=True)
class VisitJobs:
    """What visits ask of one person today; ``overdue`` is part of ``to_answer`` and of what one's board waits for."""

    upcoming: list[Visit]  # to be made by one's board, those past their day first
    to_answer: list[Finding]  # with one's own units, soonest due first
    to_check: list[Finding]  # answered, waiting for one's board
    overdue: list[Finding]  # of one's board's visits, not answered in time


@dataclass(frozen=True)
class Counts:
    """How many rows stand behind each tab."""

    upcoming: int
    done: int
    unsettled: int
    overdue: int


@dataclass(frozen=True)
class Suggestion:
    """One unit that should be visited, and why, in words."""

    unit_id: int
    name: str
    kind: str
    reasons: tuple[str, ...]
    at_risk: bool
    last_on: date | None


def visits_of(user: User) -> VisitQuerySet:
    """The visits this person reads, with what a row shows."""
    return Visit.objects.for_user(user).select_related("unit", "host", "lead", "checklist")


def findings_of(user: User) -> FindingQuerySet:
    """The findings this person reads, soonest due first."""
    found = Finding.objects.for_user(user).told().select_related("unit", "visit__host")
    return found.order_by(F("due_on").asc(nulls_last=True), "pk")


def counts(user: User, today: date) -> Counts:
    """What stands behind the tabs; two queries."""
    late = Q(state=FindingState.OPEN, due_on__lt=today)
    visits = Visit.objects.for_user(user).aggregate(
        planned=Count("pk", filter=Q(state=VisitState.PLANNED)), done=Count("pk", filter=Q(state=VisitState.DONE))
    )
    found = Finding.objects.for_user(user).unsettled().aggregate(all=Count("pk"), late=Count("pk", filter=late))
    return Counts(visits["planned"], visits["done"], found["all"], found["late"])


def jobs_for(user: User, today: date) -> VisitJobs:
    """What the desk says of visits; four queries, whatever the rows."""
    mine = Q(rows(user, Action.VISIT, path="host__path"))
    found = findings_of(user)
    by_us = Q(rows(user, Action.VISIT, path="visit__host__path"))
    owed = found.for_user(user, Action.EDIT).filter(state=FindingState.OPEN)
    return VisitJobs(
        upcoming=list(visits_of(user).upcoming().filter(mine).order_by("planned_on", "pk")[:SHOWN]),
        to_answer=list(owed[:SHOWN]),
        to_check=list(found.filter(by_us, state=FindingState.ANSWERED)[:SHOWN]),
        overdue=list(found.filter(by_us).overdue(today)[:SHOWN]),
    )


def suggestions(user: User, at: datetime) -> list[Suggestion]:
    """The units below one's board without a visit ahead: those at risk first, then those longest without a visit.

    The number of queries does not grow with the units.
    """
    today = timezone.localdate(at)
    spans = _visitable(user, today)
    units = list(spans.order_by("unit__sort_key", "unit_id").values_list("unit_id", "name", "kind"))
    risks = _risks(spans, at)
    last, planned = _visited(spans)
    found = [
        Suggestion(pk, name, kind, (*risks.get(pk, ()), _since(last.get(pk), today)), pk in risks, last.get(pk))
        for pk, name, kind in units
        if pk not in planned and (pk in risks or last.get(pk, date.min).year < today.year)
    ]
    return sorted(found, key=lambda one: (-len(risks.get(one.unit_id, ())), one.last_on or date.min))


def _visitable(user: User, day: date) -> UnitSpanQuerySet:
    mine = rows(user, Action.VISIT, path="unit__path")
    return UnitSpan.objects.as_of(day).filter(mine, kind__in=COMMUNE_KINDS | AGENCY_KINDS)


def _visited(spans: UnitSpanQuerySet) -> tuple[dict[int, date], set[int]]:
    """When each unit was last visited, and which have a visit ahead."""
    visits = Visit.objects.filter(unit__in=spans.values("unit"))
    last = visits.done().order_by().values_list("unit_id").annotate(last=Max("visited_on"))
    return dict(last), set(visits.upcoming().values_list("unit_id", flat=True))


def _since(last: date | None, today: date) -> str:
    if last is None:
        return "Chưa đến lần nào"
    if last.year < today.year:
        return f"Năm nay chưa đến, lần gần nhất ngày {dates.plain(last)}"
    return f"Đã đến ngày {dates.plain(last)}"


def _risks(spans: UnitSpanQuerySet, at: datetime) -> Mapping[int, list[str]]:
    """What speaks for a visit, by unit, the gravest first."""
    today = timezone.localdate(at)
    found: dict[int, list[str]] = defaultdict(list)
    for pk, text in [
        *_overdue(spans, today), *_unregistered(spans, at), *_below_threshold(spans, today), *_returned(spans, today),
    ]:  # fmt: skip
        found[pk].append(text)
    return dict(found)


def _overdue(spans: UnitSpanQuerySet, today: date) -> Iterable[tuple[int, str]]:
    late = Finding.objects.overdue(today).filter(unit__in=spans.values("unit")).order_by()
    for pk, count in late.values_list("unit_id").annotate(count=Count("pk")):
        yield pk, f"{count} kiến nghị quá hạn"


def _unregistered(spans: UnitSpanQuerySet, at: datetime) -> Iterable[tuple[int, str]]:
    """Nothing or too little registered, with more than half of the time gone."""
    today = timezone.localdate(at)
    living = Campaign.objects.filter(
        is_archive=False, opened_at__lte=at, first_year__lte=today.year, last_year__gte=today.year
    )
    for campaign in living.select_related("organiser", "keeper").order_by("-pk")[:CAMPAIGNS]:
        late = {group for group in GROUPS if _half_gone(campaign, group, at)}
        kinds = {kind for group in late for kind in GROUPS[group]}
        below = spans.filter(unit__path__startswith=campaign.keeper.path, kind__in=kinds)
        for unit in missing(campaign, below) if kinds else ():
            yield unit.unit_id, f"Quá nửa thời gian đăng ký, còn thiếu: {unit.lacking}"


def _half_gone(campaign: Campaign, group: str, at: datetime) -> bool:
    window = closing_for_group(campaign, WindowStage.REGISTER, group, at)
    return window is not None and at > window.opens_at + (window.closes_at - window.opens_at) / 2


def _below_threshold(spans: UnitSpanQuerySet, today: date) -> Iterable[tuple[int, str]]:
    """The final card of this year or the last, where it stays below the threshold; the newer one counts."""
    final = Scorecard.objects.filter(
        is_final=True, state=CardState.SIGNED, dossier__year__in=(today.year, today.year - 1),
        dossier__unit__in=spans.values("unit"),
    ).exclude(dossier__track=Track.MODEL)  # fmt: skip
    newest = {
        pk: (year, passed)
        for pk, year, passed in final.order_by("dossier__year", "pk").values_list(
            "dossier__unit_id", "dossier__year", "is_pass"
        )
    }
    for pk, (year, passed) in newest.items():
        if not passed:
            yield pk, f"Phiếu chấm năm {year} dưới ngưỡng"


def _returned(spans: UnitSpanQuerySet, today: date) -> Iterable[tuple[int, str]]:
    """One dossier of this year that went back twice or more."""
    went = Return.objects.filter(dossier__year=today.year, dossier__keeper__in=spans.values("unit")).order_by()
    times: dict[int, int] = {}
    for pk, _, count in went.values_list("dossier__keeper_id", "dossier_id").annotate(count=Count("pk")):
        times[pk] = max(count, times.get(pk, 0))
    for pk, count in times.items():
        if count > 1:
            yield pk, f"Có hồ sơ bị trả lại {count} lần"
