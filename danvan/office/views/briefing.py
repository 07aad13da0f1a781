"""The quarterly briefing sheet: on screen with the rows behind each figure, as a workbook and on paper."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from danvan.accounts.http import SignedInRequest
from danvan.decisions.wording import place_of
from danvan.exchange.briefing import briefing_workbook
from danvan.office.frame import board_name, page
from danvan.office.progress.forms import PageForm
from danvan.office.views.printing import saved_as
from danvan.papers.briefing import briefing_paper
from danvan.papers.docx_base import MEDIA_TYPE
from danvan.papers.docx_briefing import briefing_docx
from danvan.papers.render import CannotPrint, pdf
from danvan.progress.enums import PeriodKind
from danvan.progress.periods import ROMAN, Period
from danvan.reports.briefing import behind, rows_behind, sheet

HERE, PER_PAGE = "reports", 50
NAMED = 60  # of those who owe a report beside the figures; the rest is one click away
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_YEAR, LAST_YEAR = 2000, 2100


def _quarter(year: int, quarter: int) -> Period:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= quarter <= 4):
        raise Http404
    return Period(PeriodKind.QUARTER, year, quarter)


@login_required
@require_safe
def briefing(request: SignedInRequest, year: int, quarter: int) -> HttpResponse:
    """The sheet of a quarter, counted over what this person reads; each figure opens its rows."""
    period = _quarter(year, quarter)
    told = sheet(request.user, period, timezone.localdate())
    parts = [
        {"title": part.title, "caption": f"{part.title}, {part.scope}", "rows": [
            [{"text": one.label}, {"text": str(one.count), "kind": "right", "url": _rows_url(period, one.key)},
             {"text": one.note, "kind": "right"}]
            for one in part.figures
        ]}
        for part in told.parts
    ]  # fmt: skip
    heads = [
        {"label": "Chỉ tiêu", "kind": ""}, {"label": "Số lượng", "kind": "right"}, {"label": "Giá trị", "kind": "right"}
    ]  # fmt: skip
    context = {
        "owing": told.owing[:NAMED], "more": len(told.owing) - NAMED, "all_url": _rows_url(period, "no-bao-cao"),
        "period": period, "parts": parts, "heads": heads, "board": board_name(request),
        "tabs": [_tab(year, one, one == quarter) for one in range(1, 5)],
        "crumbs": _crumbs(f"Giao ban {period.label}"),
    }  # fmt: skip
    return page(request, "office/briefing.html", context, here=HERE)


def _tab(year: int, quarter: int, current: bool) -> dict[str, Any]:
    url = reverse("office:briefing", args=[year, quarter])
    return {"url": url, "label": f"Quý {ROMAN[quarter]}", "current": current}


def _rows_url(period: Period, key: str) -> str:
    return reverse("office:briefing-rows", args=[period.year, period.number, key])


def _crumbs(*labels: str, url: str = "") -> list[dict[str, Any]]:
    first = {"label": "Báo cáo", "url": reverse("office:reports")}
    return [first, *({"label": label, "url": url if label != labels[-1] else ""} for label in labels)]


@login_required
@require_safe
def briefing_rows(request: SignedInRequest, year: int, quarter: int, key: str) -> HttpResponse:
    """The rows behind one figure of the sheet."""
    period = _quarter(year, quarter)
    found = rows_behind(request.user, period, key, timezone.localdate())
    if found is None:
        raise Http404
    number = PageForm(request.GET).asked()["page"] or 1
    shown = Paginator(found.rows, PER_PAGE).get_page(number)
    back = reverse("office:briefing", args=[year, quarter])
    context = {
        "label": found.label, "period": period, "rows": [behind(one) for one in shown], "shown": shown,
        "crumbs": _crumbs(f"Giao ban {period.label}", found.label, url=back),
    }  # fmt: skip
    return page(request, "office/briefing_rows.html", context, here=HERE)


@login_required
@require_safe
def briefing_pdf(request: SignedInRequest, year: int, quarter: int) -> HttpResponse:
    """The sheet on paper, as a file to save."""
    at = timezone.now()
    told = sheet(request.user, _quarter(year, quarter), timezone.localdate(at))
    paper = briefing_paper(told, board=board_name(request), at=at)
    try:
        body = pdf(paper)
    except CannotPrint as refusal:
        return page(request, "office/printing_off.html", {"reason": str(refusal)}, status=503)
    headers = {"Content-Disposition": f'attachment; filename="{paper.filename}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type="application/pdf", headers=headers)


@login_required
@require_safe
def briefing_word(request: SignedInRequest, year: int, quarter: int) -> HttpResponse:
    """The report of the quarter as a Word document, to be edited before it is signed."""
    at, unit = timezone.now(), next((post.unit for post in request.user.posts), None)
    told = sheet(request.user, _quarter(year, quarter), timezone.localdate(at))
    name, body = briefing_docx(told, board=board_name(request), place=place_of(unit) if unit else "", at=at)
    return saved_as(name, body, MEDIA_TYPE)


@login_required
@require_safe
def briefing_xlsx(request: SignedInRequest, year: int, quarter: int) -> HttpResponse:
    """The sheet as a workbook."""
    period = _quarter(year, quarter)
    told = sheet(request.user, period, timezone.localdate())
    headers = {"Content-Disposition": f'attachment; filename="giao-ban-quy-{quarter}-{year}.xlsx"'}
    return HttpResponse(briefing_workbook(told, board=board_name(request)), content_type=SHEET, headers=headers)
