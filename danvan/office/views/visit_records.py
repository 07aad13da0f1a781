"""Writing a visit down on the spot: as often as one likes, and finishing it when everything is there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from danvan.accounts.http import SignedInRequest
from danvan.dossiers.jottings import forget
from danvan.kit.uploads import BadUpload
from danvan.ledger.machine import StepRefused
from danvan.office.frame import page
from danvan.office.jots import open_jot, put_back
from danvan.office.visits import pages
from danvan.office.visits.record_form import RecordForm
from danvan.visits.actions import CannotVisit, EditedMeanwhile, may_record
from danvan.visits.enums import VisitState
from danvan.visits.models import Visit
from danvan.visits.recording import add_photo, items_of, note_down, set_aside
from danvan.visits.workflow import VISIT_LIFE

FINISH = "xong"


def place_of(visit: Visit) -> str:
    """Under which name what is being typed is kept."""
    return f"visit:{visit.pk}"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def visit_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form made for a phone; what cannot be stored is shown again as it was typed."""
    visit = pages.load_visit(request.user, pk)
    if not may_record(request.user, visit):
        raise Http404
    if visit.state != VisitState.PLANNED and request.method != "POST":
        messages.error(request, "Biên bản đã hoàn thành hoặc lịch đã hủy nên không ghi thêm được.")
        return redirect(visit)
    files = request.FILES if request.method == "POST" else None
    form = _form(visit, request.POST if request.method == "POST" else None, files)
    if not form.is_bound:
        return _page(request, visit, form, 200)
    if not form.is_valid():
        return _page(request, visit, form, 400)
    at = timezone.now()
    try:
        note_down(visit=visit, noted=form.noted(), edition=form.cleaned_data["edition"], by=request.user, at=at)
    except CannotVisit as refusal:
        return _refused(request, visit, form, refusal)
    forget(owner=request.user, place=place_of(visit), at=at)
    _photos(request, visit, form, at)
    return _stored(request, visit, at)


def _form(visit: Visit, data: Any, files: Any) -> RecordForm:
    return RecordForm(visit, items_of(visit), pages.criteria_for(visit), data, files)


def _refused(request: SignedInRequest, visit: Visit, form: RecordForm, refusal: CannotVisit) -> HttpResponse:
    """What was typed stays; after somebody else's change, saving again is meant to go over it."""
    typed = request.POST.copy()
    if isinstance(refusal, EditedMeanwhile):
        visit.refresh_from_db()
        typed["edition"] = str(visit.edition)
    again = _form(visit, typed, None)
    again.is_valid()
    again.add_error(None, str(refusal))
    if form.uploads():
        again.add_error(None, "Ảnh vừa chọn chưa được gửi; hãy chọn lại trước khi lưu.")
    return _page(request, visit, again, 409)


def _photos(request: SignedInRequest, visit: Visit, form: RecordForm, at: datetime) -> None:
    """Each photograph is taken or refused by itself."""
    _each_dropped(request, form, at)
    added = 0
    for upload in form.uploads():
        try:
            add_photo(visit=visit, upload=upload, by=request.user, at=at)
            added += 1
        except BadUpload as refusal:
            messages.error(request, f"Chưa thêm “{upload.name}”: {refusal}")
        except CannotVisit as refusal:
            messages.error(request, str(refusal))
            break
    if added:
        messages.success(request, f"Đã thêm {added} ảnh. Vị trí, giờ chụp ghi trong ảnh đã được xóa.")


def _each_dropped(request: SignedInRequest, form: RecordForm, at: datetime) -> None:
    dropped: Iterable[Any] = form.dropped()
    for photo in dropped:
        try:
            set_aside(photo=photo, by=request.user, at=at)
        except CannotVisit as refusal:
            messages.error(request, str(refusal))


def _stored(request: SignedInRequest, visit: Visit, at: datetime) -> HttpResponse:
    """Back to the form with room for more, or on to the finished minutes."""
    button = request.POST.get("buoc", "")
    record = reverse("office:visit-record", args=[visit.pk])
    if button != FINISH:
        messages.success(request, f"Đã lưu biên bản lúc {timezone.localtime(at):%H:%M}.")
        return redirect(f"{record}#kien-nghi" if button == "them" else record)
    try:
        VISIT_LIFE.take(visit, "finish", by=request.user, at=at)
    except StepRefused as refusal:
        messages.error(request, f"Đã lưu, nhưng chưa hoàn thành: {refusal}")
        return redirect(record)
    messages.success(request, "Đã hoàn thành biên bản. Đơn vị đọc được biên bản và các kiến nghị từ bây giờ.")
    return redirect(visit)


def _page(request: SignedInRequest, visit: Visit, form: RecordForm, status: int) -> HttpResponse:
    at = timezone.now()
    jot = open_jot(request, request.user, place_of(visit), at)
    put_back(form, jot)
    context = {
        "visit": visit, "form": form, "lines": form.lines(), "findings": form.finding_rows(),
        "photos": form.photo_rows(), "jot": jot, "today": timezone.localdate(at),
        "crumbs": [*pages.crumbs(visit.unit.name)[:1], {"label": visit.unit.name, "url": visit.get_absolute_url()},
                   {"label": "Ghi biên bản", "url": ""}],
    }  # fmt: skip
    return page(request, "office/visit_record.html", context, here="visits", status=status)
