"""Reading the tree of units on a day: names then, superiors then, and the boards above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan.units.enums import REVIEWING, UnitKind
from danvan.units.models import Unit, UnitSpan


@dataclass(frozen=True)
class Standing:
    """What a unit was on a day: its name, its kind and its superiors, nearest first."""

    unit_id: int
    code: str
    name: str
    kind: UnitKind
    superiors: tuple[Standing, ...]

    @property
    def path(self) -> str:
        """Codes from the top down to this unit, with a slash before, between and after."""
        return "/" + "/".join([*(s.code for s in reversed(self.superiors)), self.code]) + "/"


class NotStanding(ValueError):
    """The unit did not exist on that day; the message says so in Vietnamese."""


class Tree:
    """All units as they stood on one day, read in one query, for questions asked many times."""

    def __init__(self, day: date) -> None:
        self.day = day
        spans = UnitSpan.objects.as_of(day).select_related("unit")
        self._spans = {span.unit_id: span for span in spans}

    def __contains__(self, unit_id: int) -> bool:
        return unit_id in self._spans

    def standing(self, unit: Unit) -> Standing:
        """What the unit was on the day. Raises ``NotStanding`` when it did not exist."""
        span = self._spans.get(unit.pk)
        if span is None:
            raise NotStanding(f"«{unit.name}» không hoạt động vào ngày {self.day:%d/%m/%Y}.")
        return self._standing(span)

    def _standing(self, span: UnitSpan) -> Standing:
        above = self._spans.get(span.parent_id) if span.parent_id else None
        upper = self._standing(above) if above else None
        superiors = (upper, *upper.superiors) if upper else ()
        return Standing(span.unit_id, span.unit.code, span.name, UnitKind(span.kind), superiors)

    def under(self, unit: Unit) -> list[Standing]:
        """Every unit that stood under this one on the day, itself left out."""
        found = (self._standing(span) for span in self._spans.values())
        return [standing for standing in found if any(s.unit_id == unit.pk for s in standing.superiors)]


def chain(standing: Standing) -> tuple[Standing, ...]:
    """The boards above a unit that review what it sends, nearest first (architecture.md, "The review chain")."""
    return tuple(superior for superior in standing.superiors if superior.kind in REVIEWING)


def advisory_body(unit: Unit, day: date) -> str:
    """The body that prepares the unit's mass-mobilisation papers on a day: "Ban Dân vận Tỉnh ủy"; "" when unknown."""
    span = UnitSpan.objects.as_of(day).filter(unit=unit).first()
    return span.advisory_body if span else ""
