"""Where a unit came from and where it went, through every rearrangement."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from danvan.kit import dates
from danvan.portal import links
from danvan.units.enums import ChangeKind
from danvan.units.models import Unit, UnitChange

_CAME = {ChangeKind.MERGE: "Hợp nhất từ", ChangeKind.SPLIT: "Chia tách từ", ChangeKind.RENAME: "Đổi tên từ"}
_WENT = {ChangeKind.RENAME: "Nay là"}


@dataclass(frozen=True)
class Kin:
    """One unit before or after."""

    name: str
    url: str


@dataclass(frozen=True)
class Turn:
    """One rearrangement as read from the unit's own page."""

    words: str
    kin: list[Kin]
    on: str
    basis: str


def turns(unit: Unit) -> list[Turn]:
    """The rearrangements that made or ended the unit, oldest first."""
    changes = (
        UnitChange.objects.filter(Q(predecessors=unit) | Q(successors=unit))
        .distinct()
        .prefetch_related("predecessors", "successors")
        .order_by("on", "pk")
    )
    return [turn for change in changes for turn in _turn(unit, change)]


def _turn(unit: Unit, change: UnitChange) -> list[Turn]:
    before = [other for other in change.predecessors.all() if other.pk != unit.pk]
    after = [other for other in change.successors.all() if other.pk != unit.pk]
    kind, day = ChangeKind(change.kind), dates.short(change.on)
    if unit in change.successors.all() and before:
        return [Turn(_CAME.get(kind, "Tiếp nối từ"), _kin(before), day, change.legal_basis)]
    if after:
        return [Turn(_WENT.get(kind, "Nay thuộc"), _kin(after), day, change.legal_basis)]
    return []


def _kin(units: list[Unit]) -> list[Kin]:
    return [
        Kin(unit.name, links.unit(unit.pk, unit.name)) for unit in sorted(units, key=lambda unit: unit.sort_key)
    ]  # fmt: skip
