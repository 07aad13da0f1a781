"""The pages of visits: the list, plans for one or many units, one visit, its minutes, its photographs."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.ledger.machine import StepRefused
from danvan.office.attachments import attached
from danvan.office.frame import page
from danvan.office.visits import listing as lists
from danvan.office.visits import pages
from danvan.office.visits.forms import ListForm, NewPlanForm, NoteForm, PlanForm
from danvan.papers.render import CannotPrint, pdf
from danvan.papers.visit import visit_paper
from danvan.visits.actions import CannotVisit, may_record, plan_many, replan
from danvan.visits.enums import VisitState
from danvan.visits.models import Visit, VisitPhoto
from danvan.visits.workflow import VISIT_LIFE

HERE = "visits"


@login_required
@require_safe
def visits(request: SignedInRequest) -> HttpResponse:
    """Visits ahead and behind, findings, and which units should be visited next."""
    told = lists.listing(request.user, ListForm(request.GET).asked(), timezone.now())
    return page(request, "office/visits.html", {"told": told}, here=HERE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def visit_new(request: SignedInRequest) -> HttpResponse:
    """A plan for the units that are ticked; ``don-vi`` ticks some to begin with."""
    if not may_somewhere(request.user, Action.VISIT):
        raise Http404
    at = timezone.now()
    data = request.POST if request.method == "POST" else None
    initial = {"units": request.GET.getlist("don-vi")}
    form = NewPlanForm(request.user, timezone.localdate(at), data, initial=initial)
    if form.is_valid():
        units = list(form.cleaned_data["units"])
        try:
            made = plan_many(units=units, plan=form.plan(), by=request.user, at=at)
        except CannotVisit as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã lập lịch kiểm tra {len(made)} đơn vị.")
            return redirect(made[0]) if len(made) == 1 else redirect("office:visits")
    context = {"form": form, "crumbs": pages.crumbs("Lập lịch kiểm tra")}
    return page(request, "office/visit_new.html", context, here=HERE)


def _to_write(request: SignedInRequest, pk: int) -> Visit:
    """A visit that this person's board makes; others have nothing to write there."""
    visit = pages.load_visit(request.user, pk)
    if not may_record(request.user, visit):
        raise Http404
    return visit


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def visit_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another day, other people, another checklist."""
    visit, at = _to_write(request, pk), timezone.now()
    if visit.state != VisitState.PLANNED:
        messages.error(request, "Lịch này đã thực hiện hoặc đã hủy nên không sửa được.")
        return redirect(visit)
    names = ("planned_on", "kind", "checklist", "lead", "members", "campaign", "purpose", "edition")
    initial = {name: getattr(visit, name) for name in names} | {"lead": str(visit.lead_id)}
    data = request.POST if request.method == "POST" else None
    form = PlanForm(request.user, timezone.localdate(at), data, visit=visit, initial=initial)
    if form.is_valid():
        edition = form.cleaned_data["edition"]
        try:
            replan(visit=visit, plan=form.plan(), edition=edition, by=request.user, at=at)
        except CannotVisit as refusal:
            form.add_error(None, str(refusal))
            visit.refresh_from_db()
        else:
            messages.success(request, "Đã lưu lịch kiểm tra.")
            return redirect(visit)
    context = {"form": form, "visit": visit, "crumbs": pages.crumbs(visit.unit.name)}
    return page(request, "office/visit_edit.html", context, here=HERE, status=400 if form.errors else 200)


@login_required
@require_safe
def visit(request: SignedInRequest, pk: int) -> HttpResponse:
    """One visit: its plan for everyone in reach, its minutes once they are finished."""
    found = pages.load_visit(request.user, pk)
    return page(request, "office/visit.html", pages.visit_context(request.user, found, timezone.now()), here=HERE)


@login_required
@require_POST
def visit_step(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Cancel a plan, or open minutes again; the reason is not lost by a refusal."""
    found, form, at = pages.load_visit(request.user, pk), NoteForm(request.POST), timezone.now()
    if name not in VISIT_LIFE.steps:
        raise Http404
    note, seen = (form.cleaned_data["note"], form.cleaned_data["seen"]) if form.is_valid() else ("", None)
    try:
        VISIT_LIFE.take(found, name, by=request.user, at=at, note=note, seen=seen)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        again = pages.load_visit(request.user, pk)
        context = pages.visit_context(request.user, again, at, typed={name: form["note"].value() or ""})
        return page(request, "office/visit.html", context, here=HERE, status=409)
    messages.success(request, f"Đã thực hiện: {VISIT_LIFE.steps[name].label}.")
    return redirect(found)


@login_required
@require_safe
def visit_photo(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A photograph, to those who may read the minutes it belongs to."""
    photos = VisitPhoto.objects.for_user(request.user).select_related("visit__host", "visit__unit")
    found = get_object_or_404(photos, pk=pk, removed_at__isnull=True)
    if not pages.reads_record(request.user, found.visit):
        raise Http404
    return attached(found.file, found.name, found.content_type)


@login_required
@require_safe
def visit_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes on paper; a draft carries its watermark and goes only to those who write it."""
    found = pages.load_visit(request.user, pk)
    if not pages.reads_record(request.user, found):
        raise Http404
    paper = visit_paper(found)
    try:
        body = pdf(paper)
    except CannotPrint as refusal:
        return page(request, "office/printing_off.html", {"reason": str(refusal)}, status=503)
    headers = {"Content-Disposition": f'attachment; filename="{paper.filename}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type="application/pdf", headers=headers)
