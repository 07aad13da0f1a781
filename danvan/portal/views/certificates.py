"""Checking a certificate by its code: real, unknown, or no longer in force."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from danvan.decisions.checking import could_stand_in_an_address, public_certificate
from danvan.kit import codes
from danvan.kit.limits import limited
from danvan.portal import links
from danvan.portal.forms import CodeForm, read
from danvan.portal.verdict import found, missing, too_often

CACHED = "public, no-cache"  # asked again each time: a certificate that was taken back is so at once


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """The field to type a code into; a typed code goes on to its own address."""
    typed = read(CodeForm, request.GET).get("ma", "")
    code = codes.normalise(typed)
    if could_stand_in_an_address(code):
        return redirect(links.certificate(code))
    verdict = missing(typed) if typed else None
    return _answer(request, {"typed": typed, "verdict": verdict}, status=404 if typed else 200)


def _too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    return _answer(request, {"typed": "", "verdict": too_often(seconds)}, status=429)


@require_safe
@limited("certificate", lambda: settings.CHECKS_PER_MINUTE, _too_often)
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """What the book says about one code."""
    wanted = codes.normalise(code)
    held = public_certificate(wanted)
    verdict = found(held, timezone.now()) if held else missing(code)
    return _answer(request, {"typed": codes.shown(wanted), "verdict": verdict}, status=200 if held else 404)


def _answer(request: HttpRequest, context: dict[str, object], *, status: int) -> HttpResponse:
    crumbs = [{"label": "Sổ vàng", "url": links.home()}, {"label": "Tra cứu giấy công nhận", "url": ""}]
    told = {"section": "check", "crumbs": crumbs, **context}
    response = render(request, "portal/check.html", told, status=status)
    response["Cache-Control"] = CACHED
    if context["typed"]:  # who searches the web for a name does not end at a code; the field alone may be found
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response
