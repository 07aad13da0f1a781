"""A page that a reader has already is not sent again while nothing public changed."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from danvan.reports.edition import MARK, edition

Answer = Callable[[HttpRequest], HttpResponse]

KEPT = "public, no-cache"  # asked again each time: what was taken back must be gone at the next look
FORM_MARK = b"csrfmiddlewaretoken"
_ELSEWHERE = (*settings.PRIVATE_PATHS, "/api/", "/dat-mat-khau/", "/suc-khoe/")


def unchanged_pages(answer: Answer) -> Answer:
    """Middleware: 304 for a public page that did not change, and its name on every page that may be kept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _is_for_readers(request):
            return answer(request)
        name = edition(timezone.now())  # before the page reads anything, so that it never has too new a name
        if MARK in request.headers.get("If-None-Match", ""):
            same = get_conditional_response(request, etag=name)
            if same is not None and same.status_code == 304:
                return _named(same, name)
        response = answer(request)
        return _named(response, name) if _may_be_kept(request, response) else response

    return middleware


def _is_for_readers(request: HttpRequest) -> bool:
    """A page asked for by somebody who is not signed in: officers always get theirs fresh, with its messages."""
    asked = request.method in {"GET", "HEAD"} and not request.path.startswith(_ELSEWHERE)
    known = {settings.SESSION_COOKIE_NAME, "messages"} & set(request.COOKIES)
    return asked and not known


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """A page of the public site without a form of its own: those carry a mark that belongs to one reader."""
    place = request.resolver_match
    is_public = place is not None and place.app_name in {"portal", "data"} and response.status_code == 200
    has_own_rule = response.has_header("Cache-Control") or response.has_header("ETag")
    return is_public and not has_own_rule and not response.streaming and FORM_MARK not in response.content


def _named(response: HttpResponse, name: str) -> HttpResponse:
    response["ETag"] = name
    response["Cache-Control"] = KEPT
    return response
