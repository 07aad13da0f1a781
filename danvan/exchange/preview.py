"""What a sheet would change, row by row and cell by cell, before anything is stored."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from danvan.criteria.models import Criterion
from danvan.dossiers.actions import Registration
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.content import Content
from danvan.dossiers.models import Campaign, Dossier
from danvan.dossiers.scoring import Entry

NEW, CHANGED, SAME, WRONG, ASK = "new", "changed", "same", "wrong", "ask"
OUTCOMES = (NEW, CHANGED, SAME, WRONG, ASK)
# What a row may ask its reader to look at before it is stored.
CONVERTED, ALIKE = "converted", "alike"
QUESTIONS = (CONVERTED, ALIKE)


@dataclass(frozen=True)
class CellPreview:
    """One cell of a row: where it stands, what is stored now, what it would become, what is wrong with it."""

    column_label: str
    ref: str  # "K7"
    old: str
    new: str
    problem: str = ""
    raw: str = ""  # the cell as the file has it, where its letters were converted from an old encoding

    @property
    def is_change(self) -> bool:
        return self.old != self.new and not self.problem


@dataclass(frozen=True)
class ScoreChange:
    """One line of a unit's own card, and the edition of the card it was compared with; 0 while there is none."""

    dossier: Dossier
    criterion: Criterion
    entry: Entry
    edition: int


@dataclass(frozen=True)
class RowPreview:
    """One row of a sheet and what storing it would do; ``sentence`` says it, or says how to mend it."""

    sheet: str
    row: int  # as Excel numbers it
    outcome: str  # one of OUTCOMES
    cells: tuple[CellPreview, ...]
    sentence: str
    title: str
    registration: Registration | None = field(default=None, repr=False)  # of a new row
    edit: tuple[Dossier, Content, int] | None = field(default=None, repr=False)  # of a changed row
    score: ScoreChange | None = field(default=None, repr=False)  # of a line of a card
    dossier: Dossier | None = field(default=None, repr=False)  # what is stored already, if anything
    near: str = ""  # what a new row looks like, in a sentence
    asks: frozenset[str] = frozenset()  # what its reader has to look at first

    @property
    def problems(self) -> tuple[CellPreview, ...]:
        """The cells to mend."""
        return tuple(cell for cell in self.cells if cell.problem)

    @property
    def converted(self) -> tuple[CellPreview, ...]:
        """The cells whose letters were converted from an old encoding."""
        return tuple(cell for cell in self.cells if cell.raw)


@dataclass(frozen=True)
class SheetNote:
    """One sheet of the workbook: read, or left out and why."""

    name: str
    is_read: bool
    note: str


@dataclass(frozen=True)
class Preview:
    """A whole workbook against what is stored, at one moment."""

    campaign: Campaign
    rows: tuple[RowPreview, ...]
    sheets: tuple[SheetNote, ...]
    unread: tuple[str, ...] = ()  # headings that nobody has said the meaning of

    def _count(self, outcome: str) -> int:
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def new(self) -> int:
        return self._count(NEW)

    @property
    def changed(self) -> int:
        return self._count(CHANGED)

    @property
    def same(self) -> int:
        return self._count(SAME)

    @property
    def wrong(self) -> int:
        return self._count(WRONG)

    @property
    def ask(self) -> int:
        return self._count(ASK)

    @property
    def to_store(self) -> int:
        """How many rows would be stored."""
        return self.new + self.changed

    def asking(self, question: str) -> tuple[RowPreview, ...]:
        """The rows that wait until their reader has looked at this."""
        return tuple(row for row in self.rows if row.outcome == ASK and question in row.asks)

    @property
    def fingerprint(self) -> str:
        """Equal for two previews that say the same; a form sends back the one its reader saw."""
        parts = [
            f"{r.sheet}|{r.row}|{r.outcome}|{r.sentence}|{[(c.ref, c.old, c.new) for c in r.cells]}" for r in self.rows
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Stored:
    """One dossier or card as storing left it; ``before`` is what it said, nothing for one that is new."""

    sheet: str
    row: int
    dossier: Dossier
    before: dict[str, Any] | None
    edition: int
    moves: int
    card: Scorecard | None = None


@dataclass(frozen=True)
class Applied:
    """What was stored: how many dossiers are new, how many changed, how many lines of cards."""

    new: int
    changed: int
    scores: int = 0
    rows: tuple[Stored, ...] = ()
