"""What a public figure can be asked for: the stages of the book, and every province, district and bloc."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from danvan.kit import vi
from danvan.reports.readings import NOT_ALLOCATED, Reading, unallocated_name
from danvan.reports.scope import Scope, note_of
from danvan.units.enums import REVIEWING, UnitKind
from danvan.units.models import Unit


@dataclass(frozen=True)
class Place:
    """One unit that figures can be asked for, with its names through the years."""

    pk: int
    code: str
    name: str
    kind: str
    path: str
    began: date | None
    ended: date | None
    names: tuple[tuple[date, str], ...] = ()

    @property
    def has_districts(self) -> bool:
        """Is it a province, whose figures are told by what stands below it?"""
        return self.kind == UnitKind.PROVINCE

    def name_on(self, day: date | None) -> str:
        """What it was called on a day, or at first; now, without a day."""
        if day is None or not self.names:
            return self.name
        return next((name for begins, name in reversed(self.names) if begins <= day), self.names[0][1])

    def stood(self, first: int | None, last: int | None) -> bool:
        """Did it stand in any of these years?"""
        return (not last or not self.began or self.began.year <= last) and (
            not first or not self.ended or self.ended.year >= first
        )


@dataclass(frozen=True)
class Places:
    """The stages in their order, and the units by code."""

    scopes: list[Scope] = field(default_factory=list)
    units: Mapping[str, Place] = field(default_factory=dict)

    def name(self, code: str, last: int | None, reading: Reading) -> str:
        """What a unit is called in figures up to this year; empty for one that nobody knows."""
        found = self.units.get(code.removeprefix(NOT_ALLOCATED))
        if found is None:
            return ""
        name = found.name_on(date(last, 1, 1) if last and reading is Reading.THEN else None)
        return unallocated_name(name) if code.startswith(NOT_ALLOCATED) else name

    def below(self, code: str) -> list[Place]:
        """What is known directly below a unit, or at the top, in Vietnamese order."""
        above = [code] if code else []
        found = [one for one in self.units.values() if one.path.strip("/").split("/")[:-1][-1:] == above]
        return sorted(found, key=lambda one: (vi.sort_key(one.name), one.code))


_SPAN = ("spans__valid_from", "spans__name")
_STAGE = tuple(f"stages__{name}" for name in ("pk", "code", "name", "first_year", "last_year", "order", "note"))


def read_places(asked: str, today: date) -> Places:
    """Every unit above others, those that have a stage, and the one asked for; one query."""
    told = Q(kind__in=REVIEWING) | Q(stages__order__gt=0)
    if asked:
        told |= Q(code=asked.removeprefix(NOT_ALLOCATED))
    rows = (
        Unit.objects.begun(today)
        .filter(told)
        .order_by("path", "spans__valid_from")
        .values("pk", "code", "name", "kind", "path", "began_on", "ended_on", *_SPAN, *_STAGE)
    )
    units: dict[str, Place] = {}
    names: dict[str, dict[date, str]] = {}
    stages: dict[int, tuple[int, Scope]] = {}
    for row in rows:
        if row["stages__pk"] and row["stages__order"]:
            stages[row["stages__pk"]] = (row["stages__order"], _scope(row))
        if row["spans__valid_from"]:
            names.setdefault(row["code"], {})[row["spans__valid_from"]] = row["spans__name"]
        spans = tuple(names.get(row["code"], {}).items())
        units[row["code"]] = _place(row, spans)
    ordered = sorted(stages.items(), key=lambda item: (item[1][0], item[0]))
    return Places([scope for _, (_, scope) in ordered], units)


def _place(row: Mapping[str, Any], names: tuple[tuple[date, str], ...]) -> Place:
    return Place(
        row["pk"], row["code"], row["name"], row["kind"], row["path"], row["began_on"], row["ended_on"], names
    )  # fmt: skip


def _scope(row: Mapping[str, Any]) -> Scope:
    return Scope(
        code=row["stages__code"], name=row["stages__name"], unit=row["code"], unit_name=row["name"],
        first=row["stages__first_year"], last=row["stages__last_year"], note=note_of(row["stages__note"]),
    )  # fmt: skip
