"""What every page has in common on which something is sent without an account: how often, and the code that is shown
once on the next page."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from danvan.kit.limits import HOUR, caller, seconds_to_wait

COOKIE, PATH, LASTS = "gop-y-ma", "/gop-y/", timedelta(minutes=10)


def too_much(request: HttpRequest, at: datetime) -> str:
    """Why nothing more is taken from this place in this hour, or ""; only a fingerprint of the address is counted."""
    who = salted_hmac("danvan.portal.sending", caller(request), algorithm="sha256").hexdigest()[:16]
    wait = seconds_to_wait("opinion", who, most=settings.OPINIONS_PER_HOUR, at=at, every=HOUR)
    if not wait:
        return ""
    return (
        f"Từ nơi bạn truy cập đã có nhiều ý kiến trong giờ này. Hãy gửi lại sau {-(-wait // 60)} phút; "
        "phần đã viết còn nguyên bên dưới."
    )


def handed_over(response: HttpResponse, code: str) -> HttpResponse:
    """Hand the code to the next page, for some minutes and for it alone."""
    response.set_signed_cookie(
        COOKIE, code, max_age=LASTS, path=PATH, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return not_kept(response)


def taken_over(request: HttpRequest) -> str:
    """The code handed over by the page before, or ""."""
    return request.get_signed_cookie(COOKIE, default="", max_age=LASTS) or ""


def used_up(response: HttpResponse) -> HttpResponse:
    """The code was shown: it is shown once."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
    return not_kept(response)


def not_kept(response: HttpResponse) -> HttpResponse:
    """No browser and no proxy keeps this page."""
    response["Cache-Control"] = "no-store, private"
    return response
