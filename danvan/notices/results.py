"""Telling a unit of its result and of the answer to its complaint, and the organiser of a complaint; once each.

The screens tell at once, after what was done is stored; ``tell_news`` each day tells what was missed on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from danvan.appeals.enums import AppealState
from danvan.appeals.models import Appeal
from danvan.appeals.queries import answer_by, last_day
from danvan.dossiers.models import PARTIES, Dossier, Refusal
from danvan.kit import dates
from danvan.ledger.models import Event
from danvan.ledger.record import wait_for_writers
from danvan.notices.enums import NoticeKind
from danvan.notices.owed import APPROVES, JUDGES, WRITES, Everybody, Person, everybody
from danvan.notices.posting import Letter, write

NEWS = timedelta(days=14)  # what is older is not told any more
_ABOUT = tuple(f"dossier__{party}" for party in PARTIES)


def tell_news(*, at: datetime) -> int:
    """Tell of every refusal, approval, complaint and answer of the last days that nobody was told of."""
    since, crowd = at - NEWS, everybody(at)
    written = 0
    for refusal in Refusal.objects.filter(refused_at__gt=since).select_related(*_ABOUT).order_by("pk"):
        written += tell_refusal(refusal=refusal, at=at, crowd=crowd)
    written += _tell_approvals(since, at, crowd)
    for appeal in Appeal.objects.filter(filed_at__gt=since).select_related("refusal", *_ABOUT).order_by("pk"):
        written += tell_appeal(appeal=appeal, at=at, crowd=crowd)
    for appeal in Appeal.objects.filter(answered_at__gt=since).select_related(*_ABOUT).order_by("pk"):
        written += tell_answer(appeal=appeal, at=at, crowd=crowd)
    return written


def tell_refusal(*, refusal: Refusal, at: datetime, crowd: Everybody | None = None) -> int:
    """Tell those who write for the unit that it was not recognised, and until when it may complain."""
    dossier, until = refusal.dossier, last_day(refusal)
    values = _common(dossier) | {
        "ket_qua": "chưa được công nhận",
        "huong_dan": "Giấy báo kết quả ghi lý do chung và lý do từng tiêu chí."
        + (f" Kiến nghị xem lại gửi được đến hết ngày {dates.short(until)}." if until else ""),
    }
    url, people = reverse("office:result", args=[dossier.pk]), _writers(dossier, at, crowd)
    return _write(NoticeKind.RESULT, people, f"refused:{refusal.pk}", values, url, at)


def tell_approval(*, dossier: Dossier, at: datetime) -> int:
    """Tell those who write for the unit that its dossier was approved just now."""
    event = Event.objects.filter(subject=Event.subject_of(dossier), verb="approve").order_by("-pk").first()
    return _approved(dossier, event.pk, at, None) if event else 0


def _tell_approvals(since: datetime, at: datetime, crowd: Everybody) -> int:
    events = Event.objects.filter(verb="approve", at__gt=since, subject__startswith=f"{Dossier._meta.label_lower}:")
    of = {int(subject.rpartition(":")[2]): pk for pk, subject in events.order_by("pk").values_list("pk", "subject")}
    found = Dossier.objects.filter(pk__in=of, state="APPROVED").select_related(*PARTIES).order_by("pk")
    return sum(_approved(dossier, of[dossier.pk], at, crowd) for dossier in found)


def _approved(dossier: Dossier, event: int, at: datetime, crowd: Everybody | None) -> int:
    values = _common(dossier) | {
        "ket_qua": "đủ điều kiện công nhận", "huong_dan": "Hồ sơ chờ quyết định công nhận.",
    }  # fmt: skip
    url, people = reverse("office:result", args=[dossier.pk]), _writers(dossier, at, crowd)
    return _write(NoticeKind.RESULT, people, f"approved:{event}", values, url, at)


def tell_appeal(*, appeal: Appeal, at: datetime, crowd: Everybody | None = None) -> int:
    """Tell those who judge and approve for the organiser of a complaint, but for who concluded."""
    dossier, known = appeal.dossier, crowd or everybody(at)
    host = dossier.campaign.keeper
    told = [*known.who(JUDGES, host.pk), *known.who(APPROVES, host.pk)]
    people = {one.pk: replace(one, unit=host) for one in told if one.pk != appeal.refusal.refused_by_id}
    values = _common(dossier) | {"don_vi": dossier.unit_name, "han_tra_loi": dates.short(answer_by(appeal))}
    url = reverse("office:appeal", args=[appeal.pk])
    return _write(NoticeKind.APPEAL, people.values(), f"appealed:{appeal.pk}", values, url, at)


_ANSWERS: Mapping[str, str] = {
    AppealState.UPHELD: "chấp nhận, hồ sơ được thẩm định lại", AppealState.KEPT: "giữ nguyên kết luận",
}  # fmt: skip


def tell_answer(*, appeal: Appeal, at: datetime, crowd: Everybody | None = None) -> int:
    """Tell those who write for the unit how its complaint was answered."""
    dossier = appeal.dossier
    values = _common(dossier) | {"tra_loi": _ANSWERS.get(appeal.state, ""), "noi_dung": appeal.answer}
    url, people = reverse("office:appeal", args=[appeal.pk]), _writers(dossier, at, crowd, appeal.filed_by_id)
    return _write(NoticeKind.ANSWER, people, f"answered:{appeal.pk}", values, url, at)


def _common(dossier: Dossier) -> dict[str, str]:
    what = f"Mô hình “{dossier.title}”" if dossier.is_model else f"Hồ sơ {dossier.unit_name}"
    return {"ho_so": what, "ten_dot": dossier.campaign.name, "co_quan": dossier.campaign.keeper.name}


def _writers(dossier: Dossier, at: datetime, crowd: Everybody | None, *more: int) -> list[Person]:
    """Those who write for the unit, and who else had a hand in it for the unit: who typed it in, who complained."""
    known = crowd or everybody(at)
    found = {one.pk: replace(one, unit=dossier.keeper) for one in known.who(WRITES, dossier.keeper_id)}
    for pk in (dossier.created_by_id, *more):
        if pk in known.people:
            found.setdefault(pk, known.people[pk])
    return list(found.values())


@transaction.atomic
def _write(kind: str, people: Iterable[Person], key: str, values: Mapping[str, str], url: str, at: datetime) -> int:
    wait_for_writers()
    return write(kind, [Letter(one, key, values, url) for one in people], at)
