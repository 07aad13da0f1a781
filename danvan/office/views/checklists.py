"""The checklists of a board: those it may use, a new one or a copy, and changing its own."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.office.frame import page
from danvan.office.visits import pages
from danvan.office.visits.forms import ChecklistForm
from danvan.units.models import Unit
from danvan.visits import checklists as keeping
from danvan.visits.actions import CannotVisit, lists_for
from danvan.visits.checklists import boards_of, may_keep
from danvan.visits.models import Checklist

HERE = "visits"


def _boards(request: SignedInRequest) -> list[Unit]:
    boards = boards_of(request.user)
    if not boards:
        raise Http404
    return boards


@login_required
@require_safe
def checklists(request: SignedInRequest) -> HttpResponse:
    """The common checklists, and those of one's boards and of boards above."""
    _boards(request)
    found = Checklist.objects.filter(lists_for(request.user)).select_related("unit")
    sized = found.annotate(size=Count("items", filter=Q(items__is_active=True)))
    rows = [(one, may_keep(request.user, one)) for one in sized.order_by("-is_active", "unit_id", "name", "pk")]
    context = {"rows": rows, "crumbs": pages.crumbs("Danh mục kiểm tra")}
    return page(request, "office/visit_checklists.html", context, here=HERE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def checklist_new(request: SignedInRequest) -> HttpResponse:
    """A new checklist; ``mau`` is the one it begins as a copy of."""
    boards = _boards(request)
    source = request.GET.get("mau", "")
    copied = Checklist.objects.filter(lists_for(request.user), pk=source).first() if _is_key(source) else None
    initial = _says(copied) | {"name": f"{copied.name} (bản của cơ quan)"} if copied else {}
    form = ChecklistForm(boards, request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            made = keeping.make(unit=form.board(), lines=form.said(), by=request.user, at=timezone.now())
        except CannotVisit as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã lập danh mục “{made.name}”.")
            return redirect("office:checklists")
    context = {"form": form, "heading": "Lập danh mục kiểm tra", "crumbs": pages.crumbs("Danh mục kiểm tra")}
    return page(request, "office/visit_checklist.html", context, here=HERE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def checklist(request: SignedInRequest, pk: int) -> HttpResponse:
    """A checklist of one's own board; what visits answered stays with them."""
    _boards(request)
    found = get_object_or_404(Checklist.objects.filter(lists_for(request.user)).select_related("unit"), pk=pk)
    if found.unit is None or not may_keep(request.user, found):
        raise Http404
    initial = _says(found) | {"unit": str(found.unit_id), "edition": found.edition}
    form = ChecklistForm([found.unit], request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        edition, at = form.cleaned_data["edition"] or 0, timezone.now()
        try:
            keeping.change(checklist=found, lines=form.said(), edition=edition, by=request.user, at=at)
        except CannotVisit as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu danh mục.")
            return redirect("office:checklists")
    context = {"form": form, "heading": found.name, "crumbs": pages.crumbs("Danh mục kiểm tra")}
    return page(request, "office/visit_checklist.html", context, here=HERE, status=400 if form.errors else 200)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 15


def _says(found: Checklist) -> dict[str, object]:
    lines = found.items.filter(is_active=True).order_by("order", "pk").values_list("text", flat=True)
    return {"name": found.name, "kind": found.kind, "lines": "\n".join(lines), "is_active": found.is_active}
