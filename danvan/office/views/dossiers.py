"""The list of dossiers, its workbook, and the page of one dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.accounts.models import User
from danvan.criteria.enums import ScoringMode, Track
from danvan.dossiers.blinding import blind_state
from danvan.dossiers.enums import Continuity, Holder, State
from danvan.dossiers.models import Dossier
from danvan.dossiers.results import COUNTING, HALF, measures
from danvan.dossiers.voices import last_voice
from danvan.exchange.lists import Column, workbook
from danvan.kit import dates
from danvan.office import dossier_page as one
from danvan.office import history, listing, score_book
from danvan.office.appealing.letter import outcome
from danvan.office.campaigns import closing
from danvan.office.folder import both_for
from danvan.office.forms_list import ListForm, RevisionForm
from danvan.office.frame import page
from danvan.office.heads import head_of
from danvan.office.hearing.results import results
from danvan.office.likes import likes
from danvan.office.reach import campaigns_for, readable_cards
from danvan.office.returning.mending import mending
from danvan.office.returning.points import Kept
from danvan.office.stories.pages import url_for as story_url
from danvan.reports.dossier_rows import ExportRow, export_rows, page_of
from danvan.reports.score_sheets import score_sheets

PAGE_SIZE = 25
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def dossiers(request: SignedInRequest) -> HttpResponse:
    """Every dossier within reach, narrowed by what was asked."""
    campaigns = list(campaigns_for(request.user))
    asked = ListForm(request.GET, campaigns=[(c.code, c.name) for c in campaigns]).asked()
    found = listing.narrowed(Dossier.objects.for_user(request.user), asked, request.user)
    number = int(asked["page"] or 1)
    cards = readable_cards(request.user)
    rows, total = page_of(found, cards, (number - 1) * PAGE_SIZE, PAGE_SIZE)
    if not rows and number > 1:
        number = 1
        rows, total = page_of(found, cards, 0, PAGE_SIZE)
    by = measures(row.version_id for row in rows)
    chips = listing.chips(asked, campaigns)
    base = listing.query(asked)
    typed = [pair for pair in (("q", asked["q"]), ("don-vi", asked["don-vi"])) if pair[1]]
    context = {
        "rows": listing.Listing(rows, by).rows(),
        "total": total,
        "pager": Paginator(range(total), PAGE_SIZE).get_page(number),
        "base": f"{base}&" if base else "",
        "chips": chips,
        "facets": listing.facets(asked, campaigns),
        "kept": typed,
        "ticked": [pair for name in ("dot", "noi-dung", "trang-thai") for pair in listing.pairs(name, asked[name])],
        "asked": {"q": asked["q"], "unit": asked["don-vi"]},
        "export_url": f"{reverse('office:dossiers-export')}?{base}",
        "register": next((c for c in campaigns if not c.is_archive), None)
        if may_somewhere(request.user, Action.EDIT)
        else None,
    }
    return page(request, "office/dossier_list.html", context, here="dossiers")


_COUNTS: dict[str, str] = {ScoringMode.COUNT: "tiêu chí", ScoringMode.POINTS: "điểm"}
_COLUMNS = (
    Column("Mã hồ sơ", 10), Column("Đợt thi đua", 30), Column("Nội dung", 20), Column("Tên mô hình", 60),
    Column("Loại", 10), Column("Tập thể, cá nhân", 40), Column("Đơn vị", 34), Column("Cấp trên", 30),
    Column("Lĩnh vực", 30), Column("Mới hay duy trì", 14), Column("Trạng thái", 30), Column("Ngày đăng ký", 13),
    Column("Tự chấm đạt", 12), Column("Huyện chấm đạt", 12), Column("Tỉnh chấm đạt", 12), Column("Xếp loại", 14),
    Column("Tính theo", 10),
    Column("Quyết định công nhận", 40),
)  # fmt: skip


@login_required
@require_safe
def dossiers_export(request: SignedInRequest) -> HttpResponse:
    """The same list, all of it, as a workbook."""
    campaigns = [(c.code, c.name) for c in campaigns_for(request.user)]
    asked = ListForm(request.GET, campaigns=campaigns).asked()
    found = listing.narrowed(Dossier.objects.for_user(request.user), asked, request.user)
    today, cards = timezone.localdate(timezone.now()), readable_cards(request.user)
    data = workbook(
        f"Danh sách hồ sơ, ngày {dates.short(today)}", _COLUMNS, (_cells(row) for row in export_rows(found, cards)),
        score_book.pages(score_sheets(found, cards)),
    )  # fmt: skip
    name = f"ho-so-{today:%Y-%m-%d}.xlsx"
    return HttpResponse(data, content_type=SHEET, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _cells(row: ExportRow) -> list[Any]:
    """One row in words, in the order of the columns."""
    words = asdict(row) | {
        "track": listing.SHORT_TRACKS[Track(row.track)],
        "holder_kind": Holder(row.holder_kind).label if row.track == Track.MODEL else "",
        "continuity": Continuity(row.continuity).label if row.track == Track.MODEL else "",
        "state": State(row.state).label,
        "mode": _COUNTS.get(row.mode, ""),
        "registered_on": dates.plain(row.registered_on) if row.registered_on else "",
    }
    return [score_book.number_of(value) for value in words.values()]


@login_required
@require_safe
def dossier(request: SignedInRequest, pk: int) -> HttpResponse:
    """One dossier with everything on it; with ``ban-gui`` its content as it was sent that time."""
    number = RevisionForm(request.GET).number()
    found = one.load(request.user, pk)
    return _revision(request, found, number) if number else show(request, found)


def show(
    request: SignedInRequest, dossier: Dossier, *, typed: Mapping[str, str] | None = None, kept: Kept | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page of a dossier; ``typed`` is the reason of a refused step by its name, ``kept`` the answers refused."""
    cards = one.cards_of(dossier, request.user)
    version = next((card.version_id for card in cards.values()), 0)
    told = history.of(dossier, [*cards.values(), *(both_for(dossier, request.user, blind_state(dossier)) or ())])
    returned = next((entry for entry in told if entry.is_return), None) if one.is_back(dossier) else None
    by = measures([version]).get(version, COUNTING)
    returns = mending(dossier, request.user, kept)
    stale_since = returned.at if returned and returns["todo"] is None else None
    lines = one.card_lines(dossier, cards, by, request.user, stale_since)
    sent = [entry for entry in reversed(told) if entry.is_sending]
    steps = one.steps(dossier, request.user, typed or {}, card_first=any(line.to_do for line in lines))
    shown = {step.name for step in steps}
    context = {
        "dossier": dossier,
        "state": one.state(dossier),
        "over": f"{listing.SHORT_TRACKS[Track(dossier.track)]}, {dossier.campaign.name}",
        "crumbs": [{"label": "Hồ sơ", "url": reverse("office:dossiers")}, {"label": dossier.title, "url": ""}],
        "cards": lines,
        "groups": by.sizes,
        "half": HALF if by.by_points else "",
        "card_first": next((line for line in lines if line.to_do), None),
        "steps": steps,
        "unsent": " ".join(note for name, note in (typed or {}).items() if name not in shown),
        "returned": returned,
        **returns,
        **outcome(dossier, request.user, timezone.now()),
        **_written(dossier, request.user),
        "decide_url": one.decide_url(dossier, request.user),
        "results": results(dossier),
        "revisions": [{"number": number, "entry": entry} for number, entry in enumerate(sent, 1)],
        "history": told,
        "has_card": bool(cards),
        "appraised": (last := cards.get(last_voice(dossier))) is not None and last.signed_at is not None,
        "shared": one.shared(dossier) if lines else "",
    }
    return page(request, "office/dossier_detail.html", context, here="dossiers", status=status)


def _written(dossier: Dossier, user: User) -> dict[str, Any]:
    """What stands on the dossier, and what of it this person may write."""
    writable, at = one.writable(dossier, user), timezone.now()
    return {
        "closing": closing.of_dossier(dossier, at),
        "missing": one.missing(dossier) if writable else [],
        "likes": likes(dossier, user),
        "head": head_of(dossier, user, at),
        "writable": writable,
        "edit_label": one.edit_label(dossier),
        "story_url": story_url(dossier),
        "facts": one.facts(dossier),
        "content": one.content(dossier),
        "evidence": one.evidence(dossier),
    }


def _revision(request: SignedInRequest, dossier: Dossier, number: int) -> HttpResponse:
    """The content as it was sent the n-th time, beside what it says now."""
    revision = get_object_or_404(dossier.revisions.select_related("sent_by"), number=number)
    context = {
        "dossier": dossier,
        "revision": revision,
        "rows": history.compared(revision.content, dossier),
        "crumbs": [
            {"label": "Hồ sơ", "url": reverse("office:dossiers")},
            {"label": dossier.title, "url": dossier.get_absolute_url()},
            {"label": f"Bản gửi lần {number}", "url": ""},
        ],
    }
    return page(request, "office/dossier_revision.html", context, here="dossiers")
