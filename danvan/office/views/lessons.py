"""The pages of lessons: the heat map of a year, one criterion with its remarks, the note, and next year's draft."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.access import homes
from danvan.accounts.http import SignedInRequest
from danvan.criteria.drafting import CannotDraft, copy, may_draft
from danvan.criteria.models import CriteriaVersion
from danvan.criteria.remarks import CannotRemark, remark
from danvan.office import lessons_page
from danvan.office.folder import version_of
from danvan.office.forms_lessons import RemarkForm, YearForm
from danvan.office.frame import board_name, page
from danvan.office.views.cards import NOT_SCORED, in_reach
from danvan.papers.lessons import lessons_paper
from danvan.papers.render import CannotPrint, pdf

HERE = "criteria"


def _asked(request: SignedInRequest, version: CriteriaVersion) -> tuple[int, list[int]]:
    asked = YearForm(request.GET).asked()["nam"] or None
    return lessons_page.year_for(request.user, version, asked, timezone.localdate().year)


def _address(name: str, year: int, *args: int) -> str:
    return f"{reverse(f'office:{name}', args=args)}?nam={year}"


@login_required
@require_safe
def lessons(request: SignedInRequest, pk: int) -> HttpResponse:
    """Figures of each criterion and the heat map of a year; ``nam`` is the year, the newest when not given."""
    version = lessons_page.version_for(request.user, pk)
    year, years = _asked(request, version)
    told = lessons_page.lessons_for(request.user, version, year)
    tabs = [{"url": f"?nam={one}", "label": f"Năm {one}", "current": one == year} for one in years]
    context = {
        "version": version, "told": told, "heat": lessons_page.heat_of(told), "tabs": tabs, "year": year,
        "following": year + 1, "may_draft": may_draft(request.user, version.criteria_set),
        "draft": lessons_page.next_draft(version), "pdf_url": _address("criteria-lessons-pdf", year, pk),
        "draft_url": _address("criteria-lessons-draft", year, pk),
    }  # fmt: skip
    return page(request, "office/lessons.html", context, here=HERE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """One criterion of a version, by its number: the units behind its figures, its remarks, and a form for one."""
    version = lessons_page.version_for(request.user, pk)
    criterion = get_object_or_404(version.criteria.select_related("group"), order=number)
    year, _ = _asked(request, version)
    form = RemarkForm(homes(request.user), request.POST if request.method == "POST" else None)
    if form.is_valid() and form.unit is not None:
        said, at = form.cleaned_data["text"], timezone.now()
        try:
            remark(criterion=criterion, unit=form.unit, year=year, text=said, by=request.user, at=at)
            messages.success(request, f"Đã ghi góp ý cho tiêu chí {criterion.order}.")
            return redirect(_address("criteria-lesson", year, pk, number))
        except CannotRemark as refusal:
            form.add_error("text", str(refusal))
    told = lessons_page.lessons_for(request.user, version, year)
    line = next(one for one in told.lines if one.criterion.pk == criterion.pk)
    context = {
        "version": version, "line": line, "told": told, "behind": lessons_page.behind(told, line), "form": form,
        "year": year, "crumbs": [
            {"label": "Rút kinh nghiệm", "url": _address("criteria-lessons", year, pk)},
            {"label": f"Tiêu chí {criterion.order}", "url": ""},
        ],
    }  # fmt: skip
    return page(request, "office/lesson.html", context, here=HERE, status=422 if form.is_bound else 200)


@login_required
@require_safe
def remark_from(request: SignedInRequest, pk: int, number: int = 0) -> HttpResponse:
    """From a dossier to the lessons of the criteria it is judged by, or to the place for a remark on one of them."""
    dossier = in_reach(request, pk)
    version = version_of(dossier)
    if version is None:
        messages.info(request, NOT_SCORED)
        return redirect("office:dossier", pk=pk)
    if number:
        return redirect(f"{_address('criteria-lesson', dossier.year, version.pk, number)}#gop-y")
    return redirect(_address("criteria-lessons", dossier.year, version.pk))


@login_required
@require_safe
def lessons_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The note for the yearly workshop, as a file to save."""
    version = lessons_page.version_for(request.user, pk)
    year, _ = _asked(request, version)
    told = lessons_page.lessons_for(request.user, version, year)
    paper = lessons_paper(told, board=board_name(request), at=timezone.now())
    try:
        body = pdf(paper)
    except CannotPrint as refusal:
        return page(request, "office/printing_off.html", {"reason": str(refusal)}, status=503)
    headers = {"Content-Disposition": f'attachment; filename="{paper.filename}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type="application/pdf", headers=headers)


@login_required
@require_POST
def lessons_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open next year's draft with everything this version says; the one begun already, when there is one."""
    version = lessons_page.version_for(request.user, pk)
    year, _ = _asked(request, version)
    if not may_draft(request.user, version.criteria_set):
        messages.error(request, "Bạn không được soạn bộ tiêu chí này.")
        return redirect(_address("criteria-lessons", year, pk))
    draft = lessons_page.next_draft(version)
    if draft is None:
        try:
            draft = copy(source=version, label=f"Năm {year + 1}", by=request.user, at=timezone.now())
        except CannotDraft as refusal:
            messages.error(request, str(refusal))
            return redirect(_address("criteria-lessons", year, pk))
        messages.success(request, f"Đã mở bản soạn «{draft.label}». Góp ý năm {year} nằm cạnh từng tiêu chí.")
    return redirect("office:criteria-version", pk=draft.pk)
