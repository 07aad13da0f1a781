"""Workbooks between sending and storing: a private file, and the row that says whose it is."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from danvan.accounts.models import User
from danvan.dossiers.models import Campaign
from danvan.exchange.models import Import
from danvan.exchange.preview import Applied
from danvan.kit.uploads import BadUpload, safe_name, workbook_is_safe

FOLDER = "imports"


class NotStaged(LookupError):
    """No such import, or it is someone else's: the page answers 404."""


def _place(owner_id: int, key: UUID) -> str:
    """Each person's imports lie in a folder of their own, so that a key alone opens nothing."""
    return f"{FOLDER}/{owner_id}/{key}.xlsx"


def contents(staged: Import) -> bytes:
    """The workbook itself. Raises ``NotStaged`` when it is gone or no longer what was sent."""
    try:
        with default_storage.open(_place(staged.owner_id, staged.key)) as file:
            data: bytes = file.read()
    except FileNotFoundError as gone:
        raise NotStaged(str(staged.key)) from gone
    if hashlib.sha256(data).hexdigest() != staged.sha256:
        raise NotStaged(str(staged.key))
    return data


def stage(upload: UploadedFile[Any], *, campaign: Campaign, by: User, at: datetime) -> Import:
    """Keep a workbook. Raises ``kit.uploads.BadUpload`` with a sentence for anything but a safe .xlsx."""
    upload.seek(0)
    data = upload.read(settings.UPLOAD_MAX_BYTES + 1)
    if not data:
        raise BadUpload("Tệp rỗng, không có nội dung. Hãy chọn lại tệp.")
    if len(data) > settings.UPLOAD_MAX_BYTES:
        raise BadUpload(f"Tệp nặng quá {settings.UPLOAD_MAX_BYTES // 2**20} MB. Hãy chia thành nhiều tệp.")
    return keep(data, name=upload.name or "", campaign=campaign, by=by, at=at)


def keep(data: bytes, *, name: str, campaign: Campaign, by: User, at: datetime) -> Import:
    """Keep what was read of a workbook. Raises ``kit.uploads.BadUpload`` for anything but a safe .xlsx."""
    workbook_is_safe(data)
    staged = Import(
        owner=by, campaign=campaign, name=safe_name(name, "xlsx"), sha256=hashlib.sha256(data).hexdigest(),
        created_at=at,
    )  # fmt: skip
    default_storage.save(_place(by.pk, staged.key), ContentFile(data))
    staged.save()
    return staged


def discard(staged: Import) -> None:
    """Take back a workbook that turned out to hold nothing for us, or that nobody came back for."""
    default_storage.delete(_place(staged.owner_id, staged.key))
    staged.delete()


def throw_away(*, before: datetime) -> int:
    """Discard the workbooks that were sent before a moment and never stored, and files that nobody knows of any
    more; gives how many."""
    forgotten = list(Import.objects.filter(applied_at__isnull=True, created_at__lt=before))
    for staged in forgotten:
        discard(staged)
    known = {_place(owner, key) for owner, key in Import.objects.values_list("owner", "key")}
    strays = [name for name in _files() if name not in known and default_storage.get_modified_time(name) < before]
    for name in strays:
        default_storage.delete(name)
    return len(forgotten) + len(strays)


def _files() -> list[str]:
    owners = default_storage.listdir(FOLDER)[0] if default_storage.exists(FOLDER) else []
    folders = [f"{FOLDER}/{owner}" for owner in owners]
    return [f"{folder}/{name}" for folder in folders for name in default_storage.listdir(folder)[1]]


def load(key: UUID, by: User) -> Import:
    """The import of this person with this key. Raises ``NotStaged``."""
    found = Import.objects.filter(owner=by, key=key).select_related("campaign").first()
    if found is None:
        raise NotStaged(str(key))
    return found


def recent(by: User, limit: int = 10) -> list[Import]:
    """The last imports of this person, newest first."""
    return list(Import.objects.filter(owner=by).select_related("campaign").order_by("-created_at", "key")[:limit])


def mark_applied(staged: Import, applied: Applied, *, at: datetime) -> Import:
    """Note that the workbook was stored, and how much of it."""
    staged.applied_at, staged.applied_new, staged.applied_changed = at, applied.new, applied.changed
    staged.applied_scores = applied.scores
    staged.save(update_fields=["applied_at", "applied_new", "applied_changed", "applied_scores"])
    return staged


def agree(staged: Import, question: str) -> None:
    """Note that its owner has looked at what a question (``preview.QUESTIONS``) is about."""
    staged.agreed = sorted({*staged.agreed, question})
    staged.save(update_fields=["agreed"])
