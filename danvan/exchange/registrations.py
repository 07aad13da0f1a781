"""Registrations from a sheet, read and checked in memory against what is stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from django.db.models import Count

from danvan.accounts.models import User
from danvan.dossiers.models import Campaign
from danvan.exchange.blanks import ASIDE
from danvan.exchange.columns import Columns, columns_of, knows, year_of
from danvan.exchange.finding import ThemeFinder, UnitFinder
from danvan.exchange.grid import BadSheet, Line, Sheet, sheets_of, table_of
from danvan.exchange.judging import Judge, existing_dossiers
from danvan.exchange.matching import headings_of, matched_by
from danvan.exchange.preview import (
    ALIKE,
    ASK,
    CHANGED,
    CONVERTED,
    NEW,
    Applied,
    CellPreview,
    Preview,
    RowPreview,
    SheetNote,
)
from danvan.exchange.score_rows import ScoreJudge
from danvan.exchange.stamps import STAMP_SHEET, Stamp, check_stamp, lists_of, stamp_of
from danvan.exchange.storing import CannotApply, apply

__all__ = ["Applied", "BadSheet", "CannotApply", "CellPreview", "Preview", "RowPreview", "SheetNote", "apply", "read"]


@dataclass(frozen=True)
class Walked:
    """One line of a sheet beside what it registers."""

    columns: Columns
    line: Line
    rows: tuple[RowPreview, ...]


@dataclass(frozen=True)
class Walk:
    """A whole workbook, line by line, and what is to be said of its sheets."""

    steps: tuple[Walked, ...]
    notes: tuple[SheetNote, ...]
    is_form: bool  # it carries our stamp
    unread: tuple[str, ...] = ()  # headings that nobody has said the meaning of


def read(source: Path | str | bytes, *, campaign: Campaign, by: User, agreed: Collection[str] = ()) -> Preview:
    """What this workbook would change in a campaign. Raises ``BadSheet`` with a sentence for a wrong file.

    ``agreed`` are the questions (``preview.QUESTIONS``) that its reader has looked at.
    """
    return preview_of(walk(source, campaign=campaign, by=by, agreed=agreed), campaign)


def preview_of(found: Walk, campaign: Campaign) -> Preview:
    """What was walked, as its reader sees it."""
    return Preview(campaign, tuple(row for step in found.steps for row in step.rows), found.notes, found.unread)


def walk(source: Path | str | bytes, *, campaign: Campaign, by: User, agreed: Collection[str] = ()) -> Walk:
    """Every line of every sheet for us, judged in order. Raises ``BadSheet`` when there is none."""
    sheets = sheets_of(source, old_text=True)
    stamp = stamp_of(sheets)
    check_stamp(stamp, campaign)
    judge = _judge(campaign, by, is_form=stamp is not None)
    left_out = {*ASIDE, STAMP_SHEET} if stamp else set()
    reader = _Reader(campaign, {} if stamp else matched_by(by), stamp)
    steps: list[Walked] = []
    notes: list[SheetNote] = []
    for sheet in sheets:
        columns, note = (None, "") if sheet.name in left_out else reader.columns(sheet)
        if columns is not None:
            steps += _steps(columns, judge, agreed)
        if note:
            notes.append(SheetNote(sheet.name, columns is not None, note))
    if not any(note.is_read for note in notes):
        raise (Unmatched if reader.tables else BadSheet)(_nothing(notes, campaign))
    tables = list({id(step.columns): step.columns.table for step in steps}.values()) if stamp is None else []
    unread = (heading.label for heading in headings_of(tables, reader.matched) if not heading.is_certain)
    return Walk(tuple(steps), tuple(notes), stamp is not None, tuple(unread))


class Unmatched(BadSheet):
    """The workbook has tables, but none with headings that say what we need: they can be matched by hand."""


def _judge(campaign: Campaign, by: User, *, is_form: bool) -> Judge:
    return Judge(
        campaign, by, UnitFinder(campaign, by), ThemeFinder(campaign), existing_dossiers(campaign), _counts(campaign),
        is_form=is_form, scores=ScoreJudge(campaign, by),
    )  # fmt: skip


def _steps(columns: Columns, judge: Judge, agreed: Collection[str]) -> list[Walked]:
    year = year_of(columns.table)
    return [
        Walked(columns, line, tuple(asked(row, agreed) for row in judge.rows(columns, line, year)))
        for line in columns.table.lines
    ]


def asked(row: RowPreview, agreed: Collection[str]) -> RowPreview:
    """A row whose reader has to look at something first, instead of one that would be stored as it is."""
    why = {CONVERTED: _converted(row)} if row.converted else {}
    if row.near:
        why[ALIKE] = f"{row.near} Cùng một mô hình thì ghi tên như đã có; mô hình khác thì đồng ý ghi thêm."
    open_ones = frozenset(question for question in why if question not in agreed)
    if not open_ones or row.outcome not in (NEW, CHANGED):
        return row
    sentence = " ".join(why[question] for question in sorted(open_ones))
    return replace(row, outcome=ASK, sentence=sentence, asks=open_ones, registration=None, edit=None, score=None)


def _converted(row: RowPreview) -> str:
    labels = "; ".join(cell.column_label for cell in row.converted)
    return f"Chữ kiểu cũ (TCVN3 hoặc VNI) đã được chuyển mã, cần bạn xem: {labels}."


def _counts(campaign: Campaign) -> dict[str, int]:
    rows = campaign.tracks.annotate(count=Count("version__criteria")).values_list("track", "count")
    return {track: count for track, count in rows if count}


@dataclass
class _Reader:
    """Tells the sheets that are for us from the others."""

    campaign: Campaign
    matched: Mapping[str, str]
    stamp: Stamp | None
    tables: int = 0  # tables that were found but are none of ours

    def columns(self, sheet: Sheet) -> tuple[Columns | None, str]:
        """The columns of a sheet of this campaign, and what to say about the sheet."""
        table = table_of(sheet, knows(self.matched))
        if table is None:
            return None, ""
        columns = columns_of(table, self.matched)
        if not (columns.holds_models or columns.holds_titles or columns.holds_scores):
            self.tables += 1
            return None, "Không phải bảng đăng ký, bỏ qua."
        year = year_of(table)
        if year is not None and not self.campaign.first_year <= year <= self.campaign.last_year:
            return None, f"Bảng của năm {year}, không thuộc đợt này, bỏ qua."
        if columns.holds_scores and self.stamp and dict(self.stamp.lists) != lists_of(self.campaign):
            return None, "Bộ tiêu chí của đợt đã khác với lúc tải mẫu, bỏ qua. Hãy tải mẫu mới."
        return columns, f"Đọc {len(table.lines)} dòng."


def _nothing(notes: list[SheetNote], campaign: Campaign) -> str:
    years = [note for note in notes if note.note.startswith("Bảng của năm")]
    if years:
        return f"Trang «{years[0].name}» không phải của {campaign.name}. Hãy chọn đúng đợt hoặc đúng tệp."
    return "Tệp không có bảng đăng ký nào đọc được. Hãy tải mẫu của đợt này về, điền rồi gửi lại."
