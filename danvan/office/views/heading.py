"""The head of a unit approves what is about to be sent, by POST only."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from danvan.accounts.http import SignedInRequest
from danvan.dossiers.heading import CannotApprove, approve
from danvan.office.dossier_page import load
from danvan.office.heads import HeadForm


@login_required
@require_POST
def dossier_head(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record the approval of the edition that was on the page, or say why not."""
    dossier = load(request.user, pk)
    form = HeadForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for texts in form.errors.values() for error in texts))
        return redirect("office:dossier", pk=pk)
    said = form.cleaned_data
    try:
        approve(dossier=dossier, edition=said["edition"], by=request.user, at=timezone.now(),
                head_name=said["head_name"])  # fmt: skip
    except CannotApprove as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã ghi nhận người đứng đầu duyệt nội dung.")
    return redirect("office:dossier", pk=pk)
