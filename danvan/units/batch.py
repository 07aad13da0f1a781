"""Plans carried out together, and what is read once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from danvan.units.models import Unit, UnitChange, UnitSpan
from danvan.units.plans import CannotRearrange, Plan


@dataclass(frozen=True)
class Entered:
    """A change that was entered before, or earlier in the same table."""

    on: date
    before: tuple[Unit, ...]
    after: tuple[Unit, ...]


class Batch:
    """The plans in the order of their days; the units they name, those made for them, and the changes these know.

    ``homes`` says where what stood under a unit that ends on a day goes, by the day and the code of the one that ends.
    """

    def __init__(self, plans: Iterable[Plan]) -> None:
        self.plans = sorted(plans, key=lambda plan: plan.on)
        self.units: dict[str, Unit] = Unit.objects.select_related("parent").in_bulk(
            list({code for plan in self.plans for code in plan.named}), field_name="code"
        )
        self.homes = {(plan.on, code): plan.home for plan in self.plans if plan.home for code in plan.ending}
        self.made: dict[str, UnitSpan] = {}
        self.entered: list[Entered] = self._known_changes()

    def _known_changes(self) -> list[Entered]:
        known = UnitChange.objects.filter(predecessors__in=list(self.units.values()))
        found = known.distinct().prefetch_related("predecessors", "successors").order_by("on", "pk")
        return [Entered(one.on, tuple(one.predecessors.all()), tuple(one.successors.all())) for one in found]

    def unit(self, code: str) -> Unit:
        """The unit with a code. Raises ``CannotRearrange`` when there is none."""
        known = self.units.get(code) or Unit.objects.select_related("parent").filter(code=code).first()
        if known is None:
            raise CannotRearrange(f"Không có đơn vị nào mang mã {code}.")
        self.units[code] = known
        return known

    def enter(self, on: date, before: Sequence[Unit], after: Sequence[Unit]) -> None:
        """A plan was carried out."""
        self.entered.append(Entered(on, tuple(before), tuple(after)))
