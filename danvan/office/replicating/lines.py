"""Who copied the models of one's units and what came of it, and what one's units copied from others.

A dossier within reach is told as it stands; one of elsewhere only as far as the public may read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from danvan.accounts.models import User
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import KINDS, State
from danvan.dossiers.models import Dossier, DossierQuerySet, Practice
from danvan.dossiers.naming import public_title
from danvan.dossiers.results import COUNTING, Measure, measures
from danvan.kit import dates
from danvan.office.reach import readable_cards
from danvan.reports.replication import standing


@dataclass(frozen=True)
class Line:
    """One copy: of what, by whom, since when, and what came of it. A title without an address has no page to go to."""

    source_pk: int | None  # a recognised year of the model it was copied from, for its public page
    source: str
    source_unit: str
    copy_pk: int | None  # within reach: its dossier; elsewhere: its public page
    is_mine: bool
    title: str
    unit: str
    superior: str
    year: int
    registered: str
    state_kind: str
    state: str
    recognised: str
    result: str


def mine(user: User) -> QuerySet[Practice]:
    """The models of the units within reach."""
    return Practice.objects.filter(pk__in=_of(Dossier.objects.for_user(user)))


def copied_elsewhere(user: User) -> QuerySet[Practice]:
    """The copies that were made of one's models, as far as they may be seen; one's units may be among those who did."""
    return _seen(user).filter(copied_from__in=mine(user))


def copied_by_mine(user: User) -> QuerySet[Practice]:
    """What one's units do as others did before."""
    visible = Dossier.objects.for_user(user).exclude(state=State.WITHDRAWN)
    return Practice.objects.filter(pk__in=_of(visible), copied_from__isnull=False)


def _of(dossiers: DossierQuerySet) -> QuerySet[Any, Any]:
    return dossiers.models_only().filter(practice__isnull=False).values("practice")


def _readable(user: User) -> DossierQuerySet:
    """Every model dossier this person may read of: all within reach but the withdrawn, and the published ones."""
    within = Q(pk__in=Dossier.objects.for_user(user).exclude(state=State.WITHDRAWN).values("pk"))
    out = Q(pk__in=Dossier.objects.published().values("pk"))
    return Dossier.objects.models_only().filter(within | out)


def _seen(user: User) -> QuerySet[Practice]:
    return Practice.objects.filter(pk__in=_of(_readable(user)))


def in_order(practices: QuerySet[Practice], user: User) -> QuerySet[Practice]:
    """The same, the newest copies first."""
    newest = _readable(user).filter(practice=OuterRef("pk")).order_by("-year", "-pk")
    return practices.annotate(newest=Subquery(newest.values("year")[:1])).order_by(F("newest").desc(), "-pk")


def lines(practices: Iterable[Practice], user: User) -> list[Line]:
    """These copies with what they were copied from, in the order given; the queries do not grow with them."""
    rows = list(practices)
    own = set(Dossier.objects.for_user(user).filter(practice__in=_both(rows)).values_list("pk", flat=True))
    years = _years(user, _both(rows))
    by = measures(getattr(year[0], "card_version", None) for year in years.values())
    return [
        _line(row, years[row.pk], years.get(row.copied_from_id or 0, []), own, by) for row in rows if row.pk in years
    ]


def _both(practices: Sequence[Practice]) -> set[int]:
    return {row.pk for row in practices} | {row.copied_from_id for row in practices if row.copied_from_id}


def _years(user: User, practices: Iterable[int]) -> dict[int, list[Dossier]]:
    """The dossiers of each practice that may be read, the newest first, with the final card within reach."""
    cards = Scorecard.objects.filter(readable_cards(user), dossier=OuterRef("pk"), is_final=True).order_by("-pk")
    fields = {f"card_{name}": Subquery(cards.values(name)[:1]) for name in ("marks", "points", "grade")}
    rows = _readable(user).filter(practice__in=list(practices)).select_related("campaign")
    found: dict[int, list[Dossier]] = {}
    for one in rows.annotate(**fields, card_version=Subquery(cards.values("version_id")[:1])).order_by("-year", "-pk"):
        found.setdefault(one.practice_id or 0, []).append(one)
    return found


def _line(
    practice: Practice, years: Sequence[Dossier], before: Sequence[Dossier], own: set[int], by: dict[int, Measure]
) -> Line:  # fmt: skip
    copy, source = years[0], before[0] if before else None
    line = Line(
        source_pk=_public(before), source=_title(source, own) if source else "Mô hình chưa công bố",
        source_unit=source.unit_name if source else "", copy_pk=_public(years), is_mine=False,
        title=public_title(copy), unit=copy.unit_name, superior=copy.superior_name, year=copy.year,
        registered=f"Năm {copy.year}", state_kind=standing(copy)[0], state=standing(copy)[1],
        recognised=copy.recognised_by if copy.recognised_on else "", result="",
    )  # fmt: skip
    return _within_reach(line, copy, by) if copy.pk in own else line


def _within_reach(line: Line, copy: Any, by: dict[int, Measure]) -> Line:
    on = dates.plain(copy.registered_on) if copy.registered_on else line.registered
    measure = by.get(copy.card_version or 0, COUNTING)
    told = replace(
        line, copy_pk=copy.pk, is_mine=True, title=copy.title, registered=on,
        result=measure.words(copy.card_marks or "", copy.card_points, copy.card_grade or ""),
    )  # fmt: skip
    if copy.recognised_on:
        return told
    return replace(told, state_kind=KINDS[State(copy.state)], state=State(copy.state).label)


def _public(years: Sequence[Dossier]) -> int | None:
    return next((one.pk for one in years if one.recognised_on), None)


def _title(dossier: Dossier, own: set[int]) -> str:
    return dossier.title if dossier.pk in own else public_title(dossier)
