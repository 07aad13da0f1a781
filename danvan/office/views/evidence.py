"""Evidence files: added for a criterion, used again, handed out to those in reach as attachments, and set aside."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.accounts.access import Action, may
from danvan.accounts.http import SignedInRequest
from danvan.criteria.models import Criterion
from danvan.dossiers.cards import Evidence
from danvan.dossiers.enums import Voice
from danvan.dossiers.models import Dossier
from danvan.dossiers.proofs import may_attach, reuse, set_aside
from danvan.dossiers.scores import criteria_of
from danvan.dossiers.scoring import CannotScore
from danvan.office.attachments import attached
from danvan.office.card_page import card_page, heading
from danvan.office.folder import open_folder, version_of
from danvan.office.forms_cards import EvidenceForm
from danvan.office.frame import page
from danvan.office.proving import Told, attach_each, wants_json
from danvan.office.reusing import choices, wanted
from danvan.office.views.cards import in_reach, live


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
    criterion, told = form.cleaned_data.get("criterion") if form.is_valid() else None, []
    if criterion is None:
        told = [Told("", False, str(text)) for texts in form.errors.values() for text in texts]
    else:
        told = attach_each(dossier, criterion, form.cleaned_data["tep"], request.user, timezone.now())
    if wants_json(request):
        return _told(request, dossier, criterion, told)
    for one in told:
        if not one.kept:
            messages.error(request, one.text)
    if criterion and (kept := sum(one.kept for one in told)):
        messages.success(request, f"Đã thêm {kept} tệp minh chứng cho tiêu chí {criterion.order}.")
    return _line(dossier, criterion or form.cleaned_data.get("criterion"))


def _told(request: SignedInRequest, dossier: Dossier, criterion: Criterion | None, told: list[Told]) -> JsonResponse:
    """What became of the files, and the line and the totals as they are now, for the script of the sheet."""
    answer = {"told": [{"name": one.name, "kept": one.kept, "text": one.text} for one in told]}
    folder = open_folder(dossier, request.user)
    if folder is None or criterion is None:
        return JsonResponse(answer, status=400)
    sheet = card_page(folder, Voice.SELF, request.user, timezone.now())
    row = next(row for group in sheet.groups for row in group.rows if row.pk == criterion.pk)
    line = {
        "lack": row.lack, "least": row.least,
        "chips": render_to_string("office/_evidence_chips.html", {"row": row}),
        "removes": render_to_string("office/_evidence_removes.html", {"row": row}),
    }  # fmt: skip
    return JsonResponse(answer | {"line": line} | live(sheet))


@login_required
@require_safe
def evidence(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file itself, never shown inside our pages: an attachment, in a sandbox, of the type it was judged to be."""
    found = get_object_or_404(Evidence.objects.for_user(request.user), pk=pk, removed_at__isnull=True)
    return attached(found.file, found.name, found.content_type)


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


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_reuse(request: SignedInRequest, pk: int, order: int) -> HttpResponse:
    """Choose among the files of the unit, of this year and before, those that prove this criterion too."""
    dossier = in_reach(request, pk)
    version = version_of(dossier)
    criterion = next((one for one in criteria_of(version) if one.order == order), None) if version else None
    if criterion is None or not may(request.user, Action.EDIT, dossier.keeper):
        raise Http404
    if not may_attach(request.user, dossier):
        messages.error(request, "Chưa đến lượt hoặc đã qua lượt thêm minh chứng cho hồ sơ này.")
        return _line(dossier, criterion)
    if request.method == "POST" and (chosen := wanted(request.POST, request.user, dossier)):
        _reuse(request, dossier, criterion, chosen, timezone.now())
        return _line(dossier, criterion)
    context = {
        "criterion": criterion, "choices": choices(request.user, dossier, criterion), "heading": heading(dossier),
        "back": _line(dossier, criterion).headers["Location"],
        "error": "Chưa chọn tệp nào." if request.method == "POST" else "",
    }  # fmt: skip
    return page(request, "office/evidence_reuse.html", context, here="dossiers")


def _reuse(
    request: SignedInRequest, dossier: Dossier, criterion: Criterion, chosen: list[Evidence], at: datetime
) -> None:
    """Each file by itself; the first refusal is told and ends it."""
    try:
        for one in chosen:
            reuse(evidence=one, dossier=dossier, criterion=criterion, by=request.user, at=at)
    except CannotScore as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã dùng lại {len(chosen)} tệp cho tiêu chí {criterion.order}.")
