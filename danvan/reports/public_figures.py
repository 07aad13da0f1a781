"""Models that others copied, most copied first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import public_title
from danvan.kit import vi
from danvan.reports.replication import copy_counts, has_copies


@dataclass(frozen=True)
class Copied:
    """One model by its newest year in a scope, with the number of its copies; ``pk`` is a year with a public page."""

    pk: int | None
    title: str
    unit_name: str
    year: int
    copies: int


def copied_models(dossiers: QuerySet[Any]) -> list[Copied]:
    """Those of these models that have published copies, each once; two queries."""
    newest: dict[int, Dossier] = {}
    shown: dict[int, int] = {}
    for one in dossiers.filter(has_copies).order_by("practice", "-year", "-pk"):
        newest.setdefault(one.practice_id or 0, one)
        if one.recognised_on:
            shown.setdefault(one.practice_id or 0, one.pk)
    counts = copy_counts(newest.values())
    found = [
        Copied(shown.get(practice), public_title(one), one.unit_name, one.year, counts.get(one.pk, 0))
        for practice, one in newest.items()
    ]
    return sorted(found, key=lambda one: (-one.copies, vi.sort_key(one.title), one.pk or 0))
