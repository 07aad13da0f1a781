"""Consultations of the demonstration, one open and one over, and comments on a recognised model: invented, flagged."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from danvan.accounts.models import User
from danvan.dossiers.models import Campaign, Dossier
from danvan.exchange.demo.files import rows
from danvan.hearings.actions import (
    Plan,
    Reading,
    close_due,
    digest,
    open_consultation,
    prepare,
    reply,
    say,
    show,
    withhold,
)
from danvan.hearings.masking import masked
from danvan.hearings.models import Candidate
from danvan.kit import dates

People = Mapping[str, User]


def hold(people: People, at: datetime) -> int:
    """Open the consultations as many days ago as is told, say and answer what was said; how many opinions."""
    told, size = rows("hearings.json"), 0
    for row in told["consultations"]:
        size += _consult(row, people, at)
    for row in told["comments"]:
        dossier = _campaign(row).dossiers.select_related("campaign__keeper").get(title=row["title"])
        size += sum(_say(one, dossier, None, people["dung"], people, at) for one in row["opinions"])
    return size


def _campaign(row: Mapping[str, Any]) -> Campaign:
    """The living campaign of that organiser."""
    found = Campaign.objects.filter(code__startswith=f"{row['campaign']}-", is_archive=False)
    return found.select_related("keeper").latest("last_year")


def _consult(row: Mapping[str, Any], people: People, at: datetime) -> int:
    campaign, by = _campaign(row), people[row["by"]]
    opened, told = at - timedelta(days=row["opened"]), {one["title"]: one for one in row["candidates"]}
    dossiers = list(Dossier.objects.filter(campaign=campaign, title__in=told))
    first = timezone.localdate(opened)
    plan = Plan(
        title=row["title"], intro=row["intro"], opens_on=first, closes_on=first + timedelta(days=row["days"] - 1),
        dossiers=dossiers, agreed={one.pk for one in dossiers if told[one.title]["agreed"]},
    )  # fmt: skip
    made = prepare(campaign=campaign, plan=plan, by=by, at=opened)
    open_consultation(consultation=made, by=by, at=opened)
    size, related = 0, ("consultation", "dossier__campaign__keeper", "dossier__keeper")
    for candidate in made.candidates.select_related(*related):
        said = told[candidate.dossier.title]
        size += sum(_say(one, candidate.dossier, candidate, by, people, at) for one in said["opinions"])
    close_due(at)
    for candidate in made.candidates.select_related("dossier"):
        if words := told[candidate.dossier.title].get("digest"):
            digest(candidate=candidate, text=words, by=by, at=at - timedelta(days=5))
    return size


def _say(
    row: Mapping[str, Any], dossier: Dossier, candidate: Candidate | None, by: User, people: People, at: datetime
) -> int:  # fmt: skip
    then = at - timedelta(days=row["days"])
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"{dossier.pk} {dates.plain(timezone.localdate(then))} {row['text']}").hex
    opinion = say(dossier=dossier, candidate=candidate, text=row["text"], request_key=key, at=then).opinion
    read = min(then + timedelta(hours=3), at)
    if "stance" in row:
        show(opinion=opinion, reading=Reading(row["stance"], masked(row["text"])), by=by, at=read)
    if "withheld" in row:
        withhold(opinion=opinion, reason=row["withheld"], by=by, at=read)
    if "reply" in row:
        reply(opinion=opinion, text=row["reply"], by=people[row["reply_by"]], at=min(then + timedelta(hours=6), at))
    return 1
