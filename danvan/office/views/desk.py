"""The desk: what this person must do today, and how far the units of a campaign have come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from danvan.accounts.access import Action, homes, may, may_somewhere, reads_an_archive, units_for
from danvan.accounts.http import SignedInRequest
from danvan.accounts.models import User
from danvan.decisions.models import Decision
from danvan.dossiers.heading import to_approve
from danvan.dossiers.models import Campaign, Dossier
from danvan.dossiers.results import measures
from danvan.kit import dates
from danvan.office import desk_board, desk_jobs, desk_kinds, desk_others
from danvan.office.appealing.desk import appeal_jobs
from danvan.office.desk_calendar import Calendar, calendar
from danvan.office.desk_judging import judging_jobs
from danvan.office.forms_list import DeskForm
from danvan.office.frame import page
from danvan.office.hearing.desk import hearing_jobs
from danvan.office.listing import Listing
from danvan.office.owners import waiting_for
from danvan.office.reach import campaigns_for, expected_spans, may_register_at_all, readable_cards
from danvan.reports import desk as report
from danvan.reports.dossier_rows import newest
from danvan.reports.missing import missing
from danvan.reports.progressing import jobs_for as progress_jobs_for
from danvan.reports.visiting import jobs_for as visit_jobs_for

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
OWN_ROWS = 20
_WRITES = (Action.EDIT, Action.REVIEW, Action.APPROVE, Action.DRAFT_DECISION, Action.ISSUE)


@dataclass
class _Desk:
    """One person's desk on one day, read once."""

    user: User
    today: date
    living: list[Campaign] = field(default_factory=list)

    def board(self, campaign: Campaign) -> desk_board.Board:
        spans = expected_spans(self.user, campaign, self.today)
        units, lacking = report.expected_units(spans), {one.unit_id: one.lacking for one in missing(campaign, spans)}
        seen = Dossier.objects.for_user(self.user).filter(campaign=campaign)
        titles = report.titles_by_unit(seen, readable_cards(self.user))
        by = measures(title.version_id for title in titles.values())
        return desk_board.Board(campaign, units, report.counts_by_unit(seen), titles, by, lacking)

    def jobs(self, board: desk_board.Board | None, when: Calendar) -> list[desk_jobs.Job]:
        seen = Dossier.objects.for_user(self.user).filter(campaign__in=self.living)
        rows = report.waiting(seen, desk_kinds.conditions(self.user), desk_kinds.VOICES) if self.living else []
        jobs = desk_jobs.dossier_jobs(rows, when)
        if board is not None:
            jobs += self._to_register(board, when)
        if may_somewhere(self.user, Action.ISSUE):
            jobs += desk_jobs.decision_jobs(report.drafts(Decision.objects.for_user(self.user, Action.ISSUE)), when)
        jobs += judging_jobs(self.user, self.living, when)
        jobs += desk_jobs.held_jobs(waiting_for(self.user), self.today)
        jobs += desk_others.head_jobs(self._to_approve(), when)
        jobs += desk_others.visit_jobs(visit_jobs_for(self.user, self.today), self.today)
        jobs += desk_others.progress_jobs(progress_jobs_for(self.user, self.today), self.today)
        jobs += hearing_jobs(self.user, self.today)
        return desk_jobs.in_order(jobs)

    def _to_approve(self) -> list[Dossier]:
        """Drafts that wait for this head, in campaigns that ask for one."""
        asking = [campaign for campaign in self.living if campaign.asks_head]
        if not asking or not may_somewhere(self.user, Action.CONFIRM):
            return []
        drafts = Dossier.objects.for_user(self.user, Action.CONFIRM).filter(campaign__in=asking)
        return list(to_approve(drafts).select_related("unit").order_by("pk"))

    def _to_register(self, board: desk_board.Board, when: Calendar) -> list[desk_jobs.Job]:
        """Units that have sent nothing: one's own as a writer, those next below as their board."""
        writes = {home.pk for home in homes(self.user) if may(self.user, Action.EDIT, home)}
        judges = {home.pk for home in homes(self.user) if may(self.user, Action.REVIEW, home)}
        missing = board.unregistered()
        own = [unit for unit in missing if unit.pk in writes and not board.of(unit).drafts]
        below = [unit for unit in missing if unit.parent_id in judges and unit.pk not in writes]
        return [
            *desk_jobs.registering_job(own, board.campaign, when, own=True),
            *desk_jobs.registering_job(below, board.campaign, when, own=False),
        ]


@login_required
@require_safe
def desk(request: SignedInRequest) -> HttpResponse:
    """The first page after signing in."""
    now = timezone.now()
    today = timezone.localdate(now)
    if not request.user.posts:
        return _without_a_post(request, today)
    asked = DeskForm(request.GET).asked()
    living = _own_first(request.user, campaigns_for(request.user).filter(is_archive=False))
    mine = _Desk(request.user, today, living)
    campaign = next((c for c in living if c.code == asked["dot"]), living[0] if living else None)
    board = mine.board(campaign) if campaign else None
    jobs = desk_jobs.in_order([*mine.jobs(board, calendar(living, now)), *appeal_jobs(request.user, now)])
    reads_only = not any(may_somewhere(request.user, action) for action in _WRITES)
    context: dict[str, Any] = {
        "day": _day(today),
        "headline": desk_jobs.headline(jobs, reads_only=reads_only),
        "jobs": jobs,
        "reads_only": reads_only,
        "manages": may_somewhere(request.user, Action.MANAGE),
        "campaigns": [
            {"label": c.name, "url": f"?dot={c.code}", "current": c == campaign} for c in living if len(living) > 1
        ],
        "campaign": campaign,
        "register": campaign is not None and may_register_at_all(request.user, campaign),
    }
    if board is not None:
        context |= _progress(request, board, asked)
    return page(request, "office/desk.html", context, here="desk")


def _day(today: date) -> str:
    return f"{WEEKDAYS[today.weekday()]}, ngày {dates.short(today)}"


def _own_first(user: User, campaigns: Iterable[Campaign]) -> list[Campaign]:
    """The campaigns that one's own units run or take part in, then those of the units that these came from."""
    paths = [home.path for home in homes(user)]
    return sorted(campaigns, key=lambda campaign: not any(_takes_part(path, campaign) for path in paths))


def _takes_part(path: str, campaign: Campaign) -> bool:
    runners = (campaign.organiser.path, campaign.keeper.path)
    return any(path.startswith(runner) or runner.startswith(path) for runner in runners)


def _without_a_post(request: SignedInRequest, today: date) -> HttpResponse:
    """The first page of who holds no post today: what they may still read, or whom to ask."""
    ended = [
        f"Phân công của bạn tại {post.unit.name} đã kết thúc ngày {dates.short(post.to_on)}. "
        "Bạn còn xem được hồ sơ lưu trữ đến ngày đó."
        for post in reads_an_archive(request.user)
        if post.to_on
    ]
    return page(request, "office/desk_without_post.html", {"day": _day(today), "ended": ended}, here="desk")


def _progress(request: SignedInRequest, board: desk_board.Board, asked: dict[str, Any]) -> dict[str, Any]:
    """The table of units, or, for a person with a single unit, its own dossiers."""
    if len(board.units) <= 1:
        seen = Dossier.objects.for_user(request.user).filter(campaign=board.campaign)
        rows = newest(seen, readable_cards(request.user), OWN_ROWS)
        return {"own": Listing(rows, measures(row.version_id for row in rows)).rows()}
    label, units = desk_board.chosen(board, asked["loc"])
    ordered = desk_board.late_first(board, units)
    shown = ordered if asked["tat-ca"] or label else desk_board.at_first(board, ordered)
    editable = set(units_for(request.user, Action.EDIT).values_list("pk", flat=True)) if _registers(request) else set()
    return {
        "stages": desk_board.stages(board),
        "units": desk_board.rows(board, shown, lambda unit: unit.pk in editable),
        "whose": desk_board.whose(board.units),
        "filter": label,
        "filter_count": len(ordered),
        "hidden": len(ordered) - len(shown),
        "late": len(board.unregistered()) if len(ordered) > len(shown) else 0,
        "missing": len(board.unregistered()),
    }


def _registers(request: SignedInRequest) -> bool:
    return may_somewhere(request.user, Action.EDIT)
