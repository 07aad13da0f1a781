"""Scans of the signed paper: judged by content, kept privately, replaced but never destroyed."""

from __future__ import annotations

import errno
import hashlib
import uuid
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.db import transaction

from danvan.accounts.models import User
from danvan.decisions.actions import may_draft
from danvan.decisions.models import Decision, DecisionFile
from danvan.kit.uploads import BadUpload, Judged, Kind, cleaned, judge
from danvan.ledger.record import Act, record, wait_for_writers

FOLDER = "decisions"
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


class CannotKeep(Exception):
    """The scan is not kept; the message says what and how to mend it."""


def may_scan(by: User, decision: Decision) -> bool:
    """Those who write the decision add the scan of its paper, and a better one later."""
    return may_draft(by, decision.unit, archive=decision.is_archive)


def keep_scan(*, decision: Decision, upload: File[bytes], by: User, at: datetime) -> DecisionFile:
    """Keep a scan of the signed paper: the file first, then its row, or neither of them.

    Raises ``CannotKeep``, or ``kit.uploads.BadUpload`` for what is no PDF and no picture.
    """
    if not may_scan(by, decision):
        raise CannotKeep("Bạn không được thêm bản quét cho quyết định này.")
    judged, content = _judged(upload)
    scan = DecisionFile(
        decision=decision, name=judged.safe_name, content_type=judged.content_type, size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), added_by=by, added_at=at,
    )  # fmt: skip
    _store(scan, content, judged.extension)
    kept = None
    try:
        kept = _enter(scan)
    finally:
        if kept is not scan:  # refused, broken off, or the same file as before: no file without its row
            scan.file.storage.delete(scan.file.name or "")
    return kept


def _judged(upload: File[bytes]) -> tuple[Judged, bytes]:
    judged = judge(upload, upload.name or "", max_bytes=settings.UPLOAD_MAX_BYTES)
    if judged.kind not in {Kind.PDF, Kind.IMAGE}:
        raise BadUpload("Bản quét phải là tệp PDF hoặc ảnh JPEG, PNG, WEBP.")
    return judged, cleaned(upload, judged)


def _store(scan: DecisionFile, content: bytes, extension: str) -> None:
    try:
        scan.file.save(f"{uuid.uuid4().hex}.{extension}", ContentFile(content), save=False)
    except OSError as broken:
        if broken.errno in _NO_ROOM:
            raise CannotKeep(
                "Máy chủ hết chỗ chứa tệp nên bản quét chưa được lưu. Hãy báo quản trị viên rồi tải lên lại."
            ) from broken
        raise


@transaction.atomic
def _enter(scan: DecisionFile) -> DecisionFile:
    """Put the scan in the place of the one before; the same file sent twice is one scan."""
    wait_for_writers()
    before = scan.decision.files.filter(removed_at__isnull=True).order_by("-pk").first()
    if before is not None and before.sha256 == scan.sha256:
        return before
    if before is not None:
        before.removed_at = scan.added_at
        before.save(update_fields=["removed_at"])
    scan.save()
    label = "Thay bản quét văn bản đã ký" if before else "Thêm bản quét văn bản đã ký"
    details = {"scan": [before.name if before else "", scan.name]}
    record(Act(scan.decision, "scan", label, scan.decision.unit, details=details), by=scan.added_by, at=scan.added_at)
    return scan


def sweep(*, before: datetime) -> int:
    """Throw away files that have no row and are older than ``before``: what a killed process left lying."""
    storage = DecisionFile._meta.get_field("file").storage
    known = set(DecisionFile.objects.values_list("file", flat=True))
    lost = [path for path in _files(storage) if path not in known and storage.get_modified_time(path) < before]
    for path in lost:
        storage.delete(path)
    return len(lost)


def _files(storage: Storage) -> Iterator[str]:
    if not storage.exists(FOLDER):
        return
    for year in storage.listdir(FOLDER)[0]:
        for name in storage.listdir(f"{FOLDER}/{year}")[1]:
            yield f"{FOLDER}/{year}/{name}"
