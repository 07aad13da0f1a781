"""The page after sending, with the code shown once; following by code; asking for personal data to be taken down."""

from __future__ import annotations

import re
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import public_title
from danvan.hearings.actions import CannotSay, Request, ask_removal
from danvan.hearings.models import Removal
from danvan.hearings.queries import by_code, retention
from danvan.kit import codes
from danvan.kit.limits import limited
from danvan.portal import links
from danvan.portal.hearing_forms import FollowForm, RemovalForm, blank
from danvan.portal.hearing_pages import crumbs, followed
from danvan.portal.sending import handed_over, not_kept, taken_over, too_much, used_up

_MODEL = re.compile(r"/mo-hinh/(\d{1,9})-")


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What was sent has arrived: its code, and what happens next and by when. Shown once."""
    code = taken_over(request)
    found = by_code(code) if code else None
    context = {
        "section": "hearings", "code": codes.shown(code) if found else "", "found": found,
        "is_request": isinstance(found, Removal), "crumbs": crumbs("Đã gửi"),
    }  # fmt: skip
    response = render(request, "portal/opinion_sent.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return used_up(response) if code else not_kept(response)


def _too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    form = FollowForm(request.POST)
    form.add_error(None, f"Bạn đã thử quá nhiều mã. Hãy thử lại sau {seconds} giây.")
    return _followed(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Type a code, read what became of what was sent; the code stands in no address."""
    if request.method == "POST":
        return cast(HttpResponse, _looked_up(request))
    return _followed(request, FollowForm(), None)


@limited("follow", lambda: settings.CHECKS_PER_MINUTE, _too_often)
def _looked_up(request: HttpRequest) -> HttpResponse:
    form = FollowForm(request.POST)
    if not form.is_valid():
        return _followed(request, form, None)
    code = form.cleaned_data["ma"]
    found = by_code(code)
    if found is None:
        slip = "Trong mã có ký tự bị nhầm: mã gồm tám ký tự, không có chữ O, chữ I, số 0 và số 1."
        form.add_error("ma", "Không có ý kiến nào mang mã này." if codes.check(code) else slip)
    return _followed(request, form, followed(found) if found else None)


def _followed(request: HttpRequest, form: FollowForm, found: dict[str, object] | None) -> HttpResponse:
    context = {"section": "hearings", "form": form, "found": found, "crumbs": crumbs("Theo dõi ý kiến đã gửi")}
    response = render(request, "portal/follow.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return not_kept(response)


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest) -> HttpResponse:
    """Ask for personal data to be taken off the portal; answered within two working days."""
    if request.method != "POST":
        dossier = _named(request.GET.get("mo-hinh", ""))
        about = f"{public_title(dossier)}, {dossier.unit_name}" if dossier else ""
        return _removal(request, blank(RemovalForm, about=about))
    form, now = RemovalForm(request.POST), timezone.now()
    if form.is_valid():
        if words := too_much(request, now):
            form.add_error(None, words)
            return _removal(request, form, status=429)
        said = form.cleaned_data
        key = said.pop("request_key")
        asked = _named(request.GET.get("mo-hinh", "")) or _in_address(said["about"])
        try:
            taken = ask_removal(request=Request(dossier=asked, **said), request_key=key, at=now)
        except CannotSay as refusal:
            form.add_error("text", str(refusal))
        else:
            return handed_over(redirect("portal:opinion-sent"), taken.code)
    return _removal(request, form)


def _named(asked: str) -> Dossier | None:
    """The recognised model with this number."""
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        return None
    return Dossier.objects.public().select_related("campaign__keeper").filter(pk=int(asked)).first()


def _in_address(about: str) -> Dossier | None:
    found = _MODEL.search(about)
    return _named(found.group(1)) if found else None


def _removal(request: HttpRequest, form: object, *, status: int = 200) -> HttpResponse:
    way = [{"label": "Sổ vàng", "url": links.home()}, {"label": "Yêu cầu gỡ thông tin", "url": ""}]
    context = {
        "section": "",
        "form": form,
        "retention": [{"label": one.what, "value": one.how_long} for one in retention()],
        "crumbs": way,
    }
    return not_kept(render(request, "portal/removal.html", context, status=status))
