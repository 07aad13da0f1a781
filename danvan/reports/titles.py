"""Titles of committees and agencies: how many were assessed, how many reached the threshold, and which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from danvan.criteria.enums import Track
from danvan.dossiers.campaigns import CampaignTrack
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.models import Dossier, DossierQuerySet, figures_are_out

ASSESSED = Q(final__isnull=False)
PASSED = ASSESSED & Q(final__is_pass=True)
FULL = PASSED & Q(final__marks__contains="Y") & ~Q(final__marks__contains="N") & ~Q(final__marks__contains=".")


@dataclass(frozen=True)
class TitleCount:
    """One criteria set in one year: registered, assessed, at the threshold, and with every criterion met."""

    criteria_set: str
    set_name: str
    track: str
    year: int
    registered: int
    assessed: int
    passed: int
    full: int


@dataclass(frozen=True)
class TitleRow:
    """The registration of one unit for its title in one year, with its final card when there is one."""

    dossier_id: int
    unit_id: int
    unit_code: str
    unit_name: str
    superior_name: str
    track: str
    year: int
    set_title: str
    marks: str
    version_id: int | None
    passed: int | None
    threshold: int | None
    is_pass: bool | None
    recognised_on: date | None
    recognised_by: str

    @property
    def is_assessed(self) -> bool:
        """Is there a final card?"""
        return self.version_id is not None

    @property
    def is_full(self) -> bool:
        """Every criterion that applies is met."""
        return bool(self.is_pass) and "Y" in self.marks and not {"N", "."} & set(self.marks)


def published_titles() -> DossierQuerySet:
    """Every registration for a title that the public may count, with its final card and its criteria set."""
    tracks = CampaignTrack.objects.filter(campaign=OuterRef("campaign"), track=OuterRef("track"))
    found: DossierQuerySet = (
        Dossier.objects.published()
        .titles_only()
        .annotate(
            final=FilteredRelation("cards", condition=Q(cards__is_final=True)),
            set_code=Subquery(tracks.values("version__criteria_set__code")[:1]),
            set_name=Subquery(tracks.values("version__criteria_set__name")[:1]),
        )
    )
    return found


def with_host_strip(dossiers: QuerySet[Any]) -> QuerySet[Any]:
    """These models, each with the final card of its unit's own title in the same year, when the public may see it."""
    cards = (
        Scorecard.objects.filter(dossier__unit=OuterRef("unit"), dossier__year=OuterRef("year"), is_final=True)
        .filter(figures_are_out("dossier__"))
        .exclude(dossier__track=Track.MODEL)
        .order_by("-pk")
    )
    hosted: QuerySet[Any] = dossiers.annotate(
        host_marks=Subquery(cards.values("marks")[:1]),
        host_version=Subquery(cards.values("version_id")[:1]),
        host_pass=Subquery(cards.values("is_pass")[:1]),
        host_recognised_on=Subquery(cards.values("dossier__recognised_on")[:1]),
    )
    return hosted


def title_counts(dossiers: QuerySet[Any]) -> list[TitleCount]:
    """The figures of these registrations by criteria set and year, newest year first."""
    rows = (
        dossiers.values("set_code", "set_name", "track", "year")
        .annotate(
            registered=Count("pk"),
            assessed=Count("pk", filter=ASSESSED),
            passed=Count("pk", filter=PASSED),
            full=Count("pk", filter=FULL),
        )
        .order_by("-year", "-track", "set_code")
    )
    return [
        TitleCount(
            row["set_code"] or "", row["set_name"] or "", row["track"], row["year"], row["registered"],
            row["assessed"], row["passed"], row["full"],
        )
        for row in rows
    ]  # fmt: skip


def best_first(dossiers: QuerySet[Any]) -> QuerySet[Any]:
    """The same registrations: newest year first, then the committees before the agencies, then the best result."""
    return dossiers.order_by("-year", "-track", F("final__passed").desc(nulls_last=True), "unit__sort_key", "pk")


def title_rows(dossiers: QuerySet[Any]) -> list[TitleRow]:
    """These registrations one by one, in the order given."""
    rows = dossiers.values(
        "unit_id", "unit_name", "superior_name", "track", "year", "recognised_on", "recognised_by",
        dossier_id=F("pk"), unit_code=F("unit__code"), version_id=F("final__version_id"), passed=F("final__passed"),
        threshold=F("final__version__min_passed"), is_pass=F("final__is_pass"),
        marks=Coalesce("final__marks", Value("")), set_title=Coalesce("set_name", Value("")),
    )  # fmt: skip
    return [TitleRow(**row) for row in rows]
