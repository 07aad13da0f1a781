"""Holding consultations: preparing one from a campaign, its page and steps, the summaries, and its workbook."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.hearings.actions import (
    CannotConsult,
    cancel,
    candidates_for,
    change,
    close,
    digest,
    extend,
    open_consultation,
    prepare,
)
from danvan.hearings.enums import ConsultationState
from danvan.hearings.models import Candidate, Consultation
from danvan.kit import dates
from danvan.ledger.machine import StepRefused
from danvan.office.frame import page
from danvan.office.hearing import consulting, preparing
from danvan.office.hearing.forms import ConsultationForm, DigestForm, SeenForm, stored
from danvan.office.hearing.workbook import opinions_workbook
from danvan.office.reach import campaigns_to_run
from danvan.office.views.hearings import HERE

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def consultations(request: SignedInRequest) -> HttpResponse:
    """The consultations within reach, and the campaigns one can be held in."""
    lines = consulting.listed(request.user, timezone.localdate())
    campaigns = campaigns_to_run(request.user).filter(opened_at__isnull=False, is_archive=False)
    return page(request, "office/hearings/consultations.html", {"lines": lines, "campaigns": campaigns}, here=HERE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consultation_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Prepare a consultation of a campaign that is open."""
    running = campaigns_to_run(request.user).filter(opened_at__isnull=False, is_archive=False)
    campaign = get_object_or_404(running, pk=pk)
    begin = {"title": f"Lấy ý kiến Nhân dân, {campaign.name}"[:200], "opens_on": timezone.localdate()}
    return _write(request, Consultation(campaign=campaign), begin)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consultation_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change one that was not opened."""
    found = consulting.to_run(request.user, pk)
    if found.state != ConsultationState.DRAFT:
        return redirect("office:consultation", pk=pk)
    return _write(request, found, stored(found))


def _now(request: SignedInRequest) -> dict[str, Any]:
    """Who does it, and when."""
    return {"by": request.user, "at": timezone.now()}


def _write(request: SignedInRequest, found: Consultation, begin: dict[str, Any]) -> HttpResponse:
    """The form of a consultation, new or stored, and what comes of sending it."""
    choices = list(candidates_for(found.campaign).select_related("theme"))
    many = preparing.asked_for(request.POST, choices) if request.method == "POST" else None
    data = many or (request.POST if request.method == "POST" else None)
    form = ConsultationForm([one.pk for one in choices], data, initial=begin)
    if many is None and form.is_bound and form.is_valid():
        plan, now = preparing.plan_of(form, choices), _now(request)
        try:
            if found.pk:
                edition = form.cleaned_data["edition"] or 0
                made = change(consultation=found, plan=plan, edition=edition, **now)
            else:
                made = prepare(campaign=found.campaign, plan=plan, **now)
        except CannotConsult as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu. Hãy xem trước rồi mở lấy ý kiến.")
            return redirect("office:consultation", pk=made.pk)
    status = 200 if many or not form.is_bound else 400
    context = preparing.context(found.campaign, form, choices, quiet=many is not None)
    context |= {"consultation": found if found.pk else None, "crumbs": consulting.crumbs(found)}
    return page(request, "office/hearings/consultation_form.html", context, here=HERE, status=status)


@login_required
@require_safe
def consultation(request: SignedInRequest, pk: int) -> HttpResponse:
    """One consultation: what the public sees or will see, and its results."""
    return _show(request, consulting.load(request.user, pk))


def _show(request: SignedInRequest, found: Consultation, *, status: int = 200, **more: Any) -> HttpResponse:
    context = consulting.context(found, request.user, timezone.now(), **more)
    return page(request, "office/hearings/consultation.html", context, here=HERE, status=status)


@login_required
@require_POST
def consultation_step(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Open it, keep it open for longer, close it before its time, or give it up."""
    found, now = consulting.to_run(request.user, pk), _now(request)
    forms = {
        "open": SeenForm(request.POST), "extend": consulting.extend_form(found, request.POST),
        **{step: consulting.reason_form(found, step, request.POST) for step in ("close", "cancel")},
    }  # fmt: skip
    if name not in forms:
        raise Http404
    form = forms[name]
    if not form.is_valid():
        return _show(request, found, status=400, forms={name: form})
    said = form.cleaned_data
    try:
        if name == "open":
            made = open_consultation(consultation=found, seen=said["seen"], **now)
            told = f"Đã mở lấy ý kiến đến hết ngày {dates.short(made.closes_on)}."
        elif name == "extend":
            made = extend(consultation=found, closes_on=said["until"], edition=said["edition"], **now)
            told = f"Đã kéo dài đến hết ngày {dates.short(made.closes_on)}."
        else:
            (close if name == "close" else cancel)(consultation=found, reason=said["reason"], seen=said["seen"], **now)
            told = "Đã kết thúc lấy ý kiến." if name == "close" else "Đã hủy đợt lấy ý kiến."
    except (CannotConsult, StepRefused) as refusal:
        form.add_error(None, str(refusal))
        return _show(request, consulting.to_run(request.user, pk), status=409, forms={name: form})
    messages.success(request, told)
    return redirect("office:consultation", pk=pk)


@login_required
@require_POST
def consultation_digest(request: SignedInRequest, pk: int, candidate: int) -> HttpResponse:
    """Store the summary of what was said about one candidate."""
    found = consulting.to_run(request.user, pk)
    row = get_object_or_404(Candidate.objects.filter(consultation=found), pk=candidate)
    form = DigestForm(request.POST, auto_id=f"tong-hop-{row.pk}-%s")
    if not form.is_valid():
        return _show(request, found, status=400, typed={row.pk: form})
    try:
        digest(candidate=row, text=form.cleaned_data["digest"], by=request.user, at=timezone.now())
    except CannotConsult as refusal:
        form.add_error(None, str(refusal))
        return _show(request, found, status=409, typed={row.pk: form})
    messages.success(request, "Đã lưu phần tổng hợp; hồ sơ của mô hình có phần này.")
    return redirect("office:consultation", pk=pk)


@login_required
@require_safe
def consultation_xlsx(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every opinion of a consultation as a workbook, for those who read them."""
    found, today = consulting.to_run(request.user, pk), timezone.localdate()
    data = opinions_workbook(found, today)
    name = f"y-kien-{found.pk}-{today:%Y-%m-%d}.xlsx"
    return HttpResponse(data, content_type=SHEET, headers={
        "Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store",
    })  # fmt: skip
