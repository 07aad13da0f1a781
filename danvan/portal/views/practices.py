"""The list of models, narrowed by facets and words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from danvan.dossiers.results import measures
from danvan.portal import links, narrowing, sorting
from danvan.portal.marking import spelled
from danvan.portal.paging import page_of, places
from danvan.portal.rows import practice_row
from danvan.reports import phrases
from danvan.reports.conditions import Conditions, Status, listed_models
from danvan.reports.facets import Facet, Tally, counted_facets, tally, without_each
from danvan.reports.filters import NAMES, practice_filter
from danvan.reports.listed_rows import answering, with_copies
from danvan.reports.readings import Reading
from danvan.reports.scope import Scope
from danvan.reports.titles import with_host_strip
from danvan.reports.unit_facets import unit_facets
from danvan.reports.words import put_right

TITLES = {
    Status.RECOGNISED: "Mô hình được công nhận",
    Status.REGISTERED: "Mô hình đã đăng ký",
    Status.APPRAISED: "Mô hình đã vào thẩm định",
    Status.COMMENDED: "Mô hình được khen thưởng",
}
ASKED_HERE = ("themes", "kinds", "years", "copied", "origins", "force", "unit")  # by the form of the facets
FILES = (("Excel", "practices-export"), ("CSV", "practices-csv"), ("PDF", "practices-pdf"), ("JSON", "practices-json"))
FEEDS = (("Atom", "practices-atom"), ("RSS", "practices-rss"))


@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """The list, narrowed by facets and words."""
    told = practice_filter(request.GET, listed_models()).conditions
    conditions, counted = _counted(told)
    by_unit = unit_facets(listed_models(), conditions, timezone.localdate())
    facets = [*counted_facets(counted, conditions), *by_unit]
    chips = narrowing.chips(request.GET, told, facets)
    context = {
        "section": "practices",
        "crumbs": [{"label": "Sổ vàng", "url": links.home()}, {"label": TITLES[conditions.status]}],
        "title": TITLES[conditions.status],
        "q": conditions.q,
        "standings": narrowing.standings(counted.statuses, request.GET, conditions),
        "facets": _shown(facets, request.GET),
        "keep_search": links.kept(request.GET, "q", *NAMES["exactly"]),
        "keep_filters": links.kept(request.GET, *(name for part in ASKED_HERE for name in NAMES[part])),
        "keep_sort": links.kept(request.GET, "sort"),
        "chips": chips,
        "clear": links.practices(
            Scope(reading=conditions.reading),
            tinh_trang="" if conditions.status is Status.RECOGNISED else conditions.status.value,
        ),
        "readings": links.readings(request.GET, conditions.reading),
        "whole": counted.whole,
        "files": _addresses(FILES, request.GET),
        "feeds": _addresses(FEEDS, request.GET),
    }
    return render(request, "portal/practices.html", context | _rows(request, conditions, counted, chips))


def _counted(asked: Conditions) -> tuple[Conditions, Tally]:
    """The counts of the list; words that no model holds as they were typed are put right first."""
    counted = tally(listed_models(), asked)
    if counted.worded or (meant := put_right(asked)) is asked:
        return asked, counted
    return meant, tally(listed_models(), meant)


def _shown(facets: Sequence[Facet], asked: QueryDict) -> list[narrowing.ShownFacet]:
    """The facets on the page, those of units after the years; the unit of that time is a chip alone."""
    order = ("themes", "kinds", "years", "unit", "copied", "origins", "force")
    known = {facet.part: facet for facet in facets if facet.choices}
    return [narrowing.shown(known[part], asked) for part in order if part in known]


def _addresses(names: Sequence[tuple[str, str]], asked: QueryDict) -> list[dict[str, str]]:
    """The same list under other addresses, from its first page on."""
    query = links.base(asked).rstrip("&")
    return [{"label": label, "url": _with(reverse(f"portal:{name}"), query)} for label, name in names]


def _with(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address


def _rows(request: HttpRequest, conditions: Conditions, counted: Tally, chips: list[narrowing.Chip]) -> dict[str, Any]:
    order = sorting.chosen(request.GET.get("sort", ""), conditions.words)
    page = page_of(request.GET.get("page"), count=counted.matched)
    found: list[Any] = []
    if counted.matched:
        found = sorting.cut(_told(conditions), order, conditions.words, places(page), timezone.localdate())
    by = measures(row.host_version for row in found)
    empty = None
    if not counted.matched:
        empty = narrowing.empty(request.GET, chips, without_each(listed_models(), conditions))
    return {
        "page": page,
        "base": links.base(request.GET),
        "rows": [practice_row(row, conditions.words, by, conditions.reading) for row in found],
        "has_strips": any(row.host_marks for row in found),
        "orders": [(key, label, key == order) for key, label in sorting.labels(conditions.words).items()],
        "empty": empty,
        "meant": _meant(conditions, found),
        "as_typed": links.with_value(request.GET, NAMES["exactly"][0], "1") if conditions.meant else "",
    }


def _told(conditions: Conditions) -> QuerySet[Any]:
    related = ["theme"] if conditions.reading is Reading.THEN else ["theme", "counts_in"]
    rows = answering(listed_models().select_related(*related), conditions)
    return with_copies(with_host_strip(rows))


def _meant(conditions: Conditions, found: Sequence[Any]) -> str:
    """What is looked for in place of mistyped words, written as the first models found write it."""
    texts = [text for row in found[:3] for text in (row.title, row.unit_name, row.method)]
    return " ".join(spelled(phrases.typed(conditions.meant), texts)) if conditions.meant else ""
