"""The library: guidance and decisions in one list, the page of one document, and its file."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from danvan.kit import vi
from danvan.library.models import Document
from danvan.library.queries import find_documents, kinds, public_document, replaced, years
from danvan.portal import links
from danvan.portal.forms import DocumentForm, read
from danvan.portal.library_rows import document_facts, file_note, library_row, reference
from danvan.portal.paging import page_of, places

PDF = "application/pdf"


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """Every public document and decision, newest first, narrowed by number, words, kind and year."""
    asked = read(DocumentForm, {field: request.GET.get(name) for field, name in DocumentForm.NAMES.items()})
    q, kind, year = asked.get("q", ""), asked.get("kind", ""), asked.get("year")
    known, found = kinds(), find_documents(q, kind, year)
    page = page_of(request.GET.get("page"), count=found.count())
    context = {
        "section": "documents",
        "q": q,
        "page": page,
        "count": page.paginator.count,
        "base": links.base(request.GET),
        "rows": [library_row(row) for row in found.cut(places(page))],
        "facets": [
            _facet("Loại văn bản", "loai", [("", "Mọi loại"), *known], kind),
            _facet("Năm ban hành", "nam", [("", "Mọi năm"), *((str(one), str(one)) for one in years())],
                   str(year or "")),
        ],
        "keep_search": links.kept(request.GET, "q"),
        "keep_filters": links.kept(request.GET, "loai", "nam"),
        "chips": _chips(request, kind, year, dict(known)),
        "crumbs": [{"label": "Sổ vàng", "url": links.home()}, {"label": "Văn bản", "url": ""}],
    }  # fmt: skip
    return render(request, "portal/documents.html", context)


def _facet(legend: str, name: str, choices: list[tuple[str, str]], chosen: str) -> dict[str, Any]:
    """One choice of several, as a part of the form; an unknown value counts as none."""
    if chosen not in {value for value, _ in choices}:
        chosen = ""
    rows = [
        {"value": value, "label": label, "count": None, "checked": value == chosen} for value, label in choices
    ]  # fmt: skip
    return {"legend": legend, "name": name, "kind": "radio", "choices": rows}


def _chips(request: HttpRequest, kind: str, year: int | None, known: dict[str, str]) -> list[dict[str, str]]:
    chips = [{"label": known.get(kind, kind), "url": links.without(request.GET, "loai")}] if kind else []
    return [*chips, *([{"label": f"Năm {year}", "url": links.without(request.GET, "nam")}] if year else [])]


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document with its record, its file and the place of its official publication."""
    found = _found(pk)
    context = {
        "section": "documents",
        "document": found,
        "reference": reference(found),
        "title": vi.capfirst_vi(found.title),
        "facts": document_facts(found, replaced(found)),
        "file_note": file_note(found),
        "is_replaced": bool(found.replaced_by and found.replaced_by.is_public),
        "crumbs": [
            {"label": "Sổ vàng", "url": links.home()},
            {"label": "Văn bản", "url": reverse("portal:documents")},
            {"label": found.number or found.kind.name, "url": ""},
        ],
    }
    return render(request, "portal/document.html", context)


@require_safe
def document_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file while its document is public: a PDF is opened by the browser, anything else is an attachment."""
    found = _found(pk)
    if not found.file:
        raise Http404("Văn bản này không kèm tệp.")
    etag = quote_etag(found.sha256)
    same = get_conditional_response(request, etag=etag)
    answer = same if same is not None and same.status_code == 304 else _file(found)
    answer["ETag"] = etag
    answer["Cache-Control"] = "public, no-cache"  # asked again each time: what is taken back is gone at the next look
    answer["X-Content-Type-Options"] = "nosniff"
    # No sandbox for a PDF: the reader of the browser would not open it. It runs in its own process and origin.
    policy: dict[str, Any] = {"default-src": [NONE], "frame-ancestors": [NONE]}
    answer._csp_replace = policy if found.content_type == PDF else {**policy, "sandbox": True}  # type: ignore[attr-defined]
    return answer


def _file(found: Document) -> HttpResponseBase:
    try:
        opened = found.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404("Tệp của văn bản này đang thiếu trên máy chủ.") from gone
    return FileResponse(
        opened, as_attachment=found.content_type != PDF, filename=found.file_name, content_type=found.content_type
    )


def _found(pk: int) -> Document:
    found = public_document(pk)
    if found is None:
        raise Http404("Không có văn bản này.")
    return found
