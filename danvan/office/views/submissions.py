"""The screens of submissions: the finder, the list, a new one, the page of one, its steps, and its decision."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.decisions.actions import CannotDecide, Frame
from danvan.decisions.enums import Authority, DecisionKind, Layout, SubmissionState
from danvan.decisions.models import AwardForm, Submission
from danvan.decisions.submitted import decision_from
from danvan.decisions.submitting import SUBMISSION_LIFE, CannotSubmit, Line, add_lines, begin, rewrite
from danvan.dossiers.models import Dossier
from danvan.ledger.machine import StepRefused
from danvan.office.frame import page
from danvan.office.submitting import filling, finder, pages
from danvan.office.submitting.forms import (
    AskingForm,
    BeginAddress,
    KeyForm,
    NewSubmissionForm,
    ProposeForm,
    RecallForm,
)
from danvan.office.submitting.words import first_words
from danvan.papers.profiles import code_on

PAGE_SIZE = 25


@login_required
@require_safe
def submissions(request: SignedInRequest) -> HttpResponse:
    """Every submission in reach: drafts first, then the newest."""
    found = Submission.objects.for_user(request.user).select_related("unit").annotate(lines=Count("items"))
    rows = Paginator(found.order_by("state", "-signed_on", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "rows": [pages.listed(one) for one in rows], "page": rows,
        "may_draft": may_somewhere(request.user, Action.DRAFT_DECISION),
    }  # fmt: skip
    return page(request, "office/submission_list.html", context, here="decisions")


@login_required
@require_safe
def award_forms(request: SignedInRequest) -> HttpResponse:
    """The catalogue of forms of award, for everyone to read; it is changed where reference tables are."""
    today = timezone.localdate()
    rows = [{"form": form, "used": form.ended_on is None or form.ended_on > today} for form in _catalogue()]
    context = {"rows": rows, "may_manage": request.user.is_staff and may_somewhere(request.user, Action.MANAGE)}
    return page(request, "office/award_form_list.html", context, here="decisions")


def _catalogue() -> list[AwardForm]:
    return list(AwardForm.objects.order_by("order", "pk"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def commend(request: SignedInRequest) -> HttpResponse:
    """Who may be commended for a stage or a campaign; those who are ticked go on a submission."""
    if not may_somewhere(request.user, Action.DRAFT_DECISION):
        raise Http404("Tài khoản này không soạn tờ trình.")
    at = timezone.now()
    asked = finder.search(request.user, request.GET)
    if asked is None:
        return page(request, "office/commend_none.html", {}, here="decisions")
    submission = _for(request, asked)
    form = finder.proposing(asked, request.user, timezone.localdate(at), submission, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("office:submission", pk=_propose(request, asked, form, submission).pk)
        except CannotSubmit as refusal:
            form.add_error(None, str(refusal))
    return page(
        request, "office/commend.html", finder.context(asked, form, submission), here="decisions",
        status=422 if form.errors else 200,
    )  # fmt: skip


def _for(request: SignedInRequest, asked: finder.Search) -> Submission | None:
    """The draft to which more lines are added, where the address names one."""
    pk = asked.form.asked()["to-trinh"]
    drafts = Submission.objects.for_user(request.user, Action.DRAFT_DECISION).filter(
        state=SubmissionState.DRAFT, kind=DecisionKind.COMMEND
    )
    return drafts.select_related("unit").filter(pk=pk).first() if pk else None


def _propose(
    request: SignedInRequest, asked: finder.Search, form: ProposeForm, submission: Submission | None
) -> Submission:
    at, today, chosen = timezone.now(), timezone.localdate(), form.chosen()
    if not chosen:
        raise CannotSubmit("Chưa chọn tập thể, cá nhân nào.")
    found = finder.dossiers_in_order([pk for pk, _ in chosen], Dossier.objects.for_user(request.user).filter(
        pk__in=[pk for pk, _ in chosen]))  # fmt: skip
    forms = dict(chosen)
    lines = [Line(dossier, forms[dossier.pk]) for dossier in found]
    if submission is not None:
        added = add_lines(submission=submission, lines=lines, by=request.user, at=at)
        messages.success(request, f"Đã thêm {added} dòng vào danh sách đề nghị.")
        return submission
    frame = Frame(
        unit=form.decider(), kind=DecisionKind.COMMEND, campaign=asked.scope.campaign, stage=asked.scope.stage,
        request_key=form.cleaned_data["request_key"] or None,
    )  # fmt: skip
    first = next((one for one in forms.values() if one), None)
    authority = first.authority if first else Authority.STATE
    words = first_words(frame, today, authority=authority, layout=code_on(Layout.PARTY_36, today))
    return begin(frame=frame, words=words, lines=lines, by=request.user, at=at)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def submission_new(request: SignedInRequest) -> HttpResponse:
    """Begin a submission for recognition. ``bx`` is an assessment whose passed dossiers it asks for, ``dot`` a campaign
    of which it takes all that are ready."""
    if not may_somewhere(request.user, Action.DRAFT_DECISION):
        raise Http404("Tài khoản này không soạn tờ trình.")
    at, today = timezone.now(), timezone.localdate()
    asked = BeginAddress(request.GET).asked()
    assessment = filling.meeting(request.user, asked["bx"] or None)
    campaign = assessment.campaign if assessment else filling.campaign(request.user, asked["dot"])
    form = NewSubmissionForm(request.user, today, request.POST or None, chosen=campaign)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        frame = Frame(unit=typed["unit"], campaign=typed["campaign"], request_key=typed["request_key"] or None)
        if assessment and assessment.campaign_id != typed["campaign"].pk:
            assessment = None
        words = first_words(
            frame, today, layout=code_on(Layout.PARTY_36, today), found=filling.rests_on(assessment)
        )  # fmt: skip
        ready = filling.ready(request.user, frame.unit, typed["campaign"], assessment)
        try:
            made = begin(frame=frame, words=words, lines=[Line(one) for one in ready], by=request.user, at=at)
            return redirect("office:submission", pk=made.pk)
        except CannotSubmit as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "rests_on": filling.rests_on(assessment)}
    return page(request, "office/submission_new.html", context, here="decisions", status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: SignedInRequest, pk: int) -> HttpResponse:
    """One submission: the drafting page while it is a draft of one's own, a page to read otherwise."""
    found = pages.load(request.user, pk)
    if request.method != "POST":
        return pages.show(request, found, timezone.now())
    return _save(request, found) or redirect("office:submission", pk=pk)


def _save(request: SignedInRequest, found: Submission, *, quiet: bool = False) -> HttpResponse | None:
    """Store words and list together; the page again when they cannot be stored, nothing when they are."""
    at = timezone.now()
    form, lines = AskingForm(found, request.POST), pages.lines_form(found, request.user, at, request.POST)
    if form.is_valid() and lines.is_valid():
        try:
            rewrite(
                submission=found, words=form.words(), lines=lines.lines(), edition=form.cleaned_data["edition"],
                by=request.user, at=at,
            )  # fmt: skip
        except CannotSubmit as refusal:
            form.add_error(None, str(refusal))
        else:
            if not quiet:
                messages.success(request, "Đã lưu tờ trình.")
            return None
    elif lines.errors:
        form.add_error(None, " ".join(str(error) for texts in lines.errors.values() for error in texts))
    return pages.show(request, pages.load(request.user, found.pk), at, form=form, lines=lines, status=422)


@login_required
@require_POST
def submission_step(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Save what was typed and send it, or take it back with a reason; what is missing is told and nothing is lost."""
    if name not in SUBMISSION_LIFE.steps:
        raise Http404("Không có bước này.")
    found, at, note, seen = pages.load(request.user, pk), timezone.now(), "", None
    typing = "edition" in request.POST and found.state == SubmissionState.DRAFT
    if typing and (again := _save(request, found, quiet=True)):
        return again
    typed = RecallForm(request.POST)
    if name == "recall" and typed.is_valid():
        note, seen = typed.cleaned_data["note"], typed.cleaned_data["seen"]
    try:
        SUBMISSION_LIFE.take(found, name, by=request.user, at=at, note=note, seen=seen)
    except StepRefused as refusal:
        messages.error(request, f"Chưa trình. {refusal}" if name == "send" else str(refusal))
    else:
        messages.success(request, "Đã trình." if name == "send" else "Đã thu lại để sửa.")
    return redirect("office:submission", pk=pk)


@login_required
@require_POST
def submission_decision(request: SignedInRequest, pk: int) -> HttpResponse:
    """Draft the decision that follows the submission; lines that must wait are told."""
    found = pages.load(request.user, pk)
    key = KeyForm(request.POST).key()
    try:
        made = decision_from(submission=found, by=request.user, at=timezone.now(), request_key=key)
    except (CannotSubmit, CannotDecide) as refusal:
        messages.error(request, str(refusal))
        return redirect("office:submission", pk=pk)
    if made.left:
        more = f" và {len(made.left) - 3} dòng khác" if len(made.left) > 3 else ""
        messages.warning(request, f"Chưa đưa vào dự thảo: {'; '.join(made.left[:3])}{more}.")
    messages.success(request, "Đã lập dự thảo quyết định theo tờ trình.")
    return redirect("office:decision", pk=made.decision.pk)
