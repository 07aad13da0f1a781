"""How every address of the API answers: JSON, GET only, open to other sites, kept by caches while nothing changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from danvan.kit.limits import limited
from danvan.reports.edition import changed_at

P = ParamSpec("P")
METHODS = "GET, HEAD, OPTIONS"
CACHED = "public, no-cache"  # asked again each time, and answered 304 while nothing changed


class BadRequest(Exception):
    """A parameter cannot be read; the message says which, and what it may be."""


class NotFound(Exception):
    """There is no such thing; the message says so, and ``more`` what else is worth telling."""

    def __init__(self, sentence: str, **more: Any) -> None:
        super().__init__(sentence)
        self.more = more


class Gone(Exception):
    """What was asked for has no force any more; ``body`` says since when and why."""

    def __init__(self, body: dict[str, Any]) -> None:
        super().__init__()
        self.body = body


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """The answer to a caller who asks too much."""
    return _open(_json({"error": f"Bạn đã hỏi quá nhiều lần trong một phút. Hãy hỏi lại sau {seconds} giây."}, 429))


def public_json(answer: Callable[..., dict[str, Any]]) -> Callable[..., HttpResponseBase]:
    """Turn a function that returns data into a view of the public API."""

    @limited("api", lambda: settings.API_PER_MINUTE, too_often)
    @wraps(answer)
    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _open(HttpResponse(status=204))
        if request.method not in {"GET", "HEAD"}:
            return _open(_json({"error": "Chỉ đọc được dữ liệu: hãy gọi bằng GET."}, 405))
        try:
            body = answer(request, *args, **kwargs)
        except BadRequest as wrong:
            return _open(_json({"error": str(wrong)}, 400))
        except (NotFound, Http404) as missing:
            return _open(_json({"error": str(missing), **getattr(missing, "more", {})}, 404))
        except Gone as gone:
            return _open(_json(gone.body, 410))
        return _open(_conditional(request, body))

    return view


def _conditional(request: HttpRequest, body: dict[str, Any]) -> HttpResponse:
    response = _json(body, 200)
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    changed = changed_at()
    # The time alone proves nothing: some figures come out by the clock, and two things may be done in one second.
    told = get_conditional_response(request, etag=etag, response=response)
    answer: HttpResponse = told or response
    answer["ETag"] = etag
    answer["Cache-Control"] = CACHED
    if changed:
        answer["Last-Modified"] = changed.strftime("%a, %d %b %Y %H:%M:%S GMT")
    return answer


def _json(body: dict[str, Any], status: int) -> HttpResponse:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json; charset=utf-8", status=status)


def _open(response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified"
    response["X-Robots-Tag"] = "noindex"
    if response.status_code in {204, 405}:
        response["Allow"] = METHODS
    return response
