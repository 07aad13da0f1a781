"""The jobs of a desk that come before judging: declaring ties, sharing dossiers out, finding someone who is free."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.db.models import Count
from django.urls import reverse

from danvan.accounts.access import Action, homes, may, may_somewhere
from danvan.accounts.models import User
from danvan.dossiers.conflicts import judges_in, nobody_free
from danvan.dossiers.enums import WindowStage
from danvan.dossiers.models import Campaign, Declaration, Dossier
from danvan.office.desk_calendar import Calendar
from danvan.office.desk_jobs import Job, counted, names
from danvan.office.judging.seats import WAITING


def judging_jobs(user: User, living: Sequence[Campaign], when: Calendar) -> list[Job]:
    """What this person has to settle in the campaigns of the organisers they judge or approve for."""
    if not (may_somewhere(user, Action.REVIEW) or may_somewhere(user, Action.APPROVE)):
        return []
    mine = [campaign for campaign in living if judges_in(user, campaign)]
    own = {home.pk for home in homes(user)}
    at_home = [campaign for campaign in mine if campaign.keeper_id in own]  # not those of every board below
    return [*_ties(user, at_home, when), *_dossiers(user, mine, own, when)] if mine else []


def _ties(user: User, mine: Sequence[Campaign], when: Calendar) -> list[Job]:
    """The campaigns that open their cards only to those who declared."""
    asking = [campaign for campaign in mine if campaign.asks_ties]
    if not asking:
        return []
    done = set(Declaration.objects.filter(person=user, campaign__in=asking).values_list("campaign", flat=True))
    return [
        _job("Khai quan hệ trước khi thẩm định", f"{campaign.name}.", "judging-ties", campaign, when, "Khai quan hệ")
        for campaign in asking if campaign.pk not in done
    ]  # fmt: skip


def _dossiers(user: User, mine: Sequence[Campaign], own: set[int], when: Calendar) -> list[Job]:
    """Of what waits to be judged: where seats are the rule and empty, and where nobody is free."""
    waiting = list(
        Dossier.objects.for_user(user).filter(WAITING, campaign__in=mine)
        .annotate(sitting=Count("seats")).order_by("campaign", "pk")
    )  # fmt: skip
    alone = nobody_free(waiting) if waiting else set()
    by_pk = {campaign.pk: campaign for campaign in mine}
    jobs = []
    for pk, found in groupby(waiting, key=lambda one: one.campaign_id):
        campaign, some = by_pk[pk], list(found)
        nobody = [one for one in some if one.pk in alone]
        empty = [one for one in some if getattr(one, "sitting", 0) < 2 and one.pk not in alone]
        if empty and campaign.asks_two and campaign.keeper_id in own:
            title = f"{counted(len(empty))} hồ sơ chưa đủ người thẩm định"
            jobs.append(_job(title, _named(empty, campaign, when), "judging-seats", campaign, when, "Phân công"))
        if nobody and may(user, Action.APPROVE, campaign.keeper):
            title = f"{counted(len(nobody))} hồ sơ cần người thẩm định khác"
            jobs.append(_job(title, _named(nobody, campaign, when), "judging-load", campaign, when, "Xem hồ sơ"))
    return jobs


def _named(some: Sequence[Dossier], campaign: Campaign, when: Calendar) -> str:
    told = names([f"“{one.title}”" if one.is_model else one.unit_name for one in some])
    return " ".join(filter(None, [f"{told}.", when.about(campaign.pk)]))


def _job(title: str, text: str, screen: str, campaign: Campaign, when: Calendar, button: str) -> Job:
    url = reverse(f"office:{screen}", args=[campaign.pk])
    return Job(title, text, url, button, url, when.left(campaign.pk, WindowStage.CONFIRM))
