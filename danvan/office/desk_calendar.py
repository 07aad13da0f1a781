"""When each stage of the campaigns on a desk closes, for everybody, for a group of units, or for one unit alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from danvan.dossiers.models import Campaign, Window, WindowException
from danvan.dossiers.windows import group_of, standing_at
from danvan.kit import dates

Place = tuple[int, str]  # a unit and its kind


@dataclass(frozen=True)
class Calendar:
    """The closings seen from today; ``groups`` are by campaign, stage and group ("" for all), ``longer`` by campaign,
    stage and unit."""

    campaigns: Mapping[int, Campaign]
    groups: Mapping[tuple[int, str, str], datetime]
    longer: Mapping[tuple[int, str, int], datetime]
    today: date

    def _closing(self, campaign_id: int, stage: str, place: Place) -> datetime | None:
        unit_id, kind = place
        usual = self.groups.get((campaign_id, stage, group_of(kind))) or self.groups.get((campaign_id, stage, ""))
        longer = self.longer.get((campaign_id, stage, unit_id))
        return max(usual, longer) if usual and longer else usual

    def day(self, campaign_id: int, stage: str, places: Iterable[Place] = ()) -> date | None:
        """The soonest day on which the stage closes for one of these units; for everybody when none is named."""
        closings = [self._closing(campaign_id, stage, place) for place in list(places) or [(0, "")]]
        return timezone.localdate(min(known)) if (known := [one for one in closings if one]) else None

    def left(self, campaign_id: int, stage: str, places: Iterable[Place] = ()) -> int | None:
        day = self.day(campaign_id, stage, places)
        return (day - self.today).days if day else None

    def limit(self, campaign_id: int, stage: str, places: Iterable[Place] = ()) -> str:
        day = self.day(campaign_id, stage, places)
        return f"Hạn {dates.short(day)}." if day else ""

    def about(self, campaign_id: int) -> str:
        """The campaign by name, where a desk holds more than one."""
        return f"{self.campaigns[campaign_id].name}." if len(self.campaigns) > 1 else ""


def calendar(campaigns: Iterable[Campaign], at: datetime) -> Calendar:
    """The closings of these campaigns, extensions that stand counted in; two queries, and none for no campaign."""
    living = {campaign.pk: campaign for campaign in campaigns}
    if not living:
        return Calendar({}, {}, {}, timezone.localdate(at))
    windows = Window.objects.filter(campaign__in=living).values_list("campaign", "stage", "unit_group", "closes_at")
    granted = WindowException.objects.filter(standing_at(at), campaign__in=living).order_by("granted_at", "pk")
    longer = granted.values_list("campaign", "stage", "unit", "until")
    return Calendar(
        living, {row[:3]: row[3] for row in windows}, {row[:3]: row[3] for row in longer}, timezone.localdate(at)
    )
