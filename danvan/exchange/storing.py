"""Storing what a preview showed, all or none, through the doors that the screens use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from danvan.accounts.access import homes
from danvan.accounts.models import User
from danvan.criteria.models import Theme
from danvan.dossiers.actions import NotYours, Stale, register_many
from danvan.dossiers.content import NO_DAY, WRITTEN, CannotRegister, Content
from danvan.dossiers.editing import edit_many
from danvan.dossiers.enums import Voice
from danvan.dossiers.models import Campaign, Dossier
from danvan.dossiers.scores import scores_of
from danvan.dossiers.scoring import CannotScore, Entry, StaleCard, open_card, score
from danvan.dossiers.workflow import LIFE
from danvan.exchange.models import Import, ImportedRow
from danvan.exchange.preview import Applied, Preview, RowPreview, ScoreChange, Stored
from danvan.exchange.staging import mark_applied
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Channel
from danvan.ledger.record import Act, record, wait_for_writers

SHEET = Channel.SHEET


class CannotApply(Exception):
    """Nothing was stored; the message says why and what to do."""


@transaction.atomic
def carry_out(staged: Import, preview: Preview, *, by: User, at: datetime, seen: str = "") -> Applied:
    """Store a workbook that was sent, once, and keep what it did so that it can be undone. Raises ``CannotApply``."""
    wait_for_writers()
    if Import.objects.filter(pk=staged.pk, applied_at__isnull=False).exists():
        raise CannotApply("Tệp này đã được ghi trước đó; không ghi thêm lần nữa.")
    applied = apply(preview, by=by, at=at, seen=seen)
    rows = [ImportedRow(source=staged, **vars(stored)) for stored in applied.rows]
    ImportedRow.objects.bulk_create(rows, batch_size=500)
    mark_applied(staged, applied, at=at)
    told = {"file": staged.name, "new": applied.new, "changed": applied.changed, "scores": applied.scores}
    home = next(iter(homes(by)), preview.campaign.keeper)
    record(Act(staged, "import", "Nhập từ tệp Excel", home, details=told), by=by, at=at, channel=SHEET)
    return applied


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
    try:
        new = _register(preview, campaign, by, at)
        changed = _edit(preview, by, at)
        cards = _score([row for row in preview.rows if row.score is not None], by, at)
    except (NotYours, CannotRegister, Stale, StepRefused, CannotScore, StaleCard) as refusal:
        raise CannotApply(f"Chưa ghi dòng nào. {refusal}") from refusal
    lines = sum(row.score is not None for row in preview.rows)
    return Applied(len(new), len(changed), lines, rows=(*new, *changed, *cards))


def _register(preview: Preview, campaign: Campaign, by: User, at: datetime) -> list[Stored]:
    rows = [row for row in preview.rows if row.registration is not None]
    registrations = [row.registration for row in rows if row.registration is not None]
    made = register_many(campaign=campaign, registrations=registrations, by=by, at=at, channel=SHEET)
    if campaign.is_archive and made:
        LIFE.take_many(made, "record", by=by, at=at, channel=SHEET)
    moves = 1 if campaign.is_archive else 0
    return [
        Stored(row.sheet, row.row, one, None, one.edition, moves) for row, one in zip(rows, made, strict=True)
    ]  # fmt: skip


def _edit(preview: Preview, by: User, at: datetime) -> list[Stored]:
    edits = [(row, row.edit) for row in preview.rows if row.edit is not None]
    edit_many(edits=[edit for _, edit in edits], by=by, at=at, channel=SHEET)
    return [
        Stored(row.sheet, row.row, old, written(old), edition + 1, old.moves) for row, (old, _, edition) in edits
    ]  # fmt: skip


def _score(rows: Sequence[RowPreview], by: User, at: datetime) -> list[Stored]:
    """The lines of each card at once; cards that do not exist yet are opened."""
    by_dossier: dict[int, list[tuple[RowPreview, ScoreChange]]] = defaultdict(list)
    for row in rows:
        if row.score is not None:
            by_dossier[row.score.dossier.pk].append((row, row.score))
    return [_score_one(lines, by, at) for lines in by_dossier.values()]


def _score_one(lines: Sequence[tuple[RowPreview, ScoreChange]], by: User, at: datetime) -> Stored:
    row, first = lines[0]
    card = open_card(dossier=first.dossier, voice=Voice.SELF, by=by, at=at)
    seen = first.edition or card.edition
    held = scores_of(card)
    before = {str(line.criterion.pk): said(held.get(line.criterion.pk)) for _, line in lines}
    entries = {line.criterion.pk: line.entry for _, line in lines}
    done = score(card=card, entries=entries, edition=seen, by=by, at=at, channel=SHEET)
    return Stored(row.sheet, row.row, first.dossier, before, done.edition, done.moves, card=done)


def said(line: Any) -> list[str | None]:
    """A line of a card as it is kept for undoing: result, points, words."""
    if line is None:
        return ["", None, ""]
    return [line.result, None if line.points is None else str(line.points), line.note]


def entry_of(kept: Sequence[Any]) -> Entry:
    """The line that was kept."""
    result, points, note = kept
    return Entry(result, None if points is None else Decimal(points), note)


def written(dossier: Dossier) -> dict[str, Any]:
    """What a dossier says, as JSON keeps it."""
    kept = {name: getattr(dossier, name) for name in WRITTEN}
    day = dossier.registered_on
    return {**kept, "theme": dossier.theme_id, "registered_on": day.isoformat() if day else None}


def content_of(kept: dict[str, Any], themes: dict[int, Theme]) -> Content:
    """The content that was kept; ``themes`` are those of its campaign, by id."""
    day = kept["registered_on"]
    theme = themes.get(kept["theme"]) if kept["theme"] else None
    return Content(**{**kept, "theme": theme, "registered_on": date.fromisoformat(day) if day else NO_DAY})
