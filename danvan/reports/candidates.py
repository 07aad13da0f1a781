"""What the public may speak about, and what it said, in the scope of a page of figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from danvan.dossiers.models import Dossier
from danvan.hearings.enums import OpinionState, Stance
from danvan.hearings.models import Candidate, Consultation
from danvan.hearings.queries import (
    Counted,
    OpenCandidate,
    candidate_holder,
    candidate_title,
    candidates_of,
    open_consultations,
)
from danvan.reports.scope import Scope

_SHOWN = Q(opinions__state=OpinionState.SHOWN)
_COUNTED = {
    "said": Count("opinions", filter=_SHOWN),
    "for_it": Count("opinions", filter=_SHOWN & Q(opinions__stance=Stance.SUPPORT)),
}


@dataclass(frozen=True)
class Heard:
    """One consultation: how many candidates it has in a scope, and what was said of these."""

    pk: int
    title: str
    opens_on: date
    closes_on: date
    candidates: int
    counted: Counted


def open_in(scope: Scope, today: date) -> list[OpenCandidate]:
    """``hearings.queries.open_candidates`` of one scope, what closes first at the head; one query."""
    found: Iterable[Any] = _inside(candidates_of(open_consultations(today)), scope).annotate(**_COUNTED)
    return [
        OpenCandidate(
            pk=one.pk, consultation_pk=one.consultation_id, dossier_pk=one.dossier_id, title=candidate_title(one),
            holder=candidate_holder(one), unit=one.unit_name, kind=one.dossier.get_holder_kind_display().lower(),
            closes_on=one.consultation.closes_on, days_left=(one.consultation.closes_on - today).days,
            counted=Counted(one.said, one.for_it),
        )
        for one in found
    ]  # fmt: skip


def heard(scope: Scope) -> Sequence[Heard]:
    """The consultations that were or are open, newest first; one query."""
    rows = _inside(Candidate.objects.filter(consultation__in=Consultation.objects.public()), scope)
    fields = tuple(f"consultation__{name}" for name in ("pk", "title", "opens_on", "closes_on"))
    counted = rows.order_by().values_list(*fields).annotate(many=Count("pk", distinct=True), **_COUNTED)
    newest = counted.order_by("-consultation__closes_on", "-consultation__pk")
    return [
        Heard(pk, title, opens, closes, many, Counted(total, supports))
        for pk, title, opens, closes, many, total, supports in newest
    ]


def _inside(rows: QuerySet[Candidate], scope: Scope) -> QuerySet[Candidate]:
    """Those whose dossier lies in the scope; nothing is asked of the whole book."""
    whole = not (scope.unit or scope.within or scope.first or scope.last)
    return rows if whole else rows.filter(dossier__in=scope.rows(Dossier.objects.all()))
