"""Two to four units side by side, or the years of one: a form without scripts, and an address to share."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from danvan.portal.compare import Asked, compared
from danvan.portal.forms import SearchForm, read

DONE = "xong"  # the button that ends the choosing


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """What was chosen, compared; and the form to choose otherwise."""
    asked = Asked.read(request.GET, read(SearchForm, request.GET).get("q", ""))
    if DONE in request.GET:
        return HttpResponseRedirect(asked.address)
    return render(request, "portal/compare.html", {"section": "units", **compared(asked, timezone.localdate())})
