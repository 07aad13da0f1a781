"""The page on which a dossier is refused: its criteria, those that fell short first, and what will follow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from danvan.accounts.access import may
from danvan.accounts.models import User
from danvan.dossiers.jottings import jot, jotted
from danvan.dossiers.models import Dossier
from danvan.dossiers.refusing import STEP, final_card, grounds
from danvan.dossiers.results import shortfall
from danvan.dossiers.workflow import LIFE
from danvan.kit import dates
from danvan.office.appealing.forms import RefuseForm
from danvan.office.folder import Folder, open_folder
from danvan.office.forms_cards import shown_points
from danvan.office.sheet import says


def address(dossier: Dossier) -> str:
    """Where a dossier is refused with its reasons."""
    return reverse("office:refuse", args=[dossier.pk])


def place(dossier: Dossier) -> str:
    """Under which name what is being typed there is kept."""
    return f"refuse:{dossier.pk}"


def begin(dossier: Dossier, user: User, note: str, at: datetime) -> str:
    """The way to that page; a reason begun elsewhere goes along."""
    if note.strip():
        begun = jotted(user, place(dossier))
        jot(owner=user, place=place(dossier), typed={**(begun.typed if begun else {}), "note": note}, at=at)
    return address(dossier)


def decides(user: User, dossier: Dossier) -> bool:
    """Does this person conclude for the organiser of this dossier, be it its turn or not?"""
    step = LIFE.steps[STEP]
    unit = step.judged_on(dossier)
    return unit is not None and may(user, step.action, unit)


def why_not(dossier: Dossier, user: User) -> str:
    """Why it cannot be refused by this person now, or ""."""
    step = LIFE.steps[STEP]
    if step.open_to(dossier, user):
        return ""
    return step.barred(dossier, user) or f"Hồ sơ đang ở bước “{dossier.state_label}”, lúc này không kết luận được."


def new_form(dossier: Dossier, data: Any = None) -> RefuseForm:
    """The form with what the final card proposes."""
    card = final_card(dossier)
    told = [shortfall(card) if card else "", _not_favoured(dossier)]
    initial = {"note": " ".join(filter(None, told)), "seen": dossier.moves}
    return RefuseForm(data, grounds(dossier), initial=initial)


def _not_favoured(dossier: Dossier) -> str:
    if dossier.assessed_pass is not False:
        return ""
    return f"Bình xét chưa đủ tỷ lệ tán thành: {dossier.assessed_as}."


def context(dossier: Dossier, user: User, form: RefuseForm, at: datetime) -> dict[str, Any]:
    """What the page shows beside the form."""
    rows = form.rows(_said(open_folder(dossier, user)))
    first = {ground.criterion.order for ground in form.grounds.values() if ground.lacks}
    return {
        "dossier": dossier,
        "form": form,
        "short": [row for row in rows if row.number in first or row.ticked or row.errors],
        "rest": [row for row in rows if not (row.number in first or row.ticked or row.errors)],
        "follows": _follows(dossier, at),
        "button": f"Không công nhận {_what(dossier)}",
        "crumbs": [
            {"label": "Hồ sơ", "url": reverse("office:dossiers")},
            {"label": dossier.title, "url": dossier.get_absolute_url()},
            {"label": "Không công nhận", "url": ""},
        ],
    }


def _what(dossier: Dossier) -> str:
    return "mô hình này" if dossier.is_model else dossier.unit_name


def _follows(dossier: Dossier, at: datetime) -> str:
    """What happens once the button is pressed."""
    days = dossier.campaign.appeal_days
    read = f"{dossier.unit_name} đọc được giấy báo kết quả với các lý do này"
    if not days:
        return f"{read}. Đợt này không nhận kiến nghị xem lại."
    until = dates.short(timezone.localdate(at) + timedelta(days=days))
    return f"{read} và gửi được kiến nghị xem lại đến hết ngày {until}. Người kết luận không trả lời kiến nghị đó."


def _said(folder: Folder | None) -> Mapping[int, str]:
    """What the voices say on each criterion, in one line."""
    if folder is None:
        return {}
    found = {}
    for criterion in folder.criteria:
        told = []
        for voice in folder.voices:
            line = folder.said(voice).get(criterion.pk)
            if line is not None:
                line.criterion = criterion
                word = says(line, by_points=folder.by_points, weight=shown_points(criterion.weight))[1]
                told.append(f"{folder.labels[voice]}: {word.lower() if not folder.by_points else word}")
        files = len(folder.files.get(criterion.pk, ()))
        found[criterion.pk] = ". ".join([*told, f"{files} tệp minh chứng" if files else "Chưa có minh chứng"])
    return found
