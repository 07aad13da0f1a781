"""The page of one rearrangement: what it did, whether it can be undone, and dossiers whose heir is to be recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.dossiers.models import Dossier
from danvan.office.rearranging.listing import facts, named, sides
from danvan.succession.allocating import possible_heirs, unallocated
from danvan.succession.checks import why_fixed
from danvan.units.models import Unit, UnitChange

MOST = 200  # dossiers of one unit shown at once


@dataclass(frozen=True)
class Left:
    """The dossiers of a divided unit whose heir is not recorded, and the heirs to choose from."""

    unit: Unit
    dossiers: Sequence[Dossier]
    heirs: Sequence[Unit]
    more: int


def left_over(change: UnitChange, user: User, at: datetime) -> list[Left]:
    """What is still to be allocated after a change that has several successors, unit by unit."""
    if not change.is_done or len(change.successors.all()) < 2:
        return []
    found = []
    for unit in change.predecessors.all():
        mine = unallocated(unit).for_user(user, Action.REARRANGE, path="unit__path").order_by("year", "title", "pk")
        if dossiers := list(mine):
            heirs = possible_heirs(unit, at)
            found.append(Left(unit, dossiers[:MOST], heirs, max(len(dossiers) - MOST, 0)))
    return found


def why_not_undone(change: UnitChange, user: User) -> str:
    """Why this person cannot undo the change now; "" when nothing stands in the way."""
    for unit in [*change.predecessors.all(), *change.successors.all()]:
        if not may(user, Action.REARRANGE, unit):
            return f"Lần sắp xếp này có «{unit.name}», ngoài phạm vi của bạn."
    return why_fixed(change)


def context(change: UnitChange, user: User, at: datetime) -> dict[str, Any]:
    """Everything the page shows; the change comes with its units and their spans."""
    today = timezone.localdate(at)
    before, after = sides(change, today)
    made = set(change.effects.get("created", ()))
    created = [named(unit, change.on, today) for unit in change.successors.all() if unit.pk in made]
    return {
        "change": change, "before": before, "after": after, "facts": facts(change, created),
        "fixed": why_not_undone(change, user), "left": left_over(change, user, at),
    }  # fmt: skip
