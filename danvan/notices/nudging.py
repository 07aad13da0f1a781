"""A board reminds the units that have still to register with one click: at most once a day each, on the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.access import Action, units_for
from danvan.accounts.models import User
from danvan.dossiers.addressed import spans_addressed
from danvan.dossiers.campaign_rows import CannotRun
from danvan.dossiers.models import Campaign
from danvan.ledger.record import Act, record_many, wait_for_writers
from danvan.notices.actions import limit
from danvan.notices.calendar import Calendar
from danvan.notices.enums import NoticeKind
from danvan.notices.models import Reminded
from danvan.notices.owed import WRITES, Person, everybody
from danvan.notices.posting import Letter, write
from danvan.reports.missing import Missing, missing
from danvan.units.models import Unit


@dataclass(frozen=True)
class Nudge:
    """A unit that has still to register, the people of it who can, and whether it was reminded today."""

    unit: Missing
    people: Sequence[Person]
    done: bool

    @property
    def can_be_sent(self) -> bool:
        return bool(self.people) and not self.done

    @property
    def names(self) -> str:
        return ", ".join(person.name for person in self.people)


def nudges(campaign: Campaign, by: User, at: datetime) -> list[Nudge]:
    """The units of this person's that have still to register, each with who would be told."""
    reach = units_for(by, Action.RUN).values("pk")
    spans = spans_addressed(campaign, timezone.localdate(at)).filter(unit__in=reach)
    crowd = everybody(at)
    keys = set(Reminded.objects.filter(key__startswith=_day(campaign, at)).values_list("key", flat=True))
    return [
        Nudge(unit, crowd.who(WRITES, unit.unit_id), _key(campaign, unit, at) in keys)
        for unit in missing(campaign, spans)
    ]


def _day(campaign: Campaign, at: datetime) -> str:
    return f"nudge:{campaign.pk}:{timezone.localdate(at):%Y%m%d}:"


def _key(campaign: Campaign, unit: Missing, at: datetime) -> str:
    return f"{_day(campaign, at)}{unit.unit_id}"


def why_not(campaign: Campaign, at: datetime) -> str:
    """Why nobody can be reminded of registering now, or ""."""
    if campaign.opened_at is None or campaign.is_archive:
        return "Đợt này chưa mở hoặc là đợt cũ, không nhắc đăng ký được."
    return ""


@transaction.atomic
def remind_now(*, campaign: Campaign, by: User, at: datetime) -> list[Nudge]:
    """Remind every unit in reach that has still to register and was not reminded today; gives those units.
    Raises ``CannotRun``."""
    wait_for_writers()
    if refusal := why_not(campaign, at):
        raise CannotRun(refusal)
    going = [one for one in nudges(campaign, by, at) if one.can_be_sent]
    if not going:
        raise CannotRun("Không còn đơn vị nào cần nhắc: đơn vị đã đăng ký, đã nhắc hôm nay hoặc chưa có tài khoản.")
    units = Unit.objects.in_bulk([one.unit.unit_id for one in going])
    calendar, sender = Calendar(campaign, at), by.posts[0].unit.name
    letters, acts = [], []
    for one in going:
        unit = units[one.unit.unit_id]
        values = {
            "ten_dot": campaign.name, "co_quan": campaign.keeper.name, "con_thieu": one.unit.lacking,
            "nguoi_nhac": sender, "han_dang_ky": limit(calendar, one.unit.kind, unit.pk),
        }  # fmt: skip
        key, url = _key(campaign, one.unit, at), reverse("office:dossier-new", args=[campaign.code])
        letters += [Letter(replace(who, unit=unit), key, values, url, (key,), campaign) for who in one.people]
        acts.append(Act(campaign, "nudge", "Nhắc đăng ký", unit, details={"people": ["", one.names]}))
    write(NoticeKind.NUDGE, letters, at)
    record_many(acts, by=by, at=at)
    return going
