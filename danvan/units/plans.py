"""What a rearrangement is to do, as an officer states it: who goes in, who comes out, when, on what ground."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


class CannotRearrange(ValueError):
    """The rearrangement cannot be carried out; the message names the units and the days."""


@dataclass(frozen=True)
class Heir:
    """A unit that comes out: an existing one by its code, or a new one. What is blank stays, or is as before."""

    code: str
    name: str = ""
    kind: str = ""
    parent: str = ""  # the code of its superior


@dataclass(frozen=True)
class Plan:
    """One rearrangement. A unit among ``before`` and ``heirs`` goes on; one only among ``before`` ends the day before.

    ``children_to`` and ``hand_to`` are codes: where units directly under an ended one go, and who takes over its open
    work; blank means the only heir, or else (for work only) the superior. ``rows`` are the lines of the table.
    """

    on: date
    before: tuple[str, ...]
    heirs: tuple[Heir, ...] = ()
    basis: str = ""
    gap_reason: str = ""
    children_to: str = ""
    hand_to: str = ""
    rows: tuple[int, ...] = ()

    @property
    def eve(self) -> date:
        """The last day of what was before."""
        return self.on - timedelta(days=1)

    @property
    def home(self) -> str:
        """The code of the unit that what stands under an ended one goes to; "" when the plan does not say."""
        return self.children_to or (self.heirs[0].code if len(self.heirs) == 1 else "")

    @property
    def named(self) -> tuple[str, ...]:
        """Every code that the plan names."""
        heirs = (code for heir in self.heirs for code in (heir.code, heir.parent))
        return tuple(code for code in (*self.before, *heirs, self.children_to, self.hand_to) if code)

    @property
    def ending(self) -> tuple[str, ...]:
        """The codes of those that end."""
        going_on = {heir.code for heir in self.heirs}
        return tuple(code for code in self.before if code not in going_on)
