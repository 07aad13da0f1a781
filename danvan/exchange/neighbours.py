"""Rows that look like a registration that stands already, in other words: probably the same thing, typed anew."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from danvan.criteria.enums import Track
from danvan.dossiers.likeness import ALMOST_SAME, trigrams
from danvan.dossiers.models import Dossier
from danvan.kit import vi

MOST = 60  # so many registrations of one unit and year are compared
_DIGITS = re.compile(r"\d+")

Known = tuple[frozenset[str], list[str], Dossier]


class Neighbours:
    """The models of each unit and year, and which of them a new title is almost the same as."""

    def __init__(self, dossiers: Iterable[Dossier]) -> None:
        self._dossiers: dict[tuple[int, int], list[Dossier]] = defaultdict(list)
        self._known: dict[tuple[int, int], list[Known]] = {}
        for dossier in dossiers:
            if dossier.track == Track.MODEL and not dossier.campaign.is_archive:
                self._dossiers[dossier.unit_id, dossier.year].append(dossier)

    def near(self, unit: int, year: int, title: str) -> str:
        """A sentence naming the registration that a title is almost the same as, or ""; numbers tell two apart."""
        key = unit, year
        if key not in self._dossiers:
            return ""
        if key not in self._known:
            self._known[key] = [(trigrams(one.title), _numbers(one.title), one) for one in self._dossiers[key][:MOST]]
        mine, numbers = trigrams(title), _numbers(title)
        for theirs, others, dossier in self._known[key]:
            if numbers == others and mine and len(mine & theirs) >= ALMOST_SAME * len(mine | theirs):
                return f"Gần giống hồ sơ số {dossier.pk} “{dossier.title}” của cùng đơn vị, {dossier.holder_name}."
        return ""


def _numbers(title: str) -> list[str]:
    return _DIGITS.findall(vi.nfc(title))
