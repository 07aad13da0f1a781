"""The list of models, its workbook, and the page of one recognised model."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from danvan.decisions.models import DecisionItem
from danvan.dossiers.models import Dossier
from danvan.dossiers.results import measures
from danvan.exchange.lists import practices_workbook
from danvan.portal import links, narrowing, sorting
from danvan.portal.paging import page_of, places
from danvan.portal.rows import practice_row
from danvan.portal.story import story
from danvan.reports.conditions import Conditions, Status, published_models
from danvan.reports.facets import Tally, counted_facets, tally, without_each
from danvan.reports.filters import NAMES, practice_filter
from danvan.reports.readings import Reading
from danvan.reports.scope import Scope
from danvan.reports.titles import with_host_strip
from danvan.reports.unit_facets import unit_facets

TITLES = {
    Status.RECOGNISED: "Mô hình được công nhận",
    Status.REGISTERED: "Mô hình đã đăng ký",
    Status.COMMENDED: "Mô hình được khen thưởng",
}
FACETS = ("status", "themes", "kinds", "years", "unit", "within")
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """The list, narrowed by facets and words."""
    asked = practice_filter(request.GET, published_models())
    conditions = asked.conditions
    counted = tally(published_models(), conditions)
    by_unit = unit_facets(published_models(), conditions, timezone.localdate())
    facets = [*counted_facets(counted, conditions), *by_unit]
    chips = narrowing.chips(request.GET, conditions, facets)
    status = narrowing.status_facet(counted.statuses, conditions)
    context = {
        "section": "practices",
        "title": TITLES[conditions.status],
        "q": conditions.q,
        "facets": [narrowing.shown(facet, request.GET) for facet in (status, *facets) if facet.choices],
        "keep_search": links.kept(request.GET, "q"),
        "keep_filters": links.kept(request.GET, *(name for part in FACETS for name in NAMES[part])),
        "keep_sort": links.kept(request.GET, "sort"),
        "chips": chips,
        "clear": links.practices(
            Scope(reading=conditions.reading),
            tinh_trang="" if conditions.status is Status.RECOGNISED else conditions.status.value,
        ),
        "readings": links.readings(request.GET, conditions.reading),
        "whole": counted.whole,
        "export": f"{reverse('portal:practices-export')}?{request.GET.urlencode()}",
    }
    return render(request, "portal/practices.html", context | _rows(request, asked.qs, conditions, counted, chips))


def _rows(
    request: HttpRequest, rows: Any, conditions: Conditions, counted: Tally, chips: list[narrowing.Chip]
) -> dict[str, Any]:
    order = sorting.chosen(request.GET.get("sort", ""))
    page = page_of(request.GET.get("page"), count=counted.matched)
    found: list[Any] = []
    if counted.matched:
        shown = ["theme"] if conditions.reading is Reading.THEN else ["theme", "counts_in"]
        found = sorting.cut(with_host_strip(rows.select_related(*shown)), order, conditions.words, places(page))
    by = measures(row.host_version for row in found)
    empty = None
    if not counted.matched:
        empty = narrowing.empty(request.GET, chips, without_each(published_models(), conditions))
    return {
        "page": page,
        "base": links.base(request.GET),
        "rows": [practice_row(row, conditions.words, by, conditions.reading) for row in found],
        "has_strips": any(row.host_marks for row in found),
        "orders": [(key, label, key == order) for key, label in sorting.LABELS.items()],
        "empty": empty,
    }


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The whole list as it is narrowed, as a workbook."""
    asked = practice_filter(request.GET, published_models())
    rows = sorting.ordered(asked.qs.select_related("theme"), sorting.NEWEST, [])
    response = HttpResponse(practices_workbook(rows, title=TITLES[asked.conditions.status]), content_type=SHEET)
    response["Content-Disposition"] = 'attachment; filename="mo-hinh-dan-van-kheo.xlsx"'
    return response


@require_safe
def practice(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One recognised model: what was done, by which decision, and how to check its certificate."""
    rows = Dossier.objects.public().models_only().select_related("theme", "campaign")
    dossier = get_object_or_404(rows, pk=pk)
    if request.path != (address := links.practice(pk, dossier.title)):
        return HttpResponsePermanentRedirect(address)
    lines = DecisionItem.objects.filter(dossier=dossier).order_by("pk")
    items = lines.select_related("decision__amends__amends", "certificate", "ended_by")
    return render(request, "portal/practice.html", {"section": "practices", **story(dossier, list(items))})
