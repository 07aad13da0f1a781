"""How every address of the API answers: JSON, GET only, open to other sites, kept by caches while nothing changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from danvan.ledger.models import Event

P = ParamSpec("P")
METHODS = "GET, HEAD, OPTIONS"
CACHED = "public, max-age=60"


class BadRequest(Exception):
    """A parameter cannot be read; the message says which, and what it may be."""


class NotFound(Exception):
    """There is no such thing; the message says so."""


def public_json(answer: Callable[..., dict[str, Any]]) -> Callable[..., HttpResponse]:
    """Turn a function that returns data into a view of the public API."""

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
            return _open(_json({"error": str(missing)}, 404))
        return _open(_conditional(request, body))

    return view


def _conditional(request: HttpRequest, body: dict[str, Any]) -> HttpResponse:
    response = _json(body, 200)
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    changed = Event.objects.order_by("-pk").values_list("at", flat=True).first()
    stamp = int(changed.timestamp()) if changed else None
    told = get_conditional_response(request, etag=etag, last_modified=stamp, response=response)
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
