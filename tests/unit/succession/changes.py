"""How the tests of this package state a rearrangement, carry it out, and read what came of it."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.accounts.models import User
from danvan.succession.actions import Done, Refused, carry_out
from danvan.units.models import Unit, UnitSpan
from danvan.units.plans import Heir, Plan
from tests import make

DAY = date(2025, 7, 1)
EVE = date(2025, 6, 30)


def plan(before: str, *heirs: Heir | str, on: date = DAY, **more: str) -> Plan:
    """``plan("V X", "V")``: V and X go in, V comes out."""
    stated = tuple(Heir(heir) if isinstance(heir, str) else heir for heir in heirs)
    return Plan(on, tuple(before.split()), stated, basis="Nghị quyết 1658", **more)


def do(by: User, *plans: Plan, at=make.NOON) -> list[Done]:
    return carry_out(plans, by=by, at=at)


def refusal(by: User, *plans: Plan, at=make.NOON) -> str:
    """Why it is refused; nothing at all may have been stored."""
    before = rows()
    with pytest.raises(Refused) as told:
        carry_out(plans, by=by, at=at)
    assert rows() == before
    return str(told.value)


def rows() -> list[tuple]:
    """Every period and every unit, as stored."""
    return [*UnitSpan.objects.order_by("pk").values_list(), *Unit.objects.order_by("pk").values_list()]


def line(code: str) -> list[tuple]:
    """The periods of a unit: name, superior, from, to."""
    spans = UnitSpan.objects.filter(unit__code=code).order_by("valid_from")
    return list(spans.values_list("name", "parent__code", "valid_from", "valid_to"))


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def again(user: User) -> User:
    """The person as the next request sees them: nothing remembered of posts."""
    return User.objects.get(pk=user.pk)
