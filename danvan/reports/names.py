"""What units were called on a day, so that the lists of an earlier year keep the names of that year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from danvan.reports.readings import asked_name, plain_code
from danvan.units.models import Unit


def names_on(days: Mapping[str, date | None], today: date) -> dict[str, str]:
    """The name of each unit on its day, or now where no day is given, by code; one query.

    A unit that began later than its day has its first name. What is unknown or only planned is left out. A code that
    stands for a part of a unit is named after the unit.
    """
    wanted = {code: plain_code(code) for code in days}
    rows = (
        Unit.objects.begun(today)
        .filter(code__in=set(wanted.values()))
        .order_by("code", "spans__valid_from")
        .values_list("code", "name", "spans__valid_from", "spans__name")
    )
    present: dict[str, str] = {}
    spans: dict[str, list[tuple[date, str]]] = {}
    for code, name, begins, then in rows if wanted else ():
        present[code] = name
        if begins is not None:
            spans.setdefault(code, []).append((begins, then))
    found = {
        asked: _name_on(days[asked], spans.get(code, []), present[code])
        for asked, code in wanted.items()
        if code in present
    }
    return {code: asked_name(code, name) for code, name in found.items()}


def _name_on(day: date | None, spans: list[tuple[date, str]], present: str) -> str:
    if day is None or not spans:
        return present
    return next((name for begins, name in reversed(spans) if begins <= day), spans[0][1])
