"""The criteria that the assessed units of a year met least often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from danvan.reports.comparable import Lists
from danvan.reports.titles import TitleRow


@dataclass(frozen=True)
class Missed:
    """One criterion of one list: by how many it was not met, of those who were judged on it."""

    criteria_set: str
    set_title: str
    year: int
    number: int
    title: str
    missed: int
    judged: int


def most_missed(rows: Sequence[TitleRow], lists: Lists, most: int) -> list[Missed]:
    """The criteria of each list that most units did not meet, so many of a list; those that all met are left out."""
    judged: Counter[tuple[int, int]] = Counter()
    missed: Counter[tuple[int, int]] = Counter()
    first: dict[int, TitleRow] = {}
    for row in rows:
        version = row.version_id or 0
        first.setdefault(version, row)
        for place, mark in enumerate(row.marks):
            judged[version, place] += mark in "YN"
            missed[version, place] += mark == "N"
    found: list[Missed] = []
    for version, row in first.items():
        told = [
            Missed(row.criteria_set, row.set_title, row.year, line.order, line.title, missed[version, place],
                   judged[version, place])
            for place, line in enumerate(lists.lines(version)) if missed[version, place]
        ]  # fmt: skip
        found += sorted(told, key=lambda one: (-one.missed, one.number))[:most]
    return found
