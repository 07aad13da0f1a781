"""The units by their superiors, and the page of one unit: its years, its models, its predecessors."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from danvan.criteria.enums import Track
from danvan.kit import dates
from danvan.portal import links
from danvan.portal.forms import SearchForm, read
from danvan.portal.lineage import turns
from danvan.portal.paging import page_of, places
from danvan.portal.unit_story import unit_story
from danvan.reports.finding import find_units
from danvan.units.enums import UnitKind
from danvan.units.models import Unit

SIZE = 60


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Every unit, grouped by its superior; words may be typed with or without marks."""
    q = read(SearchForm, request.GET).get("q", "")
    found = find_units(q)
    count = found.count()
    page = page_of(request.GET.get("page"), count=count, size=SIZE)
    at = places(page)
    context = {
        "section": "units",
        "q": q,
        "count": count,
        "page": page,
        "base": links.base(request.GET),
        "groups": _groups(found, at),
    }
    return render(request, "portal/units.html", context)


def _groups(found: QuerySet[Unit], at: range) -> list[dict[str, Any]]:
    recognised = Q(dossiers__recognised_on__isnull=False, dossiers__track=Track.MODEL)
    rows = (
        found.select_related("parent")
        .annotate(recognised=Count("dossiers", filter=recognised))
        .order_by(F("parent__sort_key").asc(nulls_first=True), "parent_id", "sort_key", "pk")
    )[at.start : at.stop]
    groups: dict[int | None, dict[str, Any]] = {}
    for unit in rows:
        name = unit.parent.name if unit.parent else "Cấp tỉnh"
        url = links.unit(unit.parent.pk, unit.parent.name) if unit.parent else ""
        group = groups.setdefault(unit.parent_id, {"name": name, "url": url, "units": []})
        group["units"].append(_row(unit, unit.recognised))
    return list(groups.values())


def _row(unit: Unit, recognised: int) -> dict[str, Any]:
    return {
        "name": unit.name,
        "url": links.unit(unit.pk, unit.name),
        "kind": UnitKind(unit.kind).label,
        "ended": f"đến {dates.short(unit.ended_on)}" if unit.ended_on else "",
        "recognised": recognised,
        "models_url": links.practices(don_vi=unit.code),
    }


@require_safe
def unit(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One unit, as it is and as it was."""
    found = get_object_or_404(Unit.objects.select_related("parent"), pk=pk)
    if request.path != (address := links.unit(pk, found.name)):
        return HttpResponsePermanentRedirect(address)
    return render(request, "portal/unit.html", {"section": "units", "turns": turns(found), **unit_story(found)})
