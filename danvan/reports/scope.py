"""The scope of a public figure: a unit with all below it, from one year to another."""

from __future__ import annotations

from dataclasses import dataclass

from danvan.dossiers.models import DossierQuerySet, Stage
from danvan.reports.conditions import Conditions, published_models


@dataclass(frozen=True)
class Scope:
    """Whose figures, and of which years. An empty unit is the whole book; a year of None is open."""

    code: str = ""
    name: str = "Toàn bộ sổ vàng"
    unit: str = ""
    unit_name: str = ""
    first: int | None = None
    last: int | None = None
    note: str = ""

    @property
    def years(self) -> str:
        """As it is read: 2018–2020, 2016, or nothing when no year limits it."""
        if self.first is None or self.last is None:
            return ""
        return f"{self.first}" if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def label(self) -> str:
        """The name it goes by, or the unit and the years in one phrase."""
        if self.code:
            return self.name
        return ", ".join(part for part in (self.unit_name or self.name, self.years) if part)

    def rows(self, dossiers: DossierQuerySet) -> DossierQuerySet:
        """Those of the rows that lie in the scope."""
        return dossiers.filter(Conditions(unit=self.unit, first=self.first, last=self.last).where("status"))

    def models(self) -> DossierQuerySet:
        """The published models in the scope."""
        return self.rows(published_models())


def scope_from(stage: Stage) -> Scope:
    """The scope a stage stands for; its note ends as a sentence does."""
    return Scope(
        code=stage.code,
        name=stage.name,
        unit=stage.unit.code,
        unit_name=stage.unit.name,
        first=stage.first_year,
        last=stage.last_year,
        note=f"{stage.note.strip().rstrip('.')}." if stage.note.strip() else "",
    )


def shown_scopes() -> list[Scope]:
    """The scopes of the home page, in their order."""
    stages = Stage.objects.filter(order__gt=0).select_related("unit").order_by("order", "pk")
    return [scope_from(stage) for stage in stages]
