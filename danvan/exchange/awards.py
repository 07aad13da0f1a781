"""Lists attached to decisions: each line matched to the registration it names, by title, holder, unit and year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.dossiers.content import match_key
from danvan.dossiers.models import Campaign, Dossier
from danvan.exchange.cells import text_of
from danvan.exchange.columns import Columns, columns_of
from danvan.exchange.finding import NotFound, UnitFinder
from danvan.exchange.grid import BadSheet, Line, sheets_of, table_of
from danvan.exchange.judging import Key, existing_dossiers


@dataclass(frozen=True)
class Listed:
    """One line of an attached list: the registration, and the form of award where the list has one."""

    dossier: Dossier
    award: str


@dataclass(frozen=True)
class _Year:
    """What finding registrations of one campaign needs."""

    units: UnitFinder
    dossiers: dict[Key, Dossier]


def listed(source: Path | str | bytes, *, sheet: str, campaigns: Sequence[Campaign], by: User) -> list[Listed]:
    """The lines of one sheet in order. Raises ``BadSheet`` naming a line that matches no registration."""
    found = next((table_of(candidate) for candidate in sheets_of(source) if candidate.name == sheet), None)
    if found is None:
        raise BadSheet(f"Tệp không có trang «{sheet}» với bảng danh sách.")
    columns = columns_of(found)
    missing = [name for name in ("title", "unit", "year") if name not in columns]
    if missing:
        raise BadSheet(f"Trang «{sheet}» phải có cột tên mô hình, đơn vị và năm.")
    years = {
        year: _Year(UnitFinder(campaign, by), existing_dossiers(campaign))
        for campaign in campaigns
        for year in range(campaign.first_year, campaign.last_year + 1)
    }
    return [_line(columns, line, years) for line in found.lines]


def _line(columns: Columns, line: Line, years: dict[int, _Year]) -> Listed:
    where = f"Dòng {line.number}, trang «{columns.table.sheet}»"
    number = columns.value(line, "year")
    year = years.get(number) if isinstance(number, int) else None
    if year is None or not isinstance(number, int):
        raise BadSheet(f"{where}: năm «{text_of(number)}» không có đợt nào.")
    try:
        unit, standing = year.units.find(columns.text(line, "unit"), columns.text(line, "superior"))
    except NotFound as wrong:
        raise BadSheet(f"{where}: {wrong}") from wrong
    holder = columns.text(line, "holder_name") or standing.name
    key = unit.pk, number, match_key(Track.MODEL, columns.text(line, "title"), holder)
    if key not in year.dossiers:
        raise BadSheet(f"{where}: chưa có đăng ký «{columns.text(line, 'title')}» của {standing.name} năm {number}.")
    return Listed(year.dossiers[key], columns.text(line, "award"))
