"""The public data: models, units, decisions and figures, from the same functions as the pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, F, QuerySet
from django.http import HttpRequest

from danvan.api import shapes
from danvan.api.answering import NotFound, public_json
from danvan.api.asking import narrowed, paged, scope_of, words
from danvan.api.openapi import DESCRIPTION
from danvan.dossiers.models import Dossier
from danvan.reports import totals
from danvan.reports.conditions import published_models
from danvan.reports.finding import find_decisions, find_units
from danvan.reports.titles import published_titles, title_counts


@public_json
def practices(request: HttpRequest) -> dict[str, Any]:
    """The list of models, newest first."""
    asked = narrowed(request, published_models())
    scope_of(asked)
    rows = asked.qs.select_related("theme", "unit")
    ordered = rows.order_by(F("recognised_on").desc(nulls_last=True), "-year", "-pk")
    return paged(request, rows.count(), lambda first, last: [shapes.practice(row) for row in ordered[first:last]])


@public_json
def practice(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One recognised model."""
    found = Dossier.objects.public().models_only().select_related("theme", "unit").filter(pk=pk).first()
    if found is None:
        raise NotFound(f"Không có mô hình nào được công nhận mang số {pk}.")
    return shapes.practice_in_full(found)


@public_json
def units(request: HttpRequest) -> dict[str, Any]:
    """The list of units, in Vietnamese order."""
    found = find_units(words(request.GET))
    ordered = found.select_related("parent").order_by("sort_key", "pk")
    return paged(request, found.count(), lambda first, last: [shapes.unit(row) for row in ordered[first:last]])


@public_json
def decisions(request: HttpRequest) -> dict[str, Any]:
    """The list of decisions, newest first."""
    found: QuerySet[Any] = find_decisions(words(request.GET))
    ordered = found.select_related("unit").annotate(size=Count("items")).order_by("-signed_on", "-pk")

    def cut(first: int, last: int) -> Sequence[dict[str, Any]]:
        return [shapes.decision(row, row.size) for row in ordered[first:last]]

    return paged(request, found.count(), cut)


@public_json
def statistics(request: HttpRequest) -> dict[str, Any]:
    """The figures of one unit with all below it, from one year to another; of everything when neither is given."""
    scope = scope_of(narrowed(request, published_models()))
    years = totals.by_year(scope.models())
    return {
        "from": scope.first,
        "to": scope.last,
        "unit": {"code": scope.unit, "name": scope.unit_name} if scope.unit else None,
        **shapes.figures(totals.summed(years)),
        "by_theme": shapes.themes(totals.by_theme(scope.models())),
        "by_year": shapes.years(years),
        "by_unit": shapes.units(totals.by_unit(scope.models())),
        "titles": shapes.titles(title_counts(scope.rows(published_titles()))),
    }


@public_json
def openapi(request: HttpRequest) -> dict[str, Any]:
    """What this API is, for programs."""
    return DESCRIPTION
