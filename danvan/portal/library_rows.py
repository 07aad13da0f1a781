"""How documents and decisions are told in the library: rows of one list, and the facts of one document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from danvan.decisions.models import Decision
from danvan.kit import dates, numbers, vi
from danvan.library.models import Document
from danvan.portal.ruling import decision_row
from danvan.portal.story import Fact

_MB, _KB = 2**20, 2**10
_FORMATS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}


def address(document: Document) -> str:
    """The page of one document."""
    return reverse("portal:document", kwargs={"pk": document.pk})


def reference(document: Document) -> str:
    """How other papers cite it: “Kế hoạch số 12-KH/TU, ngày 05/02/2026”; without a number, its title."""
    if not document.number:
        return document.title
    day = f", ngày {dates.short(document.signed_on)}" if document.signed_on else ""
    return f"{document.kind.name} số {document.number}{day}"


def file_note(document: Document) -> str:
    """The type and the size of its file: “PDF, 1,2 MB”; nothing without a file."""
    if not document.file:
        return ""
    kind = _FORMATS.get(document.file_name.rpartition(".")[2], "Tệp")
    if document.size >= _MB:
        return f"{kind}, {numbers.decimal_vi(document.size / _MB, 1)} MB"
    return f"{kind}, {numbers.grouped(max(1, round(document.size / _KB)))} kB"


def library_row(row: Document | Decision) -> dict[str, Any]:
    """One row of the list."""
    if isinstance(row, Decision):
        told = decision_row(row, 0, 0)
        return {**told, "title": told["summary"], "reference": told["number"], "file": "", "text": ""}
    later = row.replaced_by if row.replaced_by and row.replaced_by.is_public else None
    return {
        "title": vi.capfirst_vi(row.title), "url": address(row), "body": row.body,
        "reference": f"{row.kind.name} số {row.number}" if row.number else row.kind.name,
        "day": dates.short(row.signed_on) if row.signed_on else "Chưa rõ ngày", "text": row.summary,
        "file": file_note(row), "illustrative": row.is_illustrative,
        "kind": "idle" if later else "done", "label": "Đã có văn bản thay thế" if later else row.kind.name,
    }  # fmt: skip


def document_facts(document: Document, older: Iterable[Document]) -> list[Fact]:
    """The record of a document; ``kind``, ``campaign`` and ``replaced_by`` are loaded."""
    later = document.replaced_by
    told = [
        Fact("Loại văn bản", document.kind.name),
        Fact("Số, ký hiệu", document.number or "Chưa rõ số"),
        Fact("Ngày ban hành", dates.short(document.signed_on) if document.signed_on else "Chưa rõ ngày"),
        Fact("Cơ quan ban hành", document.body),
        Fact("Đợt thi đua", document.campaign.name if document.campaign else ""),
    ]
    if later and later.is_public:
        told.append(Fact("Được thay bằng", _named(later), address(later)))
    told += [Fact("Thay cho", _named(one), address(one)) for one in older]
    return [fact for fact in told if fact.value]


def _named(document: Document) -> str:
    """The number where there is one; its kind may not be loaded."""
    if not document.number:
        return document.title
    return f"{document.number}, ngày {dates.short(document.signed_on)}" if document.signed_on else document.number
