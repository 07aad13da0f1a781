"""The public contact of one's own units: how citizens reach the office."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.office.frame import page
from danvan.office.stories.forms import ContactForm
from danvan.stories.actions import CannotTell, EditedMeanwhile, keep_contact
from danvan.stories.models import ContactPoint
from danvan.stories.queries import contact_homes


@login_required
@require_safe
def contacts(request: SignedInRequest) -> HttpResponse:
    """The units whose contact this person keeps, and what the public reads of them."""
    units = contact_homes(request.user)
    if not units:
        raise Http404
    points = {point.unit_id: point for point in ContactPoint.objects.filter(unit__in=units)}
    rows = [{"unit": unit, "point": points.get(unit.pk)} for unit in units]
    crumbs = [_first(), {"label": "Nơi liên hệ", "url": ""}]
    return page(request, "office/stories/contacts.html", {"rows": rows, "crumbs": crumbs})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: SignedInRequest, pk: int) -> HttpResponse:
    """The contact of one unit."""
    unit = next((unit for unit in contact_homes(request.user) if unit.pk == pk), None)
    if unit is None:
        raise Http404
    stored = ContactPoint.objects.filter(unit=unit).first()
    form = ContactForm(stored, request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        edition = form.cleaned_data["edition"]
        try:
            keep_contact(unit=unit, contact=form.contact(), edition=edition, by=request.user, at=timezone.now())
        except CannotTell as refusal:
            form, status = _again(request, pk, refusal), 409
        else:
            messages.success(request, "Đã lưu nơi liên hệ. Mọi người đọc được từ bây giờ.")
            return redirect("office:contacts")
    elif form.errors:
        status = 400
    way = [_first(), {"label": "Nơi liên hệ", "url": reverse("office:contacts")}, {"label": unit.name, "url": ""}]
    return page(request, "office/stories/contact.html", {"unit": unit, "form": form, "crumbs": way}, status=status)


def _first() -> dict[str, str]:
    return {"label": "Câu chuyện và ảnh", "url": reverse("office:stories")}


def _again(request: SignedInRequest, pk: int, refusal: CannotTell) -> ContactForm:
    """What was typed stays; after somebody else's change, saving again is meant to go over it."""
    typed, stored = request.POST.copy(), ContactPoint.objects.filter(unit=pk).first()
    if isinstance(refusal, EditedMeanwhile) and stored:
        typed["edition"] = str(stored.edition)
    form = ContactForm(stored, typed)
    form.is_valid()
    form.add_error(None, str(refusal))
    return form
