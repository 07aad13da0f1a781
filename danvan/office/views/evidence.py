"""Evidence files: added for a criterion, handed out to those in reach as attachments, and set aside."""

from __future__ import annotations

from csp.constants import NONE
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.criteria.models import Criterion
from danvan.dossiers.cards import Evidence
from danvan.dossiers.enums import Voice
from danvan.dossiers.models import Dossier
from danvan.dossiers.proofs import attach, set_aside
from danvan.dossiers.scores import criteria_of
from danvan.dossiers.scoring import CannotScore
from danvan.kit.uploads import BadUpload
from danvan.office.folder import version_of
from danvan.office.forms_cards import EvidenceForm
from danvan.office.views.cards import in_reach


def _line(dossier: Dossier, criterion: Criterion | None) -> HttpResponse:
    """Back to the line of the self-scored sheet that the file belongs to."""
    address = reverse("office:card", kwargs={"pk": dossier.pk, "voice": Voice.SELF})
    return redirect(f"{address}#tieu-chi-{criterion.order}" if criterion else address)


@login_required
@require_POST
def evidence_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep one or several files for a criterion; each file is taken or refused by itself."""
    dossier = in_reach(request, pk)
    version = version_of(dossier)
    form = EvidenceForm(request.POST, request.FILES, criteria_of(version) if version else [])
    if not form.is_valid():
        for text in (text for texts in form.errors.values() for text in texts):
            messages.error(request, str(text))
        return _line(dossier, form.cleaned_data.get("criterion"))
    criterion, kept = form.cleaned_data["criterion"], 0
    for upload in form.cleaned_data["tep"]:
        kept += _attach(request, dossier, criterion, upload)
    if kept:
        messages.success(request, f"Đã thêm {kept} tệp minh chứng cho tiêu chí {criterion.order}.")
    return _line(dossier, criterion)


def _attach(request: SignedInRequest, dossier: Dossier, criterion: Criterion, upload: UploadedFile[bytes]) -> bool:
    try:
        attach(dossier=dossier, criterion=criterion, upload=upload, by=request.user, at=timezone.now())
    except CannotScore as refusal:
        messages.error(request, str(refusal))
        return False
    except BadUpload as refusal:
        messages.error(request, f"Chưa thêm “{upload.name}”: {refusal}")
        return False
    return True


@login_required
@require_safe
def evidence(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file itself, never shown inside our pages: an attachment, in a sandbox, of the type it was judged to be."""
    found = get_object_or_404(Evidence.objects.for_user(request.user), pk=pk, removed_at__isnull=True)
    answer = FileResponse(
        found.file.open("rb"), as_attachment=True, filename=found.name, content_type=found.content_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )  # fmt: skip
    answer._csp_replace = {"default-src": [NONE], "sandbox": True}  # type: ignore[attr-defined]
    return answer


@login_required
@require_POST
def evidence_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a file off its criterion."""
    scoped = Evidence.objects.for_user(request.user).select_related("dossier__unit", "dossier__campaign", "criterion")
    found = get_object_or_404(scoped, pk=pk)
    if found.removed_at is not None:  # the button pressed twice
        return _line(found.dossier, found.criterion)
    try:
        set_aside(evidence=found, by=request.user, at=timezone.now())
    except CannotScore as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã bỏ “{found.name}” khỏi minh chứng.")
    return _line(found.dossier, found.criterion)
