"""The decisions in force and of the past, and the page of one with its attached list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from danvan.decisions.models import Decision, DecisionItem
from danvan.dossiers.enums import Holder
from danvan.exchange.tables import FILES, csv_bytes, xlsx_bytes
from danvan.kit import vi
from danvan.library.models import Document
from danvan.portal import links
from danvan.portal.forms import SearchForm, read
from danvan.portal.narrowing import Chip
from danvan.portal.paging import page_of, places
from danvan.portal.ruling import RECORD, attached, citation, decision_row, facts, record, state_of
from danvan.reports.decision_facets import FORCE, KINDS, NAMES, NO_YEAR, Wanted, answering, counted, facets, matched
from danvan.reports.facets import Facet

SIZE, LINES = 30, 200
_SHAPE = re.compile(r"[\w.-]{1,40}")
_YEAR = re.compile(r"(19|20|21)\d\d", re.ASCII)
_WHO = {"collective": Q(items__holder_kind=Holder.COLLECTIVE), "individual": Q(items__holder_kind=Holder.INDIVIDUAL)}


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Every issued decision, newest first; a number is found however it is typed."""
    wanted = _wanted(request.GET)
    counts = counted(wanted.q)
    count = sum(row.many for row in matched(counts, wanted))
    page = page_of(request.GET.get("page"), count=count, size=SIZE)
    at = places(page)
    choices = facets(counts, wanted)
    found = _rows(wanted)[at.start : at.stop] if at else []
    context = {
        "section": "decisions",
        "q": wanted.q,
        "count": count,
        "facets": choices,
        "keep_search": links.kept(request.GET, "q"),
        "keep_filters": links.kept(request.GET, *NAMES.values()),
        "chips": _chips(request.GET, wanted, choices),
        "clear": links.decisions(),
        "files": [
            {"label": label, "url": f"{links.decisions_file(form)}?{request.GET.urlencode()}".rstrip("?")}
            for form, label in (("csv", "CSV"), ("xlsx", "Excel"))
        ],
        "page": page,
        "base": links.base(request.GET),
        "rows": [decision_row(row, row.collective, row.individual) for row in found],
        "crumbs": [{"label": "Sổ vàng", "url": links.home()}, {"label": "Quyết định", "url": ""}],
    }
    return render(request, "portal/decisions.html", context)


def _wanted(asked: QueryDict) -> Wanted:
    told = {
        name: tuple(value.strip() for value in asked.getlist(key) if _SHAPE.fullmatch(value.strip()))
        for name, key in NAMES.items()
    }
    known = {"kinds": set(KINDS), "force": set(FORCE)}
    kept = {
        name: tuple(value for value in values if value in known.get(name, {value})) for name, values in told.items()
    }
    years = tuple(year for year in kept["years"] if year == NO_YEAR or _YEAR.fullmatch(year))
    return Wanted(read(SearchForm, asked).get("q", ""), years, kept["kinds"], kept["issuers"], kept["force"])


def _rows(wanted: Wanted) -> QuerySet[Any]:
    found: QuerySet[Any] = answering(wanted)
    found = found.annotate(**{name: Count("items", filter=who) for name, who in _WHO.items()})
    return found.order_by("-signed_on", "-pk")


def _chips(asked: QueryDict, wanted: Wanted, choices: Sequence[Facet]) -> list[Chip]:
    words = [Chip(f"“{wanted.q}”", links.without(asked, "q"), "q")] if wanted.q else []
    return words + [
        Chip(choice.label, links.without(asked, facet.name, value=choice.value), facet.name)
        for facet in choices
        for choice in facet.choices
        if choice.checked
    ]


@require_safe
def decisions_file(request: HttpRequest, form: str) -> HttpResponse:
    """The list as it is narrowed, as a file."""
    if form not in FILES:
        raise Http404
    rows = [record(row, row.collective, row.individual) for row in _rows(_wanted(request.GET))]
    title = "Quyết định công nhận, khen thưởng “Dân vận khéo”"
    body = csv_bytes(RECORD, rows) if form == "csv" else xlsx_bytes(title, RECORD, rows)
    response = HttpResponse(body, content_type=FILES[form])
    response["Content-Disposition"] = f'attachment; filename="quyet-dinh.{form}"'
    return response


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
        "citation": citation(found),
        "full_text": _full_text(found),
        "page": page,
        "base": links.base(request.GET),
        "crumbs": [
            {"label": "Sổ vàng", "url": links.home()},
            {"label": "Quyết định", "url": links.decisions()},
            {"label": found.number or "Chưa rõ số", "url": ""},
        ],
    }
    return render(request, "portal/decision.html", context)


def _full_text(found: Decision) -> str:
    """Where the library has the text of a decision; nothing when it has not."""
    if not found.number_key:
        return ""
    texts = Document.objects.public().filter(number_key=found.number_key, signed_on=found.signed_on)
    pk = texts.values_list("pk", flat=True).first()
    return links.document(pk) if pk else ""
