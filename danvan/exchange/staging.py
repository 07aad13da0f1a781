"""Workbooks waiting between preview and storing: a private file beside a small record of whose it is."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from danvan.accounts.models import User
from danvan.dossiers.models import Campaign
from danvan.exchange.preview import Applied
from danvan.kit.uploads import BadUpload, safe_name, workbook_is_safe

FOLDER = "imports"


def _stem(owner_id: int, key: UUID) -> str:
    """Each person's imports lie in a folder of their own, so that a key alone opens nothing."""
    return f"{FOLDER}/{owner_id}/{key}"


class NotStaged(LookupError):
    """No such import, or it is someone else's: the page answers 404."""


@dataclass(frozen=True)
class Staged:
    """One workbook kept for its owner until it is stored."""

    key: UUID
    owner_id: int
    campaign_code: str
    name: str  # as sent, made safe
    sha256: str
    created_at: datetime
    applied_at: datetime | None = None
    applied_new: int = 0
    applied_changed: int = 0

    def data(self) -> bytes:
        """The workbook itself. Raises ``NotStaged`` when it is gone or no longer what was sent."""
        data = _read(f"{_stem(self.owner_id, self.key)}.xlsx")
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise NotStaged(str(self.key))
        return data


def stage(upload: UploadedFile[Any], *, campaign: Campaign, by: User, at: datetime) -> Staged:
    """Keep a workbook. Raises ``kit.uploads.BadUpload`` with a sentence for anything but a safe .xlsx."""
    upload.seek(0)
    data = upload.read(settings.UPLOAD_MAX_BYTES + 1)
    if not data:
        raise BadUpload("Tệp rỗng, không có nội dung. Hãy chọn lại tệp.")
    if len(data) > settings.UPLOAD_MAX_BYTES:
        raise BadUpload(f"Tệp nặng quá {settings.UPLOAD_MAX_BYTES // 2**20} MB. Hãy chia thành nhiều tệp.")
    workbook_is_safe(data)
    staged = Staged(
        key=uuid4(), owner_id=by.pk, campaign_code=campaign.code, name=safe_name(upload.name or "", "xlsx"),
        sha256=hashlib.sha256(data).hexdigest(), created_at=at,
    )  # fmt: skip
    default_storage.save(f"{_stem(by.pk, staged.key)}.xlsx", ContentFile(data))
    _note(staged)
    return staged


def discard(staged: Staged) -> None:
    """Take back a workbook that turned out to hold nothing for us."""
    for ending in ("json", "xlsx"):
        default_storage.delete(f"{_stem(staged.owner_id, staged.key)}.{ending}")


def throw_away(*, before: datetime) -> int:
    """Discard the workbooks that were sent before a moment and never stored; gives how many."""
    owners = default_storage.listdir(FOLDER)[0] if default_storage.exists(FOLDER) else []
    count = 0
    for owner in owners:
        for name in default_storage.listdir(f"{FOLDER}/{owner}")[1]:
            staged = _parse(_read(f"{FOLDER}/{owner}/{name}")) if name.endswith(".json") else None
            if staged is not None and staged.applied_at is None and staged.created_at < before:
                discard(staged)
                count += 1
    return count


def load(key: UUID, by: User) -> Staged:
    """The import of this person with this key. Raises ``NotStaged``."""
    return _parse(_read(f"{_stem(by.pk, key)}.json"))


def recent(by: User, limit: int = 10) -> list[Staged]:
    """The last imports of this person, newest first."""
    folder = f"{FOLDER}/{by.pk}"
    if not default_storage.exists(folder):
        return []
    names = [name for name in default_storage.listdir(folder)[1] if name.endswith(".json")]
    own = [_parse(_read(f"{folder}/{name}")) for name in names]
    return sorted(own, key=lambda staged: staged.created_at, reverse=True)[:limit]


def mark_applied(staged: Staged, applied: Applied, *, at: datetime) -> Staged:
    """Note that the workbook was stored, and how much of it."""
    done = replace(staged, applied_at=at, applied_new=applied.new, applied_changed=applied.changed)
    default_storage.delete(f"{_stem(staged.owner_id, staged.key)}.json")
    _note(done)
    return done


def _note(staged: Staged) -> None:
    fields = {
        **vars(staged), "key": str(staged.key), "created_at": staged.created_at.isoformat(),
        "applied_at": staged.applied_at.isoformat() if staged.applied_at else None,
    }  # fmt: skip
    text = json.dumps(fields, ensure_ascii=False)
    default_storage.save(f"{_stem(staged.owner_id, staged.key)}.json", ContentFile(text.encode()))


def _parse(data: bytes) -> Staged:
    fields = json.loads(data)
    moments = {name: fields[name] and datetime.fromisoformat(fields[name]) for name in ("created_at", "applied_at")}
    return Staged(**{**fields, **moments, "key": UUID(fields["key"])})


def _read(name: str) -> bytes:
    try:
        with default_storage.open(name) as file:
            data: bytes = file.read()
            return data
    except FileNotFoundError as gone:
        raise NotStaged(name) from gone
