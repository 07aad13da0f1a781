"""Which criteria a unit did not meet, over the years it was assessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from danvan.criteria.models import Criterion
from danvan.reports.titles import TitleRow


@dataclass(frozen=True)
class Unmet:
    """One criterion of a unit's newest list, with the years in which it was not met."""

    number: int
    title: str
    years: tuple[int, ...]


def criteria_lists(rows: Sequence[TitleRow]) -> dict[int, list[Criterion]]:
    """The criteria each of these years was judged by, in official order, by version; nothing is asked for no year."""
    wanted = {row.version_id for row in rows if row.version_id}
    lists: dict[int, list[Criterion]] = {}
    if wanted:
        for criterion in Criterion.objects.filter(version__in=wanted).order_by("version", "order"):
            lists.setdefault(criterion.version_id, []).append(criterion)
    return lists


def sizes(lists: Mapping[int, list[Criterion]]) -> dict[int, list[int]]:
    """How these lists fall into groups: the gaps of a strip."""
    return {pk: [len(list(run)) for _, run in groupby(found, key=_group)] for pk, found in lists.items()}


def _group(criterion: Criterion) -> int | None:
    return criterion.group_id


def unmet(rows: Sequence[TitleRow], lists: Mapping[int, list[Criterion]]) -> list[Unmet]:
    """The criteria not met in any of these years, the hardest first; criteria are followed across versions by key."""
    missed: dict[str, list[int]] = {}
    newest: dict[str, Criterion] = {}
    for row in sorted(rows, key=lambda row: row.year):
        for criterion, mark in zip(lists.get(row.version_id or 0, []), row.marks, strict=False):
            newest[criterion.key] = criterion
            if mark == "N":
                missed.setdefault(criterion.key, []).append(row.year)
    found = [Unmet(newest[key].order, newest[key].title, tuple(years)) for key, years in missed.items()]
    return sorted(found, key=lambda one: (-len(one.years), one.number))
