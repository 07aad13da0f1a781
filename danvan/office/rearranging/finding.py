"""The units that a person may rearrange: by name on a day, and as choices of a form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from danvan.accounts.access import Action, units_for
from danvan.accounts.models import User
from danvan.kit import vi
from danvan.succession.table import Named
from danvan.units.enums import REVIEWING
from danvan.units.models import Unit, UnitSpan

TOP = "-"  # stands for "no superior" where a superior is chosen


class KnownNames:
    """The names of units within one's reach; two queries for each day asked about."""

    def __init__(self, user: User) -> None:
        self._user = user
        self._standing: dict[date, dict[str, list[Named]]] = {}
        self._borne: dict[str, list[str]] | None = None

    def standing(self, name: str, day: date) -> Sequence[Named]:
        """The units of this name that stood on the eve of a day."""
        if day not in self._standing:
            self._standing[day] = self._read(day - timedelta(days=1))
        return self._standing[day].get(vi.match_key(name), [])

    def _read(self, eve: date) -> dict[str, list[Named]]:
        found: dict[str, list[Named]] = defaultdict(list)
        spans = UnitSpan.objects.as_of(eve).filter(unit__in=units_for(self._user, Action.REARRANGE))
        for code, name, above in spans.order_by("unit__code").values_list("unit__code", "name", "parent__name"):
            found[vi.match_key(name)].append(Named(code, name, above or ""))
        return found

    def borne(self, code: str) -> Sequence[str]:
        """Every name that the unit with this code has had, oldest first."""
        if self._borne is None:
            self._borne = defaultdict(list)
            for one, name in UnitSpan.objects.order_by("valid_from").values_list("unit__code", "name"):
                self._borne[one].append(name)
        return self._borne.get(code, [])


def superiors(user: User, today: date) -> list[tuple[str, str]]:
    """The units under which others stand or may stand, as choices; a line for the top when one may rearrange it."""
    mine, now = units_for(user, Action.REARRANGE), UnitSpan.objects.as_of(today)
    above = Exists(now.filter(parent=OuterRef("pk"))) | Q(kind__in=REVIEWING)
    found = mine.filter(above).as_of(today).order_by("path")  # type: ignore[attr-defined]
    choices = [(unit.code, unit.name) for unit in found]
    return choices + ([(TOP, "Không có cấp trên (cấp tỉnh)")] if mine.filter(parent=None).exists() else [])


def under(user: User, superior: str, today: date) -> list[Unit]:
    """The units of one's reach that stand directly under a superior today, in the order of names."""
    here = UnitSpan.objects.as_of(today).filter(unit=OuterRef("pk"))
    here = here.filter(parent=None) if superior == TOP else here.filter(parent__code=superior)
    return list(units_for(user, Action.REARRANGE).filter(Exists(here)).order_by("sort_key", "pk"))
