"""The page on which a dossier is given back: what can be asked for, in the groups of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.urls import reverse

from danvan.accounts.access import may
from danvan.accounts.models import User
from danvan.criteria.models import Criterion
from danvan.dossiers.asking import askable_criteria, askable_fields, field_label
from danvan.dossiers.freezing import content_of
from danvan.dossiers.jottings import jot, jotted
from danvan.dossiers.models import Dossier
from danvan.dossiers.returning import SENT_AGAIN_BY
from danvan.dossiers.workflow import LIFE
from danvan.kit import numbers, vi
from danvan.office.deciding import WORDS
from danvan.office.folder import Folder
from danvan.office.forms_cards import shown_points
from danvan.office.history import words
from danvan.office.returning.forms import WHOLE, Place, ReturnForm, Row
from danvan.office.returning.words import clipped
from danvan.office.sheet import says


@dataclass(frozen=True)
class Group:
    """Some rows of the page under one heading, folded while nothing is chosen there."""

    title: str
    rows: Sequence[Row]
    open: bool


def gives_back(name: str) -> bool:
    """Does a step give the dossier back?"""
    return name in SENT_AGAIN_BY


def address(dossier: Dossier, step: str) -> str:
    """Where a dossier is given back by a step."""
    return reverse("office:dossier-return", kwargs={"pk": dossier.pk, "name": step})


def remembered_note(dossier: Dossier, step: str, user: User, note: str, at: datetime) -> None:
    """Keep the general note that was begun on another page, for this one to show."""
    if note.strip():
        begun = jotted(user, place(dossier, step))
        typed = {**(begun.typed if begun else {}), "note": note}
        jot(owner=user, place=place(dossier, step), typed=typed, at=at)


def place(dossier: Dossier, step: str) -> str:
    """Under which name that note is kept."""
    return f"return:{dossier.pk}:{step}"


def may_give_back(user: User, dossier: Dossier, step: str) -> bool:
    """Whether this person's board gives this dossier back by this step, be it its turn or not."""
    unit = LIFE.steps[step].judged_on(dossier)
    return unit is not None and LIFE.steps[step].applies(dossier) and may(user, LIFE.steps[step].action, unit)


def places(dossier: Dossier, step: str, folder: Folder | None) -> list[Place]:
    """Everything the step may ask for: the whole dossier, then the fields, then the criteria."""
    content = content_of(dossier) | {
        name: words(getattr(dossier, name)) for name in ("continuity", "holder_kind", "target_count", "achieved")
    }
    found = [Place(WHOLE, "cả hồ sơ", "Cả hồ sơ", "Mở toàn bộ để sửa; chỉ chọn khi không nói được từng điểm.")]
    for name in askable_fields(dossier, step):
        label = field_label(dossier, name)
        text = clipped(content.get(name, "")) or "Chưa ghi"
        found.append(Place(name.replace("_", "-"), label, vi.capfirst_vi(label), text, field=name))
    for one in askable_criteria(dossier, step):
        number = f"tiêu chí {one.order}"
        found.append(
            Place(f"tc-{one.order}", number, f"{one.order}. {one.title}", _said(folder, one), criterion=one)
        )  # fmt: skip
    return found


def _said(folder: Folder | None, criterion: Criterion) -> str:
    """What the voices that may be read here say on a criterion, and how many files prove it."""
    if folder is None:
        return ""
    told = []
    for voice in folder.voices:
        line = folder.said(voice).get(criterion.pk)
        if line is not None:
            line.criterion = criterion
            word = says(line, by_points=folder.by_points, weight=shown_points(criterion.weight))[1]
            told.append(f"{folder.labels[voice]}: {word}")
    files = len(folder.files.get(criterion.pk, ()))
    return ". ".join([*told, f"{files} tệp minh chứng" if files else "Chưa có minh chứng"])


def groups(form: ReturnForm) -> list[Group]:
    """The rows under their headings."""
    rows = form.rows().values()
    return [_group(title, list(some)) for title, some in groupby(rows, key=lambda row: _title(row.place))]


def _group(title: str, rows: Sequence[Row]) -> Group:
    return Group(title, rows, any(row.ticked or row.errors for row in rows) or title == FIELDS)


FIELDS = "Các mục của hồ sơ"


def _title(place: Place) -> str:
    if place.criterion is not None:
        group = place.criterion.group
        return f"{group.numeral}. {group.title}" if group else "Tiêu chí"
    return FIELDS if place.field else ""


def heading(dossier: Dossier, step: str) -> str:
    """What will happen, as the heading."""
    names = {"unit": dossier.unit_name, "superior": dossier.superior_name or "cấp dưới"}
    return WORDS[step][1].format(**names)


def button(count: int) -> str:
    """The consequence, repeated."""
    return f"Trả lại với {numbers.grouped(count)} yêu cầu" if count else "Trả lại với các yêu cầu đã chọn"
