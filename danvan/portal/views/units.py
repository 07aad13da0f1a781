"""The units by their superiors, and the page of one unit: its years, its models, its predecessors."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from danvan.criteria.enums import Track
from danvan.kit import dates
from danvan.portal import links
from danvan.portal.compare import address
from danvan.portal.forms import SearchForm, read
from danvan.portal.paging import page_of, places
from danvan.portal.unit_story import unit_story
from danvan.reports.finding import find_units
from danvan.reports.readings import Reading, unallocated_code
from danvan.reports.scope import Scope
from danvan.units.enums import UnitKind
from danvan.units.models import Unit

SIZE = 60


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Every unit, grouped by its superior; words may be typed with or without marks."""
    q, today = read(SearchForm, request.GET).get("q", ""), timezone.localdate()
    reading = Reading.asked(request.GET.get(links.READING))
    found = find_units(q, today, reading)
    count = found.count()
    page = page_of(request.GET.get("page"), count=count, size=SIZE)
    context = {
        "section": "units",
        "crumbs": [{"label": "Sổ vàng", "url": links.home()}, {"label": "Đơn vị", "url": ""}],
        "compare_url": address(),
        "q": q,
        "count": count,
        "page": page,
        "base": links.base(request.GET),
        "keep": links.kept(request.GET, "q"),
        "readings": links.readings(request.GET, reading),
        "titles_url": links.titles(reading),
        "all_url": links.units(reading),
        "groups": _groups(found, places(page), today, reading),
    }
    return render(request, "portal/units.html", context)


def _groups(found: QuerySet[Unit], at: range, today: date, reading: Reading) -> list[dict[str, Any]]:
    rows = (
        found.select_related("parent")
        .annotate(**_counts(reading))
        .order_by(F("parent__sort_key").asc(nulls_first=True), "parent_id", "sort_key", "pk")
    )[at.start : at.stop]
    groups: dict[int | None, dict[str, Any]] = {}
    for unit in rows:
        name = unit.parent.name if unit.parent else "Cấp tỉnh"
        url = links.unit(unit.parent.pk, unit.parent.name, reading) if unit.parent else ""
        group = groups.setdefault(unit.parent_id, {"name": name, "url": url, "units": []})
        group["units"].append(_row(unit, today, reading))
    return list(groups.values())


def _counts(reading: Reading) -> dict[str, Any]:
    """The recognised models of a unit itself, and those that count in it without a known heir."""
    rows = "dossiers" if reading is Reading.THEN else "dossiers_counted"
    recognised = Q(**{f"{rows}__recognised_on__isnull": False, f"{rows}__track": Track.MODEL})
    if reading is Reading.THEN:
        return {"recognised": Count(rows, filter=recognised), "left": Value(0)}
    sure = Q(dossiers_counted__is_allocated=True)
    return {"recognised": Count(rows, filter=recognised & sure), "left": Count(rows, filter=recognised & ~sure)}


def _row(unit: Any, today: date, reading: Reading) -> dict[str, Any]:
    scope = Scope(unit=unit.code, reading=reading)
    ended = unit.ended_on if unit.ended_on and unit.ended_on < today else None
    return {
        "name": unit.name,
        "url": links.unit(unit.pk, unit.name, reading),
        "kind": UnitKind(unit.kind).label,
        "ended": f"đến {dates.short(ended)}" if ended else "",
        "recognised": unit.recognised,
        "models_url": links.practices(scope),
        "left": unit.left,
        "left_url": links.practices(replace(scope, unit=unallocated_code(unit.code))),
    }


@require_safe
def unit(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One unit, as it is and as it was."""
    today, reading = timezone.localdate(), Reading.asked(request.GET.get(links.READING))
    found = get_object_or_404(Unit.objects.begun(today).select_related("parent"), pk=pk)
    if request.path != links.unit(pk, found.name):
        return HttpResponsePermanentRedirect(links.unit(pk, found.name, reading))
    story = unit_story(found, today, reading)
    return render(
        request, "portal/unit.html", {"section": "units", "readings": links.readings(request.GET, reading), **story}
    )  # fmt: skip
