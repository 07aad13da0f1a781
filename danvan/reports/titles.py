"""Titles of committees and agencies: how many were assessed, how many reached the threshold, and which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from danvan.criteria.enums import ScoringMode, Track
from danvan.dossiers.campaigns import CampaignTrack
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.models import Dossier, DossierQuerySet, figures_are_out
from danvan.reports.readings import Reading, unallocated_code, unallocated_name

ASSESSED = Q(final__isnull=False)
PASSED = ASSESSED & Q(final__is_pass=True)
FULL = (
    PASSED & Q(final__version__mode=ScoringMode.COUNT) & Q(final__marks__contains="Y")
    & ~Q(final__marks__contains="N") & ~Q(final__marks__contains=".")
)  # fmt: skip


@dataclass(frozen=True)
class TitleCount:
    """One criteria set in one year: registered, assessed, at the threshold, and with every criterion met.

    ``versions`` are those of the set by which someone was assessed.
    """

    criteria_set: str
    set_name: str
    track: str
    year: int
    registered: int
    assessed: int
    passed: int
    full: int
    versions: frozenset[int] = frozenset()

    def __add__(self, other: TitleCount) -> TitleCount:
        """Both together: counts are added, and every rate is taken anew from the sums."""
        return replace(
            self, registered=self.registered + other.registered, assessed=self.assessed + other.assessed,
            passed=self.passed + other.passed, full=self.full + other.full, versions=self.versions | other.versions,
        )  # fmt: skip


@dataclass(frozen=True)
class TitleRow:
    """The registration of one unit for its title in one year, with its final card when there is one.

    Converted to the units of today, ``unit_…`` is the unit it counts in, and ``was`` the name it registered under.
    """

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
    points: Decimal | None = None  # on a list by points, with its threshold and the class they reach
    min_points: Decimal | None = None
    grade: str = ""
    was: str = ""
    criteria_set: str = ""

    @property
    def by_points(self) -> bool:
        """Is it judged by points?"""
        return self.points is not None

    @property
    def is_assessed(self) -> bool:
        """Is there a final card?"""
        return self.version_id is not None

    @property
    def is_full(self) -> bool:
        """Every criterion that applies is met; by points there are classes instead."""
        return bool(self.is_pass) and not self.by_points and "Y" in self.marks and not {"N", "."} & set(self.marks)


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
            set_version=Subquery(tracks.values("version")[:1]),
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
        host_points=Subquery(cards.values("points")[:1]),
        host_pass=Subquery(cards.values("is_pass")[:1]),
        host_recognised_on=Subquery(cards.values("dossier__recognised_on")[:1]),
    )
    return hosted


COUNTED: dict[str, Count] = {
    "registered": Count("pk"), "assessed": Count("pk", filter=ASSESSED), "passed": Count("pk", filter=PASSED),
    "full": Count("pk", filter=FULL),
}  # fmt: skip


def title_counts(dossiers: QuerySet[Any]) -> list[TitleCount]:
    """The figures of these registrations by criteria set and year, newest year first."""
    rows = dossiers.values("set_code", "set_name", "track", "year", "set_version").annotate(**COUNTED)
    return together(count_from(row) for row in rows.order_by("-year", "-track", "set_code", "set_version"))


def together(counts: Iterable[TitleCount]) -> list[TitleCount]:
    """The figures together by criteria set and year: counts are added, never rates."""
    sums: dict[tuple[str, int, str], TitleCount] = {}
    for one in counts:
        key = (one.criteria_set, one.year, one.track)
        sums[key] = sums[key] + one if key in sums else one
    return list(sums.values())


def count_from(row: Mapping[str, Any]) -> TitleCount:
    """The figures in one counted row."""
    return TitleCount(
        row["set_code"] or "", row["set_name"] or "", row["track"], row["year"], row["registered"],
        row["assessed"], row["passed"], row["full"],
        frozenset({row["set_version"]} - {None}) if row["assessed"] else frozenset(),
    )  # fmt: skip


def best_first(dossiers: QuerySet[Any], reading: Reading = Reading.THEN) -> QuerySet[Any]:
    """The same registrations: newest year first, then the committees before the agencies, then the best result.

    A card that counts criteria has no points, so that points can come before criteria met.

    Equals follow the words they registered under, which no renaming changes; or the present name of their unit.
    """
    name = "search" if reading is Reading.THEN else "counts_in__sort_key"
    result = (F("final__points").desc(nulls_last=True), F("final__passed").desc(nulls_last=True))
    return dossiers.order_by("-year", "-track", *result, name, "pk")


_POINTS = Case(When(final__version__mode=ScoringMode.POINTS, then=F("final__points")))
_PRESENT = {
    "place_id": F("counts_in_id"), "place_code": F("counts_in__code"), "place_name": F("counts_in__name"),
    "place_above": Coalesce("counts_in__parent__name", Value("")),
}  # fmt: skip


def fullest_year(dossiers: QuerySet[Any], reading: Reading = Reading.THEN) -> list[TitleRow]:
    """The assessed registrations of the year that has the most of them, the newest of equals, best first; one query."""
    assessed = dossiers.filter(ASSESSED)
    most = assessed.order_by().values("year").annotate(many=Count("pk")).order_by("-many", "-year")
    return title_rows(best_first(assessed.filter(year=Subquery(most.values("year")[:1])), reading), reading)


def counts_of(rows: Iterable[TitleRow]) -> list[TitleCount]:
    """The figures of these rows by criteria set and year, as ``title_counts`` counts them."""
    found = together(
        TitleCount(
            row.criteria_set, row.set_title, row.track, row.year, 1, int(row.is_assessed),
            int(row.is_assessed and bool(row.is_pass)), int(row.is_full), frozenset({row.version_id or 0} - {0}),
        )
        for row in rows
    )  # fmt: skip
    return sorted(found, key=lambda one: (-one.year, _backwards(one.track), one.criteria_set))


def _backwards(track: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in track)


def title_rows(dossiers: QuerySet[Any], reading: Reading = Reading.THEN) -> list[TitleRow]:
    """These registrations one by one, in the order given."""
    now = {"sure": F("is_allocated"), **_PRESENT} if reading is Reading.NOW else {}
    rows = dossiers.values(
        "unit_id", "unit_name", "superior_name", "track", "year", "recognised_on", "recognised_by",
        dossier_id=F("pk"), unit_code=F("unit__code"), version_id=F("final__version_id"), passed=F("final__passed"),
        threshold=F("final__version__min_passed"), min_points=F("final__version__min_points"),
        grade=Coalesce("final__grade", Value("")), points=_POINTS, is_pass=F("final__is_pass"),
        marks=Coalesce("final__marks", Value("")), set_title=Coalesce("set_name", Value("")),
        criteria_set=Coalesce("set_code", Value("")), **now,
    )  # fmt: skip
    return [TitleRow(**(_converted(row) if now else row)) for row in rows]


def _converted(row: dict[str, Any]) -> dict[str, Any]:
    """The same row under the unit it counts in today."""
    place_id, code, name, above = (row.pop(field) for field in _PRESENT)
    was = row["unit_name"] if (row["unit_id"], row["unit_name"]) != (place_id, name) else ""
    if not row.pop("sure"):
        code, name, above = unallocated_code(code), unallocated_name(name), ""
    return {**row, "unit_id": place_id, "unit_code": code, "unit_name": name, "superior_name": above, "was": was}
