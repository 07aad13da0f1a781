"""The public list of models on paper: what was asked for, a table headed on every page, the time of its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from danvan.dossiers.naming import public_holder, public_title
from danvan.kit import dates, numbers
from danvan.papers.paper import Paper, paper
from danvan.reports.readings import Reading, unallocated_name


@dataclass(frozen=True)
class Line:
    """One model as it is printed."""

    number: int
    title: str
    holder: str
    unit: str
    theme: str
    year: int
    papers: tuple[str, ...]


def practice_list_paper(
    rows: Sequence[Any], *, title: str, conditions: Sequence[str], reading: Reading, whole: int, at: datetime
) -> Paper:
    """These rows, which are the first of ``whole``; ``conditions`` are said as on the page."""
    count = numbers.grouped(whole)
    context = {
        "title": f"{title}: {count} mô hình", "heading": title, "count": count, "conditions": list(conditions),
        "reading": reading.label, "is_cut": len(rows) < whole, "shown": numbers.grouped(len(rows)),
        "lines": [_line(number, row, reading) for number, row in enumerate(rows, 1)], "moment": dates.at_hour(at),
        "site": settings.SITE_URL.rstrip("/").partition("://")[2],
    }  # fmt: skip
    return paper("practice_list", context, css=("practice_list",), filename="mo-hinh-dan-van-kheo.pdf")


def _line(number: int, row: Any, reading: Reading) -> Line:
    then = ", ".join(part for part in (row.unit_name, row.superior_name) if part)
    theme = row.theme.short_name or row.theme.name if row.theme else ""
    papers = [row.recognised_by, f"Khen thưởng: {row.commended_by}" if row.commended_by else ""]
    if row.revoked_on:
        number_told = f" số {row.revoked_by}" if row.revoked_by else ""
        papers.append(f"Bị thu hồi theo Quyết định{number_told}, ngày {dates.short(row.revoked_on)}")
    return Line(
        number=number, title=public_title(row), holder=public_holder(row) or row.get_holder_kind_display(),
        unit=then if reading is Reading.THEN else _now(row), theme=theme, year=row.year,
        papers=tuple(one for one in papers if one),
    )  # fmt: skip


def _now(row: Any) -> str:
    name: str = row.counts_in.name
    return name if row.is_allocated else unallocated_name(name)
