"""The first page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from danvan.criteria.enums import Track
from danvan.dossiers.models import Dossier
from danvan.dossiers.results import measures
from danvan.kit import numbers
from danvan.portal import assessed, findings, links
from danvan.portal import home as sections
from danvan.reports import totals
from danvan.reports.readings import Reading
from danvan.reports.scope import Scope, shown_scopes
from danvan.reports.titles import ASSESSED, TitleRow, best_first, published_titles, title_counts, title_rows

TRIES = ("hiến đất làm đường", "một cửa", "rác thải", "hòa giải")
NEWEST = 3
MOST_GRAINS = 40  # a longer row is drawn as one bar


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The figures of one scope, each with its list; the first scope of the book unless another is asked for."""
    reading = Reading.asked(request.GET.get(links.READING))
    scopes = [scope.read(reading) for scope in shown_scopes()]
    asked = next((scope for scope in scopes if scope.code == request.GET.get("pham-vi")), None)
    scope = asked or (scopes[0] if scopes else Scope(reading=reading))
    themed = scope if asked or len(scopes) < 2 else scopes[1]
    context = {
        "section": "home",
        "scope": scope,
        "scopes": [
            {"label": one.label, "url": links.with_value(request.GET, "pham-vi", one.code), "current": one == scope}
            for one in scopes
        ],
        "readings": links.readings(request.GET, reading),
        "keep": links.kept(request.GET, "q", "pham-vi") if reading is Reading.NOW else [],
        "tries": [{"label": word, "url": links.practices(Scope(reading=reading), q=word)} for word in TRIES],
        **_figures(scope),
        **_themes(themed),
        **_newest(),
        **_titles(reading),
    }
    return render(request, "portal/home.html", context)


def _figures(scope: Scope) -> dict[str, Any]:
    years, units = totals.by_year(scope.models()), totals.by_unit(scope.models(), scope.reading)
    figures = totals.summed(years)
    return {
        "figures": figures,
        "collective_url": links.practices(scope, loai="tap-the"),
        "individual_url": links.practices(scope, loai="ca-nhan"),
        "rate": findings.rate(figures),
        "percent": numbers.percent(figures.recognised, figures.registered),
        "funnel": sections.funnel(scope, figures, sum(row.is_allocated for row in units)),
        "units_title": findings.units(units),
        "tiles": sections.tiles(scope, units),
        "unit_table": sections.unit_table(scope, units),
        "years_title": findings.years(years),
        "columns": sections.columns(scope, years),
        "year_table": sections.year_table(scope, years),
        "all_url": links.practices(),
    }


def _themes(scope: Scope) -> dict[str, Any]:
    rows = [row for row in totals.across_schemes(totals.by_theme(scope.models())) if row.recognised]
    return {
        "theme_scope": scope,
        "theme_title": findings.themes(rows),
        "theme_total": sum(row.recognised for row in rows),
        "theme_rows": sections.bars(scope, rows),
        "theme_key": "Mỗi hạt là một mô hình." if _by_grain(rows) else "Vạch dài hơn là nhiều mô hình hơn.",
    }


def _by_grain(rows: list[totals.ThemeCount]) -> bool:
    return max((row.recognised for row in rows), default=0) <= MOST_GRAINS


def _newest() -> dict[str, Any]:
    rows = Dossier.objects.public().models_only().select_related("theme").order_by("-recognised_on", "-pk")
    return {"cards": sections.cards(list(rows[:NEWEST]))}


def _titles(reading: Reading) -> dict[str, Any]:
    counts = assessed.focus(title_counts(published_titles()))
    if not counts:
        return {"title_lines": []}
    found = title_rows(best_first(published_titles().filter(ASSESSED, year=counts[0].year), reading), reading)
    shown = [row for track, most in assessed.SHOWN.items() for row in _of(found, track)[:most]]
    return {
        "title_heading": assessed.title_heading(counts),
        "title_facts": assessed.title_facts(counts, found, reading),
        "title_url": links.titles(reading, nam=counts[0].year),
        "title_total": len(found),
        "title_half": assessed.half(shown),
        "title_lines": assessed.title_lines(shown, measures(row.version_id for row in shown), reading),
    }


def _of(rows: list[TitleRow], track: Track) -> list[TitleRow]:
    return [row for row in rows if row.track == track]
