"""The figures by year and unit, for those who want to count for themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from danvan.reports.totals import PARTS, Totals


@dataclass(frozen=True)
class YearUnit:
    """What one unit registered in one year, under the name it had then, and what became of it."""

    year: int
    unit_code: str
    unit_name: str
    figures: Totals


def by_year_and_unit(dossiers: QuerySet[Any]) -> list[YearUnit]:
    """These models by year of registration and by the unit of that time; the sums are those of every other figure."""
    rows = dossiers.values("year", "unit__code", "unit_name").annotate(**PARTS)
    return [
        YearUnit(row.pop("year"), row.pop("unit__code"), row.pop("unit_name"), Totals(**row))
        for row in rows.order_by("year", "unit__code", "unit_name")
    ]
