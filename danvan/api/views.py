"""The public data: models, units, decisions and figures, from the same functions as the pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from danvan.api import shapes
from danvan.api.answering import Gone, NotFound, public_json, too_often
from danvan.api.asking import narrowed, paged, scope_of, words
from danvan.api.openapi import DESCRIPTION
from danvan.decisions.checking import ending_line, public_certificate
from danvan.decisions.enums import CertificateState
from danvan.dossiers.models import Dossier
from danvan.kit import codes
from danvan.kit.limits import limited
from danvan.reports import totals
from danvan.reports.breaks import rate_breaks
from danvan.reports.conditions import listed_models, published_models
from danvan.reports.finding import find_decisions, find_units, issuer_then
from danvan.reports.listed_rows import answering
from danvan.reports.readings import Reading
from danvan.reports.titles import published_titles, title_counts
from danvan.reports.words import settled


@public_json
def practices(request: HttpRequest) -> dict[str, Any]:
    """The list of models, newest first."""
    asked = narrowed(request, listed_models())
    reading = scope_of(asked, timezone.localdate()).reading
    rows = answering(listed_models(), settled(asked.conditions)).select_related(
        "theme", "unit" if reading is Reading.THEN else "counts_in__parent"
    )
    ordered = rows.order_by(F("recognised_on").desc(nulls_last=True), "-year", "-pk")

    def cut(first: int, last: int) -> Sequence[dict[str, Any]]:
        return [shapes.practice(row, reading) for row in ordered[first:last]]

    return paged(request, rows.count(), cut)


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
    today = timezone.localdate()
    found = find_units(words(request.GET), today, Reading.asked(request.GET.get("reading")))
    ordered = found.select_related("parent").order_by("sort_key", "pk")
    return paged(request, found.count(), lambda first, last: [shapes.unit(row, today) for row in ordered[first:last]])


@public_json
def decisions(request: HttpRequest) -> dict[str, Any]:
    """The list of decisions, newest first."""
    found: QuerySet[Any] = find_decisions(words(request.GET))
    ordered = found.select_related("unit", "amends").annotate(size=Count("items"), issuer=issuer_then())
    ordered = ordered.order_by("-signed_on", "-pk")

    def cut(first: int, last: int) -> Sequence[dict[str, Any]]:
        return [shapes.decision(row, row.issuer, row.size) for row in ordered[first:last]]

    return paged(request, found.count(), cut)


@limited("certificate", lambda: settings.CHECKS_PER_MINUTE, too_often)
@public_json
def certificate(request: HttpRequest, code: str) -> dict[str, Any]:
    """One certificate by its code, as its page tells: valid, never given, or no longer in force."""
    wanted = codes.normalise(code)
    found = public_certificate(wanted)
    if found is None:
        slip = {} if codes.check(wanted) else {"slip": True}
        raise NotFound("Không có giấy nào mang mã này.", status="unknown", **slip)
    if found.state != CertificateState.VALID:
        raise Gone(shapes.ended_certificate(found, ending_line(found.item)))
    return shapes.certificate(found)


@public_json
def statistics(request: HttpRequest) -> dict[str, Any]:
    """The figures of one unit with all below it, from one year to another; of everything when neither is given."""
    scope = scope_of(narrowed(request, published_models()), timezone.localdate())
    years, titles = totals.by_year(scope.models()), title_counts(scope.rows(published_titles()))
    return {
        "from": scope.first,
        "to": scope.last,
        "unit": {"code": scope.unit, "name": scope.unit_name} if scope.unit else None,
        "reading": scope.reading.value,
        **shapes.figures(totals.summed(years)),
        "by_theme": shapes.themes(totals.by_theme(scope.models())),
        "by_year": shapes.years(years),
        "by_unit": shapes.units(totals.by_unit(scope.models(), scope.reading)),
        "titles": shapes.titles(titles, rate_breaks(titles)),
    }


@public_json
def openapi(request: HttpRequest) -> dict[str, Any]:
    """What this API is, for programs."""
    return DESCRIPTION
