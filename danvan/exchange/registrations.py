"""Registrations from a sheet: read and checked in memory, shown, then stored through the same door as the form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Count

from danvan.accounts.models import User
from danvan.dossiers.actions import NotYours, Stale, register_many
from danvan.dossiers.content import CannotRegister
from danvan.dossiers.editing import edit_many
from danvan.dossiers.models import Campaign
from danvan.dossiers.workflow import LIFE
from danvan.exchange.blanks import check_stamp
from danvan.exchange.columns import Columns, columns_of, year_of
from danvan.exchange.finding import ThemeFinder, UnitFinder
from danvan.exchange.grid import BadSheet, Line, Sheet, sheets_of, table_of
from danvan.exchange.judging import Judge, existing_dossiers
from danvan.exchange.preview import Applied, CellPreview, Preview, RowPreview, SheetNote
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Channel
from danvan.ledger.record import wait_for_writers

__all__ = ["Applied", "BadSheet", "CannotApply", "CellPreview", "Preview", "RowPreview", "SheetNote", "apply", "read"]


class CannotApply(Exception):
    """Nothing was stored; the message says why and what to do."""


@dataclass(frozen=True)
class Walked:
    """One line of a sheet beside what it registers."""

    columns: Columns
    line: Line
    rows: tuple[RowPreview, ...]


def read(source: Path | str | bytes, *, campaign: Campaign, by: User) -> Preview:
    """What this workbook would change in a campaign. Raises ``BadSheet`` with a sentence for a wrong file."""
    walked, notes = walk(source, campaign=campaign, by=by)
    return Preview(campaign, tuple(row for step in walked for row in step.rows), tuple(notes))


def walk(source: Path | str | bytes, *, campaign: Campaign, by: User) -> tuple[list[Walked], list[SheetNote]]:
    """Every line of every registration sheet, judged in order. Raises ``BadSheet`` when there is none."""
    sheets = sheets_of(source)
    check_stamp(sheets, campaign)
    judge = Judge(
        campaign, by, UnitFinder(campaign, by), ThemeFinder(campaign), existing_dossiers(campaign), _counts(campaign)
    )
    walked: list[Walked] = []
    notes: list[SheetNote] = []
    for sheet in sheets:
        columns, note = _readable(sheet, campaign)
        if columns is not None:
            year = year_of(columns.table)
            lines = columns.table.lines
            walked += [Walked(columns, line, tuple(judge.rows(columns, line, year))) for line in lines]
        if note:
            notes.append(SheetNote(sheet.name, columns is not None, note))
    if not any(note.is_read for note in notes):
        raise BadSheet(_nothing(notes, campaign))
    return walked, notes


def _counts(campaign: Campaign) -> dict[str, int]:
    rows = campaign.tracks.annotate(count=Count("version__criteria")).values_list("track", "count")
    return {track: count for track, count in rows if count}


def _readable(sheet: Sheet, campaign: Campaign) -> tuple[Columns | None, str]:
    """The columns of a registration sheet of this campaign, and what to say about the sheet."""
    table = table_of(sheet)
    if table is None:
        return None, ""
    columns = columns_of(table)
    if not (columns.holds_models or columns.holds_titles):
        return None, "Không phải bảng đăng ký, bỏ qua."
    year = year_of(table)
    if year is not None and not campaign.first_year <= year <= campaign.last_year:
        return None, f"Bảng của năm {year}, không thuộc đợt này, bỏ qua."
    return columns, f"Đọc {len(table.lines)} dòng."


def _nothing(notes: list[SheetNote], campaign: Campaign) -> str:
    years = [note for note in notes if note.note.startswith("Bảng của năm")]
    if years:
        return f"Trang «{years[0].name}» không phải của {campaign.name}. Hãy chọn đúng đợt hoặc đúng tệp."
    return "Tệp không có bảng đăng ký nào đọc được. Hãy tải mẫu của đợt này về, điền rồi gửi lại."


@transaction.atomic
def apply(preview: Preview, *, by: User, at: datetime, seen: str = "") -> Applied:
    """Store the new and the changed rows, all or none. Raises ``CannotApply`` when something moved since.

    ``seen`` is the ``Preview.fingerprint`` that the reader agreed to; empty means no comparison.
    The registrations of an archive are recorded at once: they were sent on paper, years ago.
    """
    if seen and seen != preview.fingerprint:
        raise CannotApply("Dữ liệu đã thay đổi từ lúc bạn xem trước. Hãy xem lại bảng đối chiếu rồi ghi.")
    wait_for_writers()
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=preview.campaign.pk)
    registrations = [row.registration for row in preview.rows if row.registration is not None]
    edits = [row.edit for row in preview.rows if row.edit is not None]
    channel = Channel.SHEET
    try:
        new = register_many(campaign=campaign, registrations=registrations, by=by, at=at, channel=channel)
        changed = edit_many(edits=edits, by=by, at=at, channel=channel)
        if campaign.is_archive and new:
            LIFE.take_many(new, "record", by=by, at=at, channel=channel)
    except (NotYours, CannotRegister, Stale, StepRefused) as refusal:
        raise CannotApply(f"Chưa ghi dòng nào. {refusal}") from refusal
    return Applied(len(new), len(changed))
