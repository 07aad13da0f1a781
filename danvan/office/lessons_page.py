"""What the pages of lessons show: the heat map in rows and groups, and the units behind the figures of a criterion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import F, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from danvan.accounts.access import Action, rows
from danvan.accounts.models import User
from danvan.criteria.drafting import may_draft
from danvan.criteria.models import CriteriaVersion, Remark
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.models import Dossier
from danvan.reports.lessons import Lessons, Line, Seen, lessons, years_of


@dataclass(frozen=True)
class HeatRow:
    """One criterion with its marks, a character a unit; ``H`` where a superior took the mark away."""

    line: Line
    marks: str


@dataclass(frozen=True)
class HeatGroup:
    """The criteria of one group, under its heading."""

    heading: str
    rows: Sequence[HeatRow]


@dataclass(frozen=True)
class Heat:
    """The whole map: superiors with how many units each, units in their order, criteria in groups."""

    superiors: Sequence[tuple[str, int]]
    units: Sequence[Seen]
    groups: Sequence[HeatGroup]
    width: int


@dataclass(frozen=True)
class Behind:
    """A unit behind the figures of a criterion, and what it is there for."""

    unit: Seen
    why: str


def version_for(user: User, pk: int) -> CriteriaVersion:
    """An issued version by which a dossier in reach is judged, or of a list one drafts; else it is not found."""
    found = CriteriaVersion.objects.issued().select_related("criteria_set__unit")
    version = get_object_or_404(found, pk=pk)
    cards = Scorecard.objects.for_user(user).filter(version=version)
    judged = Dossier.objects.for_user(user).filter(
        campaign__tracks__version=version, campaign__tracks__track=F("track")
    )  # fmt: skip
    if not cards.exists() and not judged.exists() and not may_draft(user, version.criteria_set):
        raise Http404("Bộ tiêu chí này không có phiếu nào trong phạm vi của bạn.")
    return version


def remarks_for(user: User) -> QuerySet[Remark]:
    """The remarks of the units one may look into."""
    return Remark.objects.filter(rows(user, Action.VIEW))


def year_for(user: User, version: CriteriaVersion, asked: int | None, today_year: int) -> tuple[int, list[int]]:
    """The year to look back on, and all that may be chosen: the one asked for, else the newest with a final card."""
    years = years_of(version, Dossier.objects.for_user(user))
    year = asked or next(iter(years), version.valid_from.year if version.valid_from else today_year)
    return year, years


def lessons_for(user: User, version: CriteriaVersion, year: int) -> Lessons:
    """The lessons of a year within one's reach."""
    return lessons(version, year, Dossier.objects.for_user(user), remarks_for(user))


def heat_of(told: Lessons) -> Heat:
    """The map as it is drawn."""
    superiors = [(name, len(list(run))) for name, run in groupby(told.units, key=lambda unit: unit.superior)]
    groups = [
        HeatGroup(str(group or ""), [HeatRow(line, _marks(line, told.units)) for line in run])
        for group, run in groupby(told.lines, key=lambda line: line.criterion.group)
    ]
    return Heat(superiors, told.units, groups, len(told.units) + 2)


def _marks(line: Line, units: Sequence[Seen]) -> str:
    place = line.place
    return "".join("H" if place in unit.cut and unit.mark(place) == "N" else unit.mark(place) for unit in units)


def behind(told: Lessons, line: Line) -> list[Behind]:
    """The units that a superior cut, that did not meet it, or that sent no proof; the others need no look."""
    found = []
    for unit in told.units:
        whys = [
            "không đạt" if unit.mark(line.place) == "N" else "",
            "cấp trên hạ" if line.place in unit.cut else "",
            "thiếu minh chứng" if line.place in unit.bare else "",
        ]
        if any(whys):
            found.append(Behind(unit, ", ".join(filter(None, whys)).capitalize()))
    return found


def next_draft(version: CriteriaVersion) -> CriteriaVersion | None:
    """The draft that was begun from this version and is not issued yet, the newest first."""
    drafts = CriteriaVersion.objects.filter(copied_from=version, issued_at__isnull=True, is_editorial=False)
    return drafts.order_by("-pk").first()
