"""Giving a dossier back point by point, and answering the points."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from danvan.accounts.http import SignedInRequest
from danvan.dossiers.jottings import forget
from danvan.dossiers.models import Dossier
from danvan.dossiers.returning import give_back
from danvan.dossiers.workflow import LIFE
from danvan.ledger.machine import StepRefused
from danvan.office import dossier_page
from danvan.office.folder import open_folder
from danvan.office.frame import page
from danvan.office.jots import open_jot, put_back
from danvan.office.returning import page as one
from danvan.office.returning import points
from danvan.office.returning.forms import ReturnForm
from danvan.office.views.dossiers import show


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dossier_return(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """The form that gives a dossier back; what was typed is never lost by a refusal."""
    dossier = dossier_page.load(request.user, pk)
    if not one.gives_back(name) or not one.may_give_back(request.user, dossier, name):
        raise Http404
    step = LIFE.steps[name]
    if request.method != "POST" and not step.open_to(dossier, request.user):
        messages.error(request, f"Hồ sơ đang ở bước “{dossier.state_label}”, lúc này không trả lại được.")
        return redirect("office:dossier", pk=pk)
    at = timezone.now()
    places = one.places(dossier, name, open_folder(dossier, request.user))
    form = ReturnForm(request.POST if request.method == "POST" else None, places)
    if request.method != "POST" or not form.is_valid():
        return _form(request, dossier, name, form, 400 if form.is_bound else 200)
    try:
        turned = give_back(dossier=dossier, step=name, said=form.said(), by=request.user, at=at)
    except StepRefused as refusal:
        form.add_error(None, str(refusal))
        return _form(request, dossier, name, form, 409)
    forget(owner=request.user, place=one.place(dossier, name), at=at)
    messages.success(request, f"Đã thực hiện: {step.label}, với {turned.asks.count()} yêu cầu.")
    if request.GET.get("ve") == "tham-dinh":  # back to the queue it was opened from
        return redirect("office:review")
    return redirect("office:dossier", pk=pk)


def _form(request: SignedInRequest, dossier: Dossier, name: str, form: ReturnForm, status: int) -> HttpResponse:
    jot = open_jot(request, request.user, one.place(dossier, name), timezone.now())
    put_back(form, jot)
    rows = one.groups(form)
    count = sum(row.ticked for group in rows for row in group.rows)
    context = {
        "dossier": dossier,
        "heading": one.heading(dossier, name),
        "form": form,
        "groups": rows,
        "button": one.button(count),
        "jot": jot,
        "crumbs": [
            {"label": "Hồ sơ", "url": reverse("office:dossiers")},
            {"label": dossier.title, "url": dossier.get_absolute_url()},
            {"label": LIFE.steps[name].label, "url": ""},
        ],
    }
    return page(request, "office/return_form.html", context, here="review", status=status)


@login_required
@require_POST
def dossier_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the answers to the points; what cannot be kept is shown again as it was typed."""
    dossier = dossier_page.load(request.user, pk)
    kept = points.keep(request.POST, dossier, request.user, timezone.now())
    if kept.errors:
        messages.error(request, "Có câu trả lời chưa lưu được; hãy xem từng điểm.")
        return show(request, dossier, kept=kept, status=409 if kept.stale else 400)
    said = f"Đã lưu {kept.count} câu trả lời." if kept.count else "Câu trả lời không thay đổi."
    messages.success(request, said)
    return redirect("office:dossier", pk=pk)
