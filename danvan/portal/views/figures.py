"""The page of all figures, and each of its tables as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from danvan.exchange.tables import FILES, csv_bytes, xlsx_bytes
from danvan.portal import links, scoping
from danvan.portal.figures_page import SECTIONS, Figures, Section
from danvan.portal.scoping import Asked
from danvan.reports.definitions import DEFINITIONS


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Every figure of the movement in one scope, with its table, its downloads, and what its words mean."""
    page, today = links.figures(), timezone.localdate()
    asked = scoping.asked_scope(request.GET, today)
    found = Figures(asked, today)
    context: dict[str, Any] = {
        "section": "figures",
        "scope": asked.scope,
        "canonical": scoping.address(page, asked),
        "scopes": scoping.tabs(page, asked),
        "scope_form": scoping.form(page, asked),
        "readings": scoping.readings(page, asked),
        "figures": found.cube.figures,
        "sections": [_shown(build(found), asked) for build in SECTIONS.values()],
        "definitions": DEFINITIONS,
        "crumbs": [{"label": "Sổ vàng", "url": links.home()}, {"label": "Thống kê", "url": ""}],
    }
    return render(request, "portal/figures.html", context)


def _shown(section: Section, asked: Asked) -> dict[str, Any]:
    files = [
        {"label": label, "url": scoping.address(links.figures_file(section.key, form), asked)}
        for form, label in (("csv", "CSV"), ("xlsx", "Excel"))
    ]
    return {"one": section, "files": files if section.table.rows else []}


@require_safe
def download(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The table of one section in the scope asked for."""
    if key not in SECTIONS or form not in FILES:
        raise Http404
    today = timezone.localdate()
    table = SECTIONS[key](Figures(scoping.asked_scope(request.GET, today), today)).table
    heads = [head.label for head in table.heads]
    body = csv_bytes(heads, table.values) if form == "csv" else xlsx_bytes(table.caption, heads, table.values)
    response = HttpResponse(body, content_type=FILES[form])
    response["Content-Disposition"] = f'attachment; filename="so-vang-{key}.{form}"'
    return response
