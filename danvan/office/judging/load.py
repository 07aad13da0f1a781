"""The screen of who has how much: each reviewer with the themes of their dossiers, and what nobody has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode

from danvan.dossiers.conflicts import nobody_free
from danvan.dossiers.models import Campaign
from danvan.dossiers.seating import judges, numbers_of, to_seat
from danvan.office.judging.seats import WAITING
from danvan.reports.workload import Load, together, workload


@dataclass(frozen=True)
class Line:
    """One theme of one person, or their sum; ``url`` opens these dossiers in the queue."""

    label: str
    url: str
    load: Load | None


@dataclass(frozen=True)
class Person:
    """One reviewer: the sum, and theme by theme."""

    sum: Line
    themes: Sequence[Line]


def context(campaign: Campaign) -> dict[str, Any]:
    """Everybody with a seat or a post to judge, the dossiers without enough people, and those nobody is free for."""
    loads = workload(campaign)
    sums = together(loads)
    people = [Person(_line(one.person, one), [_line(row.theme, row) for row in loads if row.person_id == pk])
              for pk, one in sums.items()]  # fmt: skip
    people += [Person(Line(str(one), "", None), []) for one in judges(campaign) if one.pk not in sums]
    waiting = list(to_seat(campaign).filter(WAITING).annotate(sitting=Count("seats")).select_related("campaign"))
    lacking = sum(getattr(one, "sitting", 0) < len(numbers_of(campaign)) for one in waiting)
    alone = nobody_free(waiting)
    return {
        "people": people,
        "lacking": lacking,
        "alone": [
            {"label": one.title, "url": reverse("office:review-dossier", args=[one.pk])}
            for one in waiting if one.pk in alone
        ],
    }  # fmt: skip


def _line(label: str, load: Load) -> Line:
    asked = {"nguoi": load.person_id, **({"linh-vuc": load.theme_id} if load.theme_id else {})}
    alike = load.theme_id is not None or not load.theme  # the queue has no filter for titles alone
    return Line(label, f"{reverse('office:review')}?{urlencode(asked)}" if alike else "", load)
