"""The scope in the address of a page of figures: a stage, or a unit with years, in either reading of units."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import QueryDict

from danvan.kit import vi
from danvan.portal import links
from danvan.reports.filters import VALUES
from danvan.reports.places import Place, Places, read_places
from danvan.reports.readings import NOT_ALLOCATED, Reading
from danvan.reports.scope import Scope
from danvan.units.enums import UnitKind

STAGE, WHOLE = "pham-vi", "tat-ca"  # asks for a stage; all stages, all units, all years
UNIT, FIRST, LAST = "don-vi", "tu", "den"
_YEAR = re.compile(r"(19|20|21)\d\d", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """What a page of figures was asked for. Unless it is ``told``, each section may speak of a scope of its own."""

    scope: Scope
    told: bool
    reading: Reading
    places: Places

    @property
    def scopes(self) -> list[Scope]:
        """The stages of the book in this reading."""
        return [scope.read(self.reading) for scope in self.places.scopes]

    @property
    def themed(self) -> Scope:
        """Whose themes are told: the scope asked for, or the second stage, where the themes were written down."""
        scopes = self.scopes
        return self.scope if self.told or len(scopes) < 2 else scopes[1]

    @property
    def wide(self) -> Scope:
        """The scope asked for, or the whole book."""
        return self.scope if self.told else Scope(reading=self.reading)

    @property
    def unit(self) -> Place | None:
        """The unit whose figures are asked for, when there is one."""
        return self.places.units.get(self.scope.unit or self.scope.within)


def asked_scope(asked: QueryDict, today: date) -> Asked:
    """What the address asks for; what cannot be read and units nobody knows are left aside. One query."""
    reading = Reading.asked(asked.get(links.READING))
    code = asked.get(UNIT, "").strip()[:31]
    places = read_places(code if re.fullmatch(r"~?[\w.-]{1,30}", code) else "", today)
    stages = {scope.code: scope.read(reading) for scope in places.scopes}
    stage = asked.get(STAGE, "")
    if stage in stages:
        return Asked(stages[stage], True, reading, places)
    own = _own(asked, code, reading, places)
    if own is not None or stage == WHOLE:
        return Asked(own or Scope(reading=reading), True, reading, places)
    return Asked(next(iter(stages.values()), Scope(reading=reading)), False, reading, places)


def _own(asked: QueryDict, code: str, reading: Reading, places: Places) -> Scope | None:
    """The unit and the years asked for; nothing when the form was not sent and nothing can be read."""
    first, last = _year(asked.get(FIRST, "")), _year(asked.get(LAST, ""))
    if first and last and first > last:
        first, last = last, first
    if reading is Reading.THEN:
        code = code.removeprefix(NOT_ALLOCATED)
    name = places.name(code, last, reading)
    if not name and not first and not last:
        return Scope(reading=reading) if UNIT in asked and not code else None
    return Scope(unit=code if name else "", unit_name=name, first=first, last=last, reading=reading)


def _year(text: str) -> int | None:
    text = VALUES.get(text.strip(), text.strip())
    return int(text) if _YEAR.fullmatch(text) else None


def address(page: str, asked: Asked) -> str:
    """The one address under which this scope is known; the page alone for what it shows unasked."""
    scope = asked.scope
    if not asked.told:
        return links.with_pairs(page, {links.READING: links.told(asked.reading)})
    if scope.code:
        return links.with_pairs(page, {STAGE: scope.code, links.READING: links.told(asked.reading)})
    pairs = {UNIT: scope.unit, FIRST: scope.first, LAST: scope.last}
    stage = "" if any(pairs.values()) else WHOLE
    return links.with_pairs(page, {STAGE: stage, **pairs, links.READING: links.told(asked.reading)})


def tabs(page: str, asked: Asked) -> list[dict[str, Any]]:
    """The stages, then the whole book."""
    told = [*asked.scopes, Scope(reading=asked.reading)]
    return [
        {
            "label": scope.label,
            "url": address(page, replace(asked, scope=scope, told=True)),
            "current": scope == asked.scope,
        }
        for scope in told
    ]


def readings(page: str, asked: Asked) -> list[dict[str, Any]]:
    """The same scope in each reading."""
    return [
        {"label": one.label, "url": address(page, _read(asked, one)), "current": one is asked.reading}
        for one in Reading
    ]  # fmt: skip


def _read(asked: Asked, reading: Reading) -> Asked:
    unit = asked.scope.unit
    scope = replace(asked.scope, reading=reading, unit=unit.removeprefix(NOT_ALLOCATED))
    return replace(asked, reading=reading, scope=scope)


def form(page: str, asked: Asked) -> dict[str, Any]:
    """What the form offers: units by province, the years and the readings, with what is asked for chosen."""
    scope = asked.scope
    return {
        "action": page,
        "is_open": asked.told and not scope.code and scope != Scope(reading=asked.reading),
        "groups": _groups(asked.places, scope.unit or scope.within),
        "first": scope.first or "",
        "last": scope.last or "",
        "readings": [(one.value, one.label, one is asked.reading) for one in Reading],
    }


def _groups(places: Places, chosen: str) -> list[dict[str, Any]]:
    """Each province with what is known below it; units of other kinds stand where they are only when chosen."""
    tops = sorted((one for one in places.units.values() if "/" not in one.path.rstrip("/")),
                  key=lambda one: (vi.sort_key(one.name), one.code))  # fmt: skip
    chosen = chosen.removeprefix(NOT_ALLOCATED)
    return [
        {
            "label": top.name,
            "units": [
                {"code": one.code, "name": _dated(one), "chosen": one.code == chosen}
                for one in [top, *_below(places, top, chosen)]
            ],
        }
        for top in tops
    ]


def _below(places: Places, top: Place, chosen: str) -> list[Place]:
    found = [one for one in places.units.values() if one.path.startswith(top.path) and one is not top]
    shown = [one for one in found if one.kind in {UnitKind.DISTRICT, UnitKind.BLOC} or one.code == chosen]
    return sorted(shown, key=lambda one: (vi.sort_key(one.name), one.code))


def _dated(one: Place) -> str:
    """A unit that has ended says until when it was."""
    return f"{one.name} (đến {one.ended.year})" if one.ended else one.name
