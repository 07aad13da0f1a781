"""The page of one complaint: what was concluded, what the unit asks, the answer, and who may give it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.models import User
from danvan.appeals.blockers import who_may_answer, why_not_answer
from danvan.appeals.enums import AppealState
from danvan.appeals.models import Appeal
from danvan.appeals.queries import answer_by, days_left, judged_by
from danvan.appeals.workflow import APPEAL_LIFE
from danvan.dossiers.enums import CardState
from danvan.dossiers.models import Dossier
from danvan.kit import dates
from danvan.office.appealing.forms import AnswerForm
from danvan.office.appealing.letter import GRAINS, refusals
from danvan.office.appealing.listing import left_in_words

_RELATED = (
    "unit", "refusal__refused_by", "filed_by", "answered_by", "dossier__unit", "dossier__keeper",
    "dossier__campaign__keeper", "dossier__campaign__organiser", "dossier__superior_keeper",
)  # fmt: skip


def load(user: User, pk: int) -> Appeal:
    """A complaint within reach; otherwise a 404."""
    return get_object_or_404(Appeal.objects.for_user(user).select_related(*_RELATED), pk=pk)


@dataclass(frozen=True)
class Answering:
    """What this person can do about a complaint, and if nothing, why."""

    may_answer: bool
    why_not: str
    people: str  # who is free to answer, for the organiser's people
    nobody: bool
    may_take_back: bool
    follows: str


def context(appeal: Appeal, user: User, form: AnswerForm, at: datetime) -> dict[str, Any]:
    """What the page shows."""
    dossier = appeal.dossier
    told = next(one for one in refusals(dossier, user, at) if one.complaint and one.complaint.url == _url(appeal))
    waits = appeal.state == AppealState.OPEN
    answering = _answering(appeal, user, at) if waits else None
    shown = answering is not None and answering.may_answer
    return {
        "appeal": appeal, "dossier": dossier, "told": told, "complaint": told.complaint, "form": form,
        "grain": GRAINS[AppealState(appeal.state)],
        "left": left_in_words(days_left(appeal, at)) if waits else "",
        "facts": _facts(appeal, waits), "answering": answering,
        "unsent": "" if shown else str(form["text"].value() or ""),
        "crumbs": [
            {"label": "Kiến nghị xem lại", "url": reverse("office:appeals")}, {"label": dossier.unit_name, "url": ""}
        ],
    }  # fmt: skip


def _url(appeal: Appeal) -> str:
    return reverse("office:appeal", args=[appeal.pk])


def _facts(appeal: Appeal, waits: bool) -> list[dict[str, str]]:
    dossier = appeal.dossier
    rows = [
        ("Hồ sơ", dossier.title, dossier.get_absolute_url()),
        ("Đơn vị", dossier.unit_name, ""),
        ("Đợt thi đua", dossier.campaign.name, ""),
        ("Ngày gửi", dates.short(timezone.localdate(appeal.filed_at)), ""),
        ("Trả lời đến hết ngày", dates.short(answer_by(appeal)) if waits else "", ""),
        ("Giấy báo kết quả", "Xem", reverse("office:result", args=[dossier.pk])),
    ]
    return [{"label": name, "value": value, "url": url} for name, value, url in rows if value]


def _answering(appeal: Appeal, user: User, at: datetime) -> Answering:
    host = Appeal.objects.filter(judged_by(user), pk=appeal.pk).exists()
    why = why_not_answer(appeal, user)
    people = who_may_answer(appeal, at) if host else []
    return Answering(
        may_answer=not why, why_not=why if host else "", people=", ".join(map(str, people)),
        nobody=host and not people, may_take_back=APPEAL_LIFE.steps["take_back"].open_to(appeal, user),
        follows=_follows(appeal.dossier),
    )  # fmt: skip


def _follows(dossier: Dossier) -> str:
    """What upholding does, in words."""
    signed = dossier.cards.filter(is_final=True, state=CardState.SIGNED).exists()
    card = " Phiếu thẩm định đã ký vẫn giữ, mở lại để chấm lại khi cần." if signed else ""
    return (
        "Chấp nhận: hồ sơ trở lại bước thẩm định, kết luận cũ vẫn lưu."
        f"{card} Giữ nguyên: hồ sơ không đổi. Mỗi kiến nghị trả lời một lần."
    )
