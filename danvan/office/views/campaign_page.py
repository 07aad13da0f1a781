"""The page of an open campaign: what everybody reads on it, its papers, and more time for one unit."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.dossiers.actions import day_of
from danvan.dossiers.addressed import takes_part
from danvan.dossiers.campaign_obstacles import FACTS
from danvan.dossiers.campaigning import CannotRun
from danvan.dossiers.extensions import Longer, end_extension, extend
from danvan.dossiers.models import Campaign, CampaignFile, WindowException
from danvan.dossiers.windows import told
from danvan.office.attachments import attached
from danvan.office.campaigns import pages
from danvan.office.campaigns.forms import ExtendForm, ReasonForm
from danvan.office.frame import page
from danvan.office.reach import campaigns_to_run
from danvan.office.views.campaigns import HERE, REFUSED, to_run


@login_required
@require_safe
def campaign(request: SignedInRequest, pk: int) -> HttpResponse:
    """One campaign; a draft leads on to its first step."""
    found = get_object_or_404(pages.in_reach(request.user), pk=pk)
    if found.opened_at is None:
        return redirect("office:campaign-step", pk=pk, step=FACTS)
    return _show(request, found)


def _show(
    request: SignedInRequest, found: Campaign, *, extension: forms.Form | None = None,
    typed: dict[int, str] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = pages.context(found, request.user, timezone.now(), extend=extension, typed=typed)
    return page(request, "office/campaign.html", context, here=HERE, status=status)


@login_required
@require_safe
def campaign_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A guidance paper, to everybody who takes part: an attachment, in a sandbox."""
    reach = pages.in_reach(request.user).values("pk")
    found = get_object_or_404(CampaignFile.objects.filter(campaign__in=reach), pk=pk, removed_at__isnull=True)
    return attached(found.file, found.name, found.content_type)


@login_required
@require_POST
def campaign_extend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give one unit more time."""
    found, now = to_run(request, pk), timezone.now()
    form = ExtendForm(takes_part(found, day_of(found, now)), request.POST)
    if form.is_valid():
        try:
            made = extend(campaign=found, longer=Longer(**form.cleaned_data), by=request.user, at=now)
        except CannotRun as refusal:
            form.add_error(refusal.place if refusal.place in form.fields else None, str(refusal))
        else:
            messages.success(request, f"Đã gia hạn cho {made.unit.name} đến {told(made.until)}.")
            return redirect("office:campaign", pk=pk)
    return _show(request, found, extension=form, status=REFUSED)


@login_required
@require_POST
def campaign_extension_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the extra time of a unit back, with a reason."""
    scoped = WindowException.objects.filter(campaign__in=campaigns_to_run(request.user).values("pk"))
    found = get_object_or_404(scoped.select_related("unit"), pk=pk)
    run = to_run(request, found.campaign_id)
    form = ReasonForm(request.POST)
    reason = str(form.cleaned_data["reason"]) if form.is_valid() else ""
    try:
        end_extension(extension=found, reason=reason, by=request.user, at=timezone.now())
    except CannotRun as refusal:
        messages.error(request, str(refusal))
        return _show(request, run, typed={pk: str(form["reason"].value() or "")}, status=REFUSED)
    messages.success(request, f"Đã thôi gia hạn cho {found.unit.name}.")
    return redirect("office:campaign", pk=run.pk)
