"""What a sheet would change, row by row and cell by cell, before anything is stored."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from danvan.dossiers.actions import Registration
from danvan.dossiers.content import Content
from danvan.dossiers.models import Campaign, Dossier

NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"


@dataclass(frozen=True)
class CellPreview:
    """One cell of a row: where it stands, what is stored now, what it would become, what is wrong with it."""

    column_label: str
    ref: str  # "K7"
    old: str
    new: str
    problem: str = ""

    @property
    def is_change(self) -> bool:
        return self.old != self.new and not self.problem


@dataclass(frozen=True)
class RowPreview:
    """One registration of a sheet and what storing it would do; ``sentence`` says it, or says how to mend it."""

    sheet: str
    row: int  # as Excel numbers it
    outcome: str  # "new", "changed", "same" or "wrong"
    cells: tuple[CellPreview, ...]
    sentence: str
    title: str
    registration: Registration | None = field(default=None, repr=False)  # of a new row
    edit: tuple[Dossier, Content, int] | None = field(default=None, repr=False)  # of a changed row
    dossier: Dossier | None = field(default=None, repr=False)  # what is stored already, if anything

    @property
    def problems(self) -> tuple[CellPreview, ...]:
        """The cells to mend."""
        return tuple(cell for cell in self.cells if cell.problem)


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
    def fingerprint(self) -> str:
        """Equal for two previews that say the same; a form sends back the one its reader saw."""
        parts = [
            f"{r.sheet}|{r.row}|{r.outcome}|{r.sentence}|{[(c.ref, c.old, c.new) for c in r.cells]}" for r in self.rows
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Applied:
    """What was stored: how many dossiers are new, how many changed."""

    new: int
    changed: int
