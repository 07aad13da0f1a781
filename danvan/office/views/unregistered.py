"""The units of a campaign that have still to register: on the screen, on paper, and as a workbook."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.accounts.models import Post
from danvan.dossiers.enums import State, WindowStage
from danvan.dossiers.models import Campaign, Dossier
from danvan.exchange.lists import Column, workbook
from danvan.kit import dates
from danvan.office.desk_calendar import calendar
from danvan.office.frame import page
from danvan.office.reach import campaigns_for, expected_spans
from danvan.office.views.dossiers import SHEET
from danvan.reports.missing import missing

COLUMNS = (
    Column("STT", 6), Column("Đơn vị", 36), Column("Còn phải đăng ký", 34), Column("Bản nháp", 10),
    Column("Người có tài khoản", 40), Column("Hạn", 14),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One unit that has still to register; ``people`` are those who may write for it today."""

    name: str
    lacking: str
    drafts: int
    people: str
    limit: str


def _lines(request: SignedInRequest, campaign: Campaign) -> list[Line]:
    now = timezone.now()
    today = timezone.localdate(now)
    rows = missing(campaign, expected_spans(request.user, campaign, today))
    ids, when = [row.unit_id for row in rows], calendar([campaign], now)
    drafts = Dossier.objects.for_user(request.user).filter(campaign=campaign, state=State.DRAFT, unit__in=ids)
    counts = dict(drafts.order_by().values_list("unit").annotate(count=Count("pk")))
    people: dict[int, list[str]] = defaultdict(list)
    for post in Post.objects.filter(Post.held_on(today), unit__in=ids).select_related("user").order_by("pk"):
        people[post.unit_id].append(str(post.user))
    lines = []
    for row in rows:
        day = when.day(campaign.pk, WindowStage.REGISTER, [(row.unit_id, row.kind)])
        known = ", ".join(dict.fromkeys(people[row.unit_id])) or "Chưa có ai"
        lines.append(Line(row.name, row.lacking, counts.get(row.unit_id, 0), known, dates.short(day) if day else ""))
    return lines


@login_required
@require_safe
def unregistered(request: SignedInRequest, campaign: str) -> HttpResponse:
    """By name: what each has still to register, who could, and until when."""
    found = get_object_or_404(campaigns_for(request.user), code=campaign)
    lines = _lines(request, found)
    context = {"campaign": found, "lines": lines, "reminds": bool(lines) and may_somewhere(request.user, Action.RUN)}
    return page(request, "office/unregistered.html", context, here="desk")


@login_required
@require_safe
def unregistered_sheet(request: SignedInRequest, campaign: str) -> HttpResponse:
    """The same rows as a workbook."""
    found = get_object_or_404(campaigns_for(request.user), code=campaign)
    rows = [
        (place, line.name, line.lacking, line.drafts, line.people, line.limit)
        for place, line in enumerate(_lines(request, found), 1)
    ]
    data = workbook(f"Đơn vị chưa đăng ký, {found.name}, {dates.short(timezone.localdate())}", COLUMNS, rows)
    name = f"chua-dang-ky-{found.code}.xlsx"
    return HttpResponse(data, content_type=SHEET, headers={"Content-Disposition": f'attachment; filename="{name}"'})
