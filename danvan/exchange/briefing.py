"""The quarterly briefing sheet as a workbook: the figures on one page, who owes a report on another."""

from __future__ import annotations

from danvan.exchange.lists import Column, Page, workbook
from danvan.reports.briefing import Sheet

COLUMNS = (Column("Phần", 28), Column("Chỉ tiêu", 48), Column("Số lượng", 12), Column("Giá trị", 28))
OWING = (Column("STT", 6), Column("Đơn vị", 40), Column("Hồ sơ", 60))


def briefing_workbook(told: Sheet, *, board: str) -> bytes:
    """An .xlsx of the sheet of one board; numbers stay numbers."""
    rows = [
        (part.title if not place else "", one.label, one.count, one.note)
        for part in told.parts
        for place, one in enumerate(part.figures)
    ]
    owing = [(number, one.note, one.name) for number, one in enumerate(told.owing, 1)]
    names = Page("Chưa báo cáo", f"Hồ sơ chưa báo cáo {told.period.label}", OWING, owing)
    return workbook(f"{board}: bảng giao ban {told.period.label}", COLUMNS, rows, [names])
