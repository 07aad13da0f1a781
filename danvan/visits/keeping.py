"""Taking in a file for a visit or a finding: judged by content, pictures rewritten, kept under a name of our own."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.core.files.base import ContentFile, File

from danvan.accounts.models import User
from danvan.kit.uploads import BadUpload, Kind, cleaned, judge
from danvan.visits.models import KeptFile

F = TypeVar("F", bound=KeptFile)


def kept(made: F, upload: File[bytes], *, by: User, at: datetime, pictures_only: bool = False) -> F:
    """Fill in and store this row with the file. Raises ``kit.uploads.BadUpload`` with a sentence."""
    judged = judge(upload, upload.name or "", max_bytes=settings.UPLOAD_MAX_BYTES)
    if pictures_only and judged.kind != Kind.IMAGE:
        raise BadUpload("Đây không phải là ảnh. Hãy chọn ảnh JPEG, PNG hoặc WebP.")
    content = cleaned(upload, judged)
    made.name, made.content_type, made.size = judged.safe_name, judged.content_type, len(content)
    made.sha256, made.added_by, made.added_at = hashlib.sha256(content).hexdigest(), by, at
    made.file.save(f"{uuid.uuid4().hex}.{judged.extension}", ContentFile(content), save=False)
    made.save()
    return made
