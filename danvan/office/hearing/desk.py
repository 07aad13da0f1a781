"""The jobs of a desk that come of hearings: what is to be read, answered, closed and summed up; one query for all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet, Value
from django.urls import reverse

from danvan.accounts.access import Action, homes, may, may_somewhere
from danvan.accounts.models import User
from danvan.hearings.enums import ConsultationState, OpinionState, RemovalState
from danvan.hearings.models import Candidate, Consultation, Opinion, Removal
from danvan.kit import dates, numbers
from danvan.office.desk_jobs import Job, counted
from danvan.office.hearing.listing import TO_REPLY

SOON = timedelta(days=3)  # before its last day an open consultation is told of
_READ, _REMOVE, _CLOSE, _SUM_UP, _REPLY = range(5)


def hearing_jobs(user: User, today: date) -> list[Job]:
    """What waits for this person; one query, none for who neither runs campaigns nor writes."""
    asked = [*_of_board(user, today), *_of_unit(user)]
    if not asked:
        return []
    found = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
    rows = sorted((row for row in found if row[1]), key=lambda row: row[0])
    return [_JOBS[kind](count, due, first, today) for kind, count, due, first in rows]


def _of_board(user: User, today: date) -> list[QuerySet[Any, Any]]:
    if not may_somewhere(user, Action.RUN):
        return []
    consultations = Consultation.objects.for_user(user, Action.RUN)
    closing = consultations.filter(state=ConsultationState.OPEN, closes_on__range=(today, today + SOON))
    closed = consultations.filter(state=ConsultationState.CLOSED)
    waiting = Opinion.objects.for_user(user, Action.RUN).filter(state=OpinionState.RECEIVED, erased_at__isnull=True)
    return [
        _summed(waiting, _READ, "due_on"),
        _summed(Removal.objects.for_user(user, Action.RUN).filter(state=RemovalState.OPEN), _REMOVE, "due_on"),
        _summed(closing, _CLOSE, "closes_on"),
        _summed(Candidate.objects.filter(consultation__in=closed, digest=""), _SUM_UP, "consultation__closes_on",
                "consultation"),
    ]  # fmt: skip


def _of_unit(user: User) -> list[QuerySet[Any, Any]]:
    """What is shown of the models of one's own unit, and nobody has answered."""
    own = [home.pk for home in homes(user) if may(user, Action.EDIT, home)]
    if not own:
        return []
    return [_summed(Opinion.objects.shown().filter(dossier__keeper__in=own, reply=""), _REPLY, "due_on")]


def _summed(found: QuerySet[Any], kind: int, due: str, first: str = "pk") -> QuerySet[Any, Any]:
    """Its kind, how many, the first day it is due, and one of them."""
    grouped = found.order_by().annotate(kind=Value(kind)).values("kind")
    told = grouped.annotate(count=Count("pk"), due=Min(due), first=Min(first))
    rows: QuerySet[Any, Any] = told.values_list("kind", "count", "due", "first")
    return rows


def _to_read(count: int, due: date, first: int, today: date) -> Job:
    url = reverse("office:opinion", args=[first]) if count == 1 else reverse("office:opinions")
    title = "Đọc một ý kiến của Nhân dân" if count == 1 else f"{counted(count)} ý kiến của Nhân dân chờ đọc"
    text = f"Đọc rồi đăng, hoặc ghi lý do không đăng. Hạn gần nhất {dates.short(due)}."
    return Job(title, text, url, "Đọc ý kiến" if count == 1 else "Mở danh sách", url, (due - today).days)


def _to_remove(count: int, due: date, first: int, today: date) -> Job:
    url = reverse("office:removal", args=[first]) if count == 1 else reverse("office:removals")
    title = "Trả lời yêu cầu gỡ thông tin" if count == 1 else f"{counted(count)} yêu cầu gỡ thông tin chờ trả lời"
    text = f"Trả lời trong hai ngày làm việc, hạn gần nhất {dates.short(due)}."
    return Job(title, text, url, "Mở yêu cầu" if count == 1 else "Mở danh sách", url, (due - today).days)


def _to_close(count: int, due: date, first: int, today: date) -> Job:
    url = reverse("office:consultation", args=[first]) if count == 1 else reverse("office:consultations")
    title = "Đợt lấy ý kiến sắp hết ngày" if count == 1 else f"{counted(count)} đợt lấy ý kiến sắp hết ngày"
    text = f"Hết ngày {dates.short(due)}; cần thêm thời gian thì kéo dài trước ngày đó."
    return Job(title, text, url, "Mở đợt lấy ý kiến" if count == 1 else "Mở danh sách", url, (due - today).days)


def _to_sum_up(count: int, due: date, first: int, today: date) -> Job:
    url = reverse("office:consultation", args=[first])
    title = f"Tổng hợp ý kiến về {numbers.words(count)} mô hình"
    text = f"Lấy ý kiến kết thúc ngày {dates.short(due)}; phần tổng hợp vào hồ sơ trước khi xét."
    return Job(title, text, url, "Viết tổng hợp", url, None)


def _to_reply(count: int, due: date, first: int, today: date) -> Job:
    listing = f"{reverse('office:opinions')}?muc={TO_REPLY}"
    url = reverse("office:opinion", args=[first]) if count == 1 else listing
    title = "Có ý kiến của Nhân dân về mô hình của đơn vị" if count == 1 else (
        f"{counted(count)} ý kiến của Nhân dân về mô hình của đơn vị"
    )  # fmt: skip
    return Job(title, "Đã đăng, chưa có trả lời.", url, "Đọc, trả lời" if count == 1 else "Mở danh sách", url, None)


_JOBS: dict[int, Callable[[int, date, int, date], Job]] = {
    _READ: _to_read, _REMOVE: _to_remove, _CLOSE: _to_close, _SUM_UP: _to_sum_up, _REPLY: _to_reply,
}  # fmt: skip
