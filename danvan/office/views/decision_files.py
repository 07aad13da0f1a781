"""The scan of a signed decision, sent and handed out, publishing before the hour that was set, and dropping a draft."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.decisions.actions import CannotDecide
from danvan.decisions.discarding import discard
from danvan.decisions.models import Decision, DecisionFile
from danvan.decisions.publishing import CannotPublish, publish_now
from danvan.decisions.scans import CannotKeep, keep_scan
from danvan.kit.uploads import BadUpload
from danvan.office.attachments import attached
from danvan.office.forms_decisions import DiscardForm

FIELD = "scan"


def take_scan(request: SignedInRequest, decision: Decision, at: datetime) -> bool:
    """Keep the scan that came with a form, if any; False when it was refused, which is told."""
    upload = request.FILES.get(FIELD)
    if upload is None:
        return True
    try:
        kept = keep_scan(decision=decision, upload=upload, by=request.user, at=at)
    except (CannotKeep, BadUpload) as refusal:
        messages.error(request, f"Chưa lưu bản quét. {refusal}")
        return False
    messages.success(request, f"Đã lưu bản quét “{kept.name}”.")
    return True


@login_required
@require_POST
def decision_scan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add the scan of an issued decision, or a better one; of a draft it comes with the draft's own form."""
    found = get_object_or_404(Decision.objects.for_user(request.user).select_related("unit"), pk=pk)
    if FIELD not in request.FILES:
        messages.error(request, "Chưa chọn tệp nào.")
    take_scan(request, found, timezone.now())
    return redirect("office:decision", pk=pk)


@login_required
@require_safe
def decision_scan_file(request: SignedInRequest, pk: int, file: int) -> HttpResponseBase:
    """The scan itself, for those in reach of the decision: an attachment, in a sandbox."""
    within = Decision.objects.for_user(request.user).filter(pk=pk)
    found = get_object_or_404(DecisionFile, pk=file, decision__in=within)
    return attached(found.file, found.name, found.content_type)


@login_required
@require_POST
def decision_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let an issued decision out before its hour."""
    found = get_object_or_404(Decision.objects.for_user(request.user).select_related("unit"), pk=pk)
    try:
        done = publish_now(decision=found, by=request.user, at=timezone.now())
    except CannotPublish as refusal:
        messages.error(request, str(refusal))
    else:
        told = "Đã công bố" if done else "Đã công bố từ trước, không có gì thay đổi:"
        messages.success(request, f"{told} {found.reference}.")
    return redirect("office:decision", pk=pk)


@login_required
@require_POST
def decision_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw a draft away that will not be issued."""
    found = get_object_or_404(Decision.objects.for_user(request.user).select_related("unit"), pk=pk)
    form = DiscardForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Chưa bỏ. Hãy đánh dấu ô đồng ý trước khi bấm.")
        return redirect("office:decision", pk=pk)
    try:
        discard(decision=found, edition=form.cleaned_data["edition"], by=request.user, at=timezone.now())
    except CannotDecide as refusal:
        messages.error(request, str(refusal))
        return redirect("office:decision", pk=pk)
    messages.success(request, "Đã bỏ dự thảo quyết định. Các hồ sơ trong danh sách đưa vào dự thảo khác được.")
    return redirect("office:decisions")
