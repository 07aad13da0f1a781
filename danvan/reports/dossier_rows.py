"""Dossiers as the lists of the boards show and export them: one row each, in one statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, DecimalField, F, OuterRef, Q, Subquery, When, Window

from danvan.criteria.enums import ScoringMode
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import Voice
from danvan.dossiers.models import DossierQuerySet
from danvan.reports.strips import furthest


@dataclass(frozen=True)
class DossierRow:
    """One line of a list, with the card of the voice that came furthest."""

    pk: int
    title: str
    track: str
    holder_kind: str
    holder_name: str
    unit_name: str
    superior_name: str
    campaign_name: str
    year: int
    state: str
    recognised_on: date | None
    recognised_by: str
    voice: str
    marks: str
    version_id: int | None
    points: Decimal | None


@dataclass(frozen=True)
class ExportRow:
    """One line of the exported list, with the totals of every voice."""

    pk: int
    campaign_name: str
    track: str
    title: str
    holder_kind: str
    holder_name: str
    unit_name: str
    superior_name: str
    theme_name: str
    continuity: str
    state: str
    registered_on: date | None
    self_passed: Decimal | None
    superior_passed: Decimal | None
    province_passed: Decimal | None
    grade: str
    mode: str  # how the list is scored; empty while nothing is
    recognised_by: str


_FIELDS = (
    "pk", "title", "track", "holder_kind", "holder_name", "unit_name", "superior_name", "campaign__name", "year",
    "state", "recognised_on", "recognised_by", "voice", "marks", "version", "points",
)  # fmt: skip


def page_of(dossiers: DossierQuerySet, readable: Q, start: int, size: int) -> tuple[list[DossierRow], int]:
    """One page of a list and how many rows the whole list has; nought when the page lies behind its end.

    ``readable`` says which cards may be shown.
    """
    rows = (
        _drawn(dossiers, readable)
        .annotate(total=Window(Count("pk")))
        .order_by("-campaign__last_year", "unit__sort_key", "title", "pk")
        .values_list(*_FIELDS, "total")[start : start + size]
    )
    found = list(rows)
    return [_row(row[:-1]) for row in found], found[0][-1] if found else 0


def newest(dossiers: DossierQuerySet, readable: Q, limit: int) -> list[DossierRow]:
    """The newest of these dossiers, for a unit that has only its own to look after."""
    return [_row(row) for row in _drawn(dossiers, readable).order_by("-pk").values_list(*_FIELDS)[:limit]]


def _drawn(dossiers: DossierQuerySet, readable: Q) -> DossierQuerySet:
    """With the card that is drawn beside each."""
    return dossiers.annotate(
        voice=furthest("voice", readable), marks=furthest("marks", readable),
        version=furthest("version_id", readable), points=furthest("points", readable),
    )  # fmt: skip


def _row(values: tuple[object, ...]) -> DossierRow:
    *plain, voice, marks, version, points = values
    return DossierRow(*plain, voice or "", marks or "", version, points)  # type: ignore[call-arg, arg-type]


_NUMBER = DecimalField(max_digits=7, decimal_places=2)


def _passed(voice: str, readable: Q) -> Subquery:
    """What a voice found: points on a list by points, otherwise the number of criteria met."""
    cards = Scorecard.objects.filter(readable, dossier=OuterRef("pk"), voice=voice)
    found = Case(When(version__mode=ScoringMode.POINTS, then=F("points")), default=F("passed"), output_field=_NUMBER)
    return Subquery(cards.annotate(found=found).values("found")[:1])


def _grade() -> Subquery:
    """The class of the final card."""
    return Subquery(Scorecard.objects.filter(dossier=OuterRef("pk"), is_final=True).values("grade")[:1])


def export_rows(dossiers: DossierQuerySet, readable: Q) -> Iterator[ExportRow]:
    """Every row of a list, in its order, with the cards that may be read."""
    rows = (
        dossiers.annotate(
            self_passed=_passed(Voice.SELF, readable), superior_passed=_passed(Voice.SUPERIOR, readable),
            province_passed=_passed(Voice.PROVINCE, readable), mode=furthest("version__mode", readable),
            grade=_grade(),
        )
        .order_by("-campaign__last_year", "unit__sort_key", "title", "pk")
        .values_list(
            "pk", "campaign__name", "track", "title", "holder_kind", "holder_name", "unit_name", "superior_name",
            "theme__name", "continuity", "state", "registered_on", "self_passed", "superior_passed",
            "province_passed", "grade", "mode", "recognised_by",
        )
    )  # fmt: skip
    return (
        ExportRow(*row[:8], row[8] or "", *row[9:15], row[15] or "", row[16] or "", *row[17:])
        for row in rows.iterator(chunk_size=500)
    )
