"""Keeping what is being typed, by POST from the script, and letting go of it when its writer does not want it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from danvan.accounts.http import SignedInRequest
from danvan.dossiers.jottings import forget, jot_unless_stored
from danvan.office.jots import JotForm, moment, said, stamp, stored_since


@login_required
@require_POST
def jot_keep(request: SignedInRequest, place: str) -> JsonResponse:
    """Keep the fields of one form for the person who types them."""
    form, at = JotForm(request.POST), timezone.now()
    if not form.is_valid():
        sentence = " ".join(str(text) for texts in form.errors.values() for text in texts)
        return JsonResponse({"ok": False, "said": sentence})
    typed, opened = form.cleaned_data["typed"], moment(form.cleaned_data["opened"])
    if stored := jot_unless_stored(owner=request.user, place=place, typed=typed, opened=opened, at=at):
        return JsonResponse({"ok": False, "said": stored_since(stored)})
    return JsonResponse({"ok": True, "said": said(at), "at": stamp(at)})


@login_required
@require_POST
def jot_drop(request: SignedInRequest, place: str) -> HttpResponse:
    """Let go of what was left on a form, and open it as it was stored."""
    forget(owner=request.user, place=place)
    messages.info(request, "Đã bỏ bản viết dở.")
    back = request.POST.get("ve", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else "office:desk")
