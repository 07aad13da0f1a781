"""The screens “Thông báo”: one's own messages, where they reach one, and the log of what was sent."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.dossiers.campaign_rows import CannotRun
from danvan.dossiers.models import Campaign
from danvan.notices import nudging
from danvan.notices.enums import By, NoticeKind, Outcome
from danvan.notices.models import Preference
from danvan.notices.queries import log, mine
from danvan.office.frame import page
from danvan.office.notices.forms import AccountForm, LogForm
from danvan.office.reach import campaigns_for

HERE = "notices"
A_PAGE = 30
REFUSED = 422
KINDS = {Outcome.WAITING: "idle", Outcome.SENDING: "work", Outcome.SENT: "done", Outcome.FAILED: "late",
         Outcome.UNKNOWN: "back"}  # fmt: skip


@login_required
@require_safe
def notices(request: SignedInRequest) -> HttpResponse:
    """One's own messages, newest first."""
    shown = Paginator(mine(request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown, "unread_here": any(one.read_at is None for one in shown),
        "runs": may_somewhere(request.user, Action.RUN),
    }  # fmt: skip
    return page(request, "office/notice_list.html", context, here=HERE)


@login_required
@require_POST
def notice_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark a message as read and go where it leads."""
    found = get_object_or_404(mine(request.user), pk=pk)
    mine(request.user).filter(pk=pk, read_at__isnull=True).update(read_at=timezone.now())
    inside = url_has_allowed_host_and_scheme(found.url, allowed_hosts=None)
    return redirect(found.url if found.url and inside else "office:notices")


@login_required
@require_POST
def notices_read(request: SignedInRequest) -> HttpResponse:
    """Mark every message as read."""
    count = mine(request.user).filter(read_at__isnull=True).update(read_at=timezone.now())
    messages.success(request, f"Đã đánh dấu đọc {count} thông báo.")
    return redirect("office:notices")


@login_required
@require_safe
def notice_log(request: SignedInRequest) -> HttpResponse:
    """What was sent for the units in one's care, and what became of it."""
    if not may_somewhere(request.user, Action.RUN):
        raise Http404("Tài khoản này không xem nhật ký gửi.")
    asked = LogForm(request.GET).asked()
    wanted = {"kind": asked["loai"], "channel": asked["cach"], "outcome": asked["ket-qua"]}
    given = {name: value for name, value in wanted.items() if value}
    shown = Paginator(log(request.user).filter(**given), A_PAGE).get_page(asked["page"] or 1)
    keep = [(key, asked[key]) for key in ("loai", "cach", "ket-qua") if asked[key]]
    choices = (("loai", "Loại", NoticeKind.choices), ("cach", "Cách gửi", By.choices),
               ("ket-qua", "Kết quả", Outcome.choices))  # fmt: skip
    context = {
        "page": shown, "rows": [(row, KINDS[Outcome(row.outcome)]) for row in shown],
        "base": "".join(f"{key}={value}&" for key, value in keep), "filtered": bool(keep),
        "choices": [
            {"name": name, "label": label, "options": [(v, words, v == asked[name]) for v, words in options]}
            for name, label, options in choices
        ],
    }  # fmt: skip
    return page(request, "office/notice_log.html", context, here=HERE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: SignedInRequest) -> HttpResponse:
    """Who one is here, and where messages reach one."""
    form = AccountForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            request.user.email = form.cleaned_data["email"]
            request.user.save(update_fields=["email"])
            chosen = {"by_email": form.cleaned_data["by_email"]}
            Preference.objects.update_or_create(user=request.user, defaults=chosen)
        messages.success(request, "Đã lưu cách nhận thông báo.")
        return redirect("office:account")
    context = {"form": form, "posts": request.user.posts, "username": request.user.username}
    return page(request, "office/notice_account.html", context, status=REFUSED if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: SignedInRequest, campaign: str) -> HttpResponse:
    """Exactly the units and people that would be reminded of registering; on agreement, remind them."""
    if not may_somewhere(request.user, Action.RUN):
        raise Http404("Tài khoản này không nhắc đăng ký.")
    found = get_object_or_404(campaigns_for(request.user).filter(is_archive=False), code=campaign)
    if request.method == "POST":
        try:
            going = nudging.remind_now(campaign=found, by=request.user, at=timezone.now())
        except CannotRun as refusal:
            messages.error(request, str(refusal))
            return _before_reminding(request, found, status=REFUSED)
        messages.success(request, f"Đã nhắc {len(going)} đơn vị. Mỗi đơn vị nhận một thông báo trên cổng và qua thư.")
        return redirect("office:remind", campaign=campaign)
    return _before_reminding(request, found)


def _before_reminding(request: SignedInRequest, found: Campaign, *, status: int = 200) -> HttpResponse:
    lines = nudging.nudges(found, request.user, timezone.now())
    context = {
        "campaign": found, "going": [one for one in lines if one.can_be_sent],
        "done": [one.unit.name for one in lines if one.done],
        "alone": [one.unit.name for one in lines if not one.people],
    }  # fmt: skip
    return page(request, "office/notice_remind.html", context, here="desk", status=status)
