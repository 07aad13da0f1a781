"""The pages of the contributions ledger: the list with its sums, a new row, one row with the commune's answer."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.ledger.machine import StepRefused
from danvan.office.frame import page
from danvan.office.progress import ledger as ledgers
from danvan.office.progress.gift_forms import GiftForm, LedgerForm
from danvan.office.visits.forms import NoteForm
from danvan.progress.giving import CannotGive, EditedMeanwhile, correct, give, settle
from danvan.progress.workflow import GIFT_LIFE

HERE = "reports"


@login_required
@require_safe
def contributions(request: SignedInRequest) -> HttpResponse:
    """What was given in a year, and what of it is confirmed; ``nam``, ``muc`` and ``noi-nhan`` choose."""
    today = timezone.localdate()
    years = [today.year - back for back in range(6)]
    told = ledgers.ledger(request.user, LedgerForm(request.GET, years=years).asked(), today)
    shown = LedgerForm({"nam": str(told.year)}, years=years)
    return page(request, "office/contributions.html", {"told": told, "form": shown}, here=HERE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contribution_new(request: SignedInRequest) -> HttpResponse:
    """Write down what was given; the commune is asked to confirm."""
    if not may_somewhere(request.user, Action.EDIT):
        raise Http404
    at = timezone.now()
    form = GiftForm(request.user, timezone.localdate(at), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = give(unit=form.cleaned_data["unit"], gift=form.gift(), by=request.user, at=at)
        except CannotGive as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã ghi. {made.receiver.name} sẽ xác nhận.")
            return redirect(made)
    context = {"form": form, "title": "Ghi đóng góp giúp xã", "crumbs": ledgers.crumbs("Ghi đóng góp")}
    return page(request, "office/contribution_form.html", context, here=HERE, status=400 if form.errors else 200)


@login_required
@require_safe
def contribution(request: SignedInRequest, pk: int) -> HttpResponse:
    """One contribution, for its giver and for the commune that was helped."""
    found = ledgers.load_gift(request.user, pk)
    return page(request, "office/contribution.html", ledgers.gift_context(request.user, found), here=HERE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contribution_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mend what was written, and ask the commune again."""
    found, at = ledgers.load_gift(request.user, pk), timezone.now()
    if not ledgers.may_correct(request.user, found):
        raise Http404
    today, data = timezone.localdate(at), request.POST if request.method == "POST" else None
    form = GiftForm(request.user, today, data, gift=found)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            correct(
                contribution=found, gift=form.gift(), edition=form.cleaned_data["edition"], by=request.user, at=at
            )  # fmt: skip
        except EditedMeanwhile as refusal:
            typed = request.POST.copy()
            found.refresh_from_db()
            typed["edition"] = str(found.edition)
            form, status = GiftForm(request.user, today, typed, gift=found), 409
            form.add_error(None, str(refusal))
        except CannotGive as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã sửa và gửi lại nơi nhận.")
            return redirect(found)
    context = {"form": form, "title": "Sửa khoản đóng góp", "crumbs": ledgers.crumbs("Sửa")}
    status = status if status != 200 or not form.errors else 400
    return page(request, "office/contribution_form.html", context, here=HERE, status=status)


@login_required
@require_POST
def contribution_step(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Confirm, deny, or take back; the reason is not lost by a refusal."""
    found, form = ledgers.load_gift(request.user, pk), NoteForm(request.POST)
    if name not in GIFT_LIFE.steps or name == "correct":
        raise Http404
    note, seen = (form.cleaned_data["note"], form.cleaned_data["seen"]) if form.is_valid() else ("", None)
    try:
        settle(contribution=found, name=name, note=note, by=request.user, at=timezone.now(), seen=seen)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        again = ledgers.load_gift(request.user, pk)
        context = ledgers.gift_context(request.user, again, typed={name: form["note"].value() or ""})
        return page(request, "office/contribution.html", context, here=HERE, status=409)
    messages.success(request, f"Đã thực hiện: {GIFT_LIFE.steps[name].label}.")
    return redirect(found)
