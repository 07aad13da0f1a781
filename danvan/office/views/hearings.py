"""What the public says, read by officers: the list, one opinion, showing several at once, withholding and replying."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.hearings.actions import CannotModerate, Reading, reply, show, show_many, withhold
from danvan.hearings.enums import RemovalState, Stance
from danvan.hearings.masking import masked
from danvan.hearings.models import Opinion
from danvan.hearings.queries import removals_for, waiting_for
from danvan.ledger.machine import MOVED_ON, StepRefused
from danvan.office.frame import page
from danvan.office.hearing import page as one
from danvan.office.hearing.forms import BulkForm, ReplyForm, ShowForm, WithholdForm
from danvan.office.hearing.listing import listing

HERE = "opinions"
DONE = {
    "show": "Đã đăng ý kiến.",
    "withhold": "Đã ghi lý do không đăng; người gửi đọc được bằng mã theo dõi.",
    "reply": "Đã đăng trả lời.",
}


@login_required
@require_safe
def opinions(request: SignedInRequest) -> HttpResponse:
    """The opinions within reach, those that wait first."""
    told = listing(request.user, request.GET, timezone.now())
    context = {"told": told, "links": _links(request), "stances": [{"value": v, "label": n} for v, n in Stance.choices]}
    return page(request, "office/hearings/opinions.html", context, here=HERE)


def _links(request: SignedInRequest) -> list[dict[str, object]]:
    """The other pages of the family."""
    found: list[dict[str, object]] = [
        {"label": "Các đợt lấy ý kiến", "url": reverse("office:consultations"), "count": 0}
    ]
    if may_somewhere(request.user, Action.RUN):
        open_ones = removals_for(request.user).filter(state=RemovalState.OPEN).count()
        found.append({"label": "Yêu cầu gỡ thông tin", "url": reverse("office:removals"), "count": open_ones})
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: SignedInRequest, pk: int) -> HttpResponse:
    """One opinion, to read, to show or withhold, and to answer."""
    found, at = one.load(request.user, pk), timezone.now()
    if request.method != "POST":
        return _opinion(request, found, one.forms_of(found), 200)
    step = request.POST.get("step", "")
    if step not in DONE:
        raise Http404
    form = _bound(request, step)
    forms = {**one.forms_of(found), step: form}
    if not form.is_valid():
        return _opinion(request, found, forms, 400)
    try:
        _take(request, found, form, at)
    except (CannotModerate, StepRefused) as refusal:
        form.add_error(None, str(refusal))
        return _opinion(request, one.load(request.user, pk), forms, 409)
    messages.success(request, DONE[step])
    return redirect(_next(request, pk, step))


def _bound(request: SignedInRequest, step: str) -> Form:
    if step == "show":
        return ShowForm(request.POST, auto_id="dang_%s")
    return (
        WithholdForm(request.POST, auto_id="khong_%s")
        if step == "withhold"
        else ReplyForm(request.POST, auto_id="tra-loi_%s")
    )


def _take(request: SignedInRequest, found: Opinion, form: Form, at: datetime) -> None:
    said, by = form.cleaned_data, request.user
    if isinstance(form, ShowForm):
        reading = Reading(stance=said["stance"], shown_text=said["shown_text"])
        show(opinion=found, reading=reading, by=by, at=at, seen=said["seen"])
    elif isinstance(form, WithholdForm):
        withhold(opinion=found, reason=form.said(), by=by, at=at, seen=said["seen"])
    else:
        reply(opinion=found, text=said["reply"], by=by, at=at, seen_reply=said["before"])


def _next(request: SignedInRequest, pk: int, step: str) -> str:
    """The same page, which then offers to reply."""
    return reverse("office:opinion", args=[pk])


def _opinion(request: SignedInRequest, found: Opinion, forms: dict[str, Form], status: int) -> HttpResponse:
    context = one.context(found, request.user, timezone.now(), forms)
    return page(request, "office/hearings/opinion.html", context, here=HERE, status=status)


@login_required
@require_POST
def opinions_show(request: SignedInRequest) -> HttpResponse:
    """Show the ticked opinions as they were sent, all of them or none."""
    if not may_somewhere(request.user, Action.RUN):
        raise Http404
    waiting = {each.pk: each for each in waiting_for(request.user) if masked(each.text) == each.text}
    form = BulkForm(list(waiting), request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
        return redirect("office:opinions")
    seen = form.seen()
    chosen = [
        (waiting[pk], Reading(form.cleaned_data["stance"], waiting[pk].text), seen.get(pk, -1))
        for pk in form.cleaned_data["chon"]
    ]
    try:
        count = show_many(opinions=chosen, by=request.user, at=timezone.now())
    except (CannotModerate, StepRefused) as refusal:
        messages.error(request, f"Chưa đăng ý kiến nào. {refusal}" if str(refusal) != MOVED_ON else MOVED_ON)
        return redirect("office:opinions")
    messages.success(request, f"Đã đăng {count} ý kiến.")
    return redirect("office:opinions")
