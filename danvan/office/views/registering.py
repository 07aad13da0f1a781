"""Writing a registration: a new one, a changed one, and the one that two people changed at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from danvan.accounts.http import SignedInRequest
from danvan.criteria.enums import Track
from danvan.dossiers.actions import EDITABLE, AlreadySent, NotYours, Registration, Stale, day_of, may_register, register
from danvan.dossiers.blockers import missing_items
from danvan.dossiers.content import CannotRegister, Content
from danvan.dossiers.editing import LATER_FIELDS, edit
from danvan.dossiers.enums import State
from danvan.dossiers.heading import head_unconfirmed
from danvan.dossiers.jottings import forget
from danvan.dossiers.models import Campaign, CampaignTrack, Dossier
from danvan.dossiers.workflow import LIFE
from danvan.ledger.machine import StepRefused
from danvan.office import conflict, continuing, dossier_page
from danvan.office.campaigns import closing
from danvan.office.forms_dossiers import (
    ChoiceForm,
    LaterForm,
    WritingForm,
    add_unit,
    chosen_unit,
    content_of,
    fit,
    form_class,
    give_new_key,
    keep_open,
)  # fmt: skip
from danvan.office.forms_list import RegisterForm, SendForm
from danvan.office.frame import page
from danvan.office.jots import open_jot, put_back
from danvan.office.likes import likes
from danvan.office.reach import campaigns_for, may_register_at_all, units_to_register
from danvan.office.returning import points
from danvan.office.returning.points import Kept, shut
from danvan.office.writing_page import edit_context, new_context
from danvan.papers.receipt import receipt_number


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dossier_new(request: SignedInRequest, campaign: str) -> HttpResponse:
    """A new registration in a campaign, kept as a draft or sent at once."""
    found = get_object_or_404(campaigns_for(request.user).select_related("theme_scheme"), code=campaign)
    if not may_register_at_all(request.user, found):
        raise Http404
    tracks = _open_tracks(request, found)
    asked = RegisterForm(request.GET).asked()
    track = next((t for t in tracks if t.track == asked["noi-dung"]), tracks[0] if tracks else None)
    if track is None:
        messages.error(request, f"{found.name}: không có nội dung nào mà tài khoản này đăng ký được cho đơn vị nào.")
        return redirect("office:dossiers")
    at = timezone.now()
    form = _new_form(request, found, track, asked["don-vi"])
    source = continuing.earlier(request.user, found).filter(pk=asked["tu"] or 0, track=track.track).first()
    if source is not None:
        continuing.fill(form, source, found)
    place = f"dossier-new:{found.code}:{track.track}:{asked['don-vi'] or 0}:{source.pk if source else 0}"
    if request.method == "POST" and form.is_valid():
        made = _store_new(request, found, track.track, form)
        if made is not None:
            forget(owner=request.user, place=place, at=at)
            return _after(request, made)
    jot = open_jot(request, request.user, place, at)
    put_back(form, jot)
    context = new_context(found, tracks, track, form)
    context |= {"closing": closing.of_form(found, track.track, form, at), "jot": jot, "source": source}
    unit = continuing.chosen_on(form) if source is None else None
    context["offer"] = continuing.offer(request.user, found, track.track, unit)
    return page(request, "office/dossier_form.html", context, here="dossiers")


def _open_tracks(request: SignedInRequest, campaign: Campaign) -> list[CampaignTrack]:
    """The tracks for which this person has a unit to register."""
    day = day_of(campaign, timezone.now())
    tracks = campaign.tracks.select_related("version").order_by("pk")
    return [track for track in tracks if units_to_register(request.user, campaign, track.track, day).exists()]


def _new_form(request: SignedInRequest, campaign: Campaign, track: CampaignTrack, unit: int | str) -> WritingForm:
    day = day_of(campaign, timezone.now())
    initial: dict[str, Any] = {"unit": unit, "continuity": "NEW", "holder_kind": "COLLECTIVE"}
    form = form_class(track.track)(request.POST if request.method == "POST" else None, initial=initial)
    units = units_to_register(request.user, campaign, track.track, day)
    fit(form, campaign, _size(track))
    add_unit(form, units, campaign)
    if not unit and len(only := list(units[:2])) == 1:
        form.initial["unit"] = only[0].pk
    return form


def _size(track: CampaignTrack | None) -> int | None:
    return track.version.criteria.count() if track and track.version and track.track != Track.MODEL else None


def _store_new(request: SignedInRequest, campaign: Campaign, track: str, form: WritingForm) -> Dossier | None:
    """Store a new registration once, however often the form is sent; a refusal goes onto the form."""
    key = str(form.cleaned_data["request_key"])
    wanted = Registration(
        unit=chosen_unit(form), content=form.content(Content(title="")), track=track,
        year=int(form.cleaned_data.get("year") or campaign.last_year), request_key=key,
    )  # fmt: skip
    try:
        return register(campaign=campaign, registration=wanted, by=request.user, at=timezone.now())
    except (NotYours, CannotRegister) as refusal:
        form.add_error(None, str(refusal))
        if isinstance(refusal, AlreadySent):
            give_new_key(form, request.POST)
    except IntegrityError:  # the same form arrived twice at the same moment: the other one is stored
        return Dossier.objects.for_user(request.user).filter(request_key=key).first()
    return None


def _after(request: SignedInRequest, dossier: Dossier) -> HttpResponse:
    """Send what was just saved when that was asked for; what keeps it from being sent is told, and it stays a draft."""
    if not SendForm(request.POST).wanted() or dossier.state not in EDITABLE:
        messages.success(request, "Đã lưu." if dossier.state not in EDITABLE else "Đã lưu bản nháp, chưa gửi.")
        return redirect("office:dossier", pk=dossier.pk)
    try:
        LIFE.take(dossier, "submit", by=request.user, at=timezone.now())
    except StepRefused as refusal:
        messages.warning(request, f"Đã lưu bản nháp, chưa gửi được. {refusal}")
        only_head = head_unconfirmed(dossier, timezone.now()) and not missing_items(dossier)
        return redirect("office:dossier" if only_head else "office:dossier-edit", pk=dossier.pk)
    messages.success(request, f"Đã lưu và gửi đăng ký. Biên nhận số {receipt_number(dossier)}.")
    return redirect("office:dossier", pk=dossier.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dossier_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a registration while it is open for changes; the older of two editions is never lost."""
    dossier = dossier_page.load(request.user, pk)
    if not may_register(request.user, dossier.campaign, dossier.unit):
        raise Http404
    open_fields = dossier_page.writable(dossier, request.user)
    if not open_fields:
        messages.error(request, f"Hồ sơ đang ở bước “{State(dossier.state).label}”, không sửa nội dung được nữa.")
        return redirect("office:dossier", pk=pk)
    form = _edit_form(request, dossier, open_fields)
    kept = Kept()
    if request.method == "POST":
        kept = points.keep(request.POST, dossier, request.user, timezone.now())
        if form.is_valid() and not kept.errors and (answer := _store_edit(request, dossier, form)) is not None:
            return answer
        if kept.errors:
            form.add_error(None, "Có câu trả lời chưa lưu được; hãy xem từng điểm ở đầu trang.")
    at = timezone.now()
    jot = open_jot(request, request.user, place_of(dossier), at)
    put_back(form, jot)
    locked = shut(dossier, open_fields)
    context = edit_context(dossier, form, asks=not locked)
    context |= {"todo": points.todo(dossier, request.user, kept), "closing": closing.of_dossier(dossier, at)}
    context |= {"kept_shut": locked, "jot": jot, "likes": likes(dossier, request.user)}
    return page(request, "office/dossier_form.html", context, here="dossiers")


def place_of(dossier: Dossier) -> str:
    """Where what is typed on a dossier is kept."""
    return f"dossier:{dossier.pk}"


def _edit_form(request: SignedInRequest, dossier: Dossier, open_fields: frozenset[str]) -> WritingForm:
    initial = {**content_of(dossier).__dict__, "edition": dossier.edition}
    only_later = dossier.state not in EDITABLE and open_fields <= LATER_FIELDS
    kind = LaterForm if only_later else form_class(dossier.track)
    form = kind(request.POST if request.method == "POST" else None, initial=initial)
    track = dossier.campaign.tracks.filter(track=dossier.track).select_related("version").first()
    fit(form, dossier.campaign, _size(track))
    if dossier.state in EDITABLE and not dossier.achieved:
        form.fields.pop("achieved", None)
    keep_open(form, open_fields)
    return form


def _store_edit(request: SignedInRequest, dossier: Dossier, form: WritingForm) -> HttpResponse | None:
    """Store what was typed; when someone else was quicker, show both versions; a refusal goes onto the form."""
    mine = form.content(content_of(dossier))
    mine = conflict.merged(mine, content_of(dossier), ChoiceForm(request.POST).kept_theirs())
    edition = form.cleaned_data["edition"] or 0
    try:
        stored = edit(dossier=dossier, content=mine, edition=edition, by=request.user, at=timezone.now())
    except Stale as stale:
        context = {"dossier": dossier, "conflict": conflict.conflict(stale.theirs, mine, edition),
                   "hidden": conflict.hidden(mine), "sends": SendForm(request.POST).wanted()}  # fmt: skip
        return page(request, "office/conflict.html", context, here="dossiers", status=409)
    except (NotYours, CannotRegister) as refusal:
        form.add_error(None, str(refusal))
        return None
    forget(owner=request.user, place=place_of(dossier), at=timezone.now())
    return _after(request, stored)
