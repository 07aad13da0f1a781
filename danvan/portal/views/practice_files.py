"""The list of models as files, narrowed as on its page, and as feeds that tell of new ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from danvan.exchange.lists import practices_csv, practices_workbook
from danvan.kit.limits import limited
from danvan.papers.practice_list import practice_list_paper
from danvan.papers.render import CannotPrint, pdf
from danvan.portal import feeds, links, narrowing, sorting
from danvan.portal.views.practices import TITLES
from danvan.reports.conditions import Conditions, listed_models
from danvan.reports.facets import counted_facets, tally
from danvan.reports.filters import practice_filter
from danvan.reports.listed_rows import answering, practice_shape
from danvan.reports.readings import Reading
from danvan.reports.unit_facets import unit_facets
from danvan.reports.words import settled

NAME = "mo-hinh-dan-van-kheo"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_PRINTED = 200  # rows on one printed list, some seconds of work; a longer one belongs into a workbook


def _asked(request: HttpRequest) -> Conditions:
    return settled(practice_filter(request.GET, listed_models()).conditions)


def _rows(request: HttpRequest, asked: Conditions) -> QuerySet[Any]:
    """The whole list; in the order that was chosen on the page, else the newest first as the API gives it."""
    related = ("unit",) if asked.reading is Reading.THEN else ("counts_in__parent",)
    rows = answering(listed_models().select_related("theme", *related), asked)
    order = request.GET.get("sort", "")
    return sorting.ordered(rows, order if order in sorting.LABELS else sorting.NEWEST, asked.words)


def _file(content: bytes, kind: str, ending: str, shown: str = "attachment") -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'{shown}; filename="{NAME}.{ending}"'
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The whole list as it is narrowed, as a workbook."""
    asked = _asked(request)
    return _file(practices_workbook(_rows(request, asked), title=TITLES[asked.status]), SHEET, "xlsx")


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same as plain text with commas, which any program reads."""
    return _file(practices_csv(_rows(request, _asked(request))), "text/csv; charset=utf-8", "csv")


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """The same as data: all pages of the API in one."""
    asked = _asked(request)
    results = [practice_shape(row, asked.reading) for row in _rows(request, asked)]
    body = {"count": len(results), "page": 1, "page_size": len(results), "results": results}
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return _file(text.encode(), "application/json; charset=utf-8", "json")


def _too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    words = f"Bạn đã tải quá nhiều lần trong một phút. Hãy tải lại sau {seconds} giây."
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@require_safe
@limited("practice-list", lambda: max(1, settings.DOWNLOADS_PER_MINUTE // 4), _too_often)
def as_pdf(request: HttpRequest) -> HttpResponse:
    """The same to print: with its scope, its conditions and the time of its figures."""
    asked, at = _asked(request), timezone.now()
    counted = tally(listed_models(), asked)
    facets = [*counted_facets(counted, asked), *unit_facets(listed_models(), asked, timezone.localdate(at))]
    labels = [chip.label for chip in narrowing.chips(request.GET, asked, facets)]
    told = practice_list_paper(
        list(_rows(request, asked)[:MOST_PRINTED]), title=TITLES[asked.status], conditions=labels,
        reading=asked.reading, whole=counted.matched, at=at,
    )  # fmt: skip
    try:
        return _file(pdf(told), "application/pdf", "pdf", "inline")
    except CannotPrint as why:
        return HttpResponse(str(why), status=503, content_type="text/plain; charset=utf-8")


def _fed(maker: Callable[..., bytes], kind: str) -> Callable[[HttpRequest], HttpResponse]:
    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        asked = _asked(request)
        rows = sorting.ordered(_rows(request, asked), sorting.NEWEST, [])[: feeds.LONGEST]
        query = links.base(request.GET).rstrip("&")
        return HttpResponse(maker(rows, title=_title(asked), query=query, path=request.path), content_type=kind)

    return view


def _title(asked: Conditions) -> str:
    words = f": “{asked.q}”" if asked.q else ""
    return f"{TITLES[asked.status]}{words} | Sổ vàng Dân vận khéo"


rss = _fed(feeds.rss, "application/rss+xml; charset=utf-8")
atom = _fed(feeds.atom, "application/atom+xml; charset=utf-8")
