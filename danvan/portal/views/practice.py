"""The page of one recognised model, on the screen, as a file to print and as a card; and of one taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from danvan.decisions.models import DecisionItem
from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import public_title
from danvan.kit.art.card import DRAWING, draw
from danvan.kit.limits import limited
from danvan.papers.practice import practice_paper
from danvan.papers.render import CannotPrint, pdf
from danvan.portal import links
from danvan.portal.model_page import card_of, crumbs_to, model_page
from danvan.portal.withdrawn import withdrawal

KEPT = "public, no-cache"  # asked again each time: a model that was taken back is so at once
PRINTS_PER_MINUTE = 20  # files that one caller may have made, in each worker


@require_safe
def short(request: HttpRequest, pk: int) -> HttpResponse:
    """The address that never changes leads to the one with the title in it."""
    found = _public(pk)
    return _moved(request, links.practice(pk, public_title(found))) if found else _gone(request, pk)


@require_safe
def practice(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One recognised model: what was done, by which decision, and how to do the same."""
    found = _public(pk)
    if found is None:
        return _gone(request, pk)
    if request.path != (address := links.practice(pk, public_title(found))):
        return _moved(request, address)
    return render(request, "portal/practice.html", {"section": "practices", **model_page(found, _lines(pk))})


def _too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    return _no_file(request, f"Bạn đã lấy nhiều bản in trong một phút. Hãy thử lại sau {seconds} giây.", 429)


def _no_file(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    context = {"section": "practices", "reason": reason, "crumbs": crumbs_to("Bản in")}
    return render(request, "portal/practice_off.html", context, status=status)


@require_safe
@limited("practice-pdf", lambda: PRINTS_PER_MINUTE, _too_often)
def practice_in_print(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The same page as a tagged PDF with its address, its QR code and the day it was printed."""
    found = _public(pk)
    if found is None:
        return _gone(request, pk)
    if request.path != (address := links.practice_pdf(pk, public_title(found))):
        return _moved(request, address)
    paper = practice_paper(model_page(found, _lines(pk)), on=timezone.localdate())
    name = _name(settings.SITE_URL, paper.html)
    if same := get_conditional_response(request, etag=name):
        return _kept(same, name)
    try:
        body = pdf(paper)
    except CannotPrint as refusal:
        return _no_file(request, str(refusal), 503)
    headers = {"Content-Disposition": f'inline; filename="{paper.filename}"', "X-Content-Type-Options": "nosniff"}
    return _kept(HttpResponse(body, content_type="application/pdf", headers=headers), name)


@require_safe
def card(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The picture that other sites show beside the address."""
    found = _public(pk)
    if found is None:
        return _gone(request, pk)
    if request.path != (address := links.practice_card(pk, public_title(found))):
        return _moved(request, address)
    told = card_of(found)
    name = _name(str(DRAWING), repr(told))
    same = get_conditional_response(request, etag=name)
    return _kept(same or HttpResponse(draw(told), content_type="image/png"), name)


def _public(pk: int) -> Dossier | None:
    rows = Dossier.objects.public().models_only()
    return rows.select_related("theme", "campaign", "practice", "keeper").filter(pk=pk).first()


def _lines(pk: int) -> Sequence[DecisionItem]:
    lines = DecisionItem.objects.filter(dossier=pk).order_by("pk")
    return list(lines.select_related("decision__amends__amends", "certificate", "ended_by"))


def _moved(request: HttpRequest, address: str) -> HttpResponse:
    """The same thing under its right name for good, with whatever was asked along."""
    asked = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{asked}" if asked else address)


def _gone(request: HttpRequest, pk: int) -> HttpResponse:
    """410 for a model whose recognition was taken back, with the decision that did; 404 for all others."""
    told = withdrawal(pk)
    if told is None:
        raise Http404
    context = {"section": "practices", "told": told, "crumbs": crumbs_to("Đã thu hồi")}
    response = render(request, "portal/practice_gone.html", context, status=410)
    response["Cache-Control"] = KEPT
    return response


def _name(*parts: str) -> str:
    return f'"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'


def _kept(response: HttpResponse, name: str) -> HttpResponse:
    response["ETag"] = name
    response["Cache-Control"] = KEPT
    return response
