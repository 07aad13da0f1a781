"""Where the units of a province lie to each other, as rows and columns of tiles, from ``fixtures/units``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache

from django.conf import settings

from danvan.reports.places import Place
from danvan.reports.totals import UnitCount

Position = tuple[int, int]  # row and column, from 1


@cache
def positions(code: str) -> Mapping[str, Position]:
    """The places of the units below the unit with this code; none when nobody drew its map."""
    told = json.loads((settings.BASE_DIR / "fixtures" / "units" / "o-ban-do.json").read_text(encoding="utf-8"))
    found = told.get(code, {}) if isinstance(told.get(code), dict) else {}
    return {unit: (row, column) for unit, (row, column) in found.items()}


def mapped(rows: Iterable[UnitCount], places: Mapping[str, Position]) -> dict[Position, UnitCount]:
    """One unit a tile. Of two that had the same place one after the other, the one with more models keeps it."""
    found: dict[Position, UnitCount] = {}
    for row in rows:
        place = places.get(row.code)
        if place and (place not in found or row.registered > found[place].registered):
            found[place] = row
    return found


def with_empty(rows: list[UnitCount], stood: Iterable[Place]) -> list[UnitCount]:
    """The same figures, and nought for each of these units that has none."""
    known = {row.code for row in rows}
    return [*rows, *(UnitCount(one.pk, one.code, one.name, 0, 0) for one in stood if one.code not in known)]
