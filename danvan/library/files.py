"""The file of a document: judged by content, kept under a name of our own, one at a time."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction

from danvan.accounts.models import User
from danvan.kit.uploads import BadUpload, Judged, cleaned, judge
from danvan.ledger.record import Act, record
from danvan.library.actions import CannotKeep, fresh_document, may_keep
from danvan.library.models import Document
from danvan.library.secrecy import why_secret

EXTENSIONS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
_ONLY = "Chỉ nhận tệp PDF, Word (.docx) hoặc Excel (.xlsx)."


def attach(*, document: Document, upload: File[bytes], by: User, at: datetime) -> Document:
    """Put this file in the place of the one before: the file first, then its row, or neither.

    Raises ``CannotKeep``, or ``kit.uploads.BadUpload`` for a file of another kind.
    """
    if not may_keep(by, document.unit):
        raise CannotKeep("Bạn không sửa được văn bản này.")
    if refusal := why_secret(upload.name or ""):
        raise CannotKeep(refusal)
    judged = judge(upload, upload.name or "", max_bytes=settings.UPLOAD_MAX_BYTES)
    if judged.extension not in EXTENSIONS:
        raise BadUpload(_ONLY)
    content = cleaned(upload, judged)
    holder, kept = Document(pk=document.pk), False
    holder.file.save(f"{uuid.uuid4().hex}.{judged.extension}", ContentFile(content), save=False)
    try:
        stored = _enter(document, holder, judged, content, by, at)
        kept = stored.file.name == holder.file.name
        return stored
    finally:
        if not kept:  # refused, broken off, or the same file as before: no file without its row
            holder.file.storage.delete(holder.file.name or "")


@transaction.atomic
def _enter(document: Document, holder: Document, judged: Judged, content: bytes, by: User, at: datetime) -> Document:
    fresh, digest = fresh_document(document, by), hashlib.sha256(content).hexdigest()
    if fresh.sha256 == digest and fresh.file:
        return fresh
    old = fresh.file.name or ""
    details = {"file": [fresh.file_name, judged.safe_name], "sha256": [fresh.sha256, digest]}
    fresh.file = holder.file.name
    fresh.file_name, fresh.content_type = judged.safe_name, judged.content_type
    fresh.size, fresh.sha256 = len(content), digest
    _store(fresh, old)
    record(Act(fresh, "attach_document", "Thêm tệp văn bản", fresh.unit, details=details), by=by, at=at)
    return fresh


@transaction.atomic
def detach(*, document: Document, by: User, at: datetime) -> Document:
    """Take the file away for good; its name and its hash stay on record. Raises ``CannotKeep``."""
    fresh = fresh_document(document, by)
    if not fresh.file:
        return fresh
    old, details = fresh.file.name or "", {"file": [fresh.file_name, ""], "sha256": [fresh.sha256, ""]}
    fresh.file = ""
    fresh.file_name = fresh.content_type = fresh.sha256 = ""
    fresh.size = 0
    _store(fresh, old)
    record(Act(fresh, "detach_document", "Bỏ tệp văn bản", fresh.unit, details=details), by=by, at=at)
    return fresh


def _store(document: Document, old: str) -> None:
    document.edition += 1
    document.save()
    if old:
        transaction.on_commit(partial(document.file.storage.delete, old))
