"""Taking one step of a dossier: by POST only, with its reason, which is never lost."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from danvan.accounts.http import SignedInRequest
from danvan.accounts.models import User
from danvan.dossiers.models import Dossier
from danvan.dossiers.refusing import STEP as DECLINE
from danvan.dossiers.returning import SENT_AGAIN_BY, Said, give_back
from danvan.dossiers.workflow import LIFE
from danvan.ledger.machine import StepRefused
from danvan.notices.results import tell_approval
from danvan.office.appealing import refusing
from danvan.office.dossier_page import load
from danvan.office.forms_dossiers import StepForm
from danvan.office.views.dossiers import show
from danvan.papers.receipt import SENDINGS, receipt_number

APPROVE = "approve"


@login_required
@require_POST
def dossier_step(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Take the step, or say why not and give back what was typed."""
    dossier = load(request.user, pk)
    form = StepForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    if form.errors:
        messages.error(request, " ".join(str(error) for texts in form.errors.values() for error in texts))
        return show(request, dossier, typed={name: form["note"].value() or ""})
    if name == DECLINE and refusing.decides(request.user, dossier):  # on a page of its own, criterion by criterion
        return redirect(refusing.begin(dossier, request.user, note, timezone.now()))
    try:
        _take(dossier, name, Said(note, seen=form.cleaned_data["seen"]), request.user)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return show(request, load(request.user, pk), typed={name: note}, status=409) if note else _back(pk)
    if name == APPROVE:
        tell_approval(dossier=load(request.user, pk), at=timezone.now())
    proof = f" Biên nhận số {receipt_number(dossier)}." if name in SENDINGS else ""
    messages.success(request, f"Đã thực hiện: {LIFE.steps[name].label}.{proof}")
    return _back(pk)


def _take(dossier: Dossier, name: str, said: Said, by: User) -> None:
    """A step that gives the dossier back with a note alone is about the whole of it."""
    at = timezone.now()
    if name in SENT_AGAIN_BY:
        give_back(dossier=dossier, step=name, said=said, by=by, at=at)
    else:
        LIFE.take(dossier, name, by=by, at=at, note=said.note, seen=said.seen)


def _back(pk: int) -> HttpResponse:
    return redirect("office:dossier", pk=pk)
