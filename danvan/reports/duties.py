"""Who was asked to register what in a campaign, and how much of it is still owed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from danvan.criteria.enums import Track
from danvan.dossiers.models import Campaign, Dossier
from danvan.dossiers.windows import GROUPS
from danvan.reports.coverage import KINDS
from danvan.units.models import UnitSpanQuerySet


@dataclass(frozen=True)
class Duty:
    """What one unit was asked to register of one track, and how many it has sent and not withdrawn."""

    unit_id: int
    unit_name: str
    track: str
    registered: int
    at_least: int

    @property
    def owed(self) -> int:
        return max(0, self.at_least - self.registered)


def duties(campaign: Campaign, spans: UnitSpanQuerySet) -> list[Duty]:
    """What each of these units was asked for, met or not: units in Vietnamese order, tracks in that of the campaign.

    A group that is asked without a number is asked for one; a title is asked only of the kinds it is for. What was
    registered counts for the unit and for who keeps it now. Three queries, whatever the rows.
    """
    asked = [
        (track, frozenset(kind for group in groups for kind in GROUPS.get(group, ())), max(1, at_least))
        for track, groups, at_least in campaign.tracks.order_by("pk").values_list("track", "asked_of", "at_least")
        if groups
    ]  # fmt: skip
    if not asked:
        return []
    counts = _registered(campaign)
    units = list(spans.order_by("unit__sort_key", "unit_id").values_list("unit_id", "name", "kind"))
    return [
        Duty(pk, name, track, counts[pk, track], at_least)
        for pk, name, kind in units
        for track, kinds, at_least in asked
        if kind in kinds and kind in KINDS.get(Track(track), kinds)
    ]


def unregistered(campaign: Campaign, spans: UnitSpanQuerySet) -> list[Duty]:
    """What is still owed, by name."""
    return [duty for duty in duties(campaign, spans) if duty.owed]


def owing(found: Iterable[Duty]) -> dict[int, list[Duty]]:
    """The same by unit."""
    by_unit = defaultdict(list)
    for duty in found:
        by_unit[duty.unit_id].append(duty)
    return dict(by_unit)


def _registered(campaign: Campaign) -> dict[tuple[int, str], int]:
    counts: dict[tuple[int, str], int] = defaultdict(int)
    rows = Dossier.objects.registered().filter(campaign=campaign).values_list("unit_id", "keeper_id", "track")
    for unit_id, keeper_id, track, count in rows.annotate(count=Count("pk")).order_by():
        for pk in {unit_id, keeper_id}:
            counts[pk, track] += count
    return counts
