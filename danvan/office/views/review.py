"""The queue of a board, and the page on which it judges one dossier and concludes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.dossiers.models import Dossier
from danvan.dossiers.voices import last_voice
from danvan.dossiers.workflow import LIFE
from danvan.ledger.machine import StepRefused
from danvan.office import review_page
from danvan.office.card_page import card_page, heading
from danvan.office.deciding import Asked, choices, decide, steps_for
from danvan.office.folder import Folder, open_folder
from danvan.office.forms_cards import Conclusion, DecideForm
from danvan.office.frame import page
from danvan.office.likes import likes
from danvan.office.receiving import Outcome, receive
from danvan.office.returning.page import address, gives_back, remembered_note
from danvan.office.returning.telling import difference
from danvan.office.review_queue import Queue, build_queue, scoped_for
from danvan.office.views.cards import in_reach

NOTHING_TO_KEEP = "Chưa có gì để lưu: bạn không chấm phiếu của hồ sơ này và chưa chọn kết luận nào."


def _queue(request: SignedInRequest, current: int) -> Queue:
    asked = request.GET
    today = timezone.localdate(timezone.now())
    return build_queue(
        scoped_for(request.user), request.user, today,
        tab=asked.get("tab", ""), number=asked.get("page", "1"), current=current,
    )  # fmt: skip


@login_required
@require_safe
def review(request: SignedInRequest) -> HttpResponse:
    """The queue by itself; on a wide screen the place of the dossier stays empty until one is chosen."""
    return page(request, "office/review.html", {"queue": _queue(request, 0)}, here="review")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_dossier(request: SignedInRequest, pk: int) -> HttpResponse:
    """One dossier: its places to look, and the conclusion that is sent from here."""
    dossier = in_reach(request, pk)
    folder = open_folder(dossier, request.user)
    if request.method != "POST":
        asked = Asked(step=request.GET.get("buoc", ""), template=request.GET.get("mau", ""))
        return _dossier(request, dossier, folder, asked, Outcome())
    return _concluded(request, dossier, folder)


def _concluded(request: SignedInRequest, dossier: Dossier, folder: Folder | None) -> HttpResponse:
    """Keep what was scored on the page, then take the conclusion if one was chosen."""
    at = timezone.now()
    voice = review_page.own_voice(folder, request.user) if folder else None
    outcome = receive(request.POST, folder, voice, request.user, at) if folder and voice else Outcome()
    steps = steps_for(dossier, request.user)
    form = DecideForm(request.POST, steps)
    sent = form.chosen() if form.is_valid() else Conclusion("", "", None)
    error = outcome.error or " ".join(str(text) for texts in form.errors.values() for text in texts)
    error = error or ("" if voice or sent.step else NOTHING_TO_KEEP)
    by_points = request.POST.get("diem", "")
    if by_points in {step.name for step in steps} and gives_back(by_points) and not outcome.error:
        remembered_note(dossier, by_points, request.user, request.POST.get(f"note-{by_points}", ""), at)
        return redirect(f"{address(dossier, by_points)}?ve=tham-dinh")
    if not error and sent.step:
        try:
            decide(dossier, sent, voice=str(voice or ""), by=request.user, at=at)
        except StepRefused as refusal:
            error = str(refusal)
        else:
            messages.success(request, f"Đã thực hiện: {LIFE.steps[sent.step].label}, {heading(dossier)}.")
            return redirect("office:review")
    if error:
        kept = Outcome(error, outcome.drafts, outcome.clash, outcome.theirs)
        again = open_folder(dossier, request.user)
        return _dossier(request, dossier, again, Asked(step=sent.step, note=sent.note), kept)
    messages.success(request, f"Đã lưu phần chấm lúc {timezone.localtime(at):%H:%M}.")
    return redirect(request.get_full_path())


def _dossier(
    request: SignedInRequest, dossier: Dossier, folder: Folder | None, asked: Asked, outcome: Outcome
) -> HttpResponse:
    voice = review_page.own_voice(folder, request.user) if folder else None
    sheet = None
    if folder is not None and not review_page.only_registered(folder):
        sheet = card_page(folder, voice or last_voice(dossier), request.user, timezone.now(), outcome.drafts)
    mended = difference(dossier, request.user)
    views = review_page.views(dossier, sheet, request.GET.get("xem", ""), folder, mended)
    view = next(tab.key for tab in views if tab.current)
    rows = review_page.rows_of(sheet)
    card = folder.cards.get(voice) if folder and voice else None
    context: dict[str, Any] = {
        "queue": _queue(request, dossier.pk),
        "dossier": dossier,
        "head": review_page.head(dossier, sheet),
        "sheet": sheet,
        "editable": sheet is not None and sheet.editable and voice is not None,
        "finding": review_page.finding(sheet) if view != review_page.MENDED else None,
        "views": views,
        "view": view,
        "rows": review_page.rows_to_show(sheet, view, mended) if not outcome.drafts else rows,
        "difference": mended if view == review_page.MENDED else None,
        "facts": review_page.content_facts(dossier) if view == "dang-ky" else [],
        "likes": likes(dossier, request.user) if view == "dang-ky" else None,
        "diary": review_page.diary(dossier, folder) if view == "nhat-ky" else [],
        "proved": review_page.files_by_row(rows) if view == "minh-chung" else [],
        "choices": choices(steps_for(dossier, request.user), dossier, card, rows, asked),
        "error": outcome.error,
    }
    return page(request, "office/review_dossier.html", context, here="review", status=outcome.status)
