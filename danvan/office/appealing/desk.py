"""The jobs of a desk that come of a refusal: reading a result while it can be complained about, and answering."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.access import Action, homes, may, may_somewhere
from danvan.accounts.models import User
from danvan.appeals.blockers import judges
from danvan.appeals.enums import AppealState
from danvan.appeals.models import Appeal
from danvan.appeals.queries import answer_by, judged_by, last_day
from danvan.dossiers.conflicts import barred_dossiers
from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier, Refusal
from danvan.kit import dates
from danvan.office.desk_jobs import Job, counted, names

NEWS = timedelta(days=14)  # for how long a result or an answer that asks nothing more is shown
_ANSWERED = frozenset({AppealState.UPHELD, AppealState.KEPT})


def appeal_jobs(user: User, at: datetime) -> list[Job]:
    """What waits for this person; one query where nothing does, none for who neither writes nor judges."""
    own, judging = _own(user), may_somewhere(user, Action.REVIEW) or may_somewhere(user, Action.APPROVE)
    if not own and not judging:
        return []
    mine = Q(dossier__keeper__in=own)
    told = mine & Q(dossier__state=State.DECLINED, judged_again_at__isnull=True, appeal__isnull=True)
    told |= mine & Q(appeal__answered_at__gt=at - NEWS)
    waits = Q(appeal__state=AppealState.OPEN) & judged_by(user) & ~Q(refused_by=user) & ~Q(appeal__filed_by=user)
    found = Refusal.objects.filter(told | waits, dossier__campaign__is_archive=False).select_related(
        "appeal", "dossier__unit", "dossier__campaign__organiser", "dossier__campaign__keeper"
    )
    rows = list(found.order_by("pk"))
    complaints = [_complaint(one) for one in rows if hasattr(one, "appeal")]
    return [
        *_to_answer(user, [one for one in complaints if one.state == AppealState.OPEN], at),
        *(job for one in rows if not hasattr(one, "appeal") for job in _result(one, at)),
        *(_answer(one) for one in complaints if one.state in _ANSWERED),
    ]


def _own(user: User) -> list[int]:
    """The units for which a person writes by a post of their own."""
    return [home.pk for home in homes(user) if may(user, Action.EDIT, home)] if may_somewhere(user, Action.EDIT) else []


def _complaint(refusal: Refusal) -> Appeal:
    appeal: Appeal = refusal.appeal
    appeal.dossier, appeal.refusal = refusal.dossier, refusal
    return appeal


def _to_answer(user: User, waiting: Sequence[Appeal], at: datetime) -> list[Job]:
    """The complaints that are this person's to answer, as one job."""
    barred = barred_dossiers(user, [one.dossier for one in waiting]) if waiting else {}
    rows = [one for one in waiting if one.dossier_id not in barred and user.pk not in judges(one)]
    if not rows:
        return []
    first, alone = min(rows, key=lambda one: (one.filed_at, one.pk)), len(rows) == 1
    url = reverse("office:appeal", args=[first.pk]) if alone else f"{reverse('office:appeals')}?muc=toi-tra-loi"
    title = f"Trả lời kiến nghị {_of(first.dossier)}" if alone else f"{counted(len(rows))} kiến nghị chờ trả lời"
    until = answer_by(first)
    text = f"{names([one.dossier.unit_name for one in rows])}. Trả lời đến hết ngày {dates.short(until)}."
    return [Job(title, text, url, "Trả lời kiến nghị" if alone else "Mở danh sách", url, _days(until, at))]


def _of(dossier: Dossier) -> str:
    return f"về mô hình “{dossier.title}”" if dossier.is_model else f"của {dossier.unit_name}"


def _days(until: date, at: datetime) -> int:
    return (until - timezone.localdate(at)).days


def _result(refusal: Refusal, at: datetime) -> list[Job]:
    """A dossier of one's own unit that was refused, while that can be complained about, or lately."""
    dossier, until = refusal.dossier, last_day(refusal)
    days = _days(until, at) if until else None
    if (days is not None and days < 0) or (days is None and refusal.refused_at < at - NEWS):
        return []
    limit = f" Kiến nghị xem lại được đến hết ngày {dates.short(until)}." if until else ""
    whose = f"của mô hình “{dossier.title}”" if dossier.is_model else f"của {dossier.unit_name}"
    text = f"Chưa được công nhận, {dossier.campaign.name}.{limit}"
    url = reverse("office:result", args=[dossier.pk])
    return [Job(f"Xem kết quả {whose}", text, url, "Xem kết quả", url, days)]


def _answer(appeal: Appeal) -> Job:
    """The answer to a complaint of one's own unit."""
    url = reverse("office:appeal", args=[appeal.pk])
    return Job(f"Xem trả lời kiến nghị {_of(appeal.dossier)}", f"{appeal.state_label}.", url, "Xem trả lời", url, None)
