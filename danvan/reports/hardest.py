"""Which criteria a unit did not meet, over the years that may be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from danvan.reports.comparable import Lists
from danvan.reports.titles import TitleRow


@dataclass(frozen=True)
class Unmet:
    """One criterion of a unit's newest list, with the years in which it was not met.

    ``since`` is the first year that counts, where earlier ones cannot be compared; 0 where all years count.
    ``met_since`` is the year from which on it was met after all; 0 while it is not.
    """

    number: int
    title: str
    years: tuple[int, ...]
    since: int = 0
    met_since: int = field(default=0, compare=False)


def unmet(rows: Sequence[TitleRow], lists: Lists) -> list[Unmet]:
    """The criteria of the newest list not met in any comparable year, the hardest first.

    A criterion is followed back along its chain; what the unit missed before a break is another criterion.
    """
    judged = sorted((row for row in rows if row.version_id), key=lambda row: row.year)
    if not judged:
        return []
    met: dict[int, list[tuple[int, str]]] = {}
    for row in judged:
        for line, mark in zip(lists.lines(row.version_id), row.marks, strict=False):
            met.setdefault(lists.chain(line), []).append((row.year, mark))
    newest = {lists.chain(line): line for row in judged if row.year == judged[-1].year
              for line in lists.lines(row.version_id)}  # fmt: skip
    found = []
    for chain, line in newest.items():
        years = met.get(chain, [])
        missed = tuple(year for year, mark in years if mark == "N")
        since = years[0][0] if years and years[0][0] > judged[0].year else 0
        if missed:
            found.append(Unmet(line.order, line.title, missed, since, _met_since(years)))
    return sorted(found, key=lambda one: (-len(one.years), one.number))


def _met_since(years: Sequence[tuple[int, str]]) -> int:
    """The first of the years at the end in which it was met."""
    found = 0
    for year, mark in reversed(years):
        if mark != "Y":
            break
        found = year
    return found
