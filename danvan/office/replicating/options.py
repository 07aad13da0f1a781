"""Where an officer may do as a model does: the campaigns that still take registrations, and the units in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms

from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.dossiers.actions import day_of
from danvan.dossiers.enums import WindowStage
from danvan.dossiers.models import Campaign, Dossier, WindowException
from danvan.dossiers.replicating import why_not
from danvan.dossiers.windows import GROUPS, Closing, closing_for_group, group_of, standing_at, told
from danvan.office.reach import campaigns_for, units_to_register
from danvan.units.models import Unit


@dataclass(frozen=True)
class Option:
    """One unit in one campaign; ``note`` says until when, or from when, it may send."""

    campaign: Campaign
    unit: Unit
    note: str

    @property
    def key(self) -> str:
        return f"{self.campaign.pk}-{self.unit.pk}"


@dataclass(frozen=True)
class Offer:
    """All that may be chosen, and the sentences on what may not."""

    options: Sequence[Option]
    closed: Sequence[str]

    @property
    def grouped(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """For a list to choose from: the campaigns, and under each the units."""
        found: dict[str, list[tuple[str, str]]] = {}
        for option in self.options:
            head = f"{option.campaign.name}, {option.note}" if option.note else option.campaign.name
            found.setdefault(head, []).append((option.key, option.unit.name))
        return list(found.items())


def offer(user: User, source: Dossier, at: datetime) -> Offer:
    """The units for which this person may register, in every campaign that takes models now or will yet."""
    options: list[Option] = []
    closed: list[str] = []
    campaigns = campaigns_for(user).filter(is_archive=False, tracks__track=Track.MODEL)
    for campaign in campaigns.select_related("theme_scheme"):
        units = list(units_to_register(user, campaign, Track.MODEL, day_of(campaign, at)))
        mine = [unit for unit in units if not why_not(source, campaign, unit)]
        taken = [Option(campaign, unit, note) for unit, note in _open(campaign, mine, at)]
        options += taken
        if mine and not taken:
            closed.append(f"{campaign.name} đã hết hạn đăng ký.")
        elif units and not mine:
            closed.append(why_not(source, campaign, units[0]))
    return Offer(options, list(dict.fromkeys(closed)))


def _open(campaign: Campaign, units: Sequence[Unit], at: datetime) -> list[tuple[Unit, str]]:
    """The units that may still send, or will, each with its dates."""
    windows = {group: closing_for_group(campaign, WindowStage.REGISTER, group, at) for group in ("", *GROUPS)}
    given = WindowException.objects.filter(
        standing_at(at), campaign=campaign, stage=WindowStage.REGISTER, until__gte=at, unit__in=units
    )
    longer = dict(given.order_by("granted_at", "pk").values_list("unit", "until"))
    found = []
    for unit in units:
        window = windows[group_of(unit.kind)]
        if window is None or at <= window.closes_at:
            found.append((unit, _note(window, at)))
        elif unit.pk in longer:
            found.append((unit, f"gia hạn đến {told(longer[unit.pk])}"))
    return found


def _note(window: Closing | None, at: datetime) -> str:
    if window is None:
        return ""
    if at < window.opens_at:
        return f"gửi được từ {told(window.opens_at)}"
    return f"nhận đăng ký đến {told(window.closes_at)}"


class FollowForm(forms.Form):
    """The unit and the campaign that were chosen, as one."""

    cho = forms.ChoiceField(label="Đăng ký cho", error_messages={"required": "Hãy chọn đơn vị và đợt thi đua.",
                            "invalid_choice": "Đơn vị hoặc đợt này không còn nhận đăng ký; hãy chọn lại."})  # fmt: skip

    def __init__(self, offered: Offer, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as a form takes them
        self._options = {option.key: option for option in offered.options}
        field = self.fields["cho"]
        assert isinstance(field, forms.ChoiceField)
        only = len(offered.options) == 1
        field.choices = offered.grouped if only else [("", "Chọn đơn vị"), *offered.grouped]

    def chosen(self) -> Option:
        """The option of a valid form."""
        return self._options[self.cleaned_data["cho"]]
