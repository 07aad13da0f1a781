"""Registrations that look like one another: the same unit again, an earlier year, or another unit (domain.md §1.4).

Likeness is the share of common trigrams of the folded words, as PostgreSQL's pg_trgm counts them, so that accents, case
and word endings matter little; it is counted here because both engines must say the same. It only ever warns.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from django.db.models import Q

from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier, DossierQuerySet
from danvan.kit import vi

TITLE_SHARE = 0.7  # the title says more of what a model is than its method does
ALMOST_SAME, QUITE_ALIKE = 0.75, 0.45  # tried on the 808 titles of Chợ Đồn: below this, chance finds pairs
LONG_WORD, WORDS, LOOKED_AT = 4, 5, 400
REMEMBERED = 2_000  # the same titles are looked at again and again


class Kin(Enum):
    """How two registrations that look alike belong together."""

    SAME_YEAR = "cùng đơn vị, cùng năm"
    EARLIER = "cùng đơn vị, năm khác"
    ELSEWHERE = "đơn vị khác"


@dataclass(frozen=True)
class Alike:
    """One registration that looks like the one asked about; ``likeness`` is from 0 to 1."""

    pk: int
    title: str
    unit_name: str
    year: int
    method: str
    state: str
    likeness: float
    kin: Kin

    @property
    def told(self) -> str:
        """How alike, in words."""
        return "gần như trùng" if self.likeness >= ALMOST_SAME else "khá giống"


@lru_cache(maxsize=REMEMBERED)
def trigrams(text: str) -> frozenset[str]:
    """The trigrams of each folded word, with two blanks before it and one behind."""
    words = (f"  {word} " for word in vi.fold(text).split())
    return frozenset(word[at : at + 3] for word in words for at in range(len(word) - 2))


def likeness(one: str, other: str) -> float:
    """The share of common trigrams among all of both: 1 for the same words, 0 for nothing in common."""
    return _share(trigrams(one), trigrams(other))


def _share(mine: frozenset[str], theirs: frozenset[str]) -> float:
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def alike(dossier: Dossier, among: DossierQuerySet, *, limit: int = 5) -> list[Alike]:
    """Those of ``among`` (already scoped to the reader) that look like a model, most alike first; one query.

    Only rows that share a long word of the title are looked at, the newest 400 of them.
    """
    words = sorted({word for word in vi.fold(dossier.title).split() if len(word) >= LONG_WORD}, key=len)[-WORDS:]
    if not dossier.is_model or not words:
        return []
    shares = Q()
    for word in words:
        shares |= Q(search__contains=word)
    rows = among.models_only().filter(shares).exclude(state=State.WITHDRAWN)
    if dossier.pk:
        rows = rows.exclude(pk=dossier.pk)
    fields = ("pk", "title", "unit_id", "unit_name", "year", "method", "state")
    mine = trigrams(dossier.title), trigrams(dossier.method)
    found = [_judged(dossier, mine, row) for row in rows.order_by("-year", "-pk").values(*fields)[:LOOKED_AT]]
    near = [one for one in found if one.likeness >= QUITE_ALIKE]
    return sorted(near, key=lambda one: (-one.likeness, one.pk))[:limit]


def _judged(dossier: Dossier, mine: tuple[frozenset[str], frozenset[str]], row: dict[str, object]) -> Alike:
    title, method = str(row["title"]), str(row["method"])
    share = _share(mine[0], trigrams(title))
    most = TITLE_SHARE * share + (1 - TITLE_SHARE)  # were the methods the same; long texts cost time
    if mine[1] and method.strip() and most >= QUITE_ALIKE:
        share = TITLE_SHARE * share + (1 - TITLE_SHARE) * _share(mine[1], trigrams(method))
    kin = Kin.ELSEWHERE
    if row["unit_id"] == dossier.unit_id:
        kin = Kin.SAME_YEAR if row["year"] == dossier.year else Kin.EARLIER
    return Alike(int(str(row["pk"])), title, str(row["unit_name"]), int(str(row["year"])), method, str(row["state"]),
                 share, kin)  # fmt: skip
