"""What a year taught about a criteria version: what units met, what superiors cut, what had no proof, what was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import QuerySet

from danvan.criteria.enums import ScoringMode
from danvan.criteria.models import CriteriaVersion, Criterion, Remark
from danvan.dossiers.cards import Evidence, Score, Scorecard
from danvan.dossiers.enums import CardState, Voice
from danvan.dossiers.models import DossierQuerySet
from danvan.dossiers.scores import criteria_of

LEAST = 2  # so many units must have been judged before "everyone" or "nobody" says anything


@dataclass(frozen=True)
class Seen:
    """One unit of the year, by the marks of its final card; ``cut`` and ``bare`` are places in it, from 0."""

    dossier_id: int
    name: str
    superior: str
    marks: str
    is_pass: bool
    own: str = ""  # the marks it gave itself
    cut: frozenset[int] = frozenset()  # it said met, a superior said not met, or gave fewer points
    bare: frozenset[int] = frozenset()  # it said met where proof is asked for, and sent no file

    def mark(self, place: int) -> str:
        """The mark on the criterion at a place, "." where there is none."""
        return self.marks[place] if place < len(self.marks) else "."

    def claims(self, place: int) -> bool:
        """Did it give itself the criterion?"""
        return self.own[place : place + 1] == "Y"


@dataclass(frozen=True)
class Line:
    """One criterion over all units. ``met`` of ``judged``; ``cut`` of ``claimed``; ``bare`` of ``claimed``."""

    criterion: Criterion
    place: int
    met: int
    judged: int
    claimed: int
    cut: int
    bare: int
    remarks: Sequence[Remark] = ()

    @property
    def is_met_by_all(self) -> bool:
        return self.judged >= LEAST and self.met == self.judged

    @property
    def is_met_by_none(self) -> bool:
        return self.judged >= LEAST and self.met == 0


@dataclass(frozen=True)
class Lessons:
    """The whole of a year: units in the order of their superiors, criteria in official order."""

    version: CriteriaVersion
    year: int
    units: Sequence[Seen]
    lines: Sequence[Line]

    @property
    def by_points(self) -> bool:
        """Is "met" half the points of a line or more?"""
        return self.version.mode == ScoringMode.POINTS

    @cached_property
    def passed(self) -> int:
        """How many units reached the threshold."""
        return sum(unit.is_pass for unit in self.units)

    @cached_property
    def said(self) -> int:
        """How many remarks there are."""
        return sum(len(line.remarks) for line in self.lines)


def lessons(version: CriteriaVersion, year: int, dossiers: DossierQuerySet, remarks: QuerySet[Remark]) -> Lessons:
    """The lessons of a year from the dossiers and remarks one may see. Four queries, five by points."""
    criteria = criteria_of(version)
    cards = _cards(version, year, dossiers)
    proved = _proved(criteria, year, dossiers)
    points = _points(version, year, dossiers)
    units = [_seen(rows, criteria, proved, points) for rows in cards.values() if any(row["is_final"] for row in rows)]
    told: dict[int, list[Remark]] = defaultdict(list)
    for one in remarks.filter(criterion__version=version, year=year).select_related("unit", "author").order_by("pk"):
        told[one.criterion_id].append(one)
    lines = [_line(criterion, place, units, told[criterion.pk]) for place, criterion in enumerate(criteria)]
    return Lessons(version, year, units, lines)


def years_of(version: CriteriaVersion, dossiers: DossierQuerySet) -> list[int]:
    """The years with a final card on this version, newest first."""
    cards = Scorecard.objects.filter(version=version, is_final=True, dossier__in=dossiers)
    return list(cards.order_by("-dossier__year").values_list("dossier__year", flat=True).distinct())


_FIELDS = (
    "pk", "dossier_id", "voice", "marks", "is_final", "is_pass", "dossier__unit_name", "dossier__superior_name",
)  # fmt: skip
Card = Mapping[str, object]


def _cards(version: CriteriaVersion, year: int, dossiers: DossierQuerySet) -> dict[int, list[Card]]:
    """The signed cards of each dossier."""
    found = Scorecard.objects.filter(version=version, state=CardState.SIGNED, dossier__in=dossiers.filter(year=year))
    order = ("dossier__superior__sort_key", "dossier__superior_name", "dossier__unit__sort_key", "dossier_id", "pk")
    cards: dict[int, list[Card]] = defaultdict(list)
    for row in found.order_by(*order).values(*_FIELDS):
        cards[row["dossier_id"]].append(row)
    return cards


def _proved(criteria: Iterable[Criterion], year: int, dossiers: DossierQuerySet) -> set[tuple[int, int]]:
    """Which criteria that ask for proof have a file, as (dossier, criterion)."""
    asked = [criterion.pk for criterion in criteria if criterion.evidence_required]
    files = Evidence.objects.filter(
        removed_at__isnull=True, criterion__in=asked or [0], dossier__in=dossiers.filter(year=year)
    )
    return set(files.order_by().values_list("dossier_id", "criterion_id").distinct())


Points = Mapping[tuple[int, int], Decimal]  # by card and criterion


def _points(version: CriteriaVersion, year: int, dossiers: DossierQuerySet) -> Points:
    """What the signed cards gave on each line; nothing is asked for where criteria are counted."""
    if version.mode != ScoringMode.POINTS:
        return {}
    lines = Score.objects.filter(card__version=version, card__state=CardState.SIGNED, points__isnull=False)
    mine = lines.filter(card__dossier__in=dossiers.filter(year=year))
    return {
        (card, line): points or Decimal(0)
        for card, line, points in mine.values_list("card_id", "criterion_id", "points")
    }


def _is_cut(own: Card, later: Card, place: int, criterion: Criterion, points: Points) -> bool:
    """Did a superior take back what the unit gave itself: not met, or by points fewer of them?"""
    first, then = (points.get((int(str(card["pk"])), criterion.pk)) for card in (own, later))
    if first is not None and then is not None:
        return then < first
    return str(later["marks"])[place : place + 1] == "N"


def _seen(
    rows: Sequence[Card], criteria: Sequence[Criterion], proved: set[tuple[int, int]], points: Points
) -> Seen:  # fmt: skip
    final = next(row for row in rows if row["is_final"])
    first = next((row for row in rows if row["voice"] == Voice.SELF), None)
    own, later = str(first["marks"]) if first else "", [row for row in rows if row["voice"] != Voice.SELF]
    claims = [place for place, mark in enumerate(own) if mark == "Y"]
    dossier_id = int(str(final["dossier_id"]))
    bare = (
        place for place, criterion in enumerate(criteria)
        if criterion.evidence_required and own[place : place + 1] == "Y" and (dossier_id, criterion.pk) not in proved
    )  # fmt: skip
    return Seen(
        dossier_id=dossier_id, name=str(final["dossier__unit_name"]), superior=str(final["dossier__superior_name"]),
        marks=str(final["marks"]), is_pass=bool(final["is_pass"]), own=own,
        cut=frozenset(
            place for place in claims
            if first and any(_is_cut(first, row, place, criteria[place], points) for row in later)
        ),
        bare=frozenset(bare),
    )  # fmt: skip


def _line(criterion: Criterion, place: int, units: Sequence[Seen], remarks: Sequence[Remark]) -> Line:
    marks = [unit.mark(place) for unit in units]
    return Line(
        criterion=criterion, place=place, met=marks.count("Y"), judged=marks.count("Y") + marks.count("N"),
        claimed=sum(unit.claims(place) for unit in units), cut=sum(place in unit.cut for unit in units),
        bare=sum(place in unit.bare for unit in units), remarks=tuple(remarks),
    )  # fmt: skip
