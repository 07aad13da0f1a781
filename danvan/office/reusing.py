"""The files of a unit that may prove one more criterion, as the choosing page lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from danvan.accounts.models import User
from danvan.criteria.models import Criterion
from danvan.dossiers.cards import Evidence
from danvan.dossiers.models import Dossier
from danvan.dossiers.proofs import reusable

MOST = 200  # of a unit with more, the newest


@dataclass(frozen=True)
class Choice:
    """One file: where it stands now, and since when."""

    pk: int
    name: str
    about: str
    url: str


def choices(user: User, dossier: Dossier, criterion: Criterion) -> list[Choice]:
    """Each stored file once, newest first, without those that prove this criterion already."""
    here = set(dossier.evidence.filter(criterion=criterion, removed_at__isnull=True).values_list("sha256", flat=True))
    found: dict[str, Choice] = {}
    files = reusable(user, dossier).select_related("criterion", "dossier").order_by("-dossier__year", "-pk")
    for file in files[:MOST]:
        if file.sha256 not in here and file.sha256 not in found:
            found[file.sha256] = Choice(
                file.pk, file.name, _about(file), reverse("office:evidence-view", args=[file.pk])
            )
    return list(found.values())


def _about(file: Evidence) -> str:
    model = f", mô hình “{file.dossier.title}”" if file.dossier.is_model else ""
    line = f"tiêu chí {file.criterion.order}: {file.criterion.title}" if file.criterion else "cả hồ sơ"
    return f"Năm {file.dossier.year}{model}, {line}"


def wanted(data: Any, user: User, dossier: Dossier) -> list[Evidence]:
    """The files that were ticked, of those that may be used again."""
    numbers = [int(text) for text in data.getlist("tep") if text.isascii() and text.isdigit() and len(text) < 16]
    return list(reusable(user, dossier).filter(pk__in=numbers).order_by("pk"))
