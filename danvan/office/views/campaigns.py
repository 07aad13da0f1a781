"""The screens “Đợt thi đua”: the list, a new one, the steps of preparing it, opening it, and its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.dossiers import campaigning
from danvan.dossiers.campaign_copying import copy_from
from danvan.dossiers.campaign_obstacles import FACTS
from danvan.dossiers.campaigning import CannotRun, StaleCampaign
from danvan.dossiers.models import Campaign
from danvan.dossiers.windows import told
from danvan.notices.actions import tell_opening
from danvan.office.campaigns import judged, opening, pages, steps
from danvan.office.campaigns.forms import CopyCampaignForm, NewCampaignForm
from danvan.office.frame import page
from danvan.office.reach import campaigns_to_run

HERE = "campaigns"
STALE, REFUSED = 409, 422


def to_run(request: SignedInRequest, pk: int) -> Campaign:
    """A campaign this person prepares; otherwise a 404."""
    return get_object_or_404(campaigns_to_run(request.user).select_related("theme_scheme", "opened_by"), pk=pk)


def edition_of(request: SignedInRequest) -> int:
    """The edition a form was written on, or 0."""
    text = request.POST.get("edition", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


@login_required
@require_safe
def campaigns(request: SignedInRequest) -> HttpResponse:
    """Every campaign in reach: drafts of one's own first."""
    context = {"lines": pages.listed(request.user), "may_begin": may_somewhere(request.user, Action.RUN)}
    return page(request, "office/campaign_list.html", context, here=HERE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_new(request: SignedInRequest) -> HttpResponse:
    """Begin a draft: from an earlier campaign, or from nothing."""
    if not may_somewhere(request.user, Action.RUN):
        raise Http404("Tài khoản này không lập đợt thi đua.")
    now = timezone.now()
    copies = "chep" in request.POST
    copy = _copy_form(request, now, sent=copies)
    blank = NewCampaignForm(
        request.user, request.POST if request.method == "POST" and not copies else None, initial=_blank(now)
    )
    form: forms.Form = copy if copies else blank
    if form.is_valid():
        try:
            made = _begin(request, form, now)
        except CannotRun as refusal:
            form.add_error(refusal.place if refusal.place in form.fields else None, str(refusal))
        else:
            messages.success(request, f"Đã lập bản nháp: {made.name}. Chưa ai ngoài cơ quan tổ chức thấy đợt này.")
            return redirect("office:campaign-step", pk=made.pk, step=FACTS)
    context = {"copy": copy, "blank": blank, "can_copy": copy.fields["source"].queryset.exists()}  # type: ignore[attr-defined]
    return page(request, "office/campaign_new.html", context, here=HERE, status=REFUSED if form.errors else 200)


def _copy_form(request: SignedInRequest, now: datetime, *, sent: bool) -> CopyCampaignForm:
    opened = campaigns_to_run(request.user).filter(opened_at__isnull=False, is_archive=False)
    latest = opened.first()
    year = latest.first_year + 1 if latest else timezone.localdate(now).year
    form = CopyCampaignForm(request.POST if sent else None, initial={"source": latest, "year": year})
    form.fields["source"].queryset = opened  # type: ignore[attr-defined]
    return form


def _blank(now: datetime) -> dict[str, Any]:
    today = timezone.localdate(now)
    return {"first_year": today.year, "cutoff_on": today}


def _begin(request: SignedInRequest, form: forms.Form, now: datetime) -> Campaign:
    if isinstance(form, NewCampaignForm):
        organiser = form.cleaned_data["organiser"]
        return campaigning.begin(organiser=organiser, facts=form.facts(), by=request.user, at=now)
    return copy_from(form.cleaned_data["source"], year=form.cleaned_data["year"], by=request.user, at=now)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """One step of preparing a campaign; of an open one, what may still be changed."""
    found = to_run(request, pk)
    if request.method != "POST":
        return _step(request, found, step, steps.form_of(step, found))
    form = steps.form_of(step, found, request.POST, request.FILES)
    edition = edition_of(request)
    if not form.is_valid():
        return _step(request, found, step, form, _Refused(edition))
    sent = steps.Sent(found, edition, request.user, timezone.now())
    try:
        steps.store(form, sent)
    except CannotRun as refusal:
        if isinstance(refusal, StaleCampaign):  # shown with what is stored now, so the next sending knows of it
            return _step(request, found, step, form, _Refused(found.edition, str(refusal), STALE))
        form.add_error(refusal.place if refusal.place in form.fields else None, str(refusal))
        return _step(request, found, step, form, _Refused(edition))
    if form.errors:  # a paper was refused; everything else is stored
        fresh = to_run(request, pk)
        return _step(request, fresh, step, form, _Refused(fresh.edition))
    messages.success(request, f"Đã lưu: {steps.LABELS[step]}.")
    onward = "tiep" in request.POST or found.opened_at is not None
    return HttpResponseRedirect(steps.after(step, found) if onward else request.path)


@dataclass(frozen=True)
class _Refused:
    """Why a step was not stored, and the edition the next sending builds on."""

    edition: int
    sentence: str = ""
    status: int = REFUSED


def _step(
    request: SignedInRequest, found: Campaign, step: str, form: forms.Form, refused: _Refused | None = None
) -> HttpResponse:
    sentence = refused.sentence if refused else ""
    found_obstacles = campaigning.obstacles(found, timezone.now()) if found.opened_at is None else []
    context = {
        "campaign": found, "edition": refused.edition if refused else found.edition, "step": step,
        "label": steps.LABELS[step], "form": form, "parts": steps.parts(step, form),
        "trail": steps.trail(found, step), "sentence": sentence,
        "kept": steps.stored_otherwise(form) if sentence else [],
        "obstacles": [(steps.where(one, found), one.sentence) for one in found_obstacles if one.step == step],
        "files": pages.papers(found) if step == steps.GUIDANCE else [],
    }  # fmt: skip
    status = refused.status if refused else 200
    return page(request, "office/campaign_step.html", context, here=HERE, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Look over everything, read exactly what opening does, and open."""
    found = to_run(request, pk)
    if found.opened_at is not None:
        if request.method == "POST":
            messages.info(request, f"{found.name} đã mở từ trước; không có gì thay đổi.")
        return redirect("office:campaign", pk=pk)
    if request.method != "POST":
        return _before(request, found)
    now = timezone.now()
    try:
        campaigning.open_campaign(campaign=found, edition=edition_of(request), by=request.user, at=now)
    except CannotRun as refusal:
        status = STALE if isinstance(refusal, StaleCampaign) else REFUSED
        return _before(request, to_run(request, pk), sentence=str(refusal), status=status)
    people = tell_opening(campaign=found, at=now)
    messages.success(request, f"Đã mở {found.name}. Đã gửi thông báo cho {people} người.")
    return redirect("office:campaign", pk=pk)


def _before(request: SignedInRequest, found: Campaign, *, sentence: str = "", status: int = 200) -> HttpResponse:
    now = timezone.now()
    units = opening.addressed(found, now)
    papers = pages.papers(found)
    context = {
        "campaign": found, "trail": steps.trail(found, ""), "sentence": sentence, "files": papers,
        "obstacles": [(steps.where(one, found), one.sentence) for one in campaigning.obstacles(found, now)],
        "sentences": opening.sentences(found, units, len(papers), now), "unmanned": opening.unmanned(units),
        "windows": pages.window_lines(found.windows.all(), now), "units": units, "now": told(now),
        "tracks": pages.track_lines(found.tracks.select_related("version__criteria_set").order_by("pk")),
        "judged": judged.rules(found),
    }  # fmt: skip
    return page(request, "office/campaign_open.html", context, here=HERE, status=status)


@login_required
@require_POST
def campaign_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw a draft away, when its reader has agreed to it."""
    found = to_run(request, pk)
    if not request.POST.get("dong-y"):
        messages.error(request, "Chưa bỏ bản nháp. Hãy đánh dấu ô đồng ý trước khi bấm.")
        return redirect("office:campaign-open", pk=pk)
    try:
        campaigning.discard(campaign=found, edition=edition_of(request), by=request.user, at=timezone.now())
    except CannotRun as refusal:
        messages.error(request, str(refusal))
        return redirect("office:campaign", pk=pk)
    messages.success(request, f"Đã bỏ bản nháp: {found.name}.")
    return redirect("office:campaigns")
