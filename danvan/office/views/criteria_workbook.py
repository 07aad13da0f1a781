"""A version as a workbook: sent out, and read back with a preview of what it changes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.criteria.drafting import CannotDraft, StaleDraft
from danvan.criteria.models import CriteriaVersion
from danvan.exchange.grid import BadSheet
from danvan.office.criteria import editor, importing, workbook
from danvan.office.criteria.reach import powers
from danvan.office.criteria.workbook import Book
from danvan.office.frame import page
from danvan.office.views.criteria import HERE, REFUSED, STALE, load
from danvan.office.views.dossiers import SHEET

OUTCOMES = {"new": "Mới", "changed": "Thay đổi", "same": "Như đã có", "wrong": "Sai, cần sửa"}


@login_required
@require_safe
def criteria_workbook(request: SignedInRequest, pk: int) -> HttpResponse:
    """The version as an .xlsx."""
    found = load(request, pk)
    headers = {"Content-Disposition": f'attachment; filename="bo-tieu-chi-{found.pk}.xlsx"'}
    return HttpResponse(workbook.write(found), content_type=SHEET, headers=headers)


@login_required
@require_POST
def criteria_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read a workbook and tell what it would change; sent again with agreement, store it all or none."""
    found = load(request, pk)
    if not powers(request.user, found).write:
        raise Http404("Tài khoản này không soạn bộ tiêu chí này.")
    agreed = "noi-dung" in request.POST
    try:
        book = (
            importing.unpacked(request.POST["noi-dung"]) if agreed else workbook.read_upload(request.FILES.get("tep"))
        )
        tried = importing.plan(found, book)
    except BadSheet as refusal:
        context = editor.context(found, request.user, file_error=str(refusal))
        return page(request, "office/criteria_version.html", context, here=HERE, status=REFUSED)
    if not agreed or tried.faults:
        return _preview(request, found, book, tried, status=REFUSED if tried.faults else 200)
    edition = request.POST.get("edition", "")
    number = int(edition) if edition.isascii() and edition.isdecimal() and len(edition) < 10 else 0
    try:
        importing.carry_out(found, tried, edition=number, by=request.user, at=timezone.now())
    except CannotDraft as refusal:
        now = load(request, pk)
        status = STALE if isinstance(refusal, StaleDraft) else REFUSED
        return _preview(request, now, book, importing.plan(now, book), status=status, sentence=str(refusal))
    messages.success(request, f"Đã ghi {tried.changes} thay đổi từ tệp Excel.")
    return redirect("office:criteria-version", pk=pk)


def _preview(
    request: SignedInRequest, found: CriteriaVersion, book: Book, tried: importing.Plan, *, status: int,
    sentence: str = "",
) -> HttpResponse:  # fmt: skip
    context = {
        "version": found, "plan": tried, "packed": importing.packed(book), "sentence": sentence,
        "is_old": book.edition != found.edition, "nothing": not tried.changes and not tried.is_moved,
        "rows": [{"row": row, "outcome": OUTCOMES[row.outcome]} for row in tried.rows],
    }  # fmt: skip
    return page(request, "office/criteria_import.html", context, here=HERE, status=status)
