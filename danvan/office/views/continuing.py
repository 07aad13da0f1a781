"""Registering several models of earlier years at once, as drafts, by POST only."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from danvan.accounts.http import SignedInRequest
from danvan.criteria.enums import Track
from danvan.dossiers.actions import NotYours, day_of, register_many
from danvan.dossiers.content import CannotRegister
from danvan.office.continuing import registrations, to_continue
from danvan.office.reach import campaigns_for, may_register_at_all, units_to_register


class ContinueForm(forms.Form):
    """Which unit goes on with which of its dossiers."""

    unit = forms.IntegerField(min_value=1, max_value=2**62)
    track = forms.ChoiceField(choices=Track.choices)


@login_required
@require_POST
def dossier_continue(request: SignedInRequest, campaign: str) -> HttpResponse:
    """Register the chosen ones, all or none; they stay drafts until each is read and sent."""
    found = get_object_or_404(campaigns_for(request.user).select_related("theme_scheme"), code=campaign)
    form, at = ContinueForm(request.POST), timezone.now()
    if not may_register_at_all(request.user, found) or not form.is_valid():
        raise Http404
    track = form.cleaned_data["track"]
    units = units_to_register(request.user, found, track, day_of(found, at))
    unit = get_object_or_404(units, pk=form.cleaned_data["unit"])
    chosen = set(request.POST.getlist("chon"))
    picked = [one for one in to_continue(request.user, found, track, unit) if str(one.pk) in chosen]
    try:
        made = register_many(campaign=found, registrations=registrations(picked, found, unit), by=request.user, at=at)
    except (NotYours, CannotRegister) as refusal:
        messages.error(request, str(refusal))
        made = []
    if not made:
        if not picked:
            messages.info(request, "Chưa chọn mô hình nào để đăng ký tiếp.")
        back = {"noi-dung": track, "don-vi": unit.pk}
        return redirect(f"{reverse('office:dossier-new', args=[found.code])}?{urlencode(back)}")
    messages.success(request, f"Đã lập {len(made)} bản nháp đăng ký tiếp, chưa gửi. Hãy xem lại từng bản rồi gửi.")
    asked = {"don-vi": unit.code, "trang-thai": "DRAFT", "dot": found.code}
    return redirect(f"{reverse('office:dossiers')}?{urlencode(asked)}")
