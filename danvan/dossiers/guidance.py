"""Guidance papers of a campaign: judged by content, kept privately, set aside and never destroyed."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction

from danvan.accounts.models import User
from danvan.dossiers.campaign_rows import CannotRun, may_run
from danvan.dossiers.models import Campaign, CampaignFile
from danvan.kit.uploads import cleaned, judge
from danvan.ledger.record import Act, record, wait_for_writers

MOST_FILES = 10


@transaction.atomic
def attach_guidance(*, campaign: Campaign, upload: File[bytes], by: User, at: datetime) -> CampaignFile:
    """Keep a paper with the campaign. Raises ``CannotRun``, or ``kit.uploads.BadUpload`` for a bad file."""
    if not may_run(by, campaign):
        raise CannotRun("Bạn không sửa được đợt thi đua này.")
    judged = judge(upload, upload.name or "", max_bytes=settings.UPLOAD_MAX_BYTES)
    content = cleaned(upload, judged)
    digest = hashlib.sha256(content).hexdigest()
    wait_for_writers()
    standing = campaign.files.filter(removed_at__isnull=True)
    if kept := standing.filter(sha256=digest).first():  # the same file sent twice is one paper
        return kept
    if standing.count() >= MOST_FILES:
        raise CannotRun(f"Mỗi đợt đính kèm nhiều nhất {MOST_FILES} tệp. Hãy bỏ bớt một tệp trước.")
    made = CampaignFile(
        campaign=campaign, name=judged.safe_name, content_type=judged.content_type, size=len(content), sha256=digest,
        added_by=by, added_at=at,
    )  # fmt: skip
    made.file.save(f"{uuid.uuid4().hex}.{judged.extension}", ContentFile(content), save=False)
    made.save()
    details = {"name": ["", made.name]}
    record(Act(campaign, "attach_guidance", "Thêm tệp hướng dẫn", campaign.keeper, details=details), by=by, at=at)
    return made


@transaction.atomic
def detach_guidance(*, file: CampaignFile, by: User, at: datetime) -> None:
    """Take a paper off the campaign; the file and the fact stay on record."""
    if not may_run(by, file.campaign):
        raise CannotRun("Bạn không sửa được đợt thi đua này.")
    wait_for_writers()
    file.refresh_from_db(fields=["removed_at"])
    if file.removed_at is not None:
        return
    file.removed_at = at
    file.save(update_fields=["removed_at"])
    act = Act(
        file.campaign, "detach_guidance", "Bỏ tệp hướng dẫn", file.campaign.keeper, details={"name": [file.name, ""]}
    )
    record(act, by=by, at=at)
