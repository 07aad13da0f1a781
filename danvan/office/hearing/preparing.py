"""The form of a consultation: the models that can be candidates by theme, those ticked, and ticking many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.http import QueryDict

from danvan.dossiers.enums import Holder, State
from danvan.dossiers.models import Campaign, Dossier
from danvan.hearings.actions import Plan
from danvan.office.hearing.forms import ConsultationForm

ALL, NONE = "tat-ca", "bo-het"
NO_THEME, OF_UNITS, MANY = "Chưa ghi lĩnh vực", "Danh hiệu của đơn vị", 1_000


@dataclass(frozen=True)
class Row:
    """One model that can be a candidate."""

    pk: int
    title: str
    url: str
    about: str
    state: str
    is_person: bool
    ticked: bool
    agreed: bool


@dataclass(frozen=True)
class Group:
    """The models of one theme, with the word that ticks all of them."""

    name: str
    key: str
    rows: Sequence[Row]

    @property
    def ticked(self) -> int:
        return sum(row.ticked for row in self.rows)


def groups(found: Iterable[Dossier], ticked: frozenset[int], agreed: frozenset[int]) -> list[Group]:
    """The models by theme, in the order of the themes."""

    ordered = sorted(found, key=lambda one: _theme(one)[0])
    return [
        Group(name, key, [_row(one, one.pk in ticked, one.pk in agreed) for one in rows])
        for (_, name, key), rows in groupby(ordered, key=_theme)
    ]


def _theme(one: Dossier) -> tuple[int, str, str]:
    """The place of its theme, the words for it and its key; units that seek a title come last."""
    if not one.is_model:
        return MANY + 1, OF_UNITS, "danh-hieu"
    return (one.theme.order, one.theme.name, str(one.theme_id)) if one.theme else (MANY, NO_THEME, "khong")


def _row(one: Dossier, ticked: bool, agreed: bool) -> Row:
    is_person = one.holder_kind == Holder.INDIVIDUAL
    about = ", ".join(dict.fromkeys(filter(None, [one.holder_name, one.unit_name])))
    return Row(one.pk, one.title, one.get_absolute_url(), about, State(one.state).label, is_person, ticked, agreed)


def asked_for(data: QueryDict, found: Sequence[Dossier]) -> QueryDict | None:
    """What was typed, with many ticked at once, when a button for that was pressed; otherwise None."""
    pressed = data.get("danh-dau", "")
    if not pressed:
        return None
    ticked = set(data.getlist("mo-hinh"))
    if pressed in (ALL, NONE):
        ticked = {str(one.pk) for one in found} if pressed == ALL else set()
    else:
        ticked |= {str(one.pk) for one in found if _theme(one)[2] == pressed}
    data = data.copy()
    data.setlist("mo-hinh", sorted(ticked))
    return data


def plan_of(form: ConsultationForm, found: Iterable[Dossier]) -> Plan:
    """What the valid form says."""
    said = form.cleaned_data
    chosen = set(said["mo-hinh"])
    return Plan(
        title=said["title"], intro=said["intro"], opens_on=said["opens_on"],
        closes_on=said["opens_on"] + timedelta(days=said["days"] - 1),
        dossiers=[one for one in found if one.pk in chosen], agreed=frozenset(said["dong-y"]),
    )  # fmt: skip


def context(campaign: Campaign, form: forms.Form, found: Sequence[Dossier], *, quiet: bool) -> dict[str, Any]:
    """What the page of the form shows; ``quiet`` while models are being ticked, when nothing is refused yet."""
    ticked, agreed = (frozenset(_numbers(form[name].value())) for name in ("mo-hinh", "dong-y"))
    shown = groups(found, ticked, agreed)
    return {
        "campaign": campaign, "form": form, "quiet": quiet, "groups": shown,
        "count": sum(group.ticked for group in shown),
        "total": len(found),
        "people": sum(row.is_person for group in shown for row in group.rows),
    }  # fmt: skip


def _numbers(values: Any) -> Iterable[int]:
    return (int(one) for one in values or () if str(one).isdecimal() and len(str(one)) < 12)
