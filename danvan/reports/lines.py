"""The line of one unit: every rearrangement it took part in, all it came from, and what it has become."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from danvan.units.heritage import Heirs
from danvan.units.models import Unit, UnitChange


@dataclass
class Step:
    """One rearrangement by the ids of who went in and who came out."""

    kind: str
    on: date
    before: set[int] = field(default_factory=set)
    after: set[int] = field(default_factory=set)
    outlived: set[int] = field(default_factory=set)  # by whom of ``before`` that did not go on by it, and yet stood on


class Line:
    """The line of a unit through what has taken effect by a day; two queries, however long it is, or one with heirs."""

    def __init__(self, unit: Unit, today: date, heirs: Heirs | None = None) -> None:
        steps = _steps(today)
        self.steps = [step for step in steps if unit.pk in step.before | step.after]
        origins, ends = _ways(steps)
        back, on = _closure(unit.pk, origins), _closure(unit.pk, ends)
        wanted = (back | on | {pk for step in self.steps for pk in step.before | step.after}) - {unit.pk}
        known = {pk: heirs.unit(pk) for pk in wanted} if heirs else Unit.objects.in_bulk(wanted) if wanted else {}
        self._units = {unit.pk: unit, **known}
        self.forebears = [self._units[pk] for pk in sorted(back)]
        self.heirs = [self._units[pk] for pk in sorted(on) if _stands(self._units[pk], today)]

    def unit(self, pk: int) -> Unit:
        """One of the units of the line."""
        return self._units[pk]


def _steps(today: date) -> list[Step]:
    """Every rearrangement by today, oldest first."""
    rows = UnitChange.objects.filter(on__lte=today).order_by("on", "pk")
    found: dict[int, Step] = {}
    wanted = ("pk", "kind", "on", "predecessors", "predecessors__ended_on", "successors")
    for pk, kind, on, before, ended_on, after in rows.values_list(*wanted):
        step = found.setdefault(pk, Step(kind, on))
        step.before |= {before} - {None}
        step.after |= {after} - {None}
        step.outlived |= {before} if ended_on is not None and ended_on >= on else set()
    return list(found.values())


def _ways(steps: Iterable[Step]) -> tuple[Mapping[int, set[int]], Mapping[int, set[int]]]:
    """From whom each unit took over, and who took over from it; who only went on is left out."""
    back, on = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    for step in steps:
        for before in step.before - (step.outlived - step.after):
            on[before] |= step.after - {before}
        for after in step.after:
            back[after] |= step.before - {after}
    return back, on


def _closure(start: int, ways: Mapping[int, set[int]]) -> set[int]:
    """Everything that can be reached, the start itself left out."""
    seen, waiting = {start}, [start]
    while waiting:
        for other in ways.get(waiting.pop(), set()) - seen:
            seen.add(other)
            waiting.append(other)
    return seen - {start}


def _stands(unit: Unit, today: date) -> bool:
    return unit.ended_on is None or unit.ended_on >= today
