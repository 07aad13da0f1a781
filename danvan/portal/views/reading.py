"""Counting how often a model is read: told by a script of the page itself, kept as a number and nothing else."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from danvan.kit.limits import caller, limited
from danvan.stories.actions import count_read

READS_PER_MINUTE = 20  # of one caller, in each worker: who turns pages faster is not reading
ONCE = 12 * 60 * 60  # seconds in which a second look by the same caller is the same reading


def _too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    return HttpResponse()


@csrf_exempt  # pages for readers set no cookie, so there is no token; only a page of ours can send the header below
@require_POST
@limited("read", lambda: READS_PER_MINUTE, _too_often)
def practice_read(request: HttpRequest, pk: int) -> HttpResponse:
    """One reading more. The answer is the same whether it was counted or not; 403 for anything not sent by our page."""
    if request.headers.get("Sec-Fetch-Site") != "same-origin":
        return HttpResponse(status=403)
    today = timezone.localdate()
    who = hashlib.sha256(f"{settings.SECRET_KEY}|{today}|{caller(request)}|{pk}".encode()).hexdigest()
    if cache.add(f"read:{who}", 1, timeout=ONCE):
        count_read(pk, today)
    return HttpResponse(status=204)
