"""The office pages of the library: the list, one document, its form, its file, and its steps."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.kit.refused import BadUpload
from danvan.library.actions import (
    CannotKeep,
    EditedMeanwhile,
    begin,
    boards,
    may_keep,
    publish,
    replace,
    withdraw,
    write,
)
from danvan.library.files import attach, detach
from danvan.library.models import Document
from danvan.office.attachments import attached
from danvan.office.frame import page
from danvan.office.library import pages
from danvan.office.library.forms import DocumentForm, ListForm, ReplaceForm, WithdrawForm

HERE = "library"
STALE, REFUSED = 409, 422


@login_required
@require_safe
def library(request: SignedInRequest) -> HttpResponse:
    """Every document in reach, drafts of one's own boards included."""
    context = {"told": pages.listing(request.user, ListForm(request.GET).asked()), "may_add": boards(request.user)}
    return page(request, "office/library/list.html", context, here=HERE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def library_new(request: SignedInRequest) -> HttpResponse:
    """A new document, a draft until it is published."""
    units = boards(request.user)
    if not units:
        raise Http404
    today = timezone.localdate()
    initial = {"body": units[0].name}
    sent = (request.POST, request.FILES) if request.method == "POST" else (None,)
    form = DocumentForm(request.user, units, today, *sent, initial=initial)
    if form.is_valid() and (made := _stored(form, request, None)):
        messages.success(request, "Đã lưu bản nháp. Hãy xem lại rồi đăng.")
        return redirect("office:library-document", pk=made.pk)
    context = {"form": form, "crumbs": pages.crumbs("Thêm văn bản"), "title": "Thêm văn bản", "document": None}
    return page(request, "office/library/form.html", context, here=HERE, status=REFUSED if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def library_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The words and the file of a document; what is public changes at once."""
    found = _to_keep(request, pk)
    initial: dict[str, Any] = {name: getattr(found, name) for name in (
        "kind", "number", "signed_on", "body", "title", "summary", "link", "campaign", "edition")}  # fmt: skip
    initial |= {"unit": str(found.unit_id), "not_secret": found.published_at is not None}
    sent = (request.POST, request.FILES) if request.method == "POST" else (None,)
    form = DocumentForm(request.user, [found.unit], timezone.localdate(), *sent, initial=initial)
    status = 200
    if form.is_valid():
        if _stored(form, request, found):
            messages.success(request, "Đã lưu văn bản.")
            return redirect("office:library-document", pk=pk)
        found.refresh_from_db()
        status = STALE if form.cleaned_data.get("edition") != found.edition else REFUSED
    context = {"form": form, "crumbs": pages.crumbs(found.number or found.kind.name), "title": "Sửa văn bản",
               "document": found}  # fmt: skip
    status = REFUSED if form.errors and status == 200 else status
    return page(request, "office/library/form.html", context, here=HERE, status=status)


def _stored(form: DocumentForm, request: SignedInRequest, found: Document | None) -> Document | None:
    """The document as typed with its file, all of it or nothing; a refusal stands on the form."""
    at, file = timezone.now(), form.cleaned_data["file"]
    try:
        with transaction.atomic():
            made = _written(form, request, found, at)
            if file:
                made = attach(document=made, upload=file, by=request.user, at=at)
            elif form.cleaned_data["drop_file"]:
                made = detach(document=made, by=request.user, at=at)
            return made
    except EditedMeanwhile as refusal:
        form.add_error(None, str(refusal))
    except CannotKeep as refusal:
        form.add_error("file" if file else None, str(refusal))
    except BadUpload as refusal:
        form.add_error("file", str(refusal))
    return None


def _written(form: DocumentForm, request: SignedInRequest, found: Document | None, at: datetime) -> Document:
    if found is None:
        return begin(unit=form.board(), words=form.words(), by=request.user, at=at)
    edition = form.cleaned_data["edition"] or 0
    return write(document=found, words=form.words(), edition=edition, by=request.user, at=at)


@login_required
@require_safe
def library_document(request: SignedInRequest, pk: int) -> HttpResponse:
    """One document; whoever keeps it has the buttons."""
    found = get_object_or_404(pages.documents_for(request.user), pk=pk)
    return _show(request, found)


def _show(
    request: SignedInRequest, found: Document, *, withdrawing: WithdrawForm | None = None, status: int = 200
) -> HttpResponse:
    context = pages.document_context(request.user, found)
    if context["keeps"]:
        later = ReplaceForm(request.user, found, initial={"later": found.replaced_by_id})
        context |= {"withdraw": withdrawing or WithdrawForm(), "replace": later}
    return page(request, "office/library/document.html", context, here=HERE, status=status)


@login_required
@require_safe
def library_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file, to whoever may read the document: an attachment, in a sandbox."""
    found = get_object_or_404(pages.documents_for(request.user), pk=pk)
    if not found.file:
        raise Http404
    return attached(found.file, found.file_name, found.content_type)


@login_required
@require_POST
def library_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let everyone read it."""
    found = _to_keep(request, pk)
    try:
        publish(document=found, by=request.user, at=timezone.now())
    except CannotKeep as refusal:
        messages.error(request, str(refusal))
        return _show(request, found, status=REFUSED)
    messages.success(request, "Đã đăng văn bản lên cổng.")
    return redirect("office:library-document", pk=pk)


@login_required
@require_POST
def library_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it off the public pages, with a reason."""
    found, form = _to_keep(request, pk), WithdrawForm(request.POST)
    if not form.is_valid():
        return _show(request, found, withdrawing=form, status=REFUSED)
    try:
        withdraw(document=found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    except CannotKeep as refusal:
        messages.error(request, str(refusal))
        return _show(request, found, withdrawing=form, status=REFUSED)
    messages.success(request, "Đã gỡ văn bản khỏi cổng. Văn bản còn ở đây cùng lý do gỡ.")
    return redirect("office:library-document", pk=pk)


@login_required
@require_POST
def library_replace(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say which document took its place."""
    found = _to_keep(request, pk)
    form = ReplaceForm(request.user, found, request.POST)
    if not form.is_valid():
        messages.error(request, "Văn bản thay thế không còn trong danh sách. Hãy chọn lại.")
        return _show(request, found, status=REFUSED)
    try:
        replace(document=found, by_document=form.cleaned_data["later"], by=request.user, at=timezone.now())
    except CannotKeep as refusal:
        messages.error(request, str(refusal))
        return _show(request, found, status=REFUSED)
    messages.success(request, "Đã ghi văn bản thay thế.")
    return redirect("office:library-document", pk=pk)


def _to_keep(request: SignedInRequest, pk: int) -> Document:
    """A document of one's own boards; others have nothing to write there."""
    found: Document = get_object_or_404(pages.documents_for(request.user), pk=pk)
    if not may_keep(request.user, found.unit):
        raise Http404
    return found
