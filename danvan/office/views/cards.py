"""The scorecard of one voice: its page, saving it whole or line by line, signing it, and filling it in beforehand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from danvan.accounts.http import SignedInRequest
from danvan.accounts.models import User
from danvan.dossiers.asking import with_returns
from danvan.dossiers.blind import AnyCard, BlindCard
from danvan.dossiers.blind_life import BLIND_LIFE
from danvan.dossiers.blinding import BlindState
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import Voice
from danvan.dossiers.models import PARTIES, Dossier
from danvan.dossiers.proofs import set_aside
from danvan.dossiers.scoring import CannotScore, open_card, open_sheet, prefill
from danvan.dossiers.workflow import CARD_LIFE
from danvan.ledger.machine import StepRefused
from danvan.office.blind_page import may_open
from danvan.office.card_page import CardPage, card_page, due
from danvan.office.folder import Folder, open_folder
from danvan.office.forms_cards import NoteForm
from danvan.office.frame import page
from danvan.office.marking import stamp
from danvan.office.proving import prove
from danvan.office.receiving import Outcome, receive
from danvan.office.returning import points
from danvan.office.returning.points import Kept
from danvan.office.sheet import Row

# The pieces of the page that a script replaces after each saving, by the name of their place.
LIVE = {
    "sum": "office/_card_sum.html",
    "lines": "office/_card_lines.html",
    "groups": "office/_card_groups.html",
    "foot": "office/_card_foot.html",
}
NO_LONGER_APART = "Cả hai phiếu độc lập đã ký nên phiếu của bạn không sửa được nữa. Hãy tải lại trang."
NOT_SCORED = "Hồ sơ này không chấm theo bộ tiêu chí nên không có phiếu."


def in_reach(request: SignedInRequest, pk: int) -> Dossier:
    """The dossier with all that the scoring rules ask of it, or 404."""
    dossiers = with_returns(Dossier.objects.for_user(request.user))
    return get_object_or_404(dossiers.select_related(*PARTIES, "theme"), pk=pk)


def folder_of(request: SignedInRequest, pk: int, voice: str) -> Folder | None:
    """The folder of a dossier in reach, 404 for a voice it does not have, None when it is not scored."""
    folder = open_folder(in_reach(request, pk), request.user)
    if folder is not None and voice not in folder.voices:
        raise Http404
    return folder


def is_past(request: SignedInRequest, folder: Folder) -> bool:
    """Was the form shown on one's own independent card, which may be written on no longer?"""
    shown_apart = "rieng" in request.GET or "rieng" in request.POST
    return shown_apart and folder.blind != BlindState.APART


def _unscored(request: SignedInRequest, pk: int) -> HttpResponse:
    messages.info(request, NOT_SCORED)
    return redirect("office:dossier", pk=pk)


def _back(request: SignedInRequest, pk: int, voice: str) -> HttpResponse:
    """To the page the form stood on: the review, or the card."""
    if request.POST.get("ve") == "tham-dinh":
        return redirect("office:review-dossier", pk=pk)
    return redirect("office:card", pk=pk, voice=voice)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: SignedInRequest, pk: int, voice: str) -> HttpResponse:
    """The sheet; sent back, it is kept whole."""
    folder = folder_of(request, pk, voice)
    if folder is None:
        return _unscored(request, pk)
    at = timezone.now()
    if request.method != "POST":
        return _sheet(request, folder, voice, Outcome())
    outcome, kept = _received(request, folder, voice, at)
    if outcome.error:
        return _sheet(request, folder, voice, outcome, kept)
    messages.success(request, f"Đã lưu phiếu lúc {timezone.localtime(at):%H:%M}.")
    return _onward(request, folder, voice, at)


def _onward(request: SignedInRequest, folder: Folder, voice: str, at: datetime) -> HttpResponse:
    """Where the pressed button leads once everything is kept: to a line, to the files that may be used again."""
    orders = {str(criterion.pk): criterion.order for criterion in folder.criteria}
    line = orders.get(request.POST.get("den", ""))
    if "bo" in request.POST and voice == Voice.SELF:
        line = _without(request, folder, request.POST["bo"], at) or line
    if (again := orders.get(request.POST.get("dung-lai", ""))) and voice == Voice.SELF:
        return redirect("office:evidence-reuse", pk=folder.dossier.pk, order=again)
    if line is None:
        return _back(request, folder.dossier.pk, voice)
    address = reverse("office:card", kwargs={"pk": folder.dossier.pk, "voice": voice})
    return redirect(f"{address}#tieu-chi-{line}")


def _without(request: SignedInRequest, folder: Folder, wanted: str, at: datetime) -> int | None:
    """Take a file off its line, and return the number of the line; a file that is gone already is left alone."""
    found = next((file for files in folder.files.values() for file in files if str(file.pk) == wanted), None)
    if found is None or found.criterion is None:
        return None
    found.dossier = folder.dossier
    try:
        set_aside(evidence=found, by=request.user, at=at)
    except CannotScore as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã bỏ “{found.name}” khỏi minh chứng.")
    return found.criterion.order


def _received(request: SignedInRequest, folder: Folder, voice: str, at: datetime) -> tuple[Outcome, Kept]:
    """Keep the answers that came with the sheet, then its lines; what is refused of either keeps the page open."""
    if is_past(request, folder):
        return Outcome(NO_LONGER_APART), Kept()
    kept = points.keep(request.POST, folder.dossier, request.user, at)
    outcome = receive(request.POST, folder, voice, request.user, at)
    refused = [] if voice != Voice.SELF else prove(request.FILES, folder, request.user, at)
    if refused and not outcome.error:
        outcome = Outcome(" ".join(refused))
    if kept.errors and not outcome.error:
        outcome = Outcome("Có câu trả lời chưa lưu được; hãy xem từng điểm ở đầu trang.")
    return outcome, kept


def _sheet(
    request: SignedInRequest, folder: Folder, voice: str, outcome: Outcome, kept: Kept | None = None
) -> HttpResponse:
    if outcome.error:
        folder = open_folder(folder.dossier, request.user) or folder
    at = timezone.now()
    sheet = card_page(folder, voice, request.user, at, outcome.drafts)
    asked: dict[str, Any] = {"todo": points.todo(folder.dossier, request.user, kept, voice=voice)}
    asked |= {"answer_form": "phieu" if sheet.editable else ""}
    context = {"sheet": sheet, "due": due(folder.dossier, voice, at), "error": outcome.error, **asked}
    here = "dossiers" if voice == Voice.SELF else "review"
    return page(request, "office/scorecard.html", context, here=here, status=outcome.status)


@login_required
@require_POST
def card_mark(request: SignedInRequest, pk: int, voice: str) -> HttpResponse:
    """One line, or a few kept while the network was away, answered in JSON for the script of the sheet."""
    folder = folder_of(request, pk, voice)
    if folder is None:
        return JsonResponse({"ok": False, "error": NOT_SCORED}, status=400)
    at = timezone.now()
    past = is_past(request, folder)
    outcome = Outcome(NO_LONGER_APART) if past else receive(request.POST, folder, voice, request.user, at)
    folder = open_folder(folder.dossier, request.user) or folder
    sheet = card_page(folder, voice, request.user, at)
    stored = folder.cards.get(voice)
    answer: dict[str, Any] = {
        "ok": not outcome.error,
        "error": outcome.error,
        "edition": stored.edition if stored else 0,
        "total": sheet.total.figure,
        "needed": sheet.total.need,
        "saved": f"{timezone.localtime(at):%H:%M}",
        "rows": {row.pk: _row(row) for group in sheet.groups for row in group.rows if f"da-{row.pk}" in request.POST},
        "errors": {pk: draft.error for pk, draft in outcome.drafts.items() if draft.error},
        "conflicts": {pk: _conflict(outcome, pk) for pk in outcome.theirs},
    }
    return JsonResponse(answer | live(sheet), status=outcome.status)


def live(sheet: CardPage) -> dict[str, Any]:
    """The pieces of the page that change with every line, and the words beside each group."""
    return {
        "counts": {group.anchor: group.count for group in sheet.groups},
        "parts": {name: render_to_string(part, {"sheet": sheet}) for name, part in LIVE.items()},
    }


def _row(row: Row) -> dict[str, str | bool]:
    return {"was": row.was, "lack": row.lack, "differs": row.differs}


def _conflict(outcome: Outcome, pk: int) -> dict[str, str]:
    line, draft = outcome.theirs[pk], outcome.drafts[pk]
    points = "" if line.points is None else f"{line.points.normalize():f}".replace(".", ",")
    return {
        "sentence": draft.theirs, "was": stamp(line), "result": line.result, "points": points, "note": line.note,
    }  # fmt: skip


@login_required
@require_POST
def card_step(request: SignedInRequest, pk: int, voice: str, name: str) -> HttpResponse:
    """Sign or reopen the card; what was sent with the button is kept first."""
    folder = folder_of(request, pk, voice)
    if folder is None:
        return _unscored(request, pk)
    at = timezone.now()
    outcome, kept = _received(request, folder, voice, at)
    if outcome.error:
        return _sheet(request, folder, voice, outcome, kept)
    form = NoteForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        again = open_folder(folder.dossier, request.user) or folder
        label = _take(again.cards.get(voice), name, request.user, at, note)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã thực hiện: {label}.")
    return _back(request, pk, voice)


def _take(card: AnyCard | None, name: str, by: User, at: datetime, note: str) -> str:
    """Take a step of a card of either kind, and return its label."""
    if card is None:
        raise StepRefused("Phiếu chưa chấm tiêu chí nào nên chưa ký được.")
    steps = {one: step.label for one, step in (BLIND_LIFE if isinstance(card, BlindCard) else CARD_LIFE).steps.items()}
    if name not in steps:
        raise StepRefused("Phiếu này không có bước đó. Hãy tải lại trang.")
    if isinstance(card, BlindCard):
        BLIND_LIFE.take(card, name, by=by, at=at, note=note)
    else:
        CARD_LIFE.take(card, name, by=by, at=at, note=note)
    return steps[name]


@login_required
@require_POST
def card_prefill(request: SignedInRequest, pk: int, voice: str) -> HttpResponse:
    """Fill the lines nobody has judged with what the voice before says, so that only differences need work."""
    folder = folder_of(request, pk, voice)
    if folder is None:
        return _unscored(request, pk)
    try:
        told = _filled(request, folder, voice, timezone.now())
    except CannotScore as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, told)
    return _back(request, pk, voice)


def _filled(request: SignedInRequest, folder: Folder, voice: str, at: datetime) -> str:
    """Fill in beforehand: from the voice before, or the joint card from what the two judges say alike."""
    given: dict[str, Any] = {"by": request.user, "at": at}
    if may_open(folder, voice):
        open_card(dossier=folder.dossier, voice=voice, **given)
        return "Đã mở phiếu thống nhất; những dòng hai người chấm khớp đã điền sẵn."
    before = folder.before(voice)
    source = folder.cards[before] if before else None
    if not isinstance(source, Scorecard) or is_past(request, folder):
        raise CannotScore(NO_LONGER_APART if source else "Chưa có phiếu đã ký nào để điền sẵn theo.")
    prefill(card=open_sheet(dossier=folder.dossier, voice=voice, **given), source=source, **given)
    return "Đã điền sẵn. Hãy xem lại những chỗ lệch và ghi lý do nơi chấm khác."
