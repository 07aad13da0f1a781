"""The summary table of a campaign (biểu tổng hợp, domain.md §3.3): one row a unit, and a total that is their sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q

from danvan.dossiers.enums import Continuity, Holder
from danvan.dossiers.models import DossierQuerySet, Practice

_RECOGNISED = Q(recognised_on__isnull=False)
_COLLECTIVE, _INDIVIDUAL = ~Q(holder_kind=Holder.INDIVIDUAL), Q(holder_kind=Holder.INDIVIDUAL)


@dataclass(frozen=True)
class Figures:
    """The models of one unit, or of all; every part is counted, every whole is the sum of its parts."""

    new_collective: int = 0
    new_individual: int = 0
    kept_collective: int = 0
    kept_individual: int = 0
    recognised_collective: int = 0
    recognised_individual: int = 0
    commended: int = 0
    copied: int = 0  # registered from a model of elsewhere, or copied by others

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, part.name) + getattr(other, part.name) for part in fields(self)))

    @property
    def collective(self) -> int:
        return self.new_collective + self.kept_collective

    @property
    def individual(self) -> int:
        return self.new_individual + self.kept_individual

    @property
    def registered(self) -> int:
        return self.collective + self.individual

    @property
    def new(self) -> int:
        return self.new_collective + self.new_individual

    @property
    def kept(self) -> int:
        return self.kept_collective + self.kept_individual

    @property
    def recognised(self) -> int:
        return self.recognised_collective + self.recognised_individual


@dataclass(frozen=True)
class Row:
    """One unit by its name when it registered, with its models by theme in the order of the head."""

    unit: str
    figures: Figures
    by_theme: tuple[int, ...]


@dataclass(frozen=True)
class Summary:
    """The whole table."""

    themes: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    total: Row = field(default_factory=lambda: Row("", Figures(), ()))


def summary(dossiers: DossierQuerySet) -> Summary:
    """The registered models among these, by unit; two queries whatever their number."""
    models = dossiers.registered().models_only()
    themes, per_unit = _themes(models)
    rows = tuple(
        Row(row["name"], Figures(**{name: row[name] for name in _PARTS}), per_unit.get(row["unit"], ()))
        for row in _counted(models)
    )
    rows = tuple(Row(row.unit, row.figures, row.by_theme or (0,) * len(themes)) for row in rows)
    return Summary(themes, rows, _total(rows, len(themes)))


_KEPT = Q(continuity=Continuity.KEPT)
_PARTS = {
    "new_collective": Count("pk", filter=~_KEPT & _COLLECTIVE),
    "new_individual": Count("pk", filter=~_KEPT & _INDIVIDUAL),
    "kept_collective": Count("pk", filter=_KEPT & _COLLECTIVE),
    "kept_individual": Count("pk", filter=_KEPT & _INDIVIDUAL),
    "recognised_collective": Count("pk", filter=_RECOGNISED & _COLLECTIVE),
    "recognised_individual": Count("pk", filter=_RECOGNISED & _INDIVIDUAL),
    "commended": Count("pk", filter=Q(commended_on__isnull=False)),
    "copied": Count("pk", filter=Q(is_copied=True) | Q(practice__copied_from__isnull=False)),
}


def _counted(models: DossierQuerySet) -> Sequence[Any]:
    copies = Practice.objects.filter(copied_from=OuterRef("practice"))
    rows = models.annotate(is_copied=Exists(copies)).values("unit", "unit__sort_key")
    return list(rows.annotate(name=Max("unit_name"), **_PARTS).order_by("unit__sort_key", "unit"))


def _themes(models: DossierQuerySet) -> tuple[tuple[str, ...], dict[int, tuple[int, ...]]]:
    """The names of the themes in their order, and how many models each unit has under each."""
    found = models.values("unit", "theme", "theme__name", "theme__short_name").annotate(count=Count("pk"))
    rows = list(found.order_by("theme__scheme", "theme__order"))
    names = {row["theme"]: row["theme__short_name"] or row["theme__name"] or "Chưa ghi lĩnh vực" for row in rows}
    counts: dict[int, dict[int | None, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        counts[row["unit"]][row["theme"]] += row["count"]
    return tuple(names.values()), {unit: tuple(of[theme] for theme in names) for unit, of in counts.items()}


def _total(rows: Sequence[Row], width: int) -> Row:
    figures = sum((row.figures for row in rows), Figures())
    return Row("Tổng cộng", figures, tuple(sum(row.by_theme[place] for row in rows) for place in range(width)))
