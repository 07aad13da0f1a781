"""The public figures: how many models were registered, recognised and commended, in all and by what they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from danvan.criteria.enums import CommonTheme
from danvan.dossiers.enums import Holder
from danvan.dossiers.models import DossierQuerySet
from danvan.kit import vi
from danvan.reports.conditions import NO_THEME
from danvan.reports.readings import Reading, unallocated_code, unallocated_name

_RECOGNISED = Q(recognised_on__isnull=False)
_COMMENDED = Q(commended_on__isnull=False)
_WHO = {"collective": Q(holder_kind=Holder.COLLECTIVE), "individual": Q(holder_kind=Holder.INDIVIDUAL)}
PARTS: dict[str, Count] = {
    "registered": Count("pk"),
    **{name: Count("pk", filter=_RECOGNISED & kind) for name, kind in _WHO.items()},
    **{f"commended_{name}": Count("pk", filter=_COMMENDED & kind) for name, kind in _WHO.items()},
}

THEME = ("theme__code", "theme__name", "theme__short_name", "theme__common", "theme__scheme", "theme__scheme__name")


@dataclass(frozen=True)
class Totals:
    """The figures of one scope. The parts count the recognised and the commended by who carried them out."""

    registered: int = 0
    collective: int = 0
    individual: int = 0
    commended_collective: int = 0
    commended_individual: int = 0

    def __add__(self, other: Totals) -> Totals:
        """Both together."""
        return Totals(**{part.name: getattr(self, part.name) + getattr(other, part.name) for part in fields(self)})

    @property
    def recognised(self) -> int:
        """The sum of its parts."""
        return self.collective + self.individual

    @property
    def commended(self) -> int:
        """The sum of its parts."""
        return self.commended_collective + self.commended_individual


@dataclass(frozen=True)
class ThemeCount:
    """The models of one theme. ``common`` is the one of the four common themes it belongs to; ``codes`` are the codes
    of the themes counted here: its own, or, for a common theme, those of every scheme in it. ``scheme`` names the
    scheme of a theme."""

    code: str
    name: str
    short_name: str
    common: str
    registered: int
    recognised: int
    scheme_id: int | None = None
    codes: tuple[str, ...] = ()
    scheme: str = ""


@dataclass(frozen=True)
class YearCount:
    """The models of one year of registration."""

    year: int
    figures: Totals

    @property
    def registered(self) -> int:
        """How many were registered that year."""
        return self.figures.registered

    @property
    def recognised(self) -> int:
        """How many of these were recognised since."""
        return self.figures.recognised


@dataclass(frozen=True)
class UnitCount:
    """The models of one unit; or, not allocated, of units divided since, which no unit of today has for sure."""

    unit_id: int
    code: str
    name: str
    registered: int
    recognised: int
    is_allocated: bool = True


def totals(dossiers: DossierQuerySet) -> Totals:
    """The figures of these models; recognised and commended are summed from collective and individual."""
    return Totals(**dossiers.aggregate(**PARTS))


def summed(years: Iterable[YearCount]) -> Totals:
    """The figures of several years together."""
    return sum((row.figures for row in years), Totals())


def by_year(dossiers: QuerySet[Any]) -> list[YearCount]:
    """These models by the year in which they were registered, oldest first."""
    rows = dossiers.values("year").annotate(**PARTS).order_by("year")
    return [YearCount(row.pop("year"), Totals(**row)) for row in rows]


def by_theme(dossiers: QuerySet[Any]) -> list[ThemeCount]:
    """These models by theme, in the order of their schemes; those without a theme stand last."""
    rows = (
        dossiers.values(*THEME)
        .annotate(registered=Count("pk"), recognised=Count("pk", filter=_RECOGNISED))
        .order_by("theme__scheme", "theme__order")
    )
    return themes_in_order(theme_count(row) for row in rows)


def theme_count(row: Mapping[str, Any]) -> ThemeCount:
    """The figures in one counted row."""
    code, name = row["theme__code"] or NO_THEME, row["theme__name"] or "Chưa ghi lĩnh vực"
    return ThemeCount(
        code, name, row["theme__short_name"] or name, row["theme__common"] or "", row["registered"],
        row["recognised"], row["theme__scheme"], (code,), row["theme__scheme__name"] or "",
    )  # fmt: skip


def themes_in_order(counts: Iterable[ThemeCount]) -> list[ThemeCount]:
    """The same counts; the models without a theme stand last."""
    return sorted(counts, key=lambda count: count.code == NO_THEME)


def across_schemes(counts: list[ThemeCount]) -> list[ThemeCount]:
    """The same models by the common four where they stand under the themes of several schemes, which cannot be held
    against each other (domain.md §1.5); under one scheme, its own themes."""
    return counts if len({count.scheme_id for count in counts if count.scheme_id}) < 2 else by_common(counts)


def by_common(counts: list[ThemeCount]) -> list[ThemeCount]:
    """The same models by the common four, in their order; those without a theme stand last."""
    order = [*CommonTheme.values, ""]
    parts = {common: [count for count in counts if count.common == common] for common in order}
    return [_together(common, found) for common, found in parts.items() if found]


def _together(common: str, parts: list[ThemeCount]) -> ThemeCount:
    if not common:
        return parts[0]  # without a theme there is one row
    label = CommonTheme(common).label
    return ThemeCount(
        f"chung-{common.lower()}", label, label, common, sum(one.registered for one in parts),
        sum(one.recognised for one in parts), codes=tuple(one.code for one in parts),
    )  # fmt: skip


def by_unit(dossiers: QuerySet[Any], reading: Reading = Reading.THEN) -> list[UnitCount]:
    """These models by unit, in the order of a Vietnamese dictionary.

    By the units of that time: who registered them, under the newest name these rows have. By the units of today: who
    they count in now, and after each unit what counts in it without a known heir.
    """
    rows = _rows_then(dossiers) if reading is Reading.THEN else _rows_now(dossiers)
    return sorted(rows, key=lambda row: (_place(row.name.removesuffix(_LEFT)), row.unit_id, not row.is_allocated))


_LEFT = unallocated_name("")
_place = lru_cache(maxsize=20_000)(vi.sort_key)  # the same few thousand names on every page


def _rows_then(dossiers: QuerySet[Any]) -> list[UnitCount]:
    found: dict[int, UnitCount] = {}
    rows = (
        dossiers.values("unit_id", "unit__code", "unit_name")
        .annotate(registered=Count("pk"), recognised=Count("pk", filter=_RECOGNISED), newest=Max("year"))
        .annotate(last=Max("pk"))
        .order_by("newest", "last")
    )
    for row in rows:  # a unit renamed between two years has two rows; the newest name comes last
        before = found.get(row["unit_id"])
        found[row["unit_id"]] = UnitCount(
            row["unit_id"], row["unit__code"], row["unit_name"],
            row["registered"] + (before.registered if before else 0),
            row["recognised"] + (before.recognised if before else 0),
        )  # fmt: skip
    return list(found.values())


def _rows_now(dossiers: QuerySet[Any]) -> list[UnitCount]:
    rows = (
        dossiers.values("counts_in_id", "counts_in__code", "counts_in__name", "is_allocated")
        .annotate(registered=Count("pk"), recognised=Count("pk", filter=_RECOGNISED))
        .order_by("counts_in_id", "-is_allocated")
    )
    return [
        UnitCount(
            row["counts_in_id"],
            row["counts_in__code"] if row["is_allocated"] else unallocated_code(row["counts_in__code"]),
            row["counts_in__name"] if row["is_allocated"] else unallocated_name(row["counts_in__name"]),
            row["registered"], row["recognised"], row["is_allocated"],
        )
        for row in rows
    ]  # fmt: skip
