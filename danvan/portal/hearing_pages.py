"""What the pages of consultations and comments show, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import public_holder, public_title
from danvan.hearings.enums import ConsultationState, OpinionState, RemovalState
from danvan.hearings.models import Candidate, Consultation, Opinion, Removal
from danvan.hearings.queries import (
    Counted,
    OpenCandidate,
    candidate_holder,
    candidate_text,
    candidate_title,
    counts,
    is_open,
    opinion_text,
    opinions_on,
    shown_opinions,
)
from danvan.kit import dates, numbers, vi
from danvan.portal import links
from danvan.portal.rows import together

HOT = 3  # days left that are few


@dataclass(frozen=True)
class Call:
    """One candidate in the list of what is open."""

    title: str
    url: str
    text: str
    days: str
    days_label: str
    is_hot: bool


def calls(found: Sequence[OpenCandidate]) -> list[Call]:
    """The list of what is open, as it is drawn on the first page and on its own."""
    return [
        Call(
            one.title, links.candidate(one.consultation_pk, one.pk),
            f"{together(one.holder, one.unit)}, {one.kind}. {said(one.counted)}", numbers.two_digits(one.days_left),
            "ngày còn lại" if one.days_left else "hết hôm nay", one.days_left <= HOT,
        )
        for one in found
    ]  # fmt: skip


def said(counted: Counted) -> str:
    """ "Đã có 12 ý kiến, 11 ủng hộ."."""
    if not counted.total:
        return "Chưa có ý kiến."
    return f"Đã có {numbers.grouped(counted.total)} ý kiến, {numbers.grouped(counted.supports)} ủng hộ."


def calling(size: int) -> str:
    """The finding over the list: “Ba mô hình đang lấy ý kiến Nhân dân”."""
    if not size:
        return "Hiện chưa có mô hình nào lấy ý kiến Nhân dân"
    return f"{vi.capfirst_vi(numbers.words(size))} mô hình đang lấy ý kiến Nhân dân"


def days_of(consultation: Consultation, today: date) -> str:
    """When a consultation is or was open."""
    first, last = dates.short(consultation.opens_on), dates.short(consultation.closes_on)
    if consultation.state == ConsultationState.CLOSED or today > consultation.closes_on:
        return f"Đã kết thúc. Lấy ý kiến từ ngày {first} đến hết ngày {last}."
    if today < consultation.opens_on:
        return f"Mở từ ngày {first} đến hết ngày {last}."
    return f"Nhận ý kiến đến hết ngày {last}."


def candidate_rows(consultation: Consultation, candidates: Sequence[Candidate]) -> list[dict[str, Any]]:
    """The candidates on the page of their consultation, each with its count and its summary."""
    by = counts(candidates)
    return [
        {
            "title": candidate_title(one), "url": links.candidate(consultation.pk, one.pk),
            "by": together(candidate_holder(one), one.unit_name), "said": said(by[one.pk]),
            "digest": candidate_text(one, one.digest),
        }
        for one in candidates
    ]  # fmt: skip


def crumbs(label: str, *between: tuple[str, str]) -> list[dict[str, str]]:
    """The way from the first page over the consultations to this page."""
    told = [("Sổ vàng", links.home()), ("Góp ý", links.hearings()), *between, (label, "")]
    return [{"label": name, "url": url} for name, url in told]


def candidate_page(candidate: Candidate, today: date) -> dict[str, Any]:
    """One candidate: what it is, what is said, and until when something may be said."""
    consultation = candidate.consultation
    title = candidate_title(candidate)
    opinions = opinions_on(candidate)
    return {
        "section": "hearings", "over": consultation.title, "title": title,
        "by": together(candidate_holder(candidate), candidate.unit_name), "when": days_of(consultation, today),
        "told": [_paragraph(line) for line in candidate_text(candidate, candidate.told).split("\n") if line],
        "opinions": opinions, "counted": said(counts([candidate])[candidate.pk]),
        "digest": candidate_text(candidate, candidate.digest), "is_open": is_open(consultation, today),
        "illustrative": consultation.is_illustrative,
        "back": ("Xem các mô hình cùng đợt", links.hearing(consultation.pk)),
        "crumbs": crumbs("Ý kiến về mô hình", (consultation.title, links.hearing(consultation.pk))),
        "removal_url": links.removal(),
    }  # fmt: skip


def _paragraph(line: str) -> dict[str, str]:
    label, mark, text = line.partition(": ")
    return {"label": label, "text": vi.capfirst_vi(text)} if mark else {"label": "", "text": line}


def comment_page(dossier: Dossier) -> dict[str, Any]:
    """A recognised model to be commented on."""
    title = public_title(dossier)
    page = links.practice(dossier.pk, title)
    return {
        "section": "practices", "over": f"Mô hình được công nhận, {dossier.recognised_by}", "title": title,
        "by": together(public_holder(dossier), dossier.unit_name), "when": "Ý kiến được đọc trước khi đăng.",
        "told": [], "opinions": shown_opinions(dossier), "counted": "", "digest": "", "is_open": True,
        "illustrative": dossier.is_illustrative, "back": ("Về trang của mô hình", page),
        "crumbs": [
            {"label": "Sổ vàng", "url": links.home()}, {"label": "Mô hình", "url": links.practices()},
            {"label": title, "url": page}, {"label": "Góp ý", "url": ""},
        ],
        "removal_url": links.removal(dossier.pk),
    }  # fmt: skip


GRAIN = {
    OpinionState.RECEIVED: "work", OpinionState.SHOWN: "done", OpinionState.WITHHELD: "idle",
    RemovalState.OPEN: "work", RemovalState.DONE: "done", RemovalState.REFUSED: "idle",
}  # fmt: skip


def followed(found: Opinion | Removal) -> dict[str, Any]:
    """What became of what was sent under a code; no words once they are deleted."""
    return _opinion(found) if isinstance(found, Opinion) else _request(found)


def _opinion(found: Opinion) -> dict[str, Any]:
    shown = found.state == OpinionState.SHOWN
    title = candidate_title(found.candidate) if found.candidate else public_title(found.dossier)
    if found.erased_at is not None and not shown:
        return _deleted("Ý kiến", title)
    read = f" Cơ quan tổ chức đọc trước hết ngày {dates.short(found.due_on)}."
    texts = {
        OpinionState.RECEIVED: f"Ý kiến đã đến và đang chờ đọc.{read}",
        OpinionState.SHOWN: "Ý kiến đã được đăng. Phần được che, nếu có, là thông tin cá nhân.",
        OpinionState.WITHHELD: f"Ý kiến không được đăng. Lý do: {found.reason}",
    }
    if found.candidate is not None:
        url = links.candidate(found.candidate.consultation_id, found.candidate.pk)
        closed_off = found.candidate.consultation.state in {ConsultationState.DRAFT, ConsultationState.CANCELLED}
        url = "" if closed_off else url
    else:
        url = links.practice(found.dossier.pk, title) if found.dossier.recognised_on else ""
    return {
        "kind": GRAIN[OpinionState(found.state)], "label": found.state_label, "about": title, "url": url,
        "text": texts[OpinionState(found.state)], "sent": found.received_at,
        "words": opinion_text(found, found.shown_text) if shown else found.text,
        "reply": opinion_text(found, found.reply), "reply_as": found.reply_as, "replied_at": found.replied_at,
    }  # fmt: skip


def _request(found: Removal) -> dict[str, Any]:
    if found.erased_at is not None:
        return _deleted("Yêu cầu", "Yêu cầu gỡ thông tin")
    texts = {
        RemovalState.OPEN: f"Yêu cầu đã đến. Cơ quan quản lý trả lời trước hết ngày {dates.short(found.due_on)}.",
        RemovalState.DONE: "Thông tin đã được gỡ.",
        RemovalState.REFUSED: "Thông tin không được gỡ. Lý do ghi trong câu trả lời.",
    }
    return {
        "kind": GRAIN[RemovalState(found.state)], "label": found.state_label, "about": "Yêu cầu gỡ thông tin",
        "url": "",
        "text": texts[RemovalState(found.state)], "sent": found.received_at, "words": found.text,
        "reply": found.answer, "reply_as": found.unit.name if found.answer else "", "replied_at": found.answered_at,
    }  # fmt: skip


def _deleted(noun: str, about: str) -> dict[str, Any]:
    text = f"{noun} này đã được xóa theo thời hạn lưu giữ, nên mã không còn dùng được."
    return {"kind": "idle", "label": "Đã xóa", "about": about, "url": "", "text": text, "words": "", "reply": ""}
