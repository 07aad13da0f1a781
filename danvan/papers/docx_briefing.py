"""The quarterly report drawn from the briefing sheet, as a Word draft: its figures part by part, and who still owes."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from danvan.kit.numbers import grouped
from danvan.papers.docx_parts import parted_docx
from danvan.papers.official import Official, Plain, official
from danvan.papers.parts import Body, Column, Grid, Part, grid, numbered
from danvan.papers.profiles import PARTY, profile_for
from danvan.progress.periods import ROMAN
from danvan.reports.briefing import Part as Figures
from danvan.reports.briefing import Sheet


def briefing_docx(told: Sheet, *, board: str, place: str, at: datetime) -> tuple[str, bytes]:
    """The name of the file and its bytes: the report of a quarter from the board that writes it."""
    parts = [Part(f"{one.title} ({one.scope})", (), _grid(one)) for one in told.parts]
    body = Body(numbered([*parts, _owing(told)]))
    page = _page(told, board, place, timezone.localdate(at))
    made = parted_docx(page, body, title=f"Báo cáo {told.period.label}", at=at)
    return f"bao-cao-quy-{told.period.number}-{told.period.year}.docx", made


def _page(told: Sheet, board: str, place: str, day: date) -> Official:
    period = told.period
    quarter = f"quý {ROMAN[period.number]} năm {period.year}"
    return official(Plain(
        layout=profile_for(PARTY, day).code, body=board, type_name="BÁO CÁO", kind="BC", place=place, year=day.year,
        summary=f"kết quả thực hiện phong trào thi đua “Dân vận khéo” {quarter}",
        text=f"Thực hiện phong trào thi đua “Dân vận khéo”, {board} báo cáo kết quả {quarter} như sau:",
        capacity="Trưởng ban", recipients="Cấp ủy (b/c)\nLưu", is_draft=True,
    ))  # fmt: skip


def _grid(part: Figures) -> Grid:
    columns = [Column("Chỉ tiêu"), Column("Số lượng", "count"), Column("Cộng", "note")]
    return grid(columns, [(figure.label, grouped(figure.count), figure.note) for figure in part.figures])


def _owing(told: Sheet) -> Part:
    count = f"{len(told.owing)} hồ sơ" if told.owing else "không có"
    return Part(f"Chưa báo cáo: {count}", tuple(f"- {one.name} ({one.note})" for one in told.owing))
