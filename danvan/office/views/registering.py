"""Writing a registration: a new one, a changed one, and the one that two people changed at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from danvan.accounts.http import SignedInRequest
from danvan.criteria.enums import Track
from danvan.dossiers.actions import EDITABLE, AlreadySent, NotYours, Registration, Stale, day_of, may_register, register
from danvan.dossiers.blockers import missing_items
from danvan.dossiers.content import CannotRegister, Content
from danvan.dossiers.editing import LATER_FIELDS, edit
from danvan.dossiers.enums import State
from danvan.dossiers.models import Campaign, CampaignTrack, Dossier
from danvan.dossiers.workflow import LIFE
from danvan.kit import vi
from danvan.ledger.machine import StepRefused
from danvan.office import conflict, dossier_page
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
)  # fmt: skip
from danvan.office.forms_list import RegisterForm, SendForm
from danvan.office.frame import page
from danvan.office.listing import SHORT_TRACKS
from danvan.office.reach import campaigns_for, may_register_at_all, units_to_register


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
    form = _new_form(request, found, track, asked["don-vi"])
    if request.method == "POST" and form.is_valid():
        made = _store_new(request, found, track.track, form)
        if made is not None:
            return _after(request, made)
    return page(request, "office/dossier_form.html", _new_context(found, tracks, track, form), here="dossiers")


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
        return redirect("office:dossier-edit", pk=dossier.pk)
    messages.success(request, "Đã lưu và gửi đăng ký.")
    return redirect("office:dossier", pk=dossier.pk)


def _new_context(
    campaign: Campaign, tracks: list[CampaignTrack], track: CampaignTrack, form: WritingForm
) -> dict[str, Any]:
    here = reverse("office:dossier-new", args=[campaign.code])
    unit = form.initial.get("unit") or ""  # a tab keeps the unit that was chosen on the desk
    return {
        "form": form,
        "sections": form.sections(),
        "campaign": campaign,
        "heading": "Đăng ký mô hình"
        if track.track == Track.MODEL
        else f"Đăng ký {SHORT_TRACKS[Track(track.track)].lower()}",
        "track": Track(track.track),
        "tabs": [
            {
                "label": SHORT_TRACKS[Track(t.track)],
                "url": f"{here}?noi-dung={t.track}&don-vi={unit}",
                "current": t == track,
            }
            for t in tracks
        ],
        "save_label": "Lưu bản nháp",
        "send_label": "Lưu và gửi đăng ký",
        "missing": _to_fill(Dossier(track=track.track)),
    }


def _to_fill(dossier: Dossier) -> list[dict[str, Any]]:
    """Every compulsory item in the order of the form, and whether it is there already."""
    left = {name for name, _ in missing_items(dossier)}
    whole = missing_items(Dossier(track=dossier.track))
    return [{"label": vi.capfirst_vi(text), "url": f"#id_{name}", "done": name not in left} for name, text in whole]


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
    form = _edit_form(request, dossier, only_later=open_fields == LATER_FIELDS)
    if request.method == "POST" and form.is_valid():
        answer = _store_edit(request, dossier, form)
        if answer is not None:
            return answer
    return page(request, "office/dossier_form.html", _edit_context(dossier, form), here="dossiers")


def _edit_form(request: SignedInRequest, dossier: Dossier, *, only_later: bool) -> WritingForm:
    initial = {**content_of(dossier).__dict__, "edition": dossier.edition}
    kind = LaterForm if only_later else form_class(dossier.track)
    form = kind(request.POST if request.method == "POST" else None, initial=initial)
    track = dossier.campaign.tracks.filter(track=dossier.track).select_related("version").first()
    fit(form, dossier.campaign, _size(track))
    if dossier.state in EDITABLE and not dossier.achieved:
        form.fields.pop("achieved", None)
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
    return _after(request, stored)


def _edit_context(dossier: Dossier, form: WritingForm) -> dict[str, Any]:
    open_ = dossier.state in EDITABLE
    return {
        "form": form,
        "sections": form.sections(),
        "campaign": dossier.campaign,
        "dossier": dossier,
        "heading": "Sửa đăng ký" if open_ else "Ghi kết quả thực hiện",
        "save_label": "Lưu bản nháp" if open_ else "Lưu kết quả",
        "send_label": "Lưu và gửi đăng ký" if open_ else "",
        "missing": _to_fill(dossier) if open_ else [],
    }
