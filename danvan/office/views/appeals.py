"""Refusing a dossier with its reasons, the result a unit reads, and complaints: filing, listing, answering."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.appeals.actions import CannotFile, answer, file_appeal, take_back
from danvan.appeals.blockers import may_file, why_not_file
from danvan.appeals.models import Appeal
from danvan.appeals.workflow import APPEAL_LIFE
from danvan.dossiers.jottings import forget
from danvan.dossiers.models import Dossier
from danvan.dossiers.refused import last_refusal
from danvan.dossiers.refusing import CannotRefuse
from danvan.dossiers.refusing import refuse as refuse_dossier
from danvan.ledger.machine import StepRefused
from danvan.notices.results import tell_answer, tell_appeal, tell_refusal
from danvan.office import dossier_page
from danvan.office.appealing import letter, listing, refusing
from danvan.office.appealing import page as one
from danvan.office.appealing.forms import AnswerForm, AppealForm, ListForm, RefuseForm
from danvan.office.frame import page
from danvan.office.jots import open_jot, put_back


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    """Conclude that a dossier is not recognised, with the reasons; what was typed is never lost by a refusal."""
    dossier, at = dossier_page.load(request.user, pk), timezone.now()
    if not refusing.decides(request.user, dossier):
        raise Http404
    if request.method != "POST" and (why := refusing.why_not(dossier, request.user)):
        messages.error(request, why)
        return redirect("office:dossier", pk=pk)
    form = refusing.new_form(dossier, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _refuse_form(request, dossier, form, 400 if form.is_bound else 200)
    said = form.cleaned_data
    try:
        made = refuse_dossier(
            dossier=dossier, note=said["note"], points=form.points(), by=request.user, at=at, seen=said["seen"]
        )
    except StepRefused as refusal:
        place = f"ly-do-tc-{_order(form, refusal)}" if _order(form, refusal) else None
        form.add_error(place, str(refusal))
        return _refuse_form(request, dossier, form, 409)
    forget(owner=request.user, place=refusing.place(dossier), at=at)
    tell_refusal(refusal=made, at=at)
    messages.success(request, f"Đã kết luận không công nhận, với lý do của {made.points.count()} tiêu chí.")
    return redirect("office:result", pk=pk)


def _order(form: RefuseForm, refusal: StepRefused) -> int:
    """The number of the criterion a refusal is about, or 0."""
    about = refusal.criterion if isinstance(refusal, CannotRefuse) else None
    return next((g.criterion.order for g in form.grounds.values() if g.criterion.pk == about), 0)


def _refuse_form(request: SignedInRequest, dossier: Dossier, form: RefuseForm, status: int) -> HttpResponse:
    at = timezone.now()
    jot = open_jot(request, request.user, refusing.place(dossier), at)
    put_back(form, jot)
    context = {**refusing.context(dossier, request.user, form, at), "jot": jot}
    return page(request, "office/refuse.html", context, here="review", status=status)


@login_required
@require_safe
def result(request: SignedInRequest, pk: int) -> HttpResponse:
    """The result of a dossier as its unit reads it."""
    dossier = dossier_page.load(request.user, pk)
    return page(request, "office/result.html", letter.letter(dossier, request.user, timezone.now()), here="dossiers")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """File a complaint about the refusal that stands."""
    dossier, at = dossier_page.load(request.user, pk), timezone.now()
    refusal = last_refusal(dossier)
    if refusal is None or not may_file(request.user, dossier):
        raise Http404
    refusal.dossier = dossier
    if request.method != "POST" and (why := why_not_file(refusal, request.user, at)):
        messages.error(request, why)
        return redirect("office:result", pk=pk)
    form = AppealForm(request.POST if request.method == "POST" else None, initial={"request_key": uuid.uuid4()})
    if form.is_valid():
        key = str(form.cleaned_data["request_key"] or "") or None
        try:
            made = file_appeal(refusal=refusal, text=form.cleaned_data["text"], by=request.user, at=at, request_key=key)
        except CannotFile as why_not:
            form.add_error(None, str(why_not))
        else:
            forget(owner=request.user, place=_place(dossier), at=at)
            tell_appeal(appeal=made, at=at)
            messages.success(request, "Đã gửi kiến nghị xem lại.")
            return redirect("office:appeal", pk=made.pk)
    jot = open_jot(request, request.user, _place(dossier), at)
    put_back(form, jot)
    told = letter.refusals(dossier, request.user, at)[0]
    crumbs = [*letter.crumbs(dossier)[:-1], {"label": "Kiến nghị xem lại", "url": ""}]
    context = {"dossier": dossier, "form": form, "told": told, "jot": jot, "crumbs": crumbs}
    return page(request, "office/appeal_new.html", context, here="dossiers", status=400 if form.errors else 200)


def _place(dossier: Dossier) -> str:
    return f"appeal:{dossier.pk}"


@login_required
@require_safe
def appeals(request: SignedInRequest) -> HttpResponse:
    """The complaints within reach, those that wait first."""
    told = listing.listing(request.user, ListForm(request.GET).asked(), timezone.now())
    return page(request, "office/appeals.html", {"told": told}, here="review")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: SignedInRequest, pk: int) -> HttpResponse:
    """One complaint, to read, to answer, or to take back."""
    found = one.load(request.user, pk)
    if request.method != "POST":
        return _appeal(request, found, AnswerForm(initial={"seen": found.moves}), 200)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _appeal(request, found, form, 400)
    said, at = form.cleaned_data, timezone.now()
    try:
        if said["step"] == "take_back":
            take_back(appeal=found, by=request.user, at=at, seen=said["seen"])
        else:
            answered = answer(
                appeal=found, step=said["step"], text=said["text"], by=request.user, at=at, seen=said["seen"]
            )
            tell_answer(appeal=answered, at=at)
    except StepRefused as refusal:
        form.add_error("text" if refusal.args == ("Cần ghi rõ lý do.",) else None, str(refusal))
        return _appeal(request, one.load(request.user, pk), form, 409)
    forget(owner=request.user, place=f"answer:{pk}", at=at)
    messages.success(request, f"Đã thực hiện: {APPEAL_LIFE.steps[said['step']].label}.")
    return redirect("office:appeal", pk=pk)


def _appeal(request: SignedInRequest, found: Appeal, form: AnswerForm, status: int) -> HttpResponse:
    at = timezone.now()
    jot = open_jot(request, request.user, f"answer:{found.pk}", at)
    put_back(form, jot)
    context = {**one.context(found, request.user, form, at), "jot": jot}
    return page(request, "office/appeal.html", context, here="review", status=status)
