"""Finding units by words and decisions by number, however they are typed; pages and API look the same way."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from danvan.decisions.models import Decision, DecisionQuerySet
from danvan.decisions.numbers import numbered
from danvan.dossiers.models import Dossier
from danvan.kit import vi
from danvan.reports.readings import Reading
from danvan.units.models import Unit, UnitQuerySet, UnitSpan


def find_units(q: str, today: date, reading: Reading = Reading.THEN) -> UnitQuerySet:
    """The units in whose name, or whose superior's name, every word begins a word; or with this code.

    Not those that are only planned; and, in the reading of today, only those that stand or that figures count in.
    """
    found: UnitQuerySet = Unit.objects.begun(today)
    if reading is Reading.NOW:
        counted = Exists(Dossier.objects.filter(counts_in=OuterRef("pk")))
        found = found.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=today) | counted)
    for word in vi.fold(q).split():
        found = found.filter(_begins("name_fold", word) | _begins("parent__name_fold", word) | Q(code__iexact=word))
    return found


def _begins(field: str, word: str) -> Q:
    return Q(**{f"{field}__startswith": word}) | Q(**{f"{field}__contains": f" {word}"})


def find_decisions(q: str) -> DecisionQuerySet:
    """The decisions with this number in any spelling, or with all these words in their issuer or summary."""
    found: DecisionQuerySet = Decision.objects.public()
    words = [Q(body__icontains=word) | Q(summary__icontains=word) for word in vi.clean_line(q).split()]
    if not words:
        return found
    told = ~Q(pk__in=[])
    for word in words:
        told &= word
    return found.filter(told | numbered(q))


def issuer_then() -> Coalesce:
    """What the issuer of a decision was called on the day it was signed; of an old paper without a day, at first."""
    spans = UnitSpan.objects.filter(unit=OuterRef("unit"))
    then = spans.filter(valid_from__lte=OuterRef("signed_on")).order_by("-valid_from").values("name")[:1]
    return Coalesce(Subquery(then), Subquery(spans.order_by("valid_from").values("name")[:1]), F("unit__name"))
