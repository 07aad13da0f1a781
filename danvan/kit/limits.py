"""How often one caller may ask: counted by the minute in the cache, told to wait beyond that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

MINUTE = 60


def caller(request: HttpRequest) -> str:
    """Who is asking: an address, and of a long one the part that a household or an office has to itself."""
    told = str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ip_address(told)
    except ValueError:
        return told
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False).network_address)
    return str(address)


def seconds_to_wait(what: str, who: str, *, most: int, at: datetime) -> int:
    """Count one more asking; nought while the minute has room, else the seconds until the next one begins."""
    minute, passed = divmod(int(at.timestamp()), MINUTE)
    key = f"limit:{what}:{minute}:{who}"
    if cache.add(key, 1, timeout=2 * MINUTE):
        return 0
    try:
        asked = cache.incr(key)
    except ValueError:  # thrown out of the cache meanwhile
        return 0
    return MINUTE - passed if asked > most else 0


Answer = Callable[..., HttpResponse]


def limited(
    what: str, most: Callable[[], int], refuse: Callable[[HttpRequest, int], HttpResponse]
) -> Callable[[Answer], Answer]:
    """Let each caller ask so often a minute; beyond that ``refuse`` answers, with 429 and when to come again."""

    def decorate(answer: Answer) -> Answer:
        @wraps(answer)
        def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            wait = seconds_to_wait(what, caller(request), most=most(), at=timezone.now())
            if not wait:
                return answer(request, *args, **kwargs)
            refusal = refuse(request, wait)
            refusal.status_code = 429
            refusal["Retry-After"] = str(wait)
            refusal["Cache-Control"] = "no-store"
            return refusal

        return view

    return decorate
