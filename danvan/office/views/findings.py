"""The pages of findings: what is to be mended, the unit's answer with its proof, and closing it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.dossiers.jottings import forget
from danvan.kit.uploads import BadUpload
from danvan.ledger.machine import StepRefused
from danvan.office.attachments import attached
from danvan.office.frame import page
from danvan.office.jots import open_jot, put_back
from danvan.office.visits import pages
from danvan.office.visits.forms import AnswerForm, NoteForm
from danvan.visits.answering import answer, settle
from danvan.visits.enums import VisitState
from danvan.visits.models import Finding, FindingProof
from danvan.visits.workflow import FINDING_LIFE

HERE = "visits"


def _place(found: Finding) -> str:
    return f"finding:{found.pk}"


def _show(
    request: SignedInRequest, found: Finding, form: AnswerForm, status: int = 200, typed: dict[str, str] | None = None
) -> HttpResponse:
    at = timezone.now()
    jot = open_jot(request, request.user, _place(found), at)
    put_back(form, jot)
    context = pages.finding_context(request.user, found, at, typed) | {"form": form, "jot": jot}
    return page(request, "office/visit_finding.html", context, here=HERE, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: SignedInRequest, pk: int) -> HttpResponse:
    """A finding, and the form by which the unit answers it."""
    found = pages.load_finding(request.user, pk)
    if request.method != "POST":
        return _show(request, found, AnswerForm(initial={"seen": found.moves, "answer": found.answer}))
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, found, form, 400)
    said, at = form.cleaned_data, timezone.now()
    try:
        answer(finding=found, text=said["answer"], files=said["tep"], seen=said["seen"], by=request.user, at=at)
    except (StepRefused, BadUpload) as refusal:
        form.add_error("tep" if isinstance(refusal, BadUpload) else None, str(refusal))
        return _show(request, pages.load_finding(request.user, pk), form, 409)
    forget(owner=request.user, place=_place(found), at=at)
    messages.success(request, "Đã gửi trả lời. Đoàn kiểm tra sẽ xem lại và xác nhận.")
    return redirect(found)


@login_required
@require_POST
def finding_step(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Close a finding, or ask for more; the reason is not lost by a refusal."""
    found, form = pages.load_finding(request.user, pk), NoteForm(request.POST)
    if name not in FINDING_LIFE.steps:
        raise Http404
    note, seen = (form.cleaned_data["note"], form.cleaned_data["seen"]) if form.is_valid() else ("", None)
    try:
        settle(finding=found, step=name, note=note, seen=seen, by=request.user, at=timezone.now())
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        again = pages.load_finding(request.user, pk)
        empty = AnswerForm(initial={"seen": again.moves, "answer": again.answer})
        return _show(request, again, empty, 409, {name: form["note"].value() or ""})
    messages.success(request, f"Đã thực hiện: {FINDING_LIFE.steps[name].label}.")
    return redirect(found)


@login_required
@require_safe
def finding_proof(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A file that proves an answer."""
    proofs = FindingProof.objects.for_user(request.user).filter(finding__visit__state=VisitState.DONE)
    found = get_object_or_404(proofs, pk=pk, removed_at__isnull=True)
    return attached(found.file, found.name, found.content_type)
