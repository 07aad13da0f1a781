"""The figures of one scope in a single reading: how far models came, year by year and theme by theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from danvan.dossiers.enums import Holder
from danvan.reports.conditions import APPRAISED
from danvan.reports.totals import PARTS, THEME, ThemeCount, Totals, YearCount, summed, theme_count, themes_in_order


@dataclass(frozen=True)
class Funnel:
    """How far the models of a scope came.

    ``unrecorded`` were copied from books that never said which models were appraised: with any of these, nobody knows
    how many were, and no such figure is told.
    """

    figures: Totals
    appraised: int = 0
    unrecorded: int = 0

    @property
    def tells_appraisal(self) -> bool:
        """Was it written down for every model?"""
        return not self.unrecorded


@dataclass(frozen=True)
class Cube:
    """Everything counted at once: the steps, the years and the themes of the same rows.

    ``collectives`` are the registered that are no individuals; ``schemes`` the first and last year of each scheme of
    themes, by its name.
    """

    funnel: Funnel
    years: list[YearCount]
    themes: list[ThemeCount]
    collectives: int = 0
    schemes: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def figures(self) -> Totals:
        """The figures of all years together."""
        return self.funnel.figures


def cube(dossiers: QuerySet[Any]) -> Cube:
    """These models by year and by theme, as ``by_year`` and ``by_theme`` count them, and how far they came."""
    rows = list(
        dossiers.values("year", *THEME)
        .annotate(
            **PARTS,
            appraised=Count("pk", filter=APPRAISED),
            unrecorded=Count("pk", filter=Q(campaign__is_archive=True)),
            collectives=Count("pk", filter=Q(holder_kind=Holder.COLLECTIVE)),
        )
        .order_by("theme__scheme", "theme__order", "year")
    )
    years = _years(rows)
    steps = {name: sum(row[name] for row in rows) for name in ("appraised", "unrecorded")}
    collectives = sum(row["collectives"] for row in rows)
    return Cube(Funnel(summed(years), **steps), years, _themes(rows), collectives, _schemes(rows))


def _years(rows: Iterable[dict[str, Any]]) -> list[YearCount]:
    found: dict[int, Totals] = defaultdict(Totals)
    for row in rows:
        found[row["year"]] += Totals(**{name: row[name] for name in PARTS})
    return [YearCount(year, found[year]) for year in sorted(found)]


def _themes(rows: Iterable[dict[str, Any]]) -> list[ThemeCount]:
    found: dict[str | None, dict[str, Any]] = {}
    for row in rows:
        recognised = row["collective"] + row["individual"]
        told = found.setdefault(row["theme__code"], {**row, "registered": 0, "recognised": 0})
        told["registered"] += row["registered"]
        told["recognised"] += recognised
    return themes_in_order(theme_count(row) for row in found.values())


def _schemes(rows: Iterable[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        if name := row["theme__scheme__name"]:
            first, last = found.get(name, (row["year"], row["year"]))
            found[name] = (min(first, row["year"]), max(last, row["year"]))
    return found
