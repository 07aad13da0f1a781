"""Headings that an office matched by hand, remembered for that office, and those still to be matched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from danvan.accounts.access import homes
from danvan.accounts.models import User
from danvan.exchange.cells import label_key, text_of
from danvan.exchange.columns import PASSED_OVER, column_of, heading_key, knows
from danvan.exchange.grid import Table, sheets_of, table_of
from danvan.exchange.models import ColumnMatch
from danvan.exchange.stamps import stamp_of

SAMPLES, LOOKED_AT = 3, 50
# What a heading can be matched with, as the form of a campaign calls it; registrations of models and of titles.
COLUMNS: dict[str, str] = {
    "title": "Tên mô hình", "unit": "Đơn vị", "superior": "Cấp trên của đơn vị",
    "holder_name": "Tập thể, cá nhân đăng ký", "holder_kind": "Tập thể hay cá nhân", "theme": "Lĩnh vực",
    "continuity": "Mới hay duy trì", "is_new": "Đánh dấu: đăng ký mới", "is_kept": "Đánh dấu: duy trì",
    "situation": "Thực trạng, lý do", "objectives": "Mục tiêu, tiêu chí", "method": "Nội dung, cách thức",
    "place": "Địa bàn, đối tượng", "forces": "Lực lượng thực hiện", "resources": "Nguồn lực", "schedule": "Thời gian",
    "outputs": "Sản phẩm, kết quả đầu ra", "upkeep": "Khả năng duy trì, nhân rộng", "contact": "Người phụ trách",
    "achieved": "Kết quả thực hiện", "registered_on": "Ngày đăng ký", "year": "Năm",
    "target_count": "Số tiêu chí đăng ký (danh hiệu)",
}  # fmt: skip
_NOTHING_TO_READ = {label_key(label) for label in PASSED_OVER}


@dataclass(frozen=True)
class Heading:
    """One heading of a workbook: where it stands, what it is taken for, and a few of the cells under it."""

    sheet: str
    key: str
    label: str
    column: str
    samples: Sequence[str]
    is_certain: bool  # known by itself, or matched before, even as nothing


def matched_by(user: User) -> dict[str, str]:
    """What the offices of this person have said of headings; the office of the first post has the last word."""
    units = [unit.pk for unit in homes(user)]
    rows = ColumnMatch.objects.filter(unit__in=units).order_by("pk")
    found = sorted(rows, key=lambda row: units.index(row.unit_id), reverse=True)
    return {row.heading: row.column for row in found}


def tables_of(source: Path | str | bytes, by: User) -> list[Table]:
    """The tables of an office's own workbook. Raises ``BadSheet``; none in a form of ours, which needs no matching."""
    sheets = sheets_of(source, old_text=True)
    if stamp_of(sheets) is not None:
        return []
    found = (table_of(sheet, knows(matched_by(by))) for sheet in sheets)
    return [table for table in found if table is not None and table.lines]


def headings_of(tables: Sequence[Table], matched: Mapping[str, str]) -> list[Heading]:
    """Every heading of these tables once, in the order in which they stand."""
    found: dict[str, Heading] = {}
    for table in tables:
        for place, labels in enumerate(table.heads):
            key = heading_key(labels)
            if not key or key in found or key in _NOTHING_TO_READ or place == table.number_column:
                continue
            cells = (text_of(line.at(place)) for line in table.lines[:LOOKED_AT])
            samples = list(dict.fromkeys(text for text in cells if text))[:SAMPLES]
            column = column_of(labels, matched)
            found[key] = Heading(table.sheet, key, ", ".join(labels), column, samples, bool(column) or key in matched)
    return list(found.values())


@transaction.atomic
def remember(*, choices: Mapping[str, str], by: User, at: datetime) -> None:
    """Keep what an office means by its headings; "" passes a column over. Told again, the last word counts."""
    unit = homes(by)[0]
    for heading, column in choices.items():
        ColumnMatch.objects.update_or_create(
            unit=unit, heading=heading, defaults={"column": column if column in COLUMNS else "", "by": by, "at": at}
        )
