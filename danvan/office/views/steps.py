"""Taking one step of a dossier: by POST only, with its reason, which is never lost."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from danvan.accounts.http import SignedInRequest
from danvan.dossiers.workflow import LIFE
from danvan.ledger.machine import StepRefused
from danvan.office.dossier_page import load
from danvan.office.forms_dossiers import StepForm
from danvan.office.views.dossiers import show


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
    try:
        LIFE.take(dossier, name, by=request.user, at=timezone.now(), note=note, seen=form.cleaned_data["seen"])
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return show(request, load(request.user, pk), typed={name: note}, status=409) if note else _back(pk)
    messages.success(request, f"Đã thực hiện: {LIFE.steps[name].label}.")
    return _back(pk)


def _back(pk: int) -> HttpResponse:
    return redirect("office:dossier", pk=pk)
