"""Adding, reusing and setting aside evidence files: judged by content, kept privately, never destroyed."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.criteria.models import Criterion
from danvan.dossiers.asking import criteria_locked
from danvan.dossiers.cards import Evidence, EvidenceQuerySet
from danvan.dossiers.enums import Voice
from danvan.dossiers.models import Dossier
from danvan.dossiers.scoring import CannotScore
from danvan.dossiers.turns import SELF_TURN
from danvan.kit.uploads import cleaned, judge
from danvan.ledger.record import Act, record, wait_for_writers


def may_attach(by: User, dossier: Dossier) -> bool:
    """Evidence is added by those who write for the unit, while the unit is at work on its card."""
    return dossier.state in SELF_TURN and may(by, Action.EDIT, dossier.keeper)


@transaction.atomic
def attach(*, dossier: Dossier, criterion: Criterion | None, upload: File[bytes], by: User, at: datetime) -> Evidence:
    """Keep a file as evidence. Raises ``CannotScore`` out of turn, ``kit.uploads.BadUpload`` for a bad file."""
    if not may_attach(by, dossier):
        raise CannotScore("Chưa đến lượt hoặc đã qua lượt thêm minh chứng cho hồ sơ này.")
    judged = judge(upload, upload.name or "", max_bytes=settings.UPLOAD_MAX_BYTES)
    content = cleaned(upload, judged)
    digest = hashlib.sha256(content).hexdigest()
    _still_in_turn(dossier, criterion, by, "Đã qua lượt thêm minh chứng cho hồ sơ này.")
    kept = dossier.evidence.filter(criterion=criterion, sha256=digest, removed_at__isnull=True).first()
    if kept is not None:  # the same file sent twice is one piece of evidence
        return kept
    evidence = Evidence(
        dossier=dossier, criterion=criterion, name=judged.safe_name, content_type=judged.content_type,
        size=len(content), sha256=digest, added_by=by, added_at=at,
    )  # fmt: skip
    evidence.file.save(f"{uuid.uuid4().hex}.{judged.extension}", ContentFile(content), save=False)
    evidence.save()
    record(Act(dossier, "attach", "Thêm minh chứng", dossier.unit, details={"name": ["", evidence.name]}), by=by, at=at)
    return evidence


def reusable(by: User, dossier: Dossier) -> EvidenceQuerySet:
    """The files that may prove something on this dossier too: those of the same unit, of this year and before."""
    kept = Evidence.objects.for_user(by).filter(removed_at__isnull=True)
    return kept.filter(dossier__keeper=dossier.keeper_id, dossier__year__lte=dossier.year)


@transaction.atomic
def reuse(*, evidence: Evidence, dossier: Dossier, criterion: Criterion | None, by: User, at: datetime) -> Evidence:
    """Let a file that is kept already prove another criterion, or another year; it is stored once.

    Raises ``CannotScore`` out of turn, or when the file is none of the unit's.
    """
    if not may_attach(by, dossier):
        raise CannotScore("Chưa đến lượt hoặc đã qua lượt thêm minh chứng cho hồ sơ này.")
    _still_in_turn(dossier, criterion, by, "Đã qua lượt thêm minh chứng cho hồ sơ này.")
    if not reusable(by, dossier).filter(pk=evidence.pk).exists():
        raise CannotScore(f"“{evidence.name}” không phải minh chứng đang dùng của đơn vị này nên không dùng lại được.")
    kept = dossier.evidence.filter(criterion=criterion, sha256=evidence.sha256, removed_at__isnull=True).first()
    if kept is not None:
        return kept
    again = Evidence.objects.create(
        dossier=dossier, criterion=criterion, name=evidence.name, file=evidence.file.name, size=evidence.size,
        content_type=evidence.content_type, sha256=evidence.sha256, reused_from=evidence, added_by=by, added_at=at,
    )  # fmt: skip
    details = {"name": ["", again.name]}
    record(Act(dossier, "attach", "Dùng lại minh chứng", dossier.unit, details=details), by=by, at=at)
    return again


@transaction.atomic
def set_aside(*, evidence: Evidence, by: User, at: datetime) -> None:
    """Take a file off its criterion; the file and the fact stay on record."""
    dossier = evidence.dossier
    if not may_attach(by, dossier):
        raise CannotScore("Chưa đến lượt hoặc đã qua lượt sửa minh chứng của hồ sơ này.")
    _still_in_turn(dossier, evidence.criterion, by, "Đã qua lượt sửa minh chứng của hồ sơ này.")
    evidence.removed_at = at
    evidence.save(update_fields=["removed_at"])
    record(Act(dossier, "detach", "Bỏ minh chứng", dossier.unit, details={"name": [evidence.name, ""]}), by=by, at=at)


def _still_in_turn(dossier: Dossier, criterion: Criterion | None, by: User, refusal: str) -> None:
    """Ask again once nobody else writes: a file is judged slowly, and the dossier may have gone on meanwhile."""
    wait_for_writers()
    dossier.refresh_from_db(fields=["state"])
    if not may_attach(by, dossier):
        raise CannotScore(refusal)
    if why := criteria_locked(dossier, Voice.SELF, [criterion]):
        raise CannotScore(why)
