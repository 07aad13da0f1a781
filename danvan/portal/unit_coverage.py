"""What the page of a unit shows of the units below it: their names, who registered, how their titles came out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from danvan.criteria.enums import Track
from danvan.kit import vi
from danvan.portal import links
from danvan.portal.assessed import NOUNS
from danvan.reports.breaks import rate_breaks
from danvan.reports.coverage import Coverage, Periods, Turnout, summed
from danvan.reports.readings import Reading
from danvan.reports.titles import TitleCount
from danvan.units.enums import UnitKind
from danvan.units.models import Unit

_WORDS = {UnitKind.COMMUNE: "xã", UnitKind.WARD: "phường", UnitKind.TOWNSHIP: "thị trấn"}


def children(unit: Unit, periods: Periods, today: date, reading: Reading) -> list[dict[str, str]]:
    """The units under this one, or under it on its last day, in Vietnamese order."""
    day = unit.ended_on if unit.ended_on and unit.ended_on < today else today
    found = sorted(periods.children(unit.pk, day), key=lambda child: (vi.sort_key(child.name), child.unit_id))
    return [{"name": child.name, "url": links.unit(child.unit_id, child.name, reading)} for child in found]


def title_facts(
    unit: Unit, found: Sequence[Turnout], covered: Sequence[Coverage], reading: Reading
) -> list[dict[str, str]]:
    """Year by year who registered, and who of the assessed reached the threshold; each leads to its rows.

    Behind the rate of a year that cannot be held against the one before stands why.
    """
    known = {(one.year, one.criteria_set): one for one in covered}
    counts = summed(found)
    told, breaks = [], rate_breaks(counts)
    for count in counts:
        told += _facts(count, known[count.year, count.criteria_set], unit, reading)
        if (count.criteria_set, count.year) in breaks:
            told[-1]["note"] = breaks[count.criteria_set, count.year].rate_words
    return told


def _facts(
    count: TitleCount, found: Coverage, unit: Unit, reading: Reading
) -> list[dict[str, str]]:  # fmt: skip
    asked: dict[str, Any] = {"don_vi": unit.code, "nam": count.year, "bo": count.criteria_set}
    told = [
        {
            "label": f"Năm {count.year}: {found.registered} trên {found.expected} {_noun(found)} đăng ký",
            "url": links.titles(reading, **asked, ket_qua="dang-ky"),
        }
    ]
    if count.assessed:
        noun = NOUNS[Track(count.track)]
        label = f"Năm {count.year}: {count.passed} trên {count.assessed} {noun} đạt ngưỡng"
        told.append({"label": label, "url": links.titles(reading, **asked)})
    return told


def _noun(found: Coverage) -> str:
    """What was expected to register: xã, thị trấn; where no period tells the kind, every kind it may be."""
    if found.track != Track.COMMUNE:
        return NOUNS[Track(found.track)]
    return ", ".join(word for kind, word in _WORDS.items() if kind in found.kinds) or ", ".join(_WORDS.values())
