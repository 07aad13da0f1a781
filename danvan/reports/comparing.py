"""Units and years side by side: their cards line by line, their models, and what keeps them from being compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet

from danvan.kit import vi
from danvan.reports.breaks import year_breaks
from danvan.reports.comparable import Difference, Lists, lists_of
from danvan.reports.comparable import Line as Criterion
from danvan.reports.replication import has_copies
from danvan.reports.scope import Scope
from danvan.reports.titles import TitleRow, published_titles, title_rows
from danvan.reports.totals import PARTS, Totals
from danvan.units.models import Unit

NONE = ""  # this column's list has no such line


@dataclass(frozen=True)
class Column:
    """One unit in one year; ``copied`` of its models were done again elsewhere."""

    unit: Unit
    year: int
    title: TitleRow | None
    models: Totals
    copied: int

    @property
    def name(self) -> str:
        """What the unit was called when it registered that year."""
        return self.title.unit_name if self.title else self.unit.name

    @property
    def version(self) -> int:
        """The list it was judged by; 0 without a card."""
        return (self.title.version_id or 0) if self.title else 0


@dataclass(frozen=True)
class Line:
    """One criterion with its mark in every column."""

    number: int
    text: str
    marks: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Did the columns that have this line come out differently?"""
        return len({mark for mark in self.marks if mark != NONE}) > 1


@dataclass(frozen=True)
class Comparison:
    """The columns, the criteria of all their lists, and the sentences on what cannot be compared."""

    columns: list[Column]
    lists: Lists
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class History:
    """What a few units have published through the years; one query and one more a unit, whatever they registered."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.titles: dict[tuple[int, int], TitleRow] = {}
        self.models: dict[tuple[int, int], Totals] = {}
        self.copied: dict[tuple[int, int], int] = {}
        rows = title_rows(published_titles().filter(unit__in=units).order_by("-year", "-pk")) if units else []
        for row in rows:
            known = self.titles.get((row.unit_id, row.year))
            if known is None or (row.is_assessed and not known.is_assessed):
                self.titles[row.unit_id, row.year] = row
        for unit in units:
            models: QuerySet[Any] = Scope(unit=unit.code).models()
            for row in models.order_by().values("year").annotate(**PARTS, copied=Count("pk", filter=has_copies)):
                key = (unit.pk, row.pop("year"))
                self.copied[key] = row.pop("copied")
                self.models[key] = Totals(**row)

    def years(self, unit: Unit | None = None) -> list[int]:
        """The years with something to compare, of one unit or of all; the newest first."""
        known = {*self.titles, *self.models}
        return sorted({year for pk, year in known if unit is None or pk == unit.pk}, reverse=True)

    def assessed(self, year: int) -> int:
        """How many of the units have a card of that year."""
        return sum(row.is_assessed for (_, known), row in self.titles.items() if known == year)

    def column(self, unit: Unit, year: int) -> Column:
        """One unit in one year, as far as it has anything."""
        key = (unit.pk, year)
        return Column(unit, year, self.titles.get(key), self.models.get(key, Totals()), self.copied.get(key, 0))


def compare(columns: Sequence[Column]) -> Comparison:
    """Put these side by side; one query for their lists."""
    lists = lists_of(column.version for column in columns)
    return Comparison(list(columns), lists, _lines(columns, lists), _notes(columns, lists))


def _lines(columns: Sequence[Column], lists: Lists) -> list[Line]:
    """The lines of the newest list first; what only other lists have stands behind them."""
    marks = [_marks(column, lists) for column in columns]
    order: dict[int, Criterion] = {}
    for column in sorted(columns, key=lambda column: -column.year):
        for line in lists.lines(column.version):
            order.setdefault(lists.chain(line), line)
    return [Line(line.order, line.title, tuple(one.get(chain, NONE) for one in marks)) for chain, line in order.items()]


def _marks(column: Column, lists: Lists) -> Mapping[int, str]:
    """The marks of one column by the chain of their line."""
    told = column.title.marks if column.title else ""
    return {lists.chain(line): mark for line, mark in zip(lists.lines(column.version), told, strict=False)}


def _notes(columns: Sequence[Column], lists: Lists) -> list[str]:
    titles = [column.title for column in columns if column.title]
    if len({column.unit.pk for column in columns}) == 1:
        found = year_breaks(titles, lists).values()
        return [one.words for one in sorted(found, key=lambda one: -one.since)]
    judged = {column.version: column for column in reversed(columns) if column.version}
    newest, *others = sorted(judged, reverse=True) or [0]
    told = [
        _apart(judged[newest], judged[other], difference, lists)
        for other in others
        if (difference := lists.between(other, newest)) and difference.is_of_title
    ]
    return list(dict.fromkeys(told))


def _apart(new: Column, old: Column, found: Difference, lists: Lists) -> str:
    """Why two columns cannot be held against each other as a whole, and what still can."""
    before, after = found.sizes
    both = f"{_called(new, old)} và {_called(old, new)}"
    alike = after - len(found.fresh)
    if not alike:
        sizes = f"{after} và {before} tiêu chí" if after != before else f"cùng {after} tiêu chí"
        return vi.capfirst_vi(f"{both} chấm theo hai bộ khác nhau, {sizes}: không so sánh tổng số đạt với nhau.")
    if found.is_of_lines:
        return vi.capfirst_vi(f"{both} chỉ có {alike} tiêu chí giống nhau để so sánh, không so sánh tổng số đạt.")
    return vi.capfirst_vi(f"{both} có cùng tiêu chí nhưng quy tắc xét khác: không so sánh việc đạt ngưỡng.")


def _called(column: Column, other: Column) -> str:
    return f"{column.name} năm {column.year}" if column.year != other.year else column.name
