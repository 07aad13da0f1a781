"""The figures of a province or of the whole book by what stands directly below it, each with all below that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q, QuerySet

from danvan.kit import vi
from danvan.reports.places import Place
from danvan.reports.readings import Reading, unallocated_code, unallocated_name
from danvan.reports.totals import UnitCount

_COUNTS = {"registered": Count("pk"), "recognised": Count("pk", filter=Q(recognised_on__isnull=False))}
# what a row is counted under: where it stood, the unit itself, and its name
_FIELDS = {
    Reading.THEN: ("unit_path", "unit_id", "unit_name"),
    Reading.NOW: ("counts_in__path", "counts_in_id", "counts_in__name", "is_allocated"),
}


@dataclass(frozen=True)
class Branches:
    """The branches, and from how many units their figures come."""

    rows: list[UnitCount]
    units: int


def branches(dossiers: QuerySet[Any], unit: str, reading: Reading, known: Mapping[str, Place]) -> Branches:
    """These models by the units directly below the unit with this code, or by the topmost without one; one query.

    Names of what has units below it are given; the others are called as their rows call them. What counts in the unit
    itself is the branch that has its code.
    """
    found: dict[str, UnitCount] = {}
    units: set[int] = set()
    fields = _FIELDS[reading]
    for row in dossiers.values(*fields).annotate(**_COUNTS).order_by(*fields):
        path, pk, name, is_allocated = (*(row[name] for name in fields), True)[:4]
        units |= {pk} if is_allocated else set()
        one = _branch(path.strip("/").split("/"), unit, (pk, name), known)
        if not is_allocated and one.code == unit:
            one = replace(one, code=unallocated_code(unit), name=unallocated_name(one.name), is_allocated=False)
        one = found.get(one.code, one)
        found[one.code] = replace(
            one, registered=one.registered + row["registered"], recognised=one.recognised + row["recognised"]
        )  # fmt: skip
    return Branches(sorted(found.values(), key=lambda one: (vi.sort_key(one.name), one.code)), len(units))


def _branch(codes: list[str], unit: str, own: tuple[int, str], known: Mapping[str, Place]) -> UnitCount:
    """The branch in which a row with this path lies, with nothing counted yet."""
    place = codes.index(unit) + 1 if unit in codes else 0
    code = codes[min(place, len(codes) - 1)]
    if code in known:
        return UnitCount(known[code].pk, code, known[code].name, 0, 0)
    pk, name = own if code == codes[-1] else (0, code)
    return UnitCount(pk, code, name, 0, 0)
