"""All opinions of one consultation as a workbook, for the officers who read them and for no one else."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from danvan.exchange.lists import Column, workbook
from danvan.hearings.enums import OpinionState, Stance
from danvan.hearings.models import Consultation, Opinion
from danvan.kit import dates
from danvan.office.hearing.listing import ERASED

_COLUMNS = (
    Column("STT", 6), Column("Mã ý kiến", 10), Column("Mô hình", 44), Column("Đơn vị", 30), Column("Nhận ngày", 12),
    Column("Trạng thái", 14), Column("Loại ý kiến", 12), Column("Ý kiến như đã gửi", 70), Column("Bản đăng", 70),
    Column("Lý do không đăng", 40), Column("Trả lời", 60), Column("Thay mặt", 30),
)  # fmt: skip


def opinions_workbook(consultation: Consultation, today: date) -> bytes:
    """One row an opinion, candidate by candidate, in the order they came."""
    found = Opinion.objects.filter(candidate__consultation=consultation).select_related("dossier", "candidate")
    ordered = found.order_by("candidate__unit_name", "candidate", "received_at", "pk")
    title = f"Ý kiến Nhân dân, {consultation.title}, xuất ngày {dates.short(today)}. Chỉ dùng trong cơ quan."
    return workbook(title, _COLUMNS, (_cells(number, one) for number, one in enumerate(ordered, 1)))


def _cells(number: int, one: Opinion) -> tuple[object, ...]:
    sent = one.text or (ERASED if one.erased_at else "")
    return (
        number, one.pk, one.dossier.title, one.dossier.unit_name, dates.plain(timezone.localdate(one.received_at)),
        OpinionState(one.state).label, Stance(one.stance).label if one.stance else "", sent, one.shown_text,
        one.reason, one.reply, one.reply_as,
    )  # fmt: skip
