"""The table twin of a chart: the same numbers on the page, each with its list, and in the downloads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from danvan.kit import numbers
from danvan.portal import links
from danvan.reports.scope import Scope


@dataclass(frozen=True)
class Cell:
    """One value; numbers stay numbers in the downloads. ``url`` opens the rows it counts."""

    value: str | int
    url: str = ""

    @property
    def text(self) -> str:
        """As it is read on the page."""
        return numbers.grouped(self.value) if isinstance(self.value, int) else self.value

    @property
    def kind(self) -> str:
        """Numbers stand on the right."""
        return "right" if isinstance(self.value, int) else ""


@dataclass(frozen=True)
class Head:
    """The head of a column."""

    label: str
    kind: str = ""


@dataclass(frozen=True)
class Table:
    """A table with the name it has in addresses; the first cell of a row names it."""

    key: str
    caption: str
    heads: list[Head]
    rows: list[list[Cell]]

    @property
    def values(self) -> list[list[str | int]]:
        """The bare values, for the downloads."""
        return [[cell.value for cell in row] for row in self.rows]


class Counted(Protocol):
    """A row of figures: how many models were registered and recognised."""

    @property
    def registered(self) -> int: ...

    @property
    def recognised(self) -> int: ...


def heads(first: str, *numbered: str) -> list[Head]:
    """The name of a row, then numbers."""
    return [Head(first), *(Head(label, "right") for label in numbered)]


def counted_cells(scope: Scope, row: Counted, **asked: str | int | Sequence[str]) -> list[Cell]:
    """Registered and recognised, each opening its rows."""
    return [
        Cell(row.registered, links.practices(scope, **asked, tinh_trang="dang-ky")),
        Cell(row.recognised, links.practices(scope, **asked)),
    ]
