"""The decisions in force and of the past, and the page of one with its attached list."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from danvan.decisions.models import Decision, DecisionItem
from danvan.dossiers.enums import Holder
from danvan.kit import vi
from danvan.portal import links
from danvan.portal.forms import SearchForm, read
from danvan.portal.paging import page_of, places
from danvan.portal.ruling import attached, decision_row, facts, state_of
from danvan.reports.finding import find_decisions

SIZE, LINES = 30, 200
_WHO = {"collective": Q(items__holder_kind=Holder.COLLECTIVE), "individual": Q(items__holder_kind=Holder.INDIVIDUAL)}


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Every issued decision, newest first; a number is found however it is typed."""
    q = read(SearchForm, request.GET).get("q", "")
    found = find_decisions(q)
    count = found.count()
    page = page_of(request.GET.get("page"), count=count, size=SIZE)
    at = places(page)
    rows: QuerySet[Any] = found.annotate(**{name: Count("items", filter=who) for name, who in _WHO.items()})
    rows = rows.order_by("-signed_on", "-pk")[at.start : at.stop]
    context = {
        "section": "decisions",
        "q": q,
        "count": count,
        "page": page,
        "base": links.base(request.GET),
        "rows": [decision_row(row, row.collective, row.individual) for row in rows] if count else [],
    }
    return render(request, "portal/decisions.html", context)


@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision as a record, with its list as printed."""
    found = get_object_or_404(Decision.objects.public().select_related("amends"), pk=pk)
    lines = DecisionItem.objects.filter(decision=found)
    counts = lines.aggregate(
        collective=Count("pk", filter=Q(holder_kind=Holder.COLLECTIVE)),
        individual=Count("pk", filter=Q(holder_kind=Holder.INDIVIDUAL)),
    )
    page = page_of(request.GET.get("page"), count=counts["collective"] + counts["individual"], size=LINES)
    at = places(page)
    shown = lines.select_related("decision", "dossier", "about", "ended_by").order_by("order")[at.start : at.stop]
    context: dict[str, Any] = {
        "section": "decisions",
        "decision": found,
        "title": vi.capfirst_vi(found.summary),
        "state": state_of(found),
        "facts": facts(found, counts, Decision.objects.public().filter(amends=found).order_by("signed_on", "pk")),
        "groups": attached(shown, counts),
        "page": page,
        "base": links.base(request.GET),
        "crumbs": [
            {"label": "Sổ vàng", "url": links.home()},
            {"label": "Quyết định", "url": links.decisions()},
            {"label": found.number or "Chưa rõ số", "url": ""},
        ],
    }
    return render(request, "portal/decision.html", context)
