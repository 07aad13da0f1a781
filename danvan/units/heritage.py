"""Where units came from and what became of them, through every rearrangement that has taken effect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from danvan.units.models import Unit, UnitChange


def successions(day: date) -> list[tuple[int, int]]:
    """Every step from a unit to another that took over from it by a day, as (before, after) ids."""
    pairs = UnitChange.objects.filter(on__lte=day).values_list("predecessors", "successors")
    return [(before, after) for before, after in pairs if before and after and before != after]


def endings(day: date) -> list[tuple[int, int]]:
    """The steps by a day that say what became of a unit: those that it did not outlive, or on which it went on."""
    steps = UnitChange.objects.filter(on__lte=day).values_list(
        "pk", "on", "predecessors", "predecessors__ended_on", "successors"
    )
    rows = list(steps)
    went_on = {(pk, before) for pk, _, before, _, after in rows if before == after}
    return [
        (before, after) for pk, on, before, ended_on, after in rows
        if before and after and before != after and ((pk, before) in went_on or ended_on is None or ended_on < on)
    ]  # fmt: skip


def forebears(units: Iterable[Unit], day: date) -> dict[int, list[Unit]]:
    """The units from which each of these came, however far back, by the id of the one that came of them."""
    homes = {unit.pk for unit in units}
    origins: dict[int, set[int]] = defaultdict(set)
    for before, after in successions(day) if homes else ():
        origins[after].add(before)
    found = {home: _closure(home, origins) for home in homes}
    known = Unit.objects.in_bulk(set().union(*found.values())) if any(found.values()) else {}
    return {home: [known[pk] for pk in sorted(pks)] for home, pks in found.items()}


def _closure(start: int, steps: Mapping[int, Iterable[int]]) -> set[int]:
    """Everything that can be reached, the start itself left out."""
    seen, waiting = {start}, [start]
    while waiting:
        for other in set(steps.get(waiting.pop(), ())) - seen:
            seen.add(other)
            waiting.append(other)
    return seen - {start}


@dataclass(frozen=True)
class Present:
    """The unit of today in which something of an older unit counts; ``sure`` when it is its only heir."""

    unit_id: int
    sure: bool


class Heirs:
    """What every unit has become by a day; two queries, for questions asked many times.

    A unit that stands is itself. One that ended is what all its heirs became, when that is one unit; otherwise it
    counts, not allocated, in the nearest unit above all of them, or above itself when it has no heir (domain.md §4).
    """

    def __init__(self, day: date) -> None:
        self._units = Unit.objects.in_bulk()
        self._by_code = {unit.code: unit for unit in self._units.values()}
        self._after: dict[int, list[int]] = defaultdict(list)
        for before, after in endings(day):
            self._after[before].append(after)
        self._day = day
        self._known: dict[int, Present] = {}

    def unit(self, pk: int) -> Unit:
        return self._units[pk]

    def coded(self, code: str) -> Unit:
        """The unit with this code."""
        return self._by_code[code]

    def of(self, pk: int) -> Present:
        """What the unit with this id has become."""
        if pk not in self._known:
            self._known[pk] = Present(pk, sure=True)  # a circle of successions ends where it began
            self._known[pk] = self._find(self._units[pk])
        return self._known[pk]

    def _find(self, unit: Unit) -> Present:
        if unit.ended_on is None or unit.ended_on >= self._day:
            return Present(unit.pk, sure=True)
        heirs = {self.of(pk) for pk in self._after.get(unit.pk, ())}
        if len(heirs) == 1:
            return heirs.pop()
        if heirs:
            return Present(self._above([self._units[heir.unit_id] for heir in heirs]).pk, sure=False)
        return Present(self.of(unit.parent_id).unit_id, sure=False) if unit.parent_id else Present(unit.pk, sure=True)

    def _above(self, units: list[Unit]) -> Unit:
        """The nearest unit at or above all of these; without one, the first in the order of codes."""
        shared: list[str] = []
        for steps in zip(*(unit.path.rstrip("/").split("/") for unit in units), strict=False):
            if len(set(steps)) > 1:
                break
            shared.append(steps[0])
        return self._by_code[shared[-1]] if shared else min(units, key=lambda unit: unit.code)
