"""Sharing out the criteria of a unit's card among its people and offices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from danvan.accounts.http import SignedInRequest
from danvan.dossiers.cards import Assignment
from danvan.dossiers.models import Dossier
from danvan.dossiers.owning import CannotAssign, may_assign, people_of
from danvan.dossiers.scores import criteria_of
from danvan.office.card_page import heading
from danvan.office.folder import version_of
from danvan.office.forms_owners import OwnersForm
from danvan.office.frame import page
from danvan.office.owners import holders, keep, shared_out
from danvan.office.views.cards import NOT_SCORED, in_reach

CLASH = "Có tiêu chí vừa được người khác giao. Các dòng khác đã lưu; hãy xem lại những dòng ghi chữ đỏ."
WRONG = "Chưa lưu được. Hãy sửa những dòng ghi chữ đỏ rồi lưu lại."


@dataclass(frozen=True)
class _Refusal:
    """Why a sending was not kept whole, with the status that says so."""

    error: str = ""
    status: int = 200
    clashing: Mapping[int, Assignment | None] | None = None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def owners(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who holds what; sent back by those who write for the unit, it is kept line by line."""
    dossier = in_reach(request, pk)
    if version_of(dossier) is None:
        messages.info(request, NOT_SCORED)
        return redirect("office:dossier", pk=pk)
    if request.method != "POST":
        return _shown(request, dossier, _form(dossier), _Refusal())
    return _kept(request, dossier)


def _form(dossier: Dossier, data: Any = None) -> OwnersForm:
    version = version_of(dossier)
    today = timezone.localdate(timezone.now())
    return OwnersForm(data, criteria_of(version) if version else [], people_of(dossier.keeper, today), holders(dossier))


def _kept(request: SignedInRequest, dossier: Dossier) -> HttpResponse:
    form = _form(dossier, request.POST)
    if not form.is_valid():
        return _shown(request, dossier, form, _Refusal(WRONG, 400))
    try:
        count, clashing = keep(
            dossier=dossier, criteria=form.criteria, sent=form.sent(), by=request.user, at=timezone.now()
        )
    except CannotAssign as refusal:
        return _shown(request, dossier, form, _Refusal(str(refusal), 403))
    if clashing:
        return _shown(request, dossier, form, _Refusal(CLASH, 409, clashing))
    said = f"Đã lưu phân công {count} tiêu chí." if count else "Không có gì thay đổi."
    messages.success(request, said)
    return redirect("office:owners", pk=dossier.pk)


def _shown(request: SignedInRequest, dossier: Dossier, form: OwnersForm, refusal: _Refusal) -> HttpResponse:
    lines = form.lines(refusal.clashing)
    context = {
        "dossier": dossier,
        "over": f"{dossier.get_track_display()}, năm {dossier.year}",
        "heading": heading(dossier),
        "lines": lines,
        "writable": may_assign(request.user, dossier),
        "summary": shared_out(len(form.held)),
        "error": refusal.error,
        "troubled": [line for line in lines if line.errors or line.theirs],
        "crumbs": [
            {"label": "Hồ sơ", "url": reverse("office:dossiers")},
            {"label": heading(dossier), "url": dossier.get_absolute_url()},
            {"label": "Phân công tiêu chí", "url": ""},
        ],
    }
    return page(request, "office/owners.html", context, here="dossiers", status=refusal.status)
