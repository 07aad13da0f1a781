"""How many of the units expected to register for their title did, year by year, and how these turned out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from danvan.criteria.enums import Track
from danvan.reports.titles import COUNTED, TitleCount, count_from, together
from danvan.units.enums import AGENCY_KINDS, COMMUNE_KINDS
from danvan.units.heritage import Heirs
from danvan.units.models import Unit, UnitSpan

KINDS = {Track.COMMUNE: COMMUNE_KINDS, Track.AGENCY: AGENCY_KINDS}


@dataclass(frozen=True)
class Period:
    """One period of a unit under its superior."""

    unit_id: int
    parent_id: int | None
    name: str
    kind: str
    first: date
    last: date


_FIELDS = ("unit_id", "parent_id", "name", "kind", "valid_from", "valid_to")


class Periods:
    """Every period of every unit, read in one query."""

    def __init__(self) -> None:
        self._under: dict[int | None, list[Period]] = defaultdict(list)
        self._of: dict[int, list[Period]] = defaultdict(list)
        rows = UnitSpan.objects.order_by("valid_from", "pk")
        for pk, above, name, kind, first, last in rows.values_list(*_FIELDS):
            period = Period(pk, above, name, kind, first, last or date.max)
            self._under[period.parent_id].append(period)
            self._of[period.unit_id].append(period)

    def of(self, unit_id: int) -> list[Period]:
        """The periods of one unit, oldest first."""
        return self._of[unit_id]

    def name(self, unit_id: int | None, day: date) -> str:
        """What a unit was called on a day, or first; nothing for no unit."""
        known = self._of[unit_id] if unit_id else []
        held = [one.name for one in known if one.first <= day]
        return held[-1] if held else known[0].name if known else ""

    def children(self, unit_id: int, day: date) -> list[Period]:
        """What stood directly under a unit on a day."""
        return [one for one in self._under[unit_id] if one.first <= day <= one.last]

    def under(self, unit_id: int, first: date, last: date) -> dict[int, str]:
        """What stood under a unit on any of these days, however deep: the kinds of units by id."""
        found: dict[int, str] = {}
        waiting, seen = [(unit_id, first, last)], {(unit_id, first, last)}
        while waiting:
            above, begin, end = waiting.pop()
            for one in self._under[above]:
                step = (one.unit_id, max(begin, one.first), min(end, one.last))
                if step[1] <= step[2] and step not in seen:
                    found[one.unit_id] = one.kind
                    seen.add(step)
                    waiting.append(step)
        return found


@dataclass(frozen=True)
class Turnout:
    """The registrations of one campaign for one title in one year: their figures, and of how many units they are."""

    campaign_id: int
    organiser_id: int
    cutoff_on: date
    count: TitleCount
    units: int

    @property
    def window(self) -> tuple[date, date]:
        """From the first day of the year to the day on which the list of units was closed, within the year."""
        first, last = date(self.count.year, 1, 1), date(self.count.year, 12, 31)
        return first, max(first, min(last, self.cutoff_on))


@dataclass(frozen=True)
class Coverage:
    """One criteria set in one year: the units that registered, of those that stood there during the window."""

    year: int
    criteria_set: str
    track: str
    registered: int
    expected: int
    kinds: frozenset[str]


def turnouts(dossiers: QuerySet[Any]) -> list[Turnout]:
    """The figures on titles of these registrations by campaign, newest year first."""
    rows = (
        dossiers.values(
            "set_code", "set_name", "set_version", "track", "year", "campaign_id", "campaign__organiser_id",
            "campaign__cutoff_on",
        )
        .annotate(**COUNTED, units=Count("unit_id", distinct=True))
        .order_by("-year", "-track", "set_code", "campaign_id")
    )  # fmt: skip
    return [
        Turnout(
            row["campaign_id"], row["campaign__organiser_id"], row["campaign__cutoff_on"], count_from(row), row["units"]
        )
        for row in rows
    ]  # fmt: skip


def summed(found: Iterable[Turnout]) -> list[TitleCount]:
    """The figures of all campaigns together, by criteria set and year."""
    return together(one.count for one in found)


Expected = Callable[[Turnout], dict[int, str]]


def expected_then(periods: Periods, unit: Unit) -> Expected:
    """Who stood under the unit, and under who ran the campaign, during the window."""

    def expected(one: Turnout) -> dict[int, str]:
        stood = periods.under(unit.pk, *one.window)
        asked = periods.under(one.organiser_id, *one.window) if one.organiser_id != unit.pk else stood
        return {pk: kind for pk, kind in stood.items() if pk in asked}

    return expected


def expected_now(periods: Periods, unit: Unit, heirs: Heirs) -> Expected:
    """Who stood under the organiser of the campaign during the window, and counts in the unit or below it today."""

    def expected(one: Turnout) -> dict[int, str]:
        asked = periods.under(one.organiser_id, *one.window)
        return {pk: kind for pk, kind in asked.items() if _present_path(heirs, pk).startswith(unit.path)}

    return expected


def _present_path(heirs: Heirs, pk: int) -> str:
    return heirs.unit(heirs.of(pk).unit_id).path


def coverage(found: Sequence[Turnout], expected: Expected) -> list[Coverage]:
    """Units that registered over units expected, by criteria set and year, newest year first.

    Who registered was there, so that no rate goes above the whole even where a period is missing.
    """
    stood: dict[tuple[int, str, str], dict[int, str]] = {}
    registered: dict[tuple[int, str, str], int] = defaultdict(int)
    for one in found:
        key = (one.count.year, one.count.criteria_set, one.count.track)
        kinds = KINDS.get(Track(one.count.track), frozenset())
        stood.setdefault(key, {}).update({pk: kind for pk, kind in expected(one).items() if kind in kinds})
        registered[key] += one.units
    return [
        Coverage(*key, registered[key], max(len(units), registered[key]), frozenset(units.values()))
        for key, units in stood.items()
    ]
