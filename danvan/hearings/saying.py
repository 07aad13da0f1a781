"""What anyone may send without an account: an opinion about a candidate or a recognised model, or a request to take a
name down. The same form sent twice is one message, with the same code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from danvan.dossiers.models import Dossier
from danvan.hearings.codes import code_for, fingerprint, key_mark
from danvan.hearings.days import ANSWER_DAYS, READ_DAYS, after_working_days
from danvan.hearings.enums import ConsultationState, OpinionState, RemovalState
from danvan.hearings.models import Candidate, Opinion, Removal
from danvan.hearings.queries import is_open
from danvan.kit import dates, vi
from danvan.ledger.record import wait_for_writers
from danvan.units.models import Unit

LEAST, MOST = 10, 2000  # characters of an opinion
_SENT = "Biểu mẫu này đã được gửi. Muốn gửi thêm, hãy mở lại trang rồi viết."
_TRIES = 5


class CannotSay(Exception):
    """It is not taken; the message says why and what to do."""


@dataclass(frozen=True)
class Said:
    """An opinion that was taken, and the code its author follows it with."""

    opinion: Opinion
    code: str


@dataclass(frozen=True)
class Asked:
    """A request that was taken, and the code its author follows it with."""

    removal: Removal
    code: str


@transaction.atomic
def say(*, dossier: Dossier, candidate: Candidate | None, text: str, request_key: str, at: datetime) -> Said:
    """Take one opinion, from nobody in particular. Raises ``CannotSay``."""
    said = clean_opinion(text)
    wait_for_writers()
    mark = key_mark(request_key)
    about = (dossier.pk, candidate.pk if candidate else None)
    if stored := Opinion.objects.filter(request_key=mark).first():
        if (stored.dossier_id, stored.candidate_id) == about and stored.text in {said, ""}:
            return Said(stored, _code_again(request_key, stored.code_hash))
        raise CannotSay(_SENT)
    if why := why_not_say(dossier, candidate, at):
        raise CannotSay(why)
    code = _fresh_code(request_key)
    opinion = Opinion(
        unit=dossier.campaign.keeper, dossier=dossier, candidate=candidate, text=said, state=OpinionState.RECEIVED,
        code_hash=fingerprint(code), request_key=mark, received_at=at,
        due_on=after_working_days(timezone.localdate(at), READ_DAYS), is_illustrative=dossier.is_illustrative,
    )  # fmt: skip
    opinion.save(force_insert=True)
    return Said(opinion, code)


def clean_opinion(text: str) -> str:
    """The opinion as it is stored, or a sentence in ``CannotSay`` about its length."""
    said = vi.clean_text(text)
    if not said:
        raise CannotSay("Ô ý kiến đang trống. Hãy viết điều bạn muốn nói về mô hình.")
    if len(said) < LEAST:
        raise CannotSay(f"Ý kiến quá ngắn. Hãy viết rõ hơn, từ {LEAST} ký tự trở lên.")
    if len(said) > MOST:
        raise CannotSay(f"Ý kiến dài {len(said)} ký tự. Hãy rút gọn còn nhiều nhất {MOST} ký tự.")
    return said


def why_not_say(dossier: Dossier, candidate: Candidate | None, at: datetime) -> str:
    """Why no opinion is taken about this now, or ""."""
    if candidate is None:
        return "" if dossier.recognised_on is not None else "Mô hình này chưa được công nhận nên chưa nhận góp ý."
    consultation, today = candidate.consultation, timezone.localdate(at)
    if is_open(consultation, today):
        return ""
    if consultation.state == ConsultationState.OPEN and today < consultation.opens_on:
        return f"Đợt lấy ý kiến mở từ ngày {dates.short(consultation.opens_on)}."
    if consultation.state == ConsultationState.CANCELLED:
        return "Đợt lấy ý kiến này đã hủy nên không nhận thêm ý kiến."
    return "Đợt lấy ý kiến đã kết thúc nên không nhận thêm ý kiến."


@dataclass(frozen=True)
class Request:
    """What is asked to be taken down: where it stands, why, how to reach the person, and the model if it is known."""

    about: str
    text: str
    contact: str = ""
    dossier: Dossier | None = None


@transaction.atomic
def ask_removal(*, request: Request, request_key: str, at: datetime) -> Asked:
    """Take a request to take personal data down. Raises ``CannotSay``."""
    about, text, contact = vi.clean_line(request.about), vi.clean_text(request.text), vi.clean_line(request.contact)
    if why := _why_not_ask(about, text, contact):
        raise CannotSay(why)
    wait_for_writers()
    mark = key_mark(request_key)
    if stored := Removal.objects.filter(request_key=mark).first():
        if stored.about == about and stored.text in {text, ""}:
            return Asked(stored, _code_again(request_key, stored.code_hash))
        raise CannotSay(_SENT)
    code = _fresh_code(request_key)
    removal = Removal(
        unit=_answering_board(request.dossier), dossier=request.dossier, about=about, text=text, contact=contact,
        state=RemovalState.OPEN, code_hash=fingerprint(code), request_key=mark, received_at=at,
        due_on=after_working_days(timezone.localdate(at), ANSWER_DAYS),
        is_illustrative=request.dossier is not None and request.dossier.is_illustrative,
    )  # fmt: skip
    removal.save(force_insert=True)
    return Asked(removal, code)


def _why_not_ask(about: str, text: str, contact: str) -> str:
    if not about:
        return "Ghi rõ trang hoặc nội dung cần gỡ, ví dụ tên mô hình hoặc địa chỉ trang."
    if len(text) < LEAST:
        return f"Ghi rõ cần gỡ thông tin gì và vì sao, từ {LEAST} ký tự trở lên."
    if len(text) > MOST:
        return f"Yêu cầu dài {len(text)} ký tự. Hãy rút gọn còn nhiều nhất {MOST} ký tự."
    long = "Trang, nội dung cần gỡ" if len(about) > 300 else "Cách liên hệ lại" if len(contact) > 200 else ""
    return f"{long} quá dài. Hãy viết ngắn hơn." if long else ""


def _answering_board(dossier: Dossier | None) -> Unit:
    """The organiser of the campaign; where no model is named, the board at the top, which passes it on."""
    if dossier is not None:
        return dossier.campaign.keeper
    tops = Unit.objects.filter(parent__isnull=True)
    top = tops.filter(ended_on__isnull=True).order_by("pk").first() or tops.order_by("pk").first()
    if top is None:
        raise CannotSay("Cổng chưa có cơ quan nhận yêu cầu. Hãy liên hệ cơ quan quản lý ghi ở cuối trang.")
    return top


def _fresh_code(request_key: str) -> str:
    """A code that nothing else was sent under."""
    for attempt in range(_TRIES):
        mark = fingerprint(code := code_for(request_key, attempt))
        if not (Opinion.objects.filter(code_hash=mark).exists() or Removal.objects.filter(code_hash=mark).exists()):
            return code
    raise CannotSay("Chưa tạo được mã theo dõi. Hãy mở lại trang rồi gửi lại.")


def _code_again(request_key: str, mark: str) -> str:
    """The code that was given for this key."""
    given = (code_for(request_key, attempt) for attempt in range(_TRIES))
    return next((code for code in given if fingerprint(code) == mark), "")
