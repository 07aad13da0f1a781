"""Registrations from a workbook: sent, compared cell by cell, and stored only when its reader agrees."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.dossiers.models import Campaign
from danvan.exchange import registrations, staging
from danvan.exchange.blanks import registration_workbook
from danvan.exchange.grid import BadSheet
from danvan.exchange.models import Import
from danvan.exchange.preview import Preview
from danvan.exchange.registrations import Unmatched, preview_of
from danvan.exchange.staging import NotStaged
from danvan.exchange.storing import CannotApply, carry_out
from danvan.kit.refused import BadUpload
from danvan.office.forms_imports import ApplyForm, PreviewForm, UploadForm
from danvan.office.frame import page
from danvan.office.import_page import context_of, line_of
from danvan.office.reach import campaigns_for, may_register_at_all
from danvan.office.views.dossiers import SHEET


def _open_to(request: SignedInRequest) -> list[Campaign]:
    """The campaigns this person may register in."""
    return [c for c in campaigns_for(request.user) if may_register_at_all(request.user, c)]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: SignedInRequest) -> HttpResponse:
    """Send a workbook; the earlier ones stay in sight."""
    campaigns = _open_to(request)
    if not campaigns and not may_somewhere(request.user, Action.EDIT):
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None, campaigns=campaigns)
    if request.method == "POST" and form.is_valid():
        campaign = next(c for c in campaigns if c.code == form.cleaned_data["dot"])
        try:
            staged = _stage(request, campaign, form.cleaned_data["tep"])
        except (BadUpload, BadSheet) as refusal:
            form.add_error("tep", str(refusal))
        else:
            return redirect("office:import-preview", key=staged.key)
    recent = [line_of(staged) for staged in staging.recent(request.user)]
    return page(
        request, "office/import_upload.html", {"form": form, "campaigns": campaigns, "recent": recent}, here="imports"
    )


def _stage(request: SignedInRequest, campaign: Campaign, upload: UploadedFile[bytes]) -> Import:
    """Keep a workbook of registrations, or of tables whose headings can be matched by hand. Raises ``BadUpload`` or
    ``BadSheet``, and keeps nothing else."""
    staged = staging.stage(upload, campaign=campaign, by=request.user, at=timezone.now())
    try:
        registrations.read(staging.contents(staged), campaign=campaign, by=request.user)
    except Unmatched:
        return staged
    except BadSheet:
        staging.discard(staged)
        raise
    return staged


def load(request: SignedInRequest, key: UUID) -> tuple[Import, Campaign]:
    """An import of this person, and its campaign while it is still within reach; otherwise a 404."""
    try:
        staged = staging.load(key, request.user)
    except NotStaged as gone:
        raise Http404 from gone
    return staged, get_object_or_404(campaigns_for(request.user), pk=staged.campaign_id)


def walked(request: SignedInRequest, staged: Import, campaign: Campaign) -> registrations.Walk:
    """What the workbook says now, line by line. Raises ``BadSheet``."""
    try:
        data = staging.contents(staged)
    except NotStaged as gone:
        raise Http404 from gone
    return registrations.walk(data, campaign=campaign, by=request.user, agreed=staged.agreed)


def _read(request: SignedInRequest, staged: Import, campaign: Campaign) -> Preview:
    return preview_of(walked(request, staged, campaign), campaign)


@login_required
@require_safe
def import_preview(request: SignedInRequest, key: UUID) -> HttpResponse:
    """What the workbook would change, row by row; computed anew each time, so it is true at that moment."""
    staged, campaign = load(request, key)
    try:
        preview = _read(request, staged, campaign)
    except Unmatched:
        return redirect("office:import-columns", key=key)
    except BadSheet as refusal:
        messages.error(request, str(refusal))
        return redirect("office:imports")
    context = context_of(staged, campaign, preview, PreviewForm(request.GET).asked())
    return page(request, "office/import_preview.html", context, here="imports")


@login_required
@require_POST
def import_apply(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Store the right rows, all or none, once."""
    staged, campaign = load(request, key)
    form = ApplyForm(request.POST)
    if staged.applied_at is not None:
        messages.warning(request, "Tệp này đã được ghi trước đó; không ghi thêm lần nữa.")
    elif not form.is_valid():
        messages.error(request, "Chưa ghi dòng nào. Hãy xem lại bảng đối chiếu rồi bấm ghi ở cuối trang.")
    else:
        _apply(request, staged, campaign, form)
    return redirect("office:import-preview", key=key)


def _apply(request: SignedInRequest, staged: Import, campaign: Campaign, form: ApplyForm) -> None:
    try:
        preview = _read(request, staged, campaign)
        if preview.wrong and not form.cleaned_data["skip_wrong"]:
            messages.error(
                request,
                f"Chưa ghi dòng nào. Tệp còn {preview.wrong} dòng sai: sửa trong tệp rồi gửi lại, "
                "hoặc đánh dấu “Chỉ ghi các dòng đúng” rồi ghi.",
            )
            return
        now = timezone.now()
        applied = carry_out(staged, preview, by=request.user, at=now, seen=form.cleaned_data["seen"])
    except (BadSheet, CannotApply) as refusal:
        messages.error(request, str(refusal))
        return
    scores = f" Đã ghi {applied.scores} dòng tự chấm." if applied.scores else ""
    messages.success(request, f"Đã ghi {applied.new} hồ sơ mới và {applied.changed} hồ sơ thay đổi.{scores}")


@login_required
@require_safe
def import_template(request: SignedInRequest, campaign: str) -> HttpResponse:
    """The workbook of a campaign to fill in, with the units this person may register and what they have registered."""
    found = get_object_or_404(campaigns_for(request.user), code=campaign)
    if not may_register_at_all(request.user, found):
        raise Http404
    return workbook(registration_workbook(found, request.user), f"mau-dang-ky-{found.code}.xlsx")


def workbook(data: bytes, name: str) -> HttpResponse:
    """An .xlsx to keep, under a plain name."""
    return HttpResponse(data, content_type=SHEET, headers={"Content-Disposition": f'attachment; filename="{name}"'})
