"""An official paper that goes on after its words: numbered parts with paragraphs and tables, then its signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan.papers.official import Official
from danvan.papers.paper import Paper, paper

NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True)
class Column:
    """One column of a table: its head, and how wide it is (``number``, ``count``, ``name``, ``note``, ``text``)."""

    head: str
    kind: str = "text"


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a table."""

    text: str
    kind: str


@dataclass(frozen=True)
class Grid:
    """A table whose head repeats on each page and whose rows are never split."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Part:
    """One part: its heading, what it says, and a table."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    grid: Grid | None = None


@dataclass(frozen=True)
class Pair:
    """The two who sign minutes, each with the office they held there."""

    left: str
    left_name: str
    right: str
    right_name: str


def grid(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Grid:
    """A table of these columns; each row says one text a column."""
    kinds = [column.kind for column in columns]
    cells = (tuple(Cell(text, kind) for text, kind in zip(row, kinds, strict=True)) for row in rows)
    return Grid(tuple(columns), tuple(cells))


def numbered(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts that have a heading with "I.", "II." before it, in their order."""
    made, count = [], 0
    for part in parts:
        if part.heading:
            count += 1
            part = Part(f"{NUMERALS[count - 1]}. {part.heading}", part.paragraphs, part.grid)
        made.append(part)
    return tuple(made)


@dataclass(frozen=True)
class Body:
    """What follows the words of a paper: its parts, what closes them, and who signs. ``apart`` puts the parts on pages
    of their own, as a list that follows the signature."""

    parts: tuple[Part, ...]
    closing: tuple[str, ...] = ()
    pair: Pair | None = None
    apart: bool = False


def parted(page: Official, body: Body, *, title: str, filename: str) -> Paper:
    """The paper with its parts; signed by two where its body says so, else as every official paper."""
    context = {"page": page, "body": body, "title": title}
    return paper("parted", context, css=("decision", "parted"), filename=filename, layout=page.profile)
