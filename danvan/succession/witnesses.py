"""At which unit a rearrangement is told: one that lasts, for the record of it is never taken back."""

from __future__ import annotations

from collections.abc import Sequence

from danvan.units.models import Unit, UnitChange


def made_by_changes() -> set[int]:
    """The ids of units that exist by some rearrangement: undoing it takes them away."""
    kept = UnitChange.objects.exclude(effects={}).values_list("effects", flat=True)
    return {pk for effects in kept for pk in effects.get("created", ())}


def witness(units: Sequence[Unit], made: set[int]) -> Unit | None:
    """The unit at which a change is told: the first that undoing will not take away, else one above it."""
    lasting = next((unit for unit in units if unit.pk not in made), None)
    here: Unit | None = units[0] if units else None
    while lasting is None and here is not None:
        here = here.parent
        lasting = here if here is not None and here.pk not in made else None
    return lasting
