"""Choosing the lines of a decision that another is to correct or take back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from danvan.accounts.http import SignedInRequest
from danvan.decisions.actions import CannotDecide, may_draft
from danvan.decisions.enums import DecisionKind, DecisionState
from danvan.decisions.following import Asked, choose_lines, follow, following_words, may_follow, open_lines
from danvan.decisions.models import Decision
from danvan.kit.vi import clean_line
from danvan.office import decision_page
from danvan.office.frame import page
from danvan.papers.profiles import laid_out

TITLES = {DecisionKind.AMEND: "Đính chính", DecisionKind.REVOKE: "Thu hồi"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision_follow(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """Pick lines of a public decision, and draft the one that corrects them or takes them back."""
    found, at = decision_page.load(request.user, pk), timezone.now()
    if not may_follow(request.user, found, at):
        raise Http404("Không soạn được quyết định đính chính, thu hồi cho quyết định này.")
    picked = _picked(request)
    if request.method == "POST":
        try:
            made = _follow(request, found, kind, picked, at)
        except CannotDecide as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("office:decision", pk=made.pk)
    return _show(request, found, kind, picked, button=f"Lập dự thảo {TITLES[DecisionKind(kind)].lower()}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision_lines(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change which lines a draft speaks of; what was typed on those that stay is kept."""
    found = decision_page.load(request.user, pk)
    drafting = found.state == DecisionState.DRAFT and may_draft(request.user, found.unit, archive=False)
    if found.amends is None or not drafting:
        raise Http404("Không phải dự thảo đính chính, thu hồi.")
    chosen = _picked(request) if request.method == "POST" else {item.about_id or 0 for item in found.items.all()}
    if request.method == "POST":
        try:
            choose_lines(decision=found, lines=chosen, by=request.user, at=timezone.now())
        except CannotDecide as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("office:decision", pk=pk)
    return _show(request, found.amends, found.kind, chosen, button="Lưu các dòng đã chọn")


def _follow(request: SignedInRequest, original: Decision, kind: str, lines: set[int], at: datetime) -> Decision:
    words = laid_out(following_words(original, kind), timezone.localdate(at))
    key = clean_line(request.POST.get("request_key", ""))[:40] or None
    return follow(decision=original, asked=Asked(kind, lines, key, words), by=request.user, at=at)


def _picked(request: SignedInRequest) -> set[int]:
    """The boxes as they were ticked."""
    return {int(pk) for pk in request.POST.getlist("lines") if pk.isdecimal() and len(pk) < 19}


def _show(
    request: SignedInRequest, original: Decision, kind: str, ticked: Iterable[int], *, button: str
) -> HttpResponse:  # fmt: skip
    marked = set(ticked)
    rows = [
        {"pk": line.pk, "order": line.order, "title": line.title, "ticked": line.pk in marked,
         "holder": ", ".join(dict.fromkeys(part for part in (line.holder_name, line.unit_name) if part))}
        for line in open_lines(original)
    ]  # fmt: skip
    context = {
        "original": original, "rows": rows, "button": button, "title": TITLES[DecisionKind(kind)],
        "is_amending": kind == DecisionKind.AMEND, "request_key": request.POST.get("request_key") or uuid.uuid4().hex,
    }  # fmt: skip
    return page(request, "office/decision_follow.html", context, here="decisions")
