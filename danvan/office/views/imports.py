"""Registrations from a workbook: sent, compared cell by cell, and stored only when its reader agrees."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.dossiers.models import Campaign
from danvan.exchange import registrations, staging
from danvan.exchange.blanks import registration_workbook
from danvan.exchange.grid import BadSheet
from danvan.exchange.preview import Preview
from danvan.exchange.registrations import CannotApply
from danvan.exchange.staging import NotStaged, Staged
from danvan.kit.refused import BadUpload
from danvan.office.forms_imports import OUTCOMES, ApplyForm, PreviewForm, UploadForm
from danvan.office.frame import page
from danvan.office.reach import campaigns_for, may_register_at_all
from danvan.office.views.dossiers import SHEET

PAGE_SIZE = 50
FEW = 5  # new rows whose cells are all in sight without a click


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
    context = {
        "form": form,
        "campaigns": campaigns,
        "recent": [_line(staged, campaigns) for staged in staging.recent(request.user)],
    }
    return page(request, "office/import_upload.html", context, here="imports")


def _stage(request: SignedInRequest, campaign: Campaign, upload: UploadedFile[bytes]) -> Staged:
    """Keep a workbook of registrations. Raises ``BadUpload`` or ``BadSheet``, and keeps nothing else."""
    staged = staging.stage(upload, campaign=campaign, by=request.user, at=timezone.now())
    try:
        registrations.read(staged.data(), campaign=campaign, by=request.user)
    except BadSheet:
        staging.discard(staged)
        raise
    return staged


def _line(staged: Staged, campaigns: list[Campaign]) -> dict[str, Any]:
    names = {campaign.code: campaign.name for campaign in campaigns}
    return {
        "name": staged.name,
        "url": reverse("office:import-preview", args=[staged.key]),
        "campaign": names.get(staged.campaign_code, staged.campaign_code),
        "at": staged.created_at,
        "applied_at": staged.applied_at,
        "stored": f"{staged.applied_new} hồ sơ mới, {staged.applied_changed} hồ sơ thay đổi",
    }


def _load(request: SignedInRequest, key: UUID) -> tuple[Staged, Campaign]:
    """An import of this person, and its campaign while it is still within reach; otherwise a 404."""
    try:
        staged = staging.load(key, request.user)
    except NotStaged as gone:
        raise Http404 from gone
    return staged, get_object_or_404(campaigns_for(request.user), code=staged.campaign_code)


def _read(request: SignedInRequest, staged: Staged, campaign: Campaign) -> Preview:
    """What the workbook would change now. Raises ``BadSheet``."""
    try:
        return registrations.read(staged.data(), campaign=campaign, by=request.user)
    except NotStaged as gone:
        raise Http404 from gone


@login_required
@require_safe
def import_preview(request: SignedInRequest, key: UUID) -> HttpResponse:
    """What the workbook would change, row by row; computed anew each time, so it is true at that moment."""
    staged, campaign = _load(request, key)
    try:
        preview = _read(request, staged, campaign)
    except BadSheet as refusal:
        messages.error(request, str(refusal))
        return redirect("office:imports")
    asked = PreviewForm(request.GET).asked()
    rows = [row for row in preview.rows if asked["loai"] in ("", row.outcome)]
    shown = Paginator(rows, PAGE_SIZE).get_page(asked["page"] or 1)
    counts = {"new": preview.new, "changed": preview.changed, "same": preview.same, "wrong": preview.wrong}
    context = {
        "staged": staged,
        "campaign": campaign,
        "counts": [
            {"key": outcome, "label": label, "count": counts[outcome], "url": f"?loai={outcome}"}
            for outcome, label in OUTCOMES
        ],
        "tabs": [
            {"label": "Tất cả", "url": "?", "current": not asked["loai"], "count": len(preview.rows)},
            *(
                {"label": label, "url": f"?loai={o}", "current": asked["loai"] == o, "count": counts[o]}
                for o, label in OUTCOMES
            ),
        ],
        "pager": shown,
        "opened": len(rows) <= FEW,
        "base": f"loai={asked['loai']}&" if asked["loai"] else "",
        "notes": [note for note in preview.sheets if not note.is_read],
        "to_store": preview.new + preview.changed,
        "wrong": preview.wrong,
        "total": len(preview.rows),
        "seen": preview.fingerprint,
        "stored": _line(staged, [campaign])["stored"],
    }
    return page(request, "office/import_preview.html", context, here="imports")


@login_required
@require_POST
def import_apply(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Store the right rows, all or none, once."""
    staged, campaign = _load(request, key)
    form = ApplyForm(request.POST)
    if staged.applied_at is not None:
        messages.warning(request, "Tệp này đã được ghi trước đó; không ghi thêm lần nữa.")
    elif not form.is_valid():
        messages.error(request, "Chưa ghi dòng nào. Hãy xem lại bảng đối chiếu rồi bấm ghi ở cuối trang.")
    else:
        _apply(request, staged, campaign, form)
    return redirect("office:import-preview", key=key)


def _apply(request: SignedInRequest, staged: Staged, campaign: Campaign, form: ApplyForm) -> None:
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
        applied = registrations.apply(preview, by=request.user, at=now, seen=form.cleaned_data["seen"])
    except (BadSheet, CannotApply) as refusal:
        messages.error(request, str(refusal))
        return
    staging.mark_applied(staged, applied, at=now)
    messages.success(request, f"Đã ghi {applied.new} hồ sơ mới và {applied.changed} hồ sơ thay đổi.")


@login_required
@require_safe
def import_template(request: SignedInRequest, campaign: str) -> HttpResponse:
    """The blank workbook of a campaign, with the units this person may register."""
    found = get_object_or_404(campaigns_for(request.user), code=campaign)
    if not may_register_at_all(request.user, found):
        raise Http404
    data = registration_workbook(found, request.user)
    name = f"mau-dang-ky-{found.code}.xlsx"
    return HttpResponse(data, content_type=SHEET, headers={"Content-Disposition": f'attachment; filename="{name}"'})
