"""The queue of a board, and the page on which it judges one dossier and concludes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from danvan.accounts.http import SignedInRequest
from danvan.dossiers.blinding import BlindState
from danvan.dossiers.keeping_views import views_of
from danvan.dossiers.models import Dossier
from danvan.dossiers.refusing import STEP as DECLINE
from danvan.dossiers.scoring import CannotScore
from danvan.dossiers.voices import last_voice
from danvan.dossiers.workflow import LIFE
from danvan.ledger.machine import StepRefused
from danvan.office import review_page
from danvan.office.appealing import refusing
from danvan.office.card_page import CardPage, card_page, heading
from danvan.office.deciding import Asked, choices, decide, steps_for
from danvan.office.folder import Folder, open_folder
from danvan.office.forms_cards import Conclusion, DecideForm
from danvan.office.frame import page
from danvan.office.hearing.results import results
from danvan.office.likes import likes
from danvan.office.receiving import Outcome, receive
from danvan.office.returning.page import address, gives_back, remembered_note
from danvan.office.returning.telling import difference
from danvan.office.review_queue import Queue, build_queue, scoped_for
from danvan.office.reviewing import asked as asking
from danvan.office.reviewing import proposing
from danvan.office.reviewing.drawing import with_query
from danvan.office.reviewing.proposing import Proposal
from danvan.office.views.cards import NO_LONGER_APART, in_reach

SCREEN = "review"
NOTHING_TO_KEEP = "Chưa có gì để lưu: bạn không chấm phiếu của hồ sơ này và chưa chọn kết luận nào."
MOVED_ON = "Phần điền sẵn đã đổi từ khi bạn mở trang này. Hãy xem lại rồi lưu, ký."


def _queue(request: SignedInRequest, current: int = 0) -> Queue:
    asked, user = asking.read(request.GET), request.user
    return build_queue(scoped_for(user), user, timezone.now(), asked, current=current)


@login_required
@require_safe
def review(request: SignedInRequest) -> HttpResponse:
    """The queue by itself; on a wide screen the place of the dossier stays empty until one is chosen."""
    queue = _queue(request)
    context = {"queue": queue, "saved": views_of(request.user, SCREEN)}
    return page(request, "office/review.html", context, here="review")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_dossier(request: SignedInRequest, pk: int) -> HttpResponse:
    """One dossier: its places to look, and the conclusion that is sent from here."""
    dossier = in_reach(request, pk)
    folder = open_folder(dossier, request.user)
    if request.method != "POST":
        asked = Asked(
            step=request.GET.get("buoc", ""), template=request.GET.get("mau", ""),
            query=asking.query(asking.read(request.GET)),
        )  # fmt: skip
        return _dossier(request, _bench(request, dossier, folder), asked, Outcome())
    return _concluded(request, dossier, folder)


@dataclass(frozen=True)
class Bench:
    """What a judge works on: the dossier, its folder, with which voice, the sheet, and what is filled in on it."""

    dossier: Dossier
    folder: Folder | None
    voice: str
    sheet: CardPage | None
    proposal: Proposal


def _bench(
    request: SignedInRequest, dossier: Dossier, folder: Folder | None, outcome: Outcome | None = None
) -> Bench:  # fmt: skip
    """Read it; what is filled in is on no card yet."""
    voice = review_page.own_voice(folder, request.user) if folder else None
    if folder is None or review_page.only_registered(folder):
        return Bench(dossier, folder, str(voice or ""), None, Proposal())
    drafts = outcome.drafts if outcome else {}
    sheet = card_page(folder, voice or last_voice(dossier), request.user, timezone.now(), drafts)
    proposal = Proposal()
    if voice and sheet.editable:
        proposal = proposing.propose(folder, voice, review_page.rows_of(sheet))
        sheet = proposing.drawn(sheet, folder, proposal, drafts)
    return Bench(dossier, folder, str(voice or ""), sheet, proposal)


def _kept(request: SignedInRequest, bench: Bench, at: datetime) -> Outcome:
    """Store what was scored on the page, then what was filled in there and not touched."""
    folder, voice, proposal = bench.folder, bench.voice, bench.proposal
    if folder is None or not voice:
        return Outcome()
    if "rieng" in request.POST and folder.blind != BlindState.APART:
        return Outcome(NO_LONGER_APART)
    shown = request.POST.get("san", "")
    if shown and proposal.stamp and shown != proposal.stamp:
        return Outcome(MOVED_ON)
    taken = proposal if shown else Proposal()
    sent = proposing.without_untouched(request.POST, folder, voice, taken)
    outcome = receive(sent, folder, voice, request.user, at)
    if outcome.error:
        return outcome
    try:
        proposing.take_over(folder, voice, taken, sent, request.user, at)
    except CannotScore as refusal:
        return Outcome(str(refusal))
    return outcome


def _concluded(request: SignedInRequest, dossier: Dossier, folder: Folder | None) -> HttpResponse:
    """Keep what was scored on the page, then take the conclusion if one was chosen."""
    at, bench = timezone.now(), _bench(request, dossier, folder)
    outcome = _kept(request, bench, at)
    steps = steps_for(dossier, request.user)
    form = DecideForm(request.POST, steps)
    sent = form.chosen() if form.is_valid() else Conclusion("", "", None)
    error = outcome.error or " ".join(str(text) for texts in form.errors.values() for text in texts)
    error = error or ("" if bench.voice or sent.step else NOTHING_TO_KEEP)
    by_points = request.POST.get("diem", "")
    if by_points in {step.name for step in steps} and gives_back(by_points) and not outcome.error:
        remembered_note(dossier, by_points, request.user, request.POST.get(f"note-{by_points}", ""), at)
        return redirect(f"{address(dossier, by_points)}?ve=tham-dinh")
    if not error and sent.step == DECLINE:  # on a page of its own, criterion by criterion
        return redirect(refusing.begin(dossier, request.user, sent.note, at))
    query = asking.query(asking.read(request.GET))
    if not error and sent.step:
        try:
            decide(dossier, sent, voice=bench.voice, by=request.user, at=at)
        except StepRefused as refusal:
            error = str(refusal)
        else:
            messages.success(request, f"Đã thực hiện: {LIFE.steps[sent.step].label}, {heading(dossier)}.")
            return redirect(with_query(reverse("office:review"), query))
    if error:
        kept = Outcome(error, outcome.drafts, outcome.clash, outcome.theirs)
        again = _bench(request, dossier, open_folder(dossier, request.user), kept)
        return _dossier(request, again, Asked(step=sent.step, note=sent.note, query=query), kept)
    messages.success(request, f"Đã lưu phần chấm lúc {timezone.localtime(at):%H:%M}.")
    return redirect(request.get_full_path())


def _dossier(request: SignedInRequest, bench: Bench, asked: Asked, outcome: Outcome) -> HttpResponse:
    dossier, folder, sheet = bench.dossier, bench.folder, bench.sheet
    mended = difference(dossier, request.user)
    wanted = review_page.Wanted(request.GET.get("xem", ""), asked.query)
    views = review_page.views(dossier, sheet, wanted, folder, mended)
    view = next(tab.key for tab in views if tab.current)
    rows = review_page.rows_of(sheet)
    card = folder.cards.get(bench.voice) if folder else None
    steps = steps_for(dossier, request.user)
    editable = sheet is not None and sheet.editable and bool(bench.voice)
    shown = rows if outcome.drafts else review_page.rows_to_show(sheet, view, mended)
    marks = proposing.marks(sheet, folder, bench.proposal) if sheet and folder and editable else {}
    context: dict[str, Any] = {
        "queue": _queue(request, dossier.pk),
        "dossier": dossier,
        "head": review_page.head(dossier, sheet),
        "sheet": sheet,
        "editable": editable,
        "kept_away": review_page.kept_away(dossier, request.user, bench.voice),
        "seated": folder is not None and folder.seated,
        "proposed": bench.proposal.stamp,
        "finding": review_page.finding(sheet, bench.proposal.mark) if view != review_page.MENDED else None,
        "views": views,
        "view": view,
        "lines": review_page.shown(shown, marks),
        "difference": mended if view == review_page.MENDED else None,
        "facts": review_page.content_facts(dossier) if view == "dang-ky" else [],
        "likes": likes(dossier, request.user) if view == "dang-ky" else None,
        "diary": review_page.diary(dossier, folder) if view == "nhat-ky" else [],
        "proved": review_page.files_by_row(rows) if view == "minh-chung" else [],
        "choices": choices(steps, dossier, card, rows, asked),
        "error": outcome.error,
        "results": results(dossier),
    }
    return page(request, "office/review_dossier.html", context, here="review", status=outcome.status)
