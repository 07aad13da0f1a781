"""The rows behind the figures on titles: units that registered or were assessed, with their strips."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from danvan.dossiers.models import DossierQuerySet
from danvan.dossiers.results import measures
from danvan.kit import numbers
from danvan.portal import links
from danvan.portal.assessed import half, title_lines
from danvan.portal.compare import MOST, address
from danvan.portal.forms import TITLE_NAMES, read_titles
from danvan.portal.narrowing import Chip
from danvan.portal.paging import page_of, places
from danvan.portal.title_facets import Asked, facets, matched
from danvan.reports.breaks import rate_breaks
from danvan.reports.conditions import Conditions
from danvan.reports.facets import Facet
from danvan.reports.names import names_on
from danvan.reports.readings import Reading
from danvan.reports.titles import (
    ASSESSED,
    FULL,
    PASSED,
    TitleCount,
    TitleRow,
    best_first,
    published_titles,
    title_counts,
    title_rows,
)

RESULTS = {"": ASSESSED, "dat": PASSED, "chua-dat": ASSESSED & ~PASSED, "du": FULL, "dang-ky": Q()}
HEADINGS = {
    "": "Đơn vị được chấm danh hiệu “Dân vận khéo”",
    "dat": "Đơn vị đạt ngưỡng danh hiệu “Dân vận khéo”",
    "chua-dat": "Đơn vị chưa đạt ngưỡng",
    "du": "Đơn vị đạt đủ mọi tiêu chí",
    "dang-ky": "Đơn vị đăng ký danh hiệu “Dân vận khéo”",
}
SIZE = 50
YEAR = TITLE_NAMES["year"]
KEPT = {TITLE_NAMES[name] for name in ("unit", "within", "unmet")}  # conditions without a facet of their own
MOST_BREAKS = 3
MANY_BREAKS = (
    "Có năm đổi bộ tiêu chí hoặc ngưỡng đạt: chọn một bộ tiêu chí hoặc một đơn vị để biết năm nào so sánh được."
)


@require_safe
def titles(request: HttpRequest) -> HttpResponse:
    """The list, by year, criteria set, unit and result."""
    asked = Asked(**read_titles(request.GET))
    reading = Reading.asked(request.GET.get(links.READING))
    inside = _inside(asked, reading)
    counts = title_counts(inside)
    page = page_of(request.GET.get("page"), count=matched(counts, asked), size=SIZE)
    at = places(page)
    found = title_rows(best_first(_answering(inside, asked), reading)[at.start : at.stop], reading) if at else []
    choices = facets(counts, asked)
    context = {
        "section": "units",
        "title": HEADINGS[asked.result],
        "facets": choices,
        "keep": links.kept(request.GET, *(name for name in TITLE_NAMES.values() if name not in KEPT)),
        "chips": _chips(request, asked, choices, reading),
        "clear": links.titles(reading),
        "readings": links.readings(request.GET, reading),
        "years": _years(request.GET, choices),
        "compare": _compare(asked, found),
        "crumbs": [
            {"label": "Sổ vàng", "url": links.home()},
            {"label": "Danh hiệu theo năm", "url": links.titles(reading) if asked.year else ""},
            *([{"label": f"Năm {asked.year}", "url": ""}] if asked.year else []),
        ],
        "page": page,
        "base": links.base(request.GET),
        "breaks": _breaks([count for count in counts if asked.criteria_set in {"", count.criteria_set}]),
        "half": half(found),
        "rows": title_lines(found, measures(row.version_id for row in found), reading),
    }
    return render(request, "portal/titles.html", context)


def _inside(asked: Asked, reading: Reading) -> DossierQuerySet:
    """The registrations of the unit asked for, and of the unit of that time; only those that missed a criterion."""
    inside: DossierQuerySet = published_titles().filter(
        Conditions(unit=asked.unit, within=asked.within, reading=reading).where("status")
    )
    return inside.alias(line=Substr("final__marks", asked.unmet, 1)).filter(line="N") if asked.unmet else inside


def _years(asked: QueryDict, choices: Sequence[Facet]) -> list[dict[str, Any]]:
    """Every year of the list, newest first, with the other conditions kept; one year needs no way to another."""
    years = choices[1].choices
    every = {"label": "Mọi năm", "url": links.without(asked, YEAR), "current": not any(one.checked for one in years)}
    told = [
        {"label": one.label, "url": links.with_value(asked, YEAR, one.value), "current": one.checked} for one in years
    ]
    return [every, *told] if len(told) > 1 else []


def _compare(asked: Asked, found: Sequence[TitleRow]) -> dict[str, str]:
    """The units at the head of one year side by side, or the years of one unit."""
    codes = list(dict.fromkeys(row.unit_code for row in found if row.marks and not row.unit_code.startswith("~")))
    if len(codes) == 1 and len(found) > 1:
        return {"label": "Đặt các năm cạnh nhau", "url": address(codes)}
    if asked.year and len(codes) > 1:
        first = codes[:MOST]
        return {"label": f"So sánh {numbers.words(len(first))} đơn vị đầu", "url": address(first, [asked.year])}
    return {}


def _breaks(counts: Sequence[TitleCount]) -> list[str]:
    """Why the figures of some years cannot be set side by side, newest first; of which set, where there are several."""
    names = {count.criteria_set: count.set_name for count in counts}
    found = sorted(rate_breaks(counts).items(), key=lambda item: -item[1].since)
    if len(found) > MOST_BREAKS:
        return [MANY_BREAKS]
    return [f"{names[code]}: {one.rate_words}" if len(names) > 1 else one.rate_words for (code, _), one in found]


def _answering(rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    found = rows.filter(RESULTS[asked.result])
    found = found.filter(year=asked.year) if asked.year else found
    return found.filter(set_code=asked.criteria_set) if asked.criteria_set else found


def _chips(request: HttpRequest, asked: Asked, choices: list[Facet], reading: Reading) -> list[Chip]:
    found = [
        Chip(choice.label, links.without(request.GET, facet.name), facet.name)
        for facet in choices
        for choice in facet.choices
        if choice.checked and choice.value
    ]
    if asked.within:
        within = names_on({asked.within: None}, timezone.localdate()).get(asked.within, asked.within)
        found.append(Chip(f"Khi đó thuộc {within}", links.without(request.GET, TITLE_NAMES["within"]), "within"))
    if asked.unmet:
        label = f"Chưa đạt tiêu chí {asked.unmet}"
        found.append(Chip(label, links.without(request.GET, TITLE_NAMES["unmet"]), "unmet"))
    if asked.unit:
        last = asked.year or max((int(choice.value) for choice in choices[1].choices), default=None)
        day = date(last, 1, 1) if last and reading is Reading.THEN else None
        name = names_on({asked.unit: day}, timezone.localdate()).get(asked.unit, f"Đơn vị {asked.unit}")
        found.append(Chip(name, links.without(request.GET, TITLE_NAMES["unit"]), "unit"))
    return found
