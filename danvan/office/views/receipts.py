"""The receipt of one sending of a dossier, on the screen and as a file, for whoever may read the dossier."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from danvan.accounts.http import SignedInRequest
from danvan.dossiers.models import Dossier, Revision
from danvan.office.frame import page
from danvan.office.views.printing import printed
from danvan.papers.receipt import receipt_of, receipt_paper

MOST = 32_767  # a larger number is none of a sending, and no database would look for it


def _revision(request: SignedInRequest, pk: int, number: int) -> Revision:
    dossiers = Dossier.objects.for_user(request.user)
    sent = Revision.objects.filter(dossier__in=dossiers).select_related("dossier__campaign__organiser", "sent_by")
    return get_object_or_404(sent, dossier=pk, number=min(number, MOST))


@login_required
@require_safe
def receipt(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """The receipt on the screen."""
    revision = _revision(request, pk, number)
    told = receipt_of(revision)
    context = {
        "dossier": revision.dossier,
        "receipt": told,
        "facts": [{"label": label, "value": text, "url": ""} for label, text in told.rows],
        "pdf_url": reverse("office:receipt-pdf", args=[pk, number]),
        "crumbs": [
            {"label": "Hồ sơ", "url": reverse("office:dossiers")},
            {"label": revision.dossier.title, "url": revision.dossier.get_absolute_url()},
            {"label": f"Biên nhận số {told.number}", "url": ""},
        ],
    }
    return page(request, "office/receipt.html", context, here="dossiers")


@login_required
@require_safe
def receipt_pdf(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """The receipt as a file to keep."""
    return printed(request, receipt_paper(_revision(request, pk, number)))
