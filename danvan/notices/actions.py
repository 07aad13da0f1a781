"""Reminding those who still owe something, and telling of campaigns that opened: each person of each thing once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from danvan.dossiers.addressed import posts_addressed
from danvan.dossiers.models import Campaign
from danvan.dossiers.windows import told
from danvan.ledger.record import wait_for_writers
from danvan.notices.calendar import Calendar
from danvan.notices.enums import Due, NoticeKind
from danvan.notices.models import Reminded, ReminderRule
from danvan.notices.owed import HEADINGS, Owed, Person, counted, everybody, owed_by_all
from danvan.notices.posting import Letter, write

NEWS = timedelta(days=14)  # an opening is told of for so long, also to who joins meanwhile
OVERDUE = -1
Provider = Callable[[datetime], Mapping[int, Sequence[Owed]]]  # what other books say people owe, by their id


def remind(*, at: datetime, more: Sequence[Provider] = ()) -> int:
    """One digest for each person for whom something has come nearer its end; gives how many were written.

    Run again, it writes nothing: what was reminded of is on record for each person.
    """
    people = owed_by_all(at)
    for provider in more:
        extra = provider(at)
        for person in people:
            for one in extra.get(person.pk, ()):
                person.owe(one)
    rules = {rule.stage: rule.days_before for rule in ReminderRule.objects.all()}
    due = {person.pk: _steps(person.owed, rules, at) for person in people if person.owed}
    with transaction.atomic():
        wait_for_writers()
        known = set(Reminded.objects.filter(recipient__in=due).values_list("recipient_id", "key"))
        letters = []
        for person in people:
            fresh = [key for key in due.get(person.pk, ()) if (person.pk, key) not in known]
            if fresh:
                letters.append(_digest(person, fresh, at))
        return write(NoticeKind.REMINDER, letters, at)


def _steps(owed: Iterable[Owed], rules: Mapping[str, Sequence[int]], at: datetime) -> list[str]:
    """What of this is to be reminded by now: the nearest of the days of its rule, or once what has no day."""
    today = timezone.localdate(at)
    keys: dict[str, None] = {}
    for one in owed:
        if one.due is not None:
            left = (timezone.localdate(one.due) - today).days
            step = min((days for days in rules.get(one.stage, ()) if days >= max(left, 0)), default=None)
            if one.due < at:
                step = OVERDUE
            if step is not None:
                keys[f"{one.place}:{one.stage}:{timezone.localtime(one.due):%Y%m%d%H%M}:{step}"] = None
        elif one.once:
            keys[one.once] = None
    return list(keys)


def _digest(person: Person, fresh: Sequence[str], at: datetime) -> Letter:
    values = {"viec": digest(person.owed, at), "so_viec": f"{counted(person.owed)} việc"}
    key = f"remind:{timezone.localtime(at):%Y%m%d%H%M%S}"
    return Letter(person, key, values, reverse("office:desk"), fresh)


def digest(owed: Iterable[Owed], at: datetime) -> str:
    """Everything owed, under its headings with its day, the first due first inside each."""
    order = list(HEADINGS)
    rows = sorted(owed, key=lambda one: (order.index(one.group), one.due is None, one.due or at, one.about))
    parts = []
    for (group, due, about), some in groupby(rows, key=lambda one: (one.group, one.due, one.about)):
        lines = "\n".join(f"- {one.text}" for one in some)
        campaign = f", {about}" if about else ""
        parts.append(f"{HEADINGS[group]}{campaign}{_limit(due, at)}:\n{lines}")
    return "\n\n".join(parts)


def _limit(due: datetime | None, at: datetime) -> str:
    if due is None:
        return ""
    days = (timezone.localdate(due) - timezone.localdate(at)).days
    left = "đã quá hạn" if due < at else f"còn {days} ngày" if days else "hạn hôm nay"
    return f" ({left}, {told(due)})"


def tell_openings(*, at: datetime) -> int:
    """Tell the people of the units that take part of every campaign opened lately; each person once."""
    opened = Campaign.objects.filter(opened_at__lte=at, opened_at__gt=at - NEWS, is_archive=False)
    return sum(tell_opening(campaign=one, at=at) for one in opened.select_related("organiser", "keeper").order_by("pk"))


@transaction.atomic
def tell_opening(*, campaign: Campaign, at: datetime) -> int:
    """Tell the people of the units that take part, and of the boards between, that it is open, with its guidance."""
    wait_for_writers()
    crowd, calendar = everybody(at), Calendar(campaign, at)
    papers = ", ".join(campaign.files.filter(removed_at__isnull=True).order_by("pk").values_list("name", flat=True))
    guided = {"ten_dot": campaign.name, "co_quan": campaign.keeper.name, "huong_dan": campaign.guidance,
              "tep": papers or "không có"}  # fmt: skip
    url = reverse("office:campaign", args=[campaign.pk])
    letters: dict[int, Letter] = {}
    posts = posts_addressed(campaign, timezone.localdate(at)).select_related("unit")
    for post in posts.order_by("-unit__path", "pk"):  # one's own unit before the board above it
        values = {**guided, "han_dang_ky": limit(calendar, post.unit.kind, post.unit_id)}
        person = replace(crowd.people[post.user_id], unit=post.unit)
        letters.setdefault(person.pk, Letter(person, f"open:{campaign.pk}", values, url, (), campaign))
    return write(NoticeKind.OPENING, list(letters.values()), at)


def limit(calendar: Calendar, kind: str, unit_id: int) -> str:
    """Until when a unit may register, in words."""
    last = calendar.last(Due.REGISTER, kind, unit_id)
    return f"đến {told(last)}" if last else "không có giờ đóng"
