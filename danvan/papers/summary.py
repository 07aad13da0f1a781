"""The summary table of a campaign on one long sheet (biểu tổng hợp), A4 or A3 on its side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from danvan.dossiers.models import Campaign
from danvan.kit import dates, numbers
from danvan.papers.paper import Paper, paper
from danvan.reports.summary import Figures, Row, Summary

SIZES = ("a4", "a3")


@dataclass(frozen=True)
class Line:
    """One row as it is printed."""

    number: str
    unit: str
    cells: tuple[str, ...]


def summary_paper(told: Summary, campaign: Campaign, *, at: datetime, size: str = "a4") -> Paper:
    """The table with its total; ``at`` is the moment of the figures, told at the foot."""
    size = size if size in SIZES else SIZES[0]
    context = {
        "organiser": campaign.keeper.name, "campaign": campaign.name, "themes": told.themes,
        "lines": [_line(str(number), row) for number, row in enumerate(told.rows, 1)], "total": _line("", told.total),
        "moment": dates.at_hour(at), "title": f"Biểu tổng hợp {campaign.name}",
    }  # fmt: skip
    name = f"bieu-tong-hop-{campaign.code}.pdf"
    return paper("summary", context, css=("summary", f"summary_{size}"), filename=name)


def _line(number: str, row: Row) -> Line:
    counts = [*_counts(row.figures), *row.by_theme, row.figures.commended, row.figures.copied]
    share = numbers.percent(row.figures.recognised, row.figures.registered) if row.figures.registered else ""
    said = [numbers.grouped(count) for count in counts]
    return Line(number, row.unit, (*said[:8], share, *said[8:]))


def _counts(one: Figures) -> list[int]:
    return [
        one.registered, one.collective, one.individual, one.new, one.kept,
        one.recognised, one.recognised_collective, one.recognised_individual,
    ]  # fmt: skip
