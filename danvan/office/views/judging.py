"""The screens of judging: ties, who judges which dossier, and how much each one has."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.dossiers.declaring import CannotDeclare, declare
from danvan.dossiers.models import Campaign
from danvan.dossiers.seating import CannotSeat, StaleSeats, assign
from danvan.kit.vi import clean_line
from danvan.office.frame import page
from danvan.office.judging import load, seats, ties
from danvan.office.judging.forms import TiesForm
from danvan.office.judging.frame import campaign_of, frame
from danvan.office.judging.preview import preview, read

HERE = "review"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def judging_ties(request: SignedInRequest, pk: int) -> HttpResponse:
    """Declare ties, or add to them; nothing is ever taken back."""
    campaign = campaign_of(request.user, pk)
    form = ties.form_for(request.user, campaign, request.POST if request.method == "POST" else None, request.GET)
    if request.method != "POST":
        return _ties(request, campaign, form)
    if not form.is_valid():
        return _ties(request, campaign, form, 400)
    try:
        declare(campaign=campaign, ties=form.ties, by=request.user, at=timezone.now())
    except CannotDeclare as refusal:
        form.add_error(None if refusal.line is None else f"ly-do-{refusal.line}", str(refusal))
        return _ties(request, campaign, form, 409)
    messages.success(request, ties.thanks(form, form.again))
    return redirect("office:judging-ties", pk=campaign.pk)


def _ties(request: SignedInRequest, campaign: Campaign, form: TiesForm, status: int = 200) -> HttpResponse:
    told = ties.context(request.user, campaign, form)
    return page(
        request, "office/judging_ties.html", {**frame(campaign, "judging-ties"), **told}, here=HERE, status=status
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def judging_seats(request: SignedInRequest, pk: int) -> HttpResponse:
    """Share dossiers out; sent, it is previewed, and stored only from the preview."""
    campaign = campaign_of(request.user, pk)
    if request.method != "POST":
        return _seats(request, campaign)
    if request.POST.get("cach") == "luu":
        return _stored(request, campaign)
    form = seats.asked_form(campaign, request.GET)
    try:
        plan = seats.plan_of(campaign, request.POST, form.asked())
    except seats.CannotRead as refusal:
        return _seats(request, campaign, str(refusal), 400)
    context = {**frame(campaign, "judging-seats"), "preview": preview(campaign, plan), "back": request.get_full_path()}
    return page(request, "office/judging_plan.html", context, here=HERE)


def _stored(request: SignedInRequest, campaign: Campaign) -> HttpResponse:
    """Store exactly what the preview showed, or nothing."""
    key = clean_line(request.POST.get("request_key", ""))[:40]
    try:
        changes = read(request.POST.get("doi", ""))
        count = assign(campaign=campaign, changes=changes, by=request.user, at=timezone.now(), request_key=key)
    except seats.CannotRead as refusal:
        return _seats(request, campaign, str(refusal), 400)
    except CannotSeat as refusal:
        return _seats(request, campaign, str(refusal), 409 if isinstance(refusal, StaleSeats) else 400)
    said = f"Đã lưu phân công {count} chỗ thẩm định." if count else "Bảng phân công này đã được lưu trước đó."
    messages.success(request, said)
    return redirect(request.get_full_path())


def _seats(request: SignedInRequest, campaign: Campaign, error: str = "", status: int = 200) -> HttpResponse:
    listing = seats.listing(campaign, seats.asked_form(campaign, request.GET))
    context = {**frame(campaign, "judging-seats"), "listing": listing, "error": error}
    return page(request, "office/judging_seats.html", context, here=HERE, status=status)


@login_required
@require_safe
def judging_load(request: SignedInRequest, pk: int) -> HttpResponse:
    """How much each reviewer has, theme by theme."""
    campaign = campaign_of(request.user, pk)
    return page(
        request, "office/judging_load.html", {**frame(campaign, "judging-load"), **load.context(campaign)}, here=HERE
    )
