"""The first page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from danvan.criteria.enums import Track
from danvan.dossiers.models import Dossier
from danvan.dossiers.results import measures
from danvan.kit import numbers
from danvan.portal import assessed, findings, links, scoping
from danvan.portal import home as sections
from danvan.portal.by_unit import by_unit
from danvan.portal.scoping import Asked
from danvan.reports import totals
from danvan.reports.candidates import open_in
from danvan.reports.funnel import Cube, cube
from danvan.reports.scope import Scope
from danvan.reports.titles import TitleRow, counts_of, fullest_year, published_titles

TRIES = ("hiến đất làm đường", "một cửa", "rác thải", "hòa giải")
NEWEST, OPEN = 3, 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The figures of one scope, each with its list; the first stage of the book unless another scope is asked for."""
    today, page = timezone.localdate(), links.home()
    asked = scoping.asked_scope(request.GET, today)
    found = cube(asked.scope.models())
    context = {
        "section": "home",
        "scope": asked.scope,
        "canonical": scoping.address(page, asked),
        "scopes": scoping.tabs(page, asked),
        "scope_form": scoping.form(page, asked),
        "readings": scoping.readings(page, asked),
        "keep": links.kept_reading(asked.reading),
        "tries": [{"label": word, "url": links.practices(Scope(reading=asked.reading), q=word)} for word in TRIES],
        **_figures(asked, found),
        **_themes(asked.themed, found if asked.told else cube(asked.themed.models())),
        **_newest(asked.wide),
        **_open(asked.wide, today),
        **_titles(asked.wide),
    }
    return render(request, "portal/home.html", context)


def _figures(asked: Asked, found: Cube) -> dict[str, Any]:
    scope, figures, units = asked.scope, found.figures, by_unit(asked)
    return {
        "figures": figures,
        "seeds_note": sections.seeds_note(figures),
        "registered_url": links.practices(scope, tinh_trang="dang-ky"),
        "recognised_url": links.practices(scope),
        "collective_url": links.practices(scope, loai="tap-the"),
        "individual_url": links.practices(scope, loai="ca-nhan"),
        "rate": findings.rate(figures),
        "percent": numbers.percent(figures.recognised, figures.registered),
        "funnel": sections.funnel(scope, found.funnel, units.units),
        "unrecorded": sections.unrecorded(found.funnel),
        "units": units,
        "years_title": findings.years(found.years),
        "columns": sections.columns(scope, found.years),
        "year_table": sections.year_table(scope, found.years),
        "all_url": links.practices(),
        "figures_url": scoping.address(links.figures(), asked),
    }


def _themes(scope: Scope, found: Cube) -> dict[str, Any]:
    rows = [row for row in totals.across_schemes(found.themes) if row.recognised]
    return {
        "theme_scope": scope,
        "theme_title": findings.themes(rows),
        "theme_total": sum(row.recognised for row in rows),
        "theme_rows": sections.bars(scope, rows),
        "theme_key": sections.grain_key(rows),
    }


def _newest(scope: Scope) -> dict[str, Any]:
    rows = scope.rows(Dossier.objects.public().models_only()).select_related("theme").order_by("-recognised_on", "-pk")
    return {
        "wide": scope, "cards": sections.cards(list(rows[:NEWEST])),
        "newest_url": links.practices(scope),
    }  # fmt: skip


def _open(scope: Scope, today: date) -> dict[str, Any]:
    found = open_in(scope, today)
    return {
        "open_title": sections.open_title(len(found)),
        "open_rows": sections.open_rows(found[:OPEN]),
        "open_url": links.hearings() if len(found) > OPEN else "",
    }


def _titles(scope: Scope) -> dict[str, Any]:
    found = fullest_year(scope.rows(published_titles()), scope.reading)
    if not found:
        return {"title_lines": []}
    counts, reading = counts_of(found), scope.reading
    shown = [row for track, most in assessed.SHOWN.items() for row in _of(found, track)[:most]]
    return {
        "title_heading": assessed.title_heading(counts),
        "title_facts": assessed.title_facts(counts, found, scope),
        "title_url": links.titles_in(scope, nam=counts[0].year),
        "title_total": len(found),
        "title_half": assessed.half(shown),
        "title_lines": assessed.title_lines(shown, measures(row.version_id for row in shown), reading),
    }


def _of(rows: list[TitleRow], track: Track) -> list[TitleRow]:
    return [row for row in rows if row.track == track]
