"""How often one caller may ask: counted by the minute in the cache, told to wait beyond that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

MINUTE, HOUR = 60, 3600


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


def seconds_to_wait(what: str, who: str, *, most: int, at: datetime, every: int = MINUTE) -> int:
    """Count one more asking; nought while the minute (or so many seconds) has room, else the seconds until the next
    one begins."""
    turn, passed = divmod(int(at.timestamp()), every)
    key = f"limit:{what}:{turn}:{who}"
    if cache.add(key, 1, timeout=2 * every):
        return 0
    try:
        asked = cache.incr(key)
    except ValueError:  # thrown out of the cache meanwhile
        return 0
    return every - passed if asked > most else 0


Answer = Callable[..., HttpResponseBase]


def limited(
    what: str, most: Callable[[], int], refuse: Callable[[HttpRequest, int], HttpResponse]
) -> Callable[[Answer], Answer]:
    """Let each caller ask so often a minute; beyond that ``refuse`` answers, with 429 and when to come again."""

    def decorate(answer: Answer) -> Answer:
        @wraps(answer)
        def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
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
