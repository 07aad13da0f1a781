"""A computed criterion as the screens tell it: what the portal's data come to, by which formula, from which rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from danvan.criteria.enums import Result
from danvan.criteria.models import Criterion
from danvan.office.folder import Folder

UNKNOWN = "chưa kết luận được"
WORDS = {Result.MET: "đạt", Result.NOT_MET: "không đạt", Result.NOT_APPLICABLE: "không áp dụng"}
NO_ROWS = "Cổng chưa có dữ liệu nào cho việc này."


@dataclass(frozen=True)
class Ground:
    """One thing the result rests on, with the way to its page where this person may open it."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Told:
    """What the portal's data say on one line."""

    result: str
    formula: str
    grounds: Sequence[Ground]

    @property
    def title(self) -> str:
        return f"Số liệu của cổng: {self.result}."


def tell(folder: Folder, criterion: Criterion) -> Told | None:
    """What the data say on a criterion, or None when only people judge it."""
    worked = folder.worked.get(criterion.computed)
    if worked is None:
        return None
    grounds = [Ground(row.words, _url(folder, row.dossier_id)) for row in worked.rows]
    result = WORDS[Result(worked.result)] if worked.result else UNKNOWN
    return Told(result, worked.formula, grounds or [Ground(NO_ROWS)])


def _url(folder: Folder, dossier_id: int) -> str:
    return reverse("office:dossier", args=[dossier_id]) if dossier_id in folder.within else ""
