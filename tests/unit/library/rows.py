"""Documents for tests: the least a valid row needs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from danvan.accounts.models import User
from danvan.library.actions import Words, begin, publish
from danvan.library.files import attach
from danvan.library.models import Document, DocumentKind
from danvan.units.models import Unit
from tests import make

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def kind(code: str = "huong-dan", name: str = "Hướng dẫn") -> DocumentKind:
    return DocumentKind.objects.get_or_create(code=code, defaults={"name": name})[0]


def words(**more: Any) -> Words:
    given: dict[str, Any] = {
        "kind": kind(), "title": "Hướng dẫn đăng ký mô hình", "body": "Ban Dân vận Tỉnh ủy",
        "number": "05-HD/BDVTU", "signed_on": date(2026, 2, 5),
    }  # fmt: skip
    return Words(**{**given, **more})


def draft(at: Unit, by: User, **more: Any) -> Document:
    return begin(unit=at, words=words(**more), by=by, at=make.NOON)


def public(at: Unit, by: User, *, file: bytes = b"", name: str = "huong-dan.pdf", **more: Any) -> Document:
    made = draft(at, by, **more)
    if file:
        made = attach(document=made, upload=SimpleUploadedFile(name, file), by=by, at=make.NOON)
    return publish(document=made, by=by, at=make.NOON)
