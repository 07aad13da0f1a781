"""The quarterly briefing sheet (bảng giao ban quý) on paper: the figures by part, and who still owes a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from danvan.kit import dates
from danvan.papers.paper import Paper, paper
from danvan.progress.periods import ROMAN
from danvan.reports.briefing import Behind, Part, Sheet

NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


@dataclass(frozen=True)
class Briefing:
    """The whole sheet, ready to print."""

    board: str
    dated: str
    quarter: str
    year: int
    parts: Sequence[tuple[str, Part]]
    owing_numeral: str
    owing: Sequence[Behind]


def briefing_paper(told: Sheet, *, board: str, at: datetime) -> Paper:
    """The sheet of a quarter, from the board that prints it."""
    period = told.period
    briefing = Briefing(
        board=board, dated=dates.official(timezone.localdate(at)), quarter=ROMAN[period.number], year=period.year,
        parts=list(zip(NUMERALS, told.parts, strict=False)), owing_numeral=NUMERALS[len(told.parts)], owing=told.owing,
    )  # fmt: skip
    context = {"briefing": briefing, "title": f"Bảng giao ban {period.label}"}
    name = f"giao-ban-quy-{period.number}-{period.year}.pdf"
    return paper("briefing", context, css=("briefing",), filename=name)
