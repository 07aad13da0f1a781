"""What is missing before a consultation opens or closes, or an opinion is shown: each function says it, or ""."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from danvan.dossiers.enums import State
from danvan.hearings.models import Consultation, Opinion

LAID_OPEN = frozenset({State.SENT, State.CONFIRMED, State.APPROVED})  # judged by the board above, not decided yet


def no_candidates(consultation: Consultation, at: datetime) -> str:
    """There is something to speak about."""
    return "" if consultation.candidates.exists() else "Chọn ít nhất một mô hình để lấy ý kiến."


def all_decided(consultation: Consultation, at: datetime) -> str:
    """There is no use in asking about what is decided."""
    dossiers = consultation.candidates.values_list("dossier__recognised_on", "dossier__state")
    waiting = [pair for pair in dossiers if pair[0] is None and pair[1] in LAID_OPEN]
    return "" if waiting or not dossiers else "Các mô hình đã chọn đều đã có kết luận nên không lấy ý kiến nữa."


def not_over(consultation: Consultation, at: datetime) -> str:
    """It lasts through its last day."""
    return "Đợt lấy ý kiến chưa hết ngày." if consultation.closes_on >= timezone.localdate(at) else ""


def nothing_to_show(opinion: Opinion, at: datetime) -> str:
    """There are words to show, and they were not erased."""
    if opinion.erased_at is not None and not opinion.shown_text:
        return "Nội dung ý kiến này đã được xóa theo thời hạn nên không đăng được."
    return "" if opinion.shown_text.strip() else "Bản đăng đang trống."
