"""The scope of a public figure: a unit with all below it, from one year to another."""

from __future__ import annotations

from dataclasses import dataclass, replace

from danvan.dossiers.models import DossierQuerySet, Stage
from danvan.reports.conditions import Conditions, published_models
from danvan.reports.readings import Reading


@dataclass(frozen=True)
class Scope:
    """Whose figures, of which years, in which reading. An empty unit is the whole book; a year of None is open.

    ``within`` is a unit whose tree of that time holds the rows in both readings.
    """

    code: str = ""
    name: str = "Toàn bộ sổ vàng"
    unit: str = ""
    unit_name: str = ""
    first: int | None = None
    last: int | None = None
    note: str = ""
    within: str = ""
    reading: Reading = Reading.THEN

    @property
    def years(self) -> str:
        """As it is read: 2018–2020, 2016, từ năm 2018, or nothing when no year limits it."""
        if self.first is None or self.last is None:
            return f"từ năm {self.first}" if self.first else f"đến năm {self.last}" if self.last else ""
        return f"{self.first}" if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def label(self) -> str:
        """The name it goes by, or the unit and the years in one phrase."""
        if self.code:
            return self.name
        return ", ".join(part for part in (self.unit_name or self.name, self.years) if part)

    def rows(self, dossiers: DossierQuerySet) -> DossierQuerySet:
        """Those of the rows that lie in the scope."""
        asked = Conditions(
            unit=self.unit, within=self.within, first=self.first, last=self.last, reading=self.reading
        )  # fmt: skip
        return dossiers.filter(asked.where("status"))

    def models(self) -> DossierQuerySet:
        """The published models in the scope."""
        return self.rows(published_models())

    def of_any_unit(self) -> Scope:
        """The same rows, ready for one more condition on a unit inside: of today it tells its own way up, of that time
        the tree has to be asked for as well."""
        if self.reading is Reading.NOW and self.unit:
            return replace(self, unit="")
        return replace(self, unit="", within=self.within or self.unit)

    def of_any_year(self) -> Scope:
        """The same units in all years."""
        return replace(self, first=None, last=None)

    def read(self, reading: Reading) -> Scope:
        """The same rows in another reading: a stage is a story of its time, so only the units are told otherwise."""
        if reading is Reading.THEN:
            return self
        return replace(self.of_any_unit(), reading=reading)


def scope_from(stage: Stage) -> Scope:
    """The scope a stage stands for; its note ends as a sentence does."""
    return Scope(
        code=stage.code,
        name=stage.name,
        unit=stage.unit.code,
        unit_name=stage.unit.name,
        first=stage.first_year,
        last=stage.last_year,
        note=note_of(stage.note),
    )


def note_of(text: str) -> str:
    """What is said of a stage, as a sentence; empty when nothing is."""
    told = text.strip().rstrip(".")
    return f"{told}." if told else ""


def shown_scopes() -> list[Scope]:
    """The scopes of the home page, in their order."""
    stages = Stage.objects.filter(order__gt=0).select_related("unit").order_by("order", "pk")
    return [scope_from(stage) for stage in stages]
