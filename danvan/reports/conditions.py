"""What a reader of the public list asks for, and the rows that answer it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Left, StrIndex

from danvan.dossiers.models import Dossier, DossierQuerySet
from danvan.kit import vi
from danvan.reports.readings import Reading, in_unit


class Status(models.TextChoices):
    """How far a model has come, as the public counts it."""

    RECOGNISED = "cong-nhan", "Được công nhận"
    REGISTERED = "dang-ky", "Đã đăng ký"
    COMMENDED = "khen-thuong", "Được khen thưởng"


REACHED = {
    Status.RECOGNISED: Q(recognised_on__isnull=False),
    Status.REGISTERED: Q(),
    Status.COMMENDED: Q(commended_on__isnull=False),
}


def published_models() -> DossierQuerySet:
    """Every model that public figures count.

    ``open_search`` is the part of ``search`` before its bar: what may be read of a registration that is not
    recognised, so that nobody finds a hidden name by searching for it.
    """
    found: DossierQuerySet = Dossier.objects.published().models_only()
    return found.alias(open_search=Left("search", StrIndex("search", Value("|"))))


_SIGNS = "\"'-,.;:()[]?…"
NO_THEME = "chua-ghi"  # asks for the models whose theme was not written down


@dataclass(frozen=True)
class Conditions:
    """The conditions of one list; an empty one asks for nothing.

    ``unit`` is a code: the unit and all below it, as the reading counts them. ``within`` is one too, and always means
    the tree of that time: what a stage of a unit held, whatever has become of the unit.
    """

    q: str = ""
    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    first: int | None = None
    last: int | None = None
    unit: str = ""
    within: str = ""
    status: Status = Status.RECOGNISED
    reading: Reading = Reading.THEN

    @property
    def words(self) -> list[str]:
        """The words looked for, as they stand in ``search``, without the signs around them."""
        return [word for piece in vi.fold(self.q).split() if (word := piece.strip(_SIGNS))]

    def parts(self) -> dict[str, Q]:
        """The rows each condition asks for, by its name; conditions that ask for nothing are left out."""
        between = {"year__gte": self.first, "year__lte": self.last}
        asked = {
            "q": self._words(),
            "themes": self._themes(),
            "kinds": Q(holder_kind__in=self.kinds) if self.kinds else Q(),
            "years": Q(year__in=self.years) if self.years else Q(),
            "span": Q(**{lookup: year for lookup, year in between.items() if year is not None}),
            "unit": in_unit(self.unit, self.reading),
            "within": in_unit(self.within, Reading.THEN),
            "status": REACHED[self.status],
        }
        return {name: part for name, part in asked.items() if part}

    def where(self, *without: str) -> Q:
        """All conditions together, except those named."""
        together = ~Q(pk__in=[])
        for name, part in self.parts().items():
            if name not in without:
                together &= part
        return together

    def _themes(self) -> Q:
        asked = Q(theme__code__in=self.themes) if self.themes else Q()
        return asked | Q(theme__isnull=True) if NO_THEME in self.themes else asked

    def _words(self) -> Q:
        found = Q()
        for word in self.words:
            recognised = Q(recognised_on__isnull=False, search__contains=word)
            found &= recognised if self.status is not Status.REGISTERED else recognised | Q(open_search__contains=word)
        return found
