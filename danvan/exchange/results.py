"""Outcomes of old campaigns from their sheets: which registrations were recognised, and why others were not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from danvan.accounts.models import User
from danvan.dossiers.models import Campaign, Dossier
from danvan.dossiers.workflow import LIFE
from danvan.exchange.cells import is_marked
from danvan.exchange.grid import BadSheet
from danvan.exchange.registrations import Walked, walk
from danvan.kit import vi
from danvan.ledger.models import Channel


@dataclass(frozen=True)
class Outcome:
    """What became of one registration; ``reason`` is why it was not recognised."""

    dossier: Dossier
    is_recognised: bool
    reason: str


def outcomes(source: Path | str | bytes, *, campaign: Campaign, by: User) -> list[Outcome]:
    """The outcome of every line. Raises ``BadSheet`` naming the first line that is not stored or not decided."""
    return [_outcome(step) for step in walk(source, campaign=campaign, by=by).steps]


def _outcome(step: Walked) -> Outcome:
    where = f"Dòng {step.line.number}, trang «{step.columns.table.sheet}»"
    dossier = step.rows[0].dossier
    if dossier is None:
        raise BadSheet(f"{where}: chưa có hồ sơ đăng ký. Hãy nhập đăng ký trước. {step.rows[0].sentence}")
    if "recognised" not in step.columns:
        return Outcome(dossier, _is_list_of_recognised(step), "")
    yes, no = (is_marked(step.columns.value(step.line, name)) for name in ("recognised", "declined"))
    if yes == no:
        raise BadSheet(f"{where}: phải đánh dấu đúng một trong hai ô Công nhận, Không.")
    return Outcome(dossier, yes, "" if yes else step.columns.text(step.line, "reason") or "Sổ cũ không ghi lý do.")


def _is_list_of_recognised(step: Walked) -> bool:
    """A list whose title says "được … công nhận" needs no column for it."""
    return any("được" in line and "công nhận" in line for line in map(vi.match_key, step.columns.table.preface))


@transaction.atomic
def record_outcomes(found: list[Outcome], *, by: User, at: datetime) -> tuple[int, int]:
    """Store outcomes through the steps for old papers; gives how many were recognised and how many were not."""
    yes = [outcome.dossier for outcome in found if outcome.is_recognised]
    no = {outcome.dossier.pk: outcome for outcome in found if not outcome.is_recognised}
    if yes:
        LIFE.take_many(yes, "record_approved", by=by, at=at, channel=Channel.SHEET)
    if no:
        notes = {pk: outcome.reason for pk, outcome in no.items()}
        dossiers = [outcome.dossier for outcome in no.values()]
        LIFE.take_many(dossiers, "record_declined", by=by, at=at, notes=notes, channel=Channel.SHEET)
    return len(yes), len(no)
