"""The pages of progress: who reported on a period, a dossier's targets, and one report from first word to note."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.dossiers.jottings import forget
from danvan.ledger.machine import StepRefused
from danvan.office.frame import page
from danvan.office.jots import open_jot, put_back
from danvan.office.progress import pages
from danvan.office.progress.forms import BeginForm, ListForm, ReportForm, TargetsForm
from danvan.office.progress.listing import listing, period_asked
from danvan.office.visits.forms import NoteForm
from danvan.progress.models import ProgressReport
from danvan.progress.periods import quarter_on
from danvan.progress.reporting import EditedMeanwhile, begin, may_write, write
from danvan.progress.targets import CannotReport, may_set_targets, set_targets
from danvan.progress.workflow import REPORT_LIFE

HERE, SEND = "reports", "gui"
CLASH = 409


@login_required
@require_safe
def reports(request: SignedInRequest) -> HttpResponse:
    """Who reported on a period and who has not, by name; ``nam`` and ``ky`` choose it."""
    today = timezone.localdate()
    years = [today.year - back for back in range(4)]
    form = ListForm(request.GET, years=years)
    asked = form.asked()
    period = period_asked(asked, today)
    shown = ListForm({"nam": str(period.year), "ky": period.key}, years=years)
    context = {
        "told": listing(request.user, asked, today), "form": shown, "period": period,
        "quarter": quarter_on(period.ends_on),
    }  # fmt: skip
    return page(request, "office/progress_reports.html", context, here=HERE)


@login_required
@require_safe
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """What one dossier set out to reach, what was reached, and its reports."""
    dossier = pages.load_dossier(request.user, pk)
    context = pages.dossier_context(request.user, dossier, timezone.localdate())
    return page(request, "office/progress_dossier.html", context, here=HERE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: SignedInRequest, pk: int) -> HttpResponse:
    """The targets as rows of a form, while the dossier is being carried out."""
    dossier = pages.load_dossier(request.user, pk)
    if not may_set_targets(request.user, dossier):
        raise Http404
    form = TargetsForm(dossier, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = set_targets(dossier=dossier, wanted=form.wanted(), by=request.user, at=timezone.now())
        except CannotReport as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã lưu {len(made)} mục tiêu.")
            return redirect("office:progress", pk=pk)
    context = {"dossier": dossier, "form": form, "rows": form.rows(), "offered": form.offered,
               "crumbs": [*pages.crumbs(), {"label": dossier.title, "url": ""}]}  # fmt: skip
    return page(request, "office/progress_targets.html", context, here=HERE, status=400 if form.errors else 200)


@login_required
@require_POST
def report_begin(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin the report on a period, filled in from the last, and go on to write it."""
    dossier = pages.load_dossier(request.user, pk)
    period = BeginForm(request.POST).period(dossier.year)
    if period is None:
        raise Http404
    try:
        made = begin(dossier=dossier, period=period, by=request.user, at=timezone.now())
    except CannotReport as refusal:
        messages.error(request, str(refusal))
        return redirect("office:progress", pk=pk)
    return redirect("office:report-edit", pk=made.pk) if may_write(request.user, made) else redirect(made)


@login_required
@require_safe
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """One report, with what its reader may do."""
    found = pages.load_report(request.user, pk)
    return page(request, "office/progress_report.html", pages.report_context(request.user, found), here=HERE)


def place_of(found: ProgressReport) -> str:
    """Under which name what is being typed is kept."""
    return f"progress:{found.pk}"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form of a report; what cannot be stored is shown again as it was typed."""
    found, at = pages.load_report(request.user, pk), timezone.now()
    if not may_write(request.user, found):
        if request.method == "POST":
            messages.error(request, "Báo cáo đã gửi, hoặc anh/chị không ghi báo cáo này.")
            return redirect(found)
        raise Http404
    form = ReportForm(found, request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _form_page(request, found, form, at, 400 if form.errors else 200)
    try:
        edition = form.cleaned_data["edition"]
        write(report=found, written=form.written(), edition=edition, by=request.user, at=at)
    except CannotReport as refusal:
        return _refused(request, found, refusal, at)
    forget(owner=request.user, place=place_of(found), at=at)
    return _stored(request, found, at)


def _refused(request: SignedInRequest, found: ProgressReport, refusal: CannotReport, at: datetime) -> HttpResponse:
    """What was typed stays; after somebody else's change, saving again is meant to go over it."""
    typed = request.POST.copy()
    if isinstance(refusal, EditedMeanwhile):
        found.refresh_from_db()
        typed["edition"] = str(found.edition)
    form = ReportForm(found, typed)
    form.add_error(None, str(refusal))
    return _form_page(request, found, form, at, CLASH)


def _stored(request: SignedInRequest, found: ProgressReport, at: datetime) -> HttpResponse:
    """Back to the form, or on to the report that was sent."""
    if request.POST.get("buoc") != SEND:
        messages.success(request, f"Đã lưu báo cáo lúc {timezone.localtime(at):%H:%M}. Báo cáo chưa gửi.")
        return redirect("office:report-edit", pk=found.pk)
    try:
        REPORT_LIFE.take(found, "send", by=request.user, at=at)
    except StepRefused as refusal:
        messages.error(request, f"Đã lưu, nhưng chưa gửi: {refusal}")
        return redirect("office:report-edit", pk=found.pk)
    messages.success(request, f"Đã gửi báo cáo {found.period.label} lúc {timezone.localtime(at):%H:%M}.")
    return redirect(found)


def _form_page(
    request: SignedInRequest, found: ProgressReport, form: ReportForm, at: datetime, status: int
) -> HttpResponse:  # fmt: skip
    jot = open_jot(request, request.user, place_of(found), at)
    put_back(form, jot)
    seen = pages.report_context(request.user, found)
    context = {
        "report": found, "form": form, "rows": form.rows(pages.figures_before(found)), "jot": jot,
        "returned": seen["returned"], "crumbs": seen["crumbs"], "theirs": form.theirs() if status == CLASH else [],
    }  # fmt: skip
    return page(request, "office/progress_form.html", context, here=HERE, status=status)


@login_required
@require_POST
def report_step(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Take note of a report, or give it back; the reason is not lost by a refusal."""
    found, form = pages.load_report(request.user, pk), NoteForm(request.POST)
    if name not in REPORT_LIFE.steps:
        raise Http404
    note, seen = (form.cleaned_data["note"], form.cleaned_data["seen"]) if form.is_valid() else ("", None)
    try:
        REPORT_LIFE.take(found, name, by=request.user, at=timezone.now(), note=note, seen=seen)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        again = pages.load_report(request.user, pk)
        context = pages.report_context(request.user, again, typed={name: form["note"].value() or ""})
        return page(request, "office/progress_report.html", context, here=HERE, status=409)
    messages.success(request, f"Đã thực hiện: {REPORT_LIFE.steps[name].label}.")
    return redirect(found)
