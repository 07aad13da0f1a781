"""Looking at a piece of evidence in place: its page, and its picture or its pages, behind the same reach check."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from danvan.accounts.http import SignedInRequest
from danvan.dossiers.cards import Evidence
from danvan.dossiers.enums import Voice
from danvan.kit.pictures import smaller
from danvan.kit.refused import BadUpload
from danvan.office.frame import page
from danvan.office.previewing import PDF, PICTURES, preview

LONGEST_SIDE = 1600  # pixels of the picture that is shown; the file itself is handed out whole


def _standing(request: SignedInRequest) -> QuerySet[Evidence]:
    """The files in reach that were not set aside."""
    return Evidence.objects.for_user(request.user).filter(removed_at__isnull=True)


@login_required
@require_safe
def evidence_view(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page of one file; the script of the sheet shows its body over the sheet."""
    scoped = _standing(request).select_related(
        "criterion", "added_by", "dossier__unit", "reused_from__dossier", "reused_from__criterion"
    )
    file = get_object_or_404(scoped, pk=pk)
    card = reverse("office:card", kwargs={"pk": file.dossier_id, "voice": Voice.SELF})
    crumbs: list[dict[str, Any]] = [
        {"label": file.dossier.unit_name, "url": reverse("office:dossier", args=[file.dossier_id])},
        {"label": "Phiếu tự chấm", "url": f"{card}#tieu-chi-{file.criterion.order}" if file.criterion else card},
        {"label": "Minh chứng", "url": ""},
    ]
    return page(request, "office/evidence.html", {"preview": preview(file), "crumbs": crumbs}, here="dossiers")


@login_required
@require_safe
def evidence_inline(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A picture made small enough to look at, or the PDF for the reader of the browser; no other file is shown so."""
    file = get_object_or_404(_standing(request), pk=pk)
    if file.content_type not in {PDF, *PICTURES}:
        raise Http404
    with file.file.open("rb") as stored:
        data = stored.read()
    if file.content_type in PICTURES:
        try:
            data = smaller(data, PICTURES[file.content_type], side=LONGEST_SIDE)
        except BadUpload as broken:
            raise Http404 from broken
    answer = HttpResponse(data, content_type=file.content_type, headers={"X-Content-Type-Options": "nosniff"})
    answer["X-Frame-Options"] = "SAMEORIGIN"
    # No sandbox for a PDF: the reader of the browser would not open it. It runs in its own process and origin.
    policy: dict[str, Any] = {"default-src": [NONE], "style-src": ["'unsafe-inline'"], "frame-ancestors": [SELF]}
    if file.content_type in PICTURES:
        policy |= {"style-src": [NONE], "sandbox": True}
    answer._csp_replace = policy  # type: ignore[attr-defined]
    return answer
