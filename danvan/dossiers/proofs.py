"""Adding and setting aside evidence files: judged by content, kept privately, never destroyed."""

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
from danvan.dossiers.cards import Evidence
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
    _still_in_turn(dossier, by, "Đã qua lượt thêm minh chứng cho hồ sơ này.")
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


@transaction.atomic
def set_aside(*, evidence: Evidence, by: User, at: datetime) -> None:
    """Take a file off its criterion; the file and the fact stay on record."""
    dossier = evidence.dossier
    if not may_attach(by, dossier):
        raise CannotScore("Chưa đến lượt hoặc đã qua lượt sửa minh chứng của hồ sơ này.")
    _still_in_turn(dossier, by, "Đã qua lượt sửa minh chứng của hồ sơ này.")
    evidence.removed_at = at
    evidence.save(update_fields=["removed_at"])
    record(Act(dossier, "detach", "Bỏ minh chứng", dossier.unit, details={"name": [evidence.name, ""]}), by=by, at=at)


def _still_in_turn(dossier: Dossier, by: User, refusal: str) -> None:
    """Ask again once nobody else writes: a file is judged slowly, and the dossier may have gone on meanwhile."""
    wait_for_writers()
    dossier.refresh_from_db(fields=["state"])
    if not may_attach(by, dossier):
        raise CannotScore(refusal)
