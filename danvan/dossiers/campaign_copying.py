"""A campaign begun from an earlier year's: its words, tracks and windows, every date moved by whole years."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from danvan.accounts.models import User
from danvan.dossiers.campaign_rows import JUDGING
from danvan.dossiers.campaigning import CannotRun, Facts, begin
from danvan.dossiers.models import Campaign, CampaignTrack, Window


@transaction.atomic
def copy_from(source: Campaign, *, year: int, by: User, at: datetime) -> Campaign:
    """A draft for a later year with everything a campaign says, its dates moved by whole years.

    A day stays the same day of the month, whatever day of the week it falls on; 29 February becomes the 28th.
    """
    if source.opened_at is None:
        raise CannotRun("Chỉ chép từ một đợt đã mở.", "source")
    shift = year - source.first_year
    facts = Facts(
        name=_years_moved(source.name, source, shift)[:200], code=_free_code(source, year, shift),
        first_year=year, last_year=source.last_year + shift, cutoff_on=_moved(source.cutoff_on, shift),
        theme_scheme=source.theme_scheme, basis=source.basis, asks_head=source.asks_head,
        **{name: getattr(source, name) for name in JUDGING},
    )  # fmt: skip
    draft = begin(organiser=source.keeper, facts=facts, by=by, at=at, copied_from=source)
    draft.guidance = source.guidance
    draft.save(update_fields=["guidance"])
    CampaignTrack.objects.bulk_create(
        CampaignTrack(
            campaign=draft, track=one.track, version=one.version, at_least=one.at_least, at_most=one.at_most,
            asked_of=one.asked_of,
        )
        for one in source.tracks.select_related("version").order_by("pk")
    )  # fmt: skip
    Window.objects.bulk_create(
        Window(
            campaign=draft, stage=one.stage, unit_group=one.unit_group, opens_at=_moment_moved(one.opens_at, shift),
            closes_at=_moment_moved(one.closes_at, shift),
        )
        for one in source.windows.order_by("pk")
    )  # fmt: skip
    return draft


def _years_moved(text: str, source: Campaign, shift: int) -> str:
    """The text with each year of the source moved."""

    def moved(found: re.Match[str]) -> str:
        number = int(found.group())
        return str(number + shift) if source.first_year <= number <= source.last_year else found.group()

    return re.sub(r"\b\d{4}\b", moved, text)


def _free_code(source: Campaign, year: int, shift: int) -> str:
    moved = _years_moved(source.code, source, shift)
    wanted = (moved if moved != source.code else f"{source.code}-{year}")[:36]
    taken = set(Campaign.objects.filter(code__startswith=wanted).values_list("code", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(code for code in numbered if code not in taken)


def _moved(day: date, shift: int) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + shift, day=28 if leap else day.day)


def _moment_moved(moment: datetime, shift: int) -> datetime:
    local = timezone.localtime(moment)
    return timezone.make_aware(datetime.combine(_moved(local.date(), shift), local.time()))
