"""The decision screens: their list, a new draft, the page of one, its attached list, and issuing."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Case, Count, IntegerField, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.decisions.actions import CannotDecide, Frame, choose, draft, may_draft
from danvan.decisions.enums import DecisionState
from danvan.decisions.models import Decision
from danvan.decisions.numbers import asked_keys, numbered
from danvan.decisions.queries import candidates, free_for, in_order
from danvan.decisions.wording import award_of, starting
from danvan.decisions.workflow import DECISION_LIFE
from danvan.kit.dates import at_hour
from danvan.ledger.machine import StepRefused
from danvan.office import decision_page
from danvan.office.correcting import save_corrections
from danvan.office.decision_list import grouped
from danvan.office.decision_record import issued_words
from danvan.office.drafting import Unsaved, save_typed, write_counts
from danvan.office.forms_decisions import NewDecisionForm, SearchForm
from danvan.office.forms_list import DeskForm
from danvan.office.frame import page
from danvan.office.views.decision_files import take_scan
from danvan.papers.profiles import laid_out
from danvan.units.queries import advisory_body

PAGE_SIZE = 25


@login_required
@require_safe
def decisions(request: SignedInRequest) -> HttpResponse:
    """Every decision in reach: drafts first, then by year; ``q`` is a number in any spelling."""
    form = SearchForm(request.GET)
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    first = Case(When(state=DecisionState.DRAFT, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = Decision.objects.for_user(request.user).annotate(first=first, lines=Count("items"))
    if asked_keys(asked):
        found = found.filter(numbered(asked))
    rows = Paginator(found.order_by("first", "-signed_on", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "groups": grouped(rows), "page": rows, "asked": asked, "base": f"q={asked}&" if asked else "",
        "may_draft": may_somewhere(request.user, Action.DRAFT_DECISION),
    }  # fmt: skip
    return page(request, "office/decision_list.html", context, here="decisions")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision_new(request: SignedInRequest) -> HttpResponse:
    """Begin a draft: who decides what; its words and its list are proposed at once. ``dot`` is a campaign's code."""
    if not may_somewhere(request.user, Action.DRAFT_DECISION):
        raise Http404("Tài khoản này không soạn quyết định.")
    at, data = timezone.now(), request.POST if request.method == "POST" else None
    form = NewDecisionForm(request.user, timezone.localdate(at), data, asked=DeskForm(request.GET).asked()["dot"])
    if form.is_valid():
        try:
            return redirect("office:decision", pk=_begin(request, form).pk)
        except CannotDecide as refusal:
            form.add_error(None, str(refusal))
    return page(request, "office/decision_new.html", {"form": form}, here="decisions")


@transaction.atomic
def _begin(request: SignedInRequest, form: NewDecisionForm) -> Decision:
    """The new draft with every approved dossier on its list; the same form sent twice gives the same draft."""
    at, typed = timezone.now(), form.cleaned_data
    unit, kind, campaign = typed["unit"], typed["kind"], typed["campaign"]
    today = timezone.localdate(at)
    words = laid_out(starting(unit, kind, campaign, advisory=advisory_body(unit, today)), today)
    frame = Frame(unit=unit, kind=kind, campaign=campaign, request_key=typed["request_key"] or None)
    made = draft(frame=frame, words=words, by=request.user, at=at)
    if made.created_at != at:
        return made
    ready = in_order(one for one in candidates(made, request.user) if free_for(one, kind))
    if ready:
        choose(decision=made, dossiers=ready, by=request.user, at=at, award=award_of(unit, kind))
    return made


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: SignedInRequest, pk: int) -> HttpResponse:
    """One decision: the drafting page while it is a draft of one's own, a page to read otherwise."""
    found = decision_page.load(request.user, pk)
    if request.method != "POST":
        return decision_page.show(request, found, timezone.now())
    return _save(request, found) or redirect("office:decision", pk=pk)


@login_required
@require_POST
def decision_choose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Store the attached list, with whatever words were sent along."""
    found = decision_page.load(request.user, pk)
    return _save(request, found, with_list=True) or redirect("office:decision", pk=pk)


@login_required
@require_POST
def decision_step(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Save what was typed, then issue (or record) the decision; what is missing is told and nothing is lost."""
    found, at = decision_page.load(request.user, pk), timezone.now()
    if found.state != DecisionState.DRAFT:
        messages.info(request, f"{found.reference} đã ban hành từ trước; không có gì thay đổi.")
        return redirect("office:decision", pk=pk)
    if may_draft(request.user, found.unit, archive=found.is_archive) and (again := _save(request, found, quiet=True)):
        return again
    try:
        with transaction.atomic():
            ready = write_counts(decision_page.load(request.user, pk), by=request.user, at=at)
            DECISION_LIFE.take(ready, name, by=request.user, at=at)
    except (StepRefused, CannotDecide) as refusal:
        now = decision_page.load(request.user, pk)
        done = now.state != DecisionState.DRAFT  # the same button pressed twice at once
        told = f"{now.reference} đã ban hành từ trước; không có gì thay đổi." if done else f"Chưa ban hành. {refusal}"
        messages.add_message(request, messages.INFO if done else messages.ERROR, told)
        return redirect("office:decision", pk=pk)
    issued = decision_page.load(request.user, pk)
    public = "" if issued.published_at or not issued.publish_at else f" Công bố lúc {at_hour(issued.publish_at)}."
    messages.success(request, f"Đã ban hành {issued.reference}. Đã {issued_words(issued)}.{public}")
    return redirect("office:decision", pk=pk)


def _save(
    request: SignedInRequest, found: Decision, *, with_list: bool = False, quiet: bool = False
) -> HttpResponse | None:
    """Store the scan, the typed words and the list. The page again when they cannot be, nothing when they are."""
    at = timezone.now()
    kept = take_scan(request, found, at)
    try:
        save = save_typed if found.amends is None else save_corrections
        changed = save(found, request.POST, by=request.user, at=at, with_list=with_list)
    except Unsaved as refusal:
        if refusal.form is None:
            messages.error(request, str(refusal))
            return redirect("office:decision", pk=found.pk)
        now = decision_page.load(request.user, found.pk)
        return decision_page.show(request, now, at, kept=refusal)
    if not kept:
        return redirect("office:decision", pk=found.pk)
    if not quiet:
        messages.success(request, "Đã lưu dự thảo." if changed else "Dự thảo không có gì thay đổi.")
    return None
