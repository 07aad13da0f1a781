"""What is open for comment, one consultation, one candidate, and comments on recognised models."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import public_title
from danvan.hearings.actions import CannotSay, say, why_not_say
from danvan.hearings.enums import ConsultationState
from danvan.hearings.models import Candidate, Consultation
from danvan.hearings.queries import candidates_of, open_candidates
from danvan.portal import links
from danvan.portal.hearing_forms import OpinionForm, blank
from danvan.portal.hearing_pages import (
    calling,
    calls,
    candidate_page,
    candidate_rows,
    comment_page,
    crumbs,
    days_of,
)
from danvan.portal.paging import page_of, places
from danvan.portal.sending import handed_over, not_kept, too_much

SIZE = 20


@require_safe
def hearings(request: HttpRequest) -> HttpResponse:
    """What may be spoken about today, what closes first at the head, and the consultations that are over."""
    today = timezone.localdate()
    opened = open_candidates(today)
    over = Consultation.objects.filter(state=ConsultationState.CLOSED)
    page = page_of(request.GET.get("page"), count=over.count(), size=SIZE)
    at = places(page)
    rows = over.select_related("unit").order_by("-closes_on", "-pk")[at.start : at.stop]
    context = {
        "section": "hearings", "title": calling(len(opened)), "calls": calls(opened),
        "over": [
            {"title": one.title, "url": links.hearing(one.pk), "by": one.unit.name, "when": days_of(one, today)}
            for one in rows
        ],
        "page": page, "base": links.base(request.GET),
        "crumbs": [{"label": "Sổ vàng", "url": links.home()}, {"label": "Góp ý", "url": ""}],
        "illustrative": any(one.is_illustrative for one in rows),
    }  # fmt: skip
    return render(request, "portal/hearings.html", context)


@require_safe
def hearing(request: HttpRequest, pk: int) -> HttpResponse:
    """One consultation with its candidates, and with the summaries once it is over."""
    found = get_object_or_404(Consultation.objects.public().select_related("unit", "campaign"), pk=pk)
    candidates = list(candidates_of([found]))
    context = {
        "section": "hearings", "consultation": found, "when": days_of(found, timezone.localdate()),
        "rows": candidate_rows(found, candidates), "illustrative": found.is_illustrative, "crumbs": crumbs(found.title),
    }  # fmt: skip
    return render(request, "portal/hearing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def candidate(request: HttpRequest, pk: int, candidate: int) -> HttpResponse:
    """One candidate: read what is said, and say something while it is open."""
    public = Candidate.objects.filter(consultation__in=Consultation.objects.public(), consultation=pk)
    related = ("consultation", "dossier__campaign__keeper")
    found = get_object_or_404(public.select_related(*related), pk=candidate)
    today = timezone.localdate()
    return _said(request, found.dossier, found, lambda: candidate_page(found, today))


@require_http_methods(["GET", "HEAD", "POST"])
def practice_opinion(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Say something about a recognised model."""
    rows = Dossier.objects.public().models_only().select_related("campaign__keeper")
    dossier = rows.filter(pk=pk).first()
    if dossier is None:
        raise Http404
    address = links.practice_opinion(pk, public_title(dossier))
    if request.method != "POST" and request.path != address:
        return HttpResponsePermanentRedirect(address)
    return _said(request, dossier, None, lambda: comment_page(dossier))


def _said(
    request: HttpRequest, dossier: Dossier, about: Candidate | None, page: Callable[[], dict[str, Any]]
) -> HttpResponse:  # fmt: skip
    """Take what was typed and go on to the page with the code; or show the page, with what was typed still there."""
    if request.method != "POST":
        return _page(request, page(), blank(OpinionForm))
    form, now = OpinionForm(request.POST), timezone.now()
    if form.is_valid():
        if words := too_much(request, now):
            form.add_error(None, words)
            return _page(request, page(), form, status=429)
        try:
            sent = say(dossier=dossier, candidate=about, at=now, **form.cleaned_data)
        except CannotSay as refusal:
            form.add_error(None if why_not_say(dossier, about, now) else "text", str(refusal))
        else:
            return handed_over(redirect("portal:opinion-sent"), sent.code)
    return _page(request, page(), form)


def _page(request: HttpRequest, context: dict[str, Any], form: Any, *, status: int = 200) -> HttpResponse:
    return not_kept(render(request, "portal/candidate.html", {**context, "form": form}, status=status))
