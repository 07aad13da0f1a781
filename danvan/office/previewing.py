"""What of a piece of evidence can be looked at in place: a picture, the pages of a PDF, words, or the first cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from danvan.dossiers.cards import Evidence
from danvan.kit.extracts import Rows, first_rows, paragraphs
from danvan.kit.numbers import decimal_vi

PICTURES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
PDF = "application/pdf"
_WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEETS = {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.ms-excel"}
_OLD = "Tệp Word đời cũ (.doc) không xem trước được; hãy tải về để xem."
_UNREAD = "Không đọc được nội dung tệp này để xem trước; hãy tải về để xem."


@dataclass(frozen=True)
class Fact:
    """One line of what is known of the file."""

    label: str
    value: str


@dataclass(frozen=True)
class Preview:
    """The body of the preview: one of its four kinds, or the sentence that says why there is none."""

    name: str
    download: str
    facts: Sequence[Fact]
    picture: str = ""
    pages: str = ""
    words: Sequence[str] = ()
    table: Rows | None = None
    none: str = ""


def preview(file: Evidence) -> Preview:
    """Read as much of the file as is shown."""
    name, download, facts = file.name, reverse("office:evidence", args=[file.pk]), _facts(file)
    shown = reverse("office:evidence-inline", args=[file.pk])
    if file.content_type in PICTURES:
        return Preview(name, download, facts, picture=shown)
    if file.content_type == PDF:
        return Preview(name, download, facts, pages=shown)
    if file.content_type == _WORDS:
        words = paragraphs(_read(file))
        return Preview(name, download, facts, words=words, none="" if words else _UNREAD)
    if file.content_type in _SHEETS:
        table = first_rows(_read(file))
        return Preview(name, download, facts, table=table, none="" if table and table.cells else _UNREAD)
    return Preview(name, download, facts, none=_OLD)


def _read(file: Evidence) -> bytes:
    with file.file.open("rb") as stored:
        data: bytes = stored.read()
    return data


def _facts(file: Evidence) -> list[Fact]:
    criterion, at = file.criterion, timezone.localtime(file.added_at)
    facts = [
        Fact("Minh chứng cho", f"Tiêu chí {criterion.order}: {criterion.title}" if criterion else "Cả hồ sơ"),
        Fact("Người thêm", f"{file.added_by}, {at:%H:%M} ngày {at:%d/%m/%Y}"),
        Fact(
            "Cỡ tệp", f"{decimal_vi(file.size / 2**20, 1)} MB" if file.size >= 2**20 else f"{-(-file.size // 1024)} KB"
        ),
    ]
    source = file.reused_from
    if source is not None:
        line = f", tiêu chí {source.criterion.order}" if source.criterion else ""
        facts.append(Fact("Dùng lại từ", f"Hồ sơ năm {source.dossier.year}{line}"))
    return facts
