"""Handing out a private file: an attachment, in a sandbox, of the type it was judged to be."""

from __future__ import annotations

from csp.constants import NONE
from django.db.models.fields.files import FieldFile
from django.http import FileResponse


def attached(file: FieldFile, name: str, content_type: str) -> FileResponse:
    """The file itself, never shown inside our pages."""
    answer = FileResponse(
        file.open("rb"), as_attachment=True, filename=name, content_type=content_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )  # fmt: skip
    answer._csp_replace = {"default-src": [NONE], "sandbox": True}  # type: ignore[attr-defined]
    return answer
