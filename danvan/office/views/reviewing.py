"""What a board does with its queue: confirming many dossiers at once, and keeping views of it under a name."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.dossiers.agreeing import GONE, agree
from danvan.dossiers.judging import SavedView
from danvan.dossiers.keeping_views import CannotKeep, drop_view, keep_view, rename_view, views_of
from danvan.ledger.machine import StepRefused
from danvan.office.forms_cards import ViewForm
from danvan.office.frame import page
from danvan.office.review_queue import scoped_for
from danvan.office.reviewing import agreeing
from danvan.office.reviewing import asked as asking
from danvan.office.reviewing.drawing import with_query
from danvan.office.views.review import SCREEN

NONE_CHOSEN = "Chưa chọn hồ sơ nào. Hãy đánh dấu ở hàng đợi rồi xem trước."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_agree(request: SignedInRequest) -> HttpResponse:
    """First what would change on every dossier that was ticked; then, by the button under it, all of them or none."""
    if not may_somewhere(request.user, Action.REVIEW):
        raise Http404
    if request.method != "POST":
        return _preview(request, request.GET, "")
    seen = agreeing.seen(request.POST)
    try:
        if scoped_for(request.user).filter(pk__in=list(seen)).count() != len(seen):
            raise StepRefused(GONE)
        done = agree(seen=seen, by=request.user, at=timezone.now())
    except StepRefused as refusal:
        return _preview(request, request.POST, f"{refusal} Chưa hồ sơ nào được xác nhận.")
    messages.success(request, f"Đã ký phiếu và xác nhận {len(done)} hồ sơ: {agreeing.names(done)}.")
    return redirect(with_query(reverse("office:review"), request.POST.get("query", "")))


def _preview(request: SignedInRequest, told: QueryDict, error: str) -> HttpResponse:
    wanted = agreeing.chosen(told)
    query = asking.query(asking.read(request.GET)) if request.method != "POST" else told.get("query", "")
    if not wanted:
        messages.info(request, NONE_CHOSEN)
        return redirect(with_query(reverse("office:review"), query))
    preview = agreeing.preview(scoped_for(request.user), wanted, request.user, timezone.now())
    back = with_query(reverse("office:review"), query)
    context = {"preview": preview, "error": error, "query": query, "back": back}
    return page(request, "office/review_agree.html", context, here="review", status=409 if error else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_views(request: SignedInRequest) -> HttpResponse:
    """The views one keeps of the queue; a new one is sent here."""
    if request.method != "POST":
        return _views(request, "")
    form = ViewForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {"name": "", "query": ""}
    query = asking.query(asking.read(QueryDict(said["query"])))
    try:
        kept = keep_view(owner=request.user, screen=SCREEN, name=said["name"], query=query, at=timezone.now())
    except CannotKeep as refusal:
        return _views(request, str(refusal))
    messages.success(request, f"Đã lưu bộ lọc “{kept.name}”.")
    return redirect(with_query(reverse("office:review"), kept.query))


def _views(request: SignedInRequest, error: str) -> HttpResponse:
    views = views_of(request.user, SCREEN)
    context = {"saved": views, "error": error}
    return page(request, "office/review_views.html", context, here="review", status=400 if error else 200)


@login_required
@require_POST
def review_view(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call a view otherwise, or forget it; another person's is not there."""
    view = get_object_or_404(SavedView, pk=pk, owner=request.user, screen=SCREEN)
    form = ViewForm(request.POST)
    if not form.is_valid():
        return _views(request, "Chưa lưu được. Hãy tải lại trang.")
    if form.cleaned_data["drop"]:
        drop_view(view=view)
        messages.success(request, f"Đã xóa bộ lọc “{view.name}”.")
        return redirect("office:review-views")
    try:
        named = rename_view(view=view, name=form.cleaned_data["name"])
    except CannotKeep as refusal:
        return _views(request, str(refusal))
    messages.success(request, f"Bộ lọc nay tên là “{named.name}”.")
    return redirect("office:review-views")
