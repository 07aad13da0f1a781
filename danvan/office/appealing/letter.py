"""What a unit reads of its result: the conclusion, its reasons, what was reached, and until when it may complain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from danvan.accounts.models import User
from danvan.appeals.blockers import may_file, why_not_answer, why_not_file
from danvan.appeals.enums import AppealState
from danvan.appeals.models import Appeal
from danvan.appeals.queries import last_day
from danvan.criteria.enums import ScoringMode
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier, Refusal
from danvan.dossiers.refusing import final_card
from danvan.dossiers.results import COUNTING, Measure, measures, need
from danvan.dossiers.scores import verdict_of
from danvan.kit import dates, vi
from danvan.ledger.models import Event

CONCLUDED = frozenset({State.APPROVED, State.DECLINED})
GRAINS = {
    AppealState.OPEN: "work",
    AppealState.UPHELD: "done",
    AppealState.KEPT: "idle",
    AppealState.TAKEN_BACK: "idle",
}


@dataclass(frozen=True)
class Reason:
    """What one criterion lacked."""

    number: int
    title: str
    reason: str


@dataclass(frozen=True)
class Complaint:
    """A complaint with its answer; offices and days, no names."""

    url: str
    grain: str
    state: str
    text: str
    by: str
    at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True)
class Told:
    """One refusal as the unit reads it."""

    note: str
    reasons: Sequence[Reason]
    office: str
    at: datetime
    again_at: datetime | None
    until: str  # the last day to complain, in words; empty where none is taken
    complaint: Complaint | None
    file_url: str  # where this person may complain now
    why_not: str  # why they may not, where they write for the unit


def office_of(dossier: Dossier) -> str:
    """The organiser by its name."""
    return dossier.campaign.keeper.name


def refusals(dossier: Dossier, user: User, at: datetime) -> list[Told]:
    """Every refusal of a dossier with its complaint, the newest first; two or three queries, one when there is none."""
    rows = list(Refusal.objects.filter(dossier=dossier.pk).select_related("appeal").order_by("-pk"))
    if not rows:
        return []
    points: dict[int, list[Reason]] = {row.pk: [] for row in rows}
    found = rows[0].points.model.objects.filter(refusal__in=points).select_related("criterion")
    for point in found.order_by("criterion__order"):
        points[point.refusal_id].append(Reason(point.criterion.order, point.criterion.title, point.reason))
    return [_told(dossier, row, points[row.pk], user, at) for row in rows]


def _told(dossier: Dossier, row: Refusal, reasons: Sequence[Reason], user: User, at: datetime) -> Told:
    row.dossier = dossier
    appeal, until = getattr(row, "appeal", None), last_day(row)
    waits = appeal is None and row.judged_again_at is None and may_file(user, dossier)
    why = why_not_file(row, user, at) if waits else ""
    return Told(
        note=row.note, reasons=reasons, office=office_of(dossier), at=row.refused_at, again_at=row.judged_again_at,
        until=dates.short(until) if until else "", complaint=_complaint(dossier, appeal) if appeal else None,
        file_url=reverse("office:appeal-new", args=[dossier.pk]) if waits and not why else "", why_not=why,
    )  # fmt: skip


def _complaint(dossier: Dossier, appeal: Appeal) -> Complaint:
    return Complaint(
        url=reverse("office:appeal", args=[appeal.pk]), grain=GRAINS[AppealState(appeal.state)],
        state=appeal.state_label, text=appeal.text, by=dossier.keeper.name, at=appeal.filed_at, answer=appeal.answer,
        answered_by=office_of(dossier) if appeal.answer else "", answered_at=appeal.answered_at,
    )  # fmt: skip


def outcome(dossier: Dossier, user: User, at: datetime) -> dict[str, Any]:
    """What the page of a dossier shows of its result; nothing, and no query but one, before there is any."""
    told = refusals(dossier, user, at) if _may_have_any(dossier) else []
    concluded = dossier.state in CONCLUDED
    return {
        "refusals": told,
        "result_url": reverse("office:result", args=[dossier.pk]) if concluded or told else "",
        "answer_url": _to_answer(dossier, user) if told else "",
    }


def _may_have_any(dossier: Dossier) -> bool:
    """Only what came as far as a conclusion was ever refused."""
    return dossier.state in {State.SENT, State.SENT_BACK, State.REPORTED, State.REWORK, State.CONFIRMED, *CONCLUDED}


def _to_answer(dossier: Dossier, user: User) -> str:
    """Where this person answers the complaint that waits, if it is theirs to answer."""
    appeal = Appeal.objects.filter(dossier=dossier.pk, state=AppealState.OPEN).select_related("refusal").first()
    if appeal is None:
        return ""
    appeal.dossier = dossier
    return "" if why_not_answer(appeal, user) else reverse("office:appeal", args=[appeal.pk])


_CONCLUSIONS = {
    State.APPROVED: (
        "done",
        "Đủ điều kiện công nhận",
        "{office} kết luận hồ sơ đủ điều kiện; chờ quyết định công nhận.",
    ),
    State.DECLINED: ("idle", "Chưa được công nhận", "{office} kết luận chưa công nhận hồ sơ này."),
}


def letter(dossier: Dossier, user: User, at: datetime) -> dict[str, Any]:
    """The page of the result."""
    kind, label, sentence = _conclusion(dossier)
    told = refusals(dossier, user, at)
    card = final_card(dossier) if dossier.state in CONCLUDED else None
    measure = measures([card.version_id]).get(card.version_id, COUNTING) if card else COUNTING
    declined = dossier.state == State.DECLINED
    return {
        "dossier": dossier, "kind": kind, "label": label, "sentence": sentence,
        "heading": f"Kết quả: {vi.capfirst_vi(label) if kind == 'work' else label.lower()}",
        "facts": _facts(dossier, card, measure),
        "line": _line(card, measure) if card else None, "groups": measure.sizes,
        "current": told[0] if told and declined else None, "earlier": told[1:] if declined else told,
        "pdf_url": reverse("office:result-pdf", args=[dossier.pk]) if dossier.state in CONCLUDED else "",
        "old_note": _old_note(dossier) if declined and not told else "",
        "answer_url": _to_answer(dossier, user) if told else "",
        "crumbs": crumbs(dossier),
    }  # fmt: skip


def _old_note(dossier: Dossier) -> str:
    """What the ledger says of a dossier that was declined before reasons were kept by criterion."""
    events = Event.objects.filter(subject=Event.subject_of(dossier), after=State.DECLINED).order_by("-pk")
    return events.values_list("note", flat=True).first() or ""


def crumbs(dossier: Dossier) -> list[dict[str, str]]:
    """The way to the page of the result."""
    return [
        {"label": "Hồ sơ", "url": reverse("office:dossiers")},
        {"label": dossier.title, "url": dossier.get_absolute_url()},
        {"label": "Kết quả", "url": ""},
    ]


def _conclusion(dossier: Dossier) -> tuple[str, str, str]:
    if dossier.recognised_on:
        return "rec", "Được công nhận", f"Được công nhận theo {dossier.recognised_by}."
    if dossier.state == State.APPROVED and (why := _taken_back(dossier)):
        return "idle", "Đã thu hồi công nhận", f"Đã thu hồi công nhận theo {why}"
    kind, label, sentence = _CONCLUSIONS.get(
        State(dossier.state), ("work", "Chưa có kết luận", "Hồ sơ đang ở bước “{state}”, chưa có kết luận.")
    )
    return kind, label, sentence.format(office=office_of(dossier), state=dossier.state_label)


def _taken_back(dossier: Dossier) -> str:
    """By which decision, and why, it is not recognised any more; "" when none took that back."""
    events = Event.objects.filter(subject=Event.subject_of(dossier), verb="revoke", details__has_key="recognised_by")
    return events.order_by("-pk").values_list("note", flat=True).first() or ""


def _facts(dossier: Dossier, card: Scorecard | None, by: Measure) -> list[dict[str, str]]:
    reached, bar = "", ""
    if card is not None:
        reached = by.words(card.marks, card.points, card.grade)
        bar = need(verdict_of(card), by_points=card.version.mode == ScoringMode.POINTS)
    rows = [
        ("Đơn vị", dossier.unit_name),
        ("Nội dung", f"Mô hình “{dossier.title}”" if dossier.is_model else dossier.get_track_display()),
        ("Tập thể, cá nhân", dossier.holder_name if dossier.is_model else ""),
        ("Đợt thi đua", dossier.campaign.name),
        ("Cơ quan kết luận", office_of(dossier)),
        ("Kết quả thẩm định", ". ".join(filter(None, [reached, bar]))),
        ("Bình xét", dossier.assessed_as),
        ("Quyết định công nhận", dossier.recognised_by),
    ]
    return [{"label": name, "value": value} for name, value in rows if value]


def _line(card: Scorecard, by: Measure) -> dict[str, Any]:
    """The final card as a strip."""
    tone = "red" if card.voice == "PROVINCE" else "cham"
    return {
        "label": card.get_voice_display(), "marks": card.marks, "tone": tone, "diff": [], "note": "",
        "points": by.total(card.marks, card.points),
    }  # fmt: skip
