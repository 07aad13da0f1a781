"""Requests to take personal data down: the list with the time left, what is public of the model, and its log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.models import User
from danvan.dossiers.enums import Holder
from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import is_hidden, public_holder, public_title
from danvan.dossiers.windows import told
from danvan.hearings.actions import same_person
from danvan.hearings.enums import RemovalState
from danvan.hearings.models import Removal
from danvan.hearings.queries import removals_for
from danvan.hearings.workflow import REMOVAL_LIFE
from danvan.kit import dates, vi
from danvan.ledger.models import Event
from danvan.office.hearing.forms import AnswerForm, FindForm
from danvan.stories.queries import shown_photos

PER_PAGE, FOUND = 30, 10
GRAINS = {RemovalState.OPEN: "work", RemovalState.DONE: "done", RemovalState.REFUSED: "idle"}
ERASED = "Nội dung đã xóa theo thời hạn lưu."


@dataclass(frozen=True)
class Line:
    """One request in the list."""

    url: str
    about: str
    note: str
    grain: str
    state: str
    when: str
    hot: bool


@dataclass(frozen=True)
class Choice:
    """One model a request may be about."""

    pk: int
    label: str
    url: str


def lines(user: User, number: int, at: datetime) -> tuple[list[Line], Page[Removal]]:
    """The requests this person may answer, those that wait first."""
    page = Paginator(removals_for(user), PER_PAGE).get_page(number)
    return [_line(one, at) for one in page], page


def _line(one: Removal, at: datetime) -> Line:
    waits, left = one.state == RemovalState.OPEN, days_left(one, at)
    answered = f"trả lời ngày {dates.short(timezone.localdate(one.answered_at))}" if one.answered_at else ""
    return Line(
        url=reverse("office:removal", args=[one.pk]), about=one.about or f"Yêu cầu số {one.pk}",
        note=one.dossier.title if one.dossier else "Chưa rõ mô hình nào", grain=GRAINS[RemovalState(one.state)],
        state=one.state_label, when=left_in_words(left) if waits else answered, hot=waits and left < 0,
    )  # fmt: skip


def days_left(one: Removal, at: datetime) -> int:
    """The days left to answer, negative when they are over."""
    return (one.due_on - timezone.localdate(at)).days


def left_in_words(left: int) -> str:
    """The same in words."""
    if left < 0:
        return f"quá hạn trả lời {-left} ngày"
    return f"còn {left} ngày để trả lời" if left else "hạn trả lời hôm nay"


def load(user: User, pk: int) -> Removal:
    """A request this person may answer; otherwise a 404."""
    related = ("unit", "dossier__unit", "dossier__campaign", "answered_by")
    return get_object_or_404(removals_for(user).select_related(*related), pk=pk)


def found(user: User, asked: str) -> Sequence[Choice]:
    """The recognised models with these words, to say which one a request is about."""
    words = vi.fold(asked).split()
    if not words:
        return []
    rows = Dossier.objects.for_user(user).recognised()
    for word in words:
        rows = rows.filter(search__contains=word)
    return [
        Choice(one.pk, f"{one.title}, {one.unit_name}, {one.year}", one.get_absolute_url())
        for one in rows.order_by("-year", "title", "pk")[:FOUND]
    ]


def context(one: Removal, user: User, at: datetime, form: AnswerForm, find: FindForm) -> dict[str, Any]:
    """What the page shows."""
    dossier, waits = one.dossier, one.state == RemovalState.OPEN
    can = {step.name for step in REMOVAL_LIFE.open_to(user, one)}
    asked = str(find["q"].value() or "")
    return {
        "removal": one, "grain": GRAINS[RemovalState(one.state)], "form": form, "find": find,
        "left": left_in_words(days_left(one, at)) if waits else "", "late": waits and days_left(one, at) < 0,
        "text": one.text or ERASED, "facts": _facts(one), "public": public_facts(dossier) if dossier else [],
        "is_person": dossier is not None and dossier.holder_kind == Holder.INDIVIDUAL,
        "is_hidden": dossier is not None and is_hidden(dossier), "dossier": dossier,
        "others": [each for each in same_person(dossier) if each.pk != dossier.pk] if dossier and waits else [],
        "may_answer": bool(can), "choices": found(user, asked) if waits else [], "asked": asked,
        "history": _history(one),
        "crumbs": [
            {"label": "Góp ý", "url": reverse("office:opinions")},
            {"label": "Yêu cầu gỡ thông tin", "url": reverse("office:removals")},
            {"label": f"Yêu cầu số {one.pk}", "url": ""},
        ],
    }  # fmt: skip


def public_facts(dossier: Dossier) -> list[dict[str, str]]:
    """What the public reads of a model today."""
    photos = shown_photos(dossier)
    rows = [
        ("Tên mô hình", public_title(dossier)),
        ("Tập thể, cá nhân", public_holder(dossier) or "không nêu"),
        ("Loại", dossier.get_holder_kind_display()),
        ("Đơn vị", dossier.unit_name),
        ("Địa bàn", dossier.place),
        ("Quyết định công nhận", dossier.recognised_by or "chưa được công nhận, chưa có trang công khai"),
        ("Quyết định khen thưởng", dossier.commended_by),
        ("Ảnh đang đăng", f"{len(photos)} ảnh" if photos else "không có"),
    ]
    return [{"label": name, "value": value, "url": ""} for name, value in rows if value]


def _facts(one: Removal) -> list[dict[str, str]]:
    rows = [
        ("Trang, nội dung cần gỡ", one.about or ERASED),
        ("Cách liên hệ lại", one.contact if not one.erased_at else ERASED),
        ("Nhận lúc", told(one.received_at)),
        ("Trả lời trước hết ngày", dates.short(one.due_on)),
        ("Nơi trả lời", one.unit.name),
        ("Người trả lời", f"{one.answered_by}, {told(one.answered_at)}" if one.answered_by and one.answered_at else ""),
    ]
    return [{"label": name, "value": value, "url": ""} for name, value in rows if value]


def _history(one: Removal) -> list[dict[str, str]]:
    """The log: what was done, by whom; the ledger never holds the request itself."""
    events = Event.objects.filter(subject=Event.subject_of(one)).select_related("actor").order_by("pk")
    begin = [{"at": told(one.received_at), "title": "Nhận yêu cầu", "note": "", "kind": "done"}]
    return begin + [
        {"at": told(each.at), "title": each.label, "note": str(each.actor), "kind": "done"} for each in events
    ]  # fmt: skip
