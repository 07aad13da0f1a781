"""What a unit answers to a finding, with the files that prove it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from danvan.accounts.models import User
from danvan.ledger.machine import StepRefused
from danvan.ledger.record import wait_for_writers
from danvan.visits.keeping import kept
from danvan.visits.models import Finding, FindingProof
from danvan.visits.workflow import FINDING_LIFE


@transaction.atomic
def answer(
    *, finding: Finding, text: str, files: Sequence[File[bytes]] = (), seen: int | None = None, by: User, at: datetime
) -> Finding:
    """Say what was done, and hand the finding back to those who made it.

    Raises ``StepRefused`` or ``kit.uploads.BadUpload``, and stores nothing then.
    """
    FINDING_LIFE.take(finding, "answer", by=by, at=at, note=text, seen=seen)
    for upload in files:
        kept(FindingProof(finding=finding), upload, by=by, at=at)
    fresh = Finding.objects.get(pk=finding.pk)
    fresh.answer, fresh.answered_by, fresh.answered_at = text.strip(), by, at
    fresh.save(update_fields=["answer", "answered_by", "answered_at"])
    return fresh


@transaction.atomic
def settle(*, finding: Finding, step: str, note: str, seen: int | None, by: User, at: datetime) -> None:
    """Close a finding or ask for more. Raises ``StepRefused``."""
    wait_for_writers()
    if step == "answer":
        raise StepRefused("Hãy ghi câu trả lời vào ô trả lời.")
    FINDING_LIFE.take(finding, step, by=by, at=at, note=note, seen=seen)
