"""What is printed from the signed-in screens: decisions, certificates and scorecards, each behind a reach check."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from danvan.accounts.http import SignedInRequest
from danvan.decisions.models import Certificate, Decision, DecisionItem
from danvan.dossiers.models import PARTIES, Dossier
from danvan.office.frame import page
from danvan.papers.certificate import BATCH, certificates_paper
from danvan.papers.decision import decision_paper
from danvan.papers.docx_base import MEDIA_TYPE
from danvan.papers.docx_decision import decision_docx
from danvan.papers.kept import Damaged, kept
from danvan.papers.paper import Paper
from danvan.papers.render import CannotPrint, pdf
from danvan.papers.scorecard import scorecard_paper


def printed(request: SignedInRequest, paper: Paper) -> HttpResponse:
    """The paper as a file to save, or the page that says why this machine cannot print."""
    try:
        body = pdf(paper)
    except CannotPrint as refusal:
        return page(request, "office/printing_off.html", {"reason": str(refusal)}, status=503)
    return saved_as(paper.filename, body, "application/pdf")


def saved_as(filename: str, body: bytes, kind: str) -> HttpResponse:
    """A file to save under this name."""
    headers = {"Content-Disposition": f'attachment; filename="{filename}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type=kind, headers=headers)


def as_kept(request: SignedInRequest, thing: Certificate | Decision) -> HttpResponse | None:
    """The file in which a thing was issued; nothing while none is kept, a sentence when it is damaged."""
    try:
        found = kept(thing)
    except Damaged as refusal:
        return page(request, "office/kept_damaged.html", {"reason": str(refusal)}, status=503)
    return saved_as(*found, "application/pdf") if found else None


def _certificates(request: SignedInRequest) -> QuerySet[Certificate]:
    """The certificates of decisions in reach, and those given to dossiers in reach."""
    by_issuer = Certificate.objects.for_user(request.user)
    by_holder = Certificate.objects.for_user(request.user, path="item__dossier__unit__path")
    by_holder = by_holder.filter(item__decision__published_at__isnull=False)  # the holder learns at the hour set
    return (
        (by_issuer | by_holder)
        .select_related(
            "item__dossier",
            "item__decision__unit",
            "item__decision__campaign",
            "item__decision__stage",
            "item__decision__amends__amends",
        )  # fmt: skip
        .prefetch_related("item__dossier__cards")
    )


@login_required
@require_safe
def decision_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The decision with its attached list; a draft carries its watermark."""
    decision, items = _decision(request, pk)
    return as_kept(request, decision) or printed(request, decision_paper(decision, items))


@login_required
@require_safe
def decision_word(request: SignedInRequest, pk: int) -> HttpResponse:
    """The decision with its attached list as a Word document, to be edited before it is signed."""
    filename, body = decision_docx(*_decision(request, pk))
    return saved_as(filename, body, MEDIA_TYPE)


def _decision(request: SignedInRequest, pk: int) -> tuple[Decision, list[DecisionItem]]:
    """A decision in reach with its list, each line with the line of another decision it is about."""
    decisions = Decision.objects.for_user(request.user).select_related("unit", "campaign", "stage", "amends")
    decision = get_object_or_404(decisions, pk=pk)
    items = decision.items.select_related("dossier__theme", "decision", "about__dossier__theme")
    return decision, list(items.prefetch_related("dossier__cards").order_by("order"))


@login_required
@require_safe
def certificates_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The certificates of one decision in the order of its list, ``BATCH`` to a file; ``phan`` counts the files."""
    decision = get_object_or_404(Decision.objects.for_user(request.user), pk=pk)
    part = request.GET.get("phan", "1")
    first = (int(part) - 1) * BATCH if part.isdecimal() and len(part) < 6 and int(part) else 0
    found = _certificates(request).filter(item__decision=decision).order_by("item__order")[first : first + BATCH]
    if not found:
        messages.info(request, "Quyết định này chưa có giấy nào để in.")
        return redirect("office:decision", pk=pk)
    return printed(request, certificates_paper(list(found)))


@login_required
@require_safe
def certificate_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """One certificate, as it was issued."""
    found = get_object_or_404(_certificates(request), pk=pk)
    return as_kept(request, found) or printed(request, certificates_paper([found]))


@login_required
@require_safe
def card_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The scorecard sheet of a dossier."""
    dossiers = Dossier.objects.for_user(request.user).select_related(*PARTIES, "practice")
    paper = scorecard_paper(get_object_or_404(dossiers, pk=pk))
    if paper is None:
        raise Http404("Hồ sơ chưa có phiếu chấm.")
    return printed(request, paper)
