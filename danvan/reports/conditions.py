"""What a reader of the public list asks for, and the rows that answer it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Left, StrIndex

from danvan.decisions.enums import DecisionKind
from danvan.decisions.models import Decision, DecisionItem
from danvan.decisions.numbers import numbered
from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier, DossierQuerySet, figures_are_out
from danvan.reports import phrases
from danvan.reports.readings import Reading, in_unit
from danvan.reports.replication import has_copies, is_copy


class Status(models.TextChoices):
    """How far a model has come, as the public counts it."""

    RECOGNISED = "cong-nhan", "Được công nhận"
    REGISTERED = "dang-ky", "Đã đăng ký"
    APPRAISED = "tham-dinh", "Đã vào thẩm định"
    COMMENDED = "khen-thuong", "Được khen thưởng"


# What came before who appraises it, or further. Books of old campaigns never wrote that down: their rows are not told.
_APPRAISING = (State.SENT, State.SENT_BACK, State.CONFIRMED, State.APPROVED, State.DECLINED)
APPRAISED = Q(campaign__is_archive=False) & (Q(state__in=_APPRAISING) | Q(recognised_on__isnull=False))
REACHED = {
    Status.RECOGNISED: Q(recognised_on__isnull=False),
    Status.REGISTERED: figures_are_out(),
    Status.APPRAISED: APPRAISED & figures_are_out(),
    Status.COMMENDED: Q(commended_on__isnull=False),
}

OPEN = {Status.REGISTERED, Status.APPRAISED}  # lists with rows that are not recognised


class Force(models.TextChoices):
    """Is the decision that recognised or commended a model still in force?"""

    HOLDS = "con-hieu-luc", "Còn hiệu lực"
    REVOKED = "da-thu-hoi", "Đã thu hồi"


class Copied(models.TextChoices):
    """Was the model copied elsewhere?"""

    YES = "da-nhan-rong", "Đã có nơi làm theo"
    NO = "chua-nhan-rong", "Chưa có nơi làm theo"


class Origin(models.TextChoices):
    """Is the model a copy itself?"""

    COPY = "hoc-noi-khac", "Học từ nơi khác"
    OWN = "tu-khoi-xuong", "Tự khởi xướng"


def revoking_lines(kind: str) -> models.QuerySet[DecisionItem]:
    """The lines of decisions of this kind that a published decision took back."""
    kinds = {kind, DecisionKind.AMEND}
    return DecisionItem.objects.filter(
        ended_by__kind=DecisionKind.REVOKE, ended_by__published_at__isnull=False, decision__kind__in=kinds
    )


# Once reached, and taken back since.
TAKEN_BACK = {
    Status.RECOGNISED: Q(recognised_on__isnull=True)
    & Q(pk__in=revoking_lines(DecisionKind.RECOGNISE).values("dossier")),
    Status.COMMENDED: Q(commended_on__isnull=True) & Q(pk__in=revoking_lines(DecisionKind.COMMEND).values("dossier")),
}


def published_models() -> DossierQuerySet:
    """Every model that public figures count."""
    return _readable(Dossier.objects.published().models_only())


def listed_models() -> DossierQuerySet:
    """Every model the public list can show: those that figures count, and those whose recognition was taken back."""
    found = Dossier.objects.registered().models_only()
    return _readable(found.filter(figures_are_out() | TAKEN_BACK[Status.RECOGNISED]))


def _readable(found: DossierQuerySet) -> DossierQuerySet:
    """The same rows with ``open_search``, the part of ``search`` before its bar: what may be read of a registration
    that is not recognised, so that nobody finds a hidden name by searching for it."""
    told: DossierQuerySet = found.alias(open_search=Left("search", StrIndex("search", Value("|"))))
    return told


NO_THEME = "chua-ghi"  # asks for the models whose theme was not written down


@dataclass(frozen=True)
class Conditions:
    """The conditions of one list; an empty one asks for nothing.

    ``unit`` is a code: the unit and all below it, as the reading counts them. ``within`` is one too, and always means
    the tree of that time: what a stage of a unit held, whatever has become of the unit. ``meant`` is what is looked for
    in place of ``q`` where that was mistyped; ``exactly`` asks for the words as they stand. ``force`` has a meaning
    only among what was recognised or commended.
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
    copied: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    force: Force = Force.HOLDS
    exactly: bool = False
    meant: str = ""

    @property
    def words(self) -> list[str]:
        """The words that must be found, as they stand in ``search``, without the signs around them."""
        return phrases.required(self.meant or self.q)

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
            "copied": _either(has_copies, self.copied, Copied.YES, Copied.NO),
            "origins": _either(is_copy, self.origins, Origin.COPY, Origin.OWN),
            "status": self._standing(),
        }
        return {name: part for name, part in asked.items() if part}

    def where(self, *without: str) -> Q:
        """All conditions together, except those named."""
        together = ~Q(pk__in=[])
        for name, part in self.parts().items():
            if name not in without:
                together &= part
        return together

    def _standing(self) -> Q:
        """How far the rows have come, and whether that still holds."""
        if self.force is Force.REVOKED and self.status in TAKEN_BACK:
            return TAKEN_BACK[self.status]
        return REACHED[self.status]

    def _themes(self) -> Q:
        asked = Q(theme__code__in=self.themes) if self.themes else Q()
        return asked | Q(theme__isnull=True) if NO_THEME in self.themes else asked

    def _words(self) -> Q:
        found, words = Q(), self.words
        numbers = phrases.asks_for_a_number(words)
        for word in words:
            stands = Q(recognised_on__isnull=False, search__contains=word) | Q(open_search__contains=word)
            found &= stands | _decided(word) if numbers else stands
        return found


def _decided(word: str) -> Q:
    """The rows in a published decision in whose number this word stands."""
    decisions = Decision.objects.public().filter(numbered(word))
    return Q(pk__in=DecisionItem.objects.filter(decision__in=decisions).values("dossier"))


def _either(yes: Q, asked: tuple[str, ...], when_yes: str, when_no: str) -> Q:
    """One of two that exclude each other; both together ask for nothing."""
    if (when_yes in asked) == (when_no in asked):
        return Q()
    return yes if when_yes in asked else ~yes
