"""Campaigns, their tracks and windows, and the stages of the home page, as the definition files say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from danvan.criteria.enums import Track
from danvan.criteria.models import CriteriaVersion, ThemeScheme
from danvan.dossiers.enums import UnitGroup
from danvan.dossiers.models import Campaign, CampaignTrack, Stage, Window
from danvan.units.models import Unit


def add_archive(row: Mapping[str, Any], at: datetime) -> Campaign:
    """A campaign of old papers, its figures public at once."""
    organiser = Unit.objects.get(code=row["organiser"])
    campaign = Campaign.objects.create(
        code=row["code"], name=row["name"], organiser=organiser, keeper=organiser,
        first_year=row["first_year"], last_year=row["last_year"], cutoff_on=date.fromisoformat(row["cutoff_on"]),
        theme_scheme=ThemeScheme.objects.get(code=row["scheme"]), basis=row["basis"], is_archive=True,
        is_illustrative=True, published_at=at, opened_at=at,
    )  # fmt: skip
    _add_tracks(campaign, row["tracks"])
    return campaign


def add_living(row: Mapping[str, Any], at: datetime) -> Campaign:
    """This year's campaign of a province, with windows that are open today."""
    today = timezone.localdate(at)
    organiser = Unit.objects.get(code=row["organiser"])
    campaign = Campaign.objects.create(
        code=f"{row['code']}-{today.year}", name=f"{row['name']} năm {today.year}",
        organiser=organiser, keeper=organiser, first_year=today.year, last_year=today.year,
        cutoff_on=today, theme_scheme=ThemeScheme.objects.get(code=row["scheme"]), basis=row["basis"],
        is_illustrative=True, opened_at=at,
    )  # fmt: skip
    _add_tracks(campaign, row["tracks"])
    for stage, (before, after) in row["windows"].items():
        opens = timezone.localtime(at - timedelta(days=before)).replace(hour=0, minute=0)
        closes = timezone.localtime(at + timedelta(days=after)).replace(hour=17, minute=0)
        Window.objects.create(campaign=campaign, stage=stage, opens_at=opens, closes_at=closes)
    for track, group in {Track.COMMUNE: UnitGroup.COMMUNES, Track.AGENCY: UnitGroup.AGENCIES}.items():
        campaign.tracks.filter(track=track).update(at_least=1, asked_of=[group])
    return campaign


def _add_tracks(campaign: Campaign, tracks: Mapping[str, str | None]) -> None:
    for track, code in tracks.items():
        version = CriteriaVersion.objects.issued().filter(criteria_set__code=code).order_by("pk").last()
        CampaignTrack.objects.create(campaign=campaign, track=track, version=version)


def add_stage(row: Mapping[str, Any]) -> Stage:
    """A span of years that the public reads as one story."""
    fields = {name: row[name] for name in ("code", "name", "first_year", "last_year", "order", "note")}
    return Stage.objects.create(unit=Unit.objects.get(code=row["unit"]), **fields)
