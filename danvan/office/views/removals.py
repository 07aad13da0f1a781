"""Requests to take personal data down: the list, and one to read, to place, and to answer."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.dossiers.models import Dossier
from danvan.hearings.actions import CannotAnswer, answer_removal, find_dossier
from danvan.hearings.models import Removal
from danvan.ledger.machine import StepRefused
from danvan.office.frame import page
from danvan.office.hearing import removing
from danvan.office.hearing.forms import AboutForm, AnswerForm, FindForm, ListForm
from danvan.office.views.hearings import HERE

FIND = "find"
DONE = {"done": "Đã gỡ thông tin và ghi trả lời.", "refuse": "Đã ghi trả lời, không gỡ."}


@login_required
@require_safe
def removals(request: SignedInRequest) -> HttpResponse:
    """The requests this person may answer, those that wait first."""
    if not may_somewhere(request.user, Action.RUN):
        raise Http404
    number = int(ListForm(request.GET).asked()["page"] or 1)
    lines, shown = removing.lines(request.user, number, timezone.now())
    return page(request, "office/hearings/removals.html", {"lines": lines, "page": shown}, here=HERE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """One request: what is asked, what is public, and the answer."""
    found = removing.load(request.user, pk)
    if request.method != "POST":
        return _show(request, found, AnswerForm(initial={"seen": found.moves}), 200)
    step = request.POST.get("step", "")
    if step == FIND:
        return _place(request, found)
    if step not in DONE:
        raise Http404
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form, 400)
    said = form.cleaned_data
    try:
        answer_removal(
            removal=found, step=step, answer=said["answer"], by=request.user, at=timezone.now(), seen=said["seen"]
        )
    except (CannotAnswer, StepRefused) as refusal:
        form.add_error(None, str(refusal))
        return _show(request, removing.load(request.user, pk), form, 409)
    messages.success(request, DONE[step])
    return redirect("office:removal", pk=pk)


def _place(request: SignedInRequest, found: Removal) -> HttpResponse:
    """Say which model the request is about; the board that organises its campaign answers from then on."""
    form = AboutForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Chọn mô hình mà yêu cầu nói đến.")
        return redirect("office:removal", pk=found.pk)
    known = Dossier.objects.for_user(request.user).select_related("campaign__keeper")
    dossier = get_object_or_404(known, pk=form.cleaned_data["dossier"])
    try:
        placed = find_dossier(
            removal=found, dossier=dossier, by=request.user, at=timezone.now(), seen=form.cleaned_data["seen"]
        )
    except (CannotAnswer, StepRefused) as refusal:
        messages.error(request, str(refusal))
        return redirect("office:removal", pk=found.pk)
    messages.success(request, f"Đã ghi mô hình “{dossier.title}”. Nơi trả lời: {placed.unit.name}.")
    return redirect("office:removals")


def _show(request: SignedInRequest, found: Removal, form: AnswerForm, status: int) -> HttpResponse:
    context = removing.context(found, request.user, timezone.now(), form, FindForm(request.GET))
    return page(request, "office/hearings/removal.html", context, here=HERE, status=status)
