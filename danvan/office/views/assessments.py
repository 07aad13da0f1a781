"""The screens of collective assessments: the list, a new meeting, the parts of the minutes, closing and reopening."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.accounts.models import User
from danvan.assessments.actions import CannotAssess, EditedMeanwhile, begin, close, discard
from danvan.assessments.enums import AssessmentState
from danvan.assessments.models import Assessment
from danvan.assessments.queries import campaigns_to_assess, campaigns_to_read, last_meeting, may_write
from danvan.assessments.voting import clear_votes
from danvan.assessments.workflow import ASSESSMENT_LIFE
from danvan.dossiers.jottings import forget
from danvan.dossiers.models import Campaign
from danvan.kit.vi import clean_text
from danvan.ledger.machine import StepRefused
from danvan.office.assessing import pages, panels, showing
from danvan.office.assessing.forms import NewMeetingForm
from danvan.office.assessing.words import address, rule
from danvan.office.frame import page
from danvan.office.views.printing import printed
from danvan.papers.assessment import minutes_paper

HERE = "review"
STALE, REFUSED = 409, 422


@login_required
@require_safe
def assessments(request: SignedInRequest) -> HttpResponse:
    """The meetings of one's own organiser, campaign by campaign; nobody below reads them."""
    readable = campaigns_to_read(request.user)
    if not readable.exists():
        raise Http404("Tài khoản này không đọc biên bản bình xét.")
    chosen = pages.chosen_campaign(readable, request.GET.get("dot", ""))
    writing = campaigns_to_assess(request.user)
    context = {
        "lines": pages.lines(request.user, chosen), "campaigns": list(readable),
        "chosen": chosen, "may_begin": (writing.filter(pk=chosen.pk) if chosen else writing).exists(),
    }  # fmt: skip
    return page(request, "office/assessment_list.html", context, here=HERE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_new(request: SignedInRequest) -> HttpResponse:
    """Begin the minutes of a meeting; where the last one was held and who was called is filled in."""
    writing = campaigns_to_assess(request.user)
    if not writing.exists():
        raise Http404("Tài khoản này không lập biên bản bình xét.")
    chosen = pages.chosen_campaign(writing, request.GET.get("dot", "")) or writing.first()
    data = request.POST if request.method == "POST" else None
    form = NewMeetingForm(writing, data, initial=_like_the_last(chosen))
    if form.is_valid():
        campaign, key = form.cleaned_data["campaign"], form.cleaned_data["request_key"] or None
        try:
            made = begin(
                campaign=campaign, facts=form.facts(), by=request.user, at=timezone.now(), request_key=key
            )  # fmt: skip
        except CannotAssess as refusal:
            form.add_error(refusal.place if refusal.place in form.fields else None, str(refusal))
        else:
            messages.success(request, "Đã lập biên bản. Hãy ghi thành viên có mặt.")
            return redirect(address(made, panels.MEMBERS))
    context = {"form": form, "crumbs": pages.crumbs("Lập biên bản")}
    return page(request, "office/assessment_new.html", context, here=HERE, status=REFUSED if form.errors else 200)


def _like_the_last(campaign: Campaign | None) -> dict[str, Any]:
    last = last_meeting(campaign.keeper) if campaign else None
    names = ("place", "body", "chair_name", "chair_title", "secretary_name")
    told = {name: getattr(last, name) for name in names} if last else {}
    secret = "1" if last and last.is_secret else ""
    return {**told, "is_secret": secret, "campaign": campaign, "request_key": uuid.uuid4().hex}


@dataclass(frozen=True)
class Place:
    """Where on the minutes somebody is: whose they are, which part, which page of the votes."""

    assessment: Assessment
    tab: str
    number: int

    @property
    def url(self) -> str:
        """The address of the same place."""
        url = address(self.assessment, self.tab)
        return f"{url}&page={self.number}" if self.tab == panels.VOTES and self.number > 1 else url


def _place(request: SignedInRequest, pk: int) -> Place:
    tab, number = request.GET.get("muc", ""), request.GET.get("page", "")
    found = tab if tab in panels.LABELS else panels.FACTS
    return Place(pages.load(request.user, pk), found, int(number) if number.isdecimal() and len(number) < 6 else 1)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assessment(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes, part by part; written by the reviewers and approvers of the organiser while they are open."""
    place, at = _place(request, pk), timezone.now()
    if request.method != "POST":
        return _show(request, place, None, 200)
    if not may_write(request.user, place.assessment.campaign):
        raise Http404
    if place.assessment.state != AssessmentState.OPEN:
        messages.error(request, "Biên bản đã kết thúc nên không sửa được. Phần vừa gửi chưa lưu.")
        return _show(request, place, None, STALE)
    form = _form(request.user, place, request.POST)
    if not form.is_valid():
        return _show(request, place, form, REFUSED)
    return _stored(request, place, form, at)


def _form(user: User, place: Place, data: Any) -> forms.Form:
    return panels.form_of(place.tab, place.assessment, user, data, place.number)


def _stored(request: SignedInRequest, place: Place, form: forms.Form, at: datetime) -> HttpResponse:
    """Store a part and come back to it; what cannot be stored is shown again as it was typed."""
    sent = panels.Sent(place.assessment, request.user, at, request.POST.get("buoc", ""))
    try:
        panels.store(form, sent)
    except EditedMeanwhile as refusal:
        return _met(request, pages.load(request.user, place.assessment.pk), place, str(refusal))
    except CannotAssess as refusal:
        form.add_error(showing.field_of(form, refusal.place), str(refusal))
        return _show(request, place, form, REFUSED)
    forget(owner=request.user, place=showing.jot_place(place.assessment, place.tab), at=at)
    messages.success(request, panels.said_after(place.tab, sent))
    return HttpResponseRedirect(showing.onward(place.url, sent.button, place.number))


def _met(request: SignedInRequest, fresh: Assessment, place: Place, sentence: str) -> HttpResponse:
    """Somebody else stored the same part: both are shown, and sending once more goes over it knowingly."""
    again = Place(fresh, place.tab, place.number)
    typed = request.POST.copy()
    for name, value in panels.fresh_marks(place.tab, fresh, place.number).items():
        typed[name] = value
    form = _form(request.user, again, typed)
    form.is_valid()
    form.add_error(None, sentence)
    return _show(request, again, form, STALE)


def _show(request: SignedInRequest, place: Place, form: forms.Form | None, status: int) -> HttpResponse:
    found, at = place.assessment, timezone.now()
    writing = pages.writes(request.user, found)
    tab = place.tab if writing or place.tab != panels.AGENDA else panels.VOTES
    if writing and form is None:
        form = panels.form_of(tab, found, request.user, None, place.number)
    context = {
        "assessment": found, "tab": tab, "tabs": pages.tabs(found, tab, writing=writing), "writing": writing,
        "rule": rule(found), "links": pages.links(request.user, found), "form": form if writing else None,
        "crumbs": pages.crumbs(str(found)), "grain": pages.GRAINS[AssessmentState(found.state)],
        "kept": showing.stored_otherwise(form) if form and status == STALE else [],
        **showing.of(tab, found, request, form if writing else None, at, place.number),
    }  # fmt: skip
    return page(request, f"office/assessment_{showing.TEMPLATES[tab]}.html", context, here=HERE, status=status)


@login_required
@require_safe
def assessment_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes on paper; a draft carries its watermark."""
    return printed(request, minutes_paper(pages.load(request.user, pk)))


@login_required
@require_POST
def assessment_step(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Close the minutes as they were read, or open them again with a reason."""
    found, at = pages.load(request.user, pk), timezone.now()
    if name not in ASSESSMENT_LIFE.steps:
        raise Http404
    note = clean_text(request.POST.get("note", ""))[:4000]
    edition, seen = _number(request, "edition"), _number(request, "seen")
    try:
        if name == "close":
            close(assessment=found, edition=edition, by=request.user, at=at, seen=seen)
        else:
            ASSESSMENT_LIFE.take(found, name, by=request.user, at=at, note=note, seen=seen)
    except (StepRefused, EditedMeanwhile) as refusal:
        messages.error(request, str(refusal))
        again = Place(pages.load(request.user, pk), panels.WORDS, 1)
        return _show(request, again, None, STALE)
    messages.success(request, f"Đã thực hiện: {ASSESSMENT_LIFE.steps[name].label}.")
    return redirect(address(found, panels.WORDS))


@login_required
@require_POST
def assessment_clear(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back every vote recorded so far, once its reader has agreed to it."""
    found = _to_write(request, pk)
    if not request.POST.get("dong-y"):
        messages.error(request, "Chưa xóa. Hãy đánh dấu ô đồng ý trước khi bấm.")
        return redirect(address(found, panels.VOTES))
    try:
        clear_votes(assessment=found, by=request.user, at=timezone.now())
    except CannotAssess as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã xóa kết quả biểu quyết đã ghi.")
    return redirect(address(found, panels.VOTES))


@login_required
@require_POST
def assessment_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw a record away that was begun by mistake."""
    found = _to_write(request, pk)
    if not request.POST.get("dong-y"):
        messages.error(request, "Chưa bỏ. Hãy đánh dấu ô đồng ý trước khi bấm.")
        return redirect(address(found))
    try:
        discard(assessment=found, edition=_number(request, "edition"), by=request.user, at=timezone.now())
    except CannotAssess as refusal:
        messages.error(request, str(refusal))
        return redirect(address(found))
    messages.success(request, "Đã bỏ biên bản đang ghi.")
    return redirect("office:assessments")


def _to_write(request: SignedInRequest, pk: int) -> Assessment:
    found = pages.load(request.user, pk)
    if not may_write(request.user, found.campaign):
        raise Http404
    return found


def _number(request: SignedInRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1
