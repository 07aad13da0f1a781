"""What the public list could be narrowed to: the choices of each facet, counted with the other facets applied."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Q, QuerySet

from danvan.dossiers.enums import Holder
from danvan.dossiers.models import DossierQuerySet
from danvan.reports.conditions import REACHED, Conditions, Status
from danvan.reports.filters import KINDS


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how many models the list would hold with it, and whether it is chosen now."""

    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class Facet:
    """One facet under the name it has in the address; ``kind`` is radio where only one value can be chosen."""

    name: str
    legend: str
    choices: list[Choice]
    kind: str = "checkbox"


@dataclass
class Tally:
    """The counts of one reading of the list; ``matched`` of ``whole`` rows answer all conditions."""

    matched: int = 0
    whole: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    themes: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)


def tally(dossiers: QuerySet[Any], asked: Conditions) -> Tally:
    """Count the published models once, by everything a facet can ask for."""
    counts: dict[str, Any] = {
        "matched": Count("pk", filter=asked.where()),
        "whole": Count("pk", filter=REACHED[asked.status] or ~Q(pk__in=[])),
        "placed": Count("pk", filter=asked.where("q", "themes", "kinds", "years")),
        "themed": Count("pk", filter=asked.where("themes")),
        "kinded": Count("pk", filter=asked.where("kinds")),
        "yeared": Count("pk", filter=asked.where("years")),
        # what a word may be looked for in depends on the status, so each is asked as a list of its own
        **{status.name: Count("pk", filter=replace(asked, status=status).where()) for status in Status},
    }
    rows = (
        dossiers.values("theme__code", "theme__name", "theme__order", "theme__scheme__name", "holder_kind", "year")
        .annotate(**counts)
        .order_by("theme__scheme", "theme__order", "year", "holder_kind")
    )
    found = Tally(years=Counter(dict.fromkeys(asked.years, 0)))
    for row in rows:
        _add(found, row, asked)
    for code in asked.themes:
        found.themes.setdefault(code, (code, "", 0))
    return found


def _add(found: Tally, row: dict[str, Any], asked: Conditions) -> None:
    found.matched += row["matched"]
    found.whole += row["whole"]
    for status in Status:
        found.statuses[status] += row[status.name]
    code = row["theme__code"] or ""
    if code and (row["placed"] or row["themed"] or code in asked.themes):
        before = found.themes.get(code, ("", "", 0))[2]
        found.themes[code] = (row["theme__name"], row["theme__scheme__name"], before + row["themed"])
    if row["placed"] or row["yeared"]:
        found.years[row["year"]] += row["yeared"]
    found.kinds[row["holder_kind"]] += row["kinded"]


def counted_facets(found: Tally, asked: Conditions) -> list[Facet]:
    """The facets that a tally holds: themes, kinds and years; a value that would give nothing stays, with 0."""
    shared = Counter(name for name, _, _ in found.themes.values())
    themes = [
        Choice(code, f"{name} ({scheme})" if shared[name] > 1 else name, count, code in asked.themes)
        for code, (name, scheme, count) in found.themes.items()
    ]
    kinds = [Choice(value, Holder(kind).label, found.kinds[kind], kind in asked.kinds) for value, kind in KINDS.items()]
    years = [
        Choice(str(year), str(year), count, year in asked.years)
        for year, count in sorted(found.years.items(), reverse=True)
    ]
    return [
        Facet("linh-vuc", "Lĩnh vực", themes),
        Facet("loai", "Loại mô hình", kinds),
        Facet("nam", "Năm đăng ký", years),
    ]


def without_each(dossiers: DossierQuerySet, asked: Conditions) -> dict[str, int]:
    """How many rows there would be if one condition were dropped, by the name of that condition."""
    droppable = [name for name in asked.parts() if name != "status"]
    counts = {name: Count("pk", filter=asked.where(name)) for name in droppable}
    found: dict[str, int] = dossiers.aggregate(**counts) if counts else {}
    return found
