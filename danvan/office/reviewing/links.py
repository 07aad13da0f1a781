"""The other screens of those who judge: who is asked, how much each has, ties, assessments, complaints."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse

from danvan.dossiers.models import Campaign
from danvan.reports.queue import QueueRow


@dataclass(frozen=True)
class Link:
    """One of them."""

    label: str
    url: str


@dataclass(frozen=True)
class Round:
    """The screens of one campaign."""

    name: str
    links: Sequence[Link]


MOST = 3  # campaigns named in the head of the queue: the newest
BY_CAMPAIGN = (("judging-seats", "Phân công"), ("judging-load", "Khối lượng"), ("judging-ties", "Khai quan hệ"))
ALWAYS = (("assessments", "Bình xét"), ("appeals", "Kiến nghị"))


def rounds(found: Sequence[QueueRow], hosts: Collection[int]) -> list[Round]:
    """The screens of the campaigns that this person's board organises, the newest first; asked for only where the
    queue names none."""
    named = {row.campaign: row.campaign_name for row in found if row.host in hosts}
    if not named and hosts:
        living = Campaign.objects.filter(keeper__in=hosts, is_archive=False, opened_at__isnull=False)
        named = dict(living.order_by("-pk").values_list("pk", "name")[:MOST])
    return [
        Round(named[pk], [Link(label, reverse(f"office:{name}", args=[pk])) for name, label in BY_CAMPAIGN])
        for pk in sorted(named, reverse=True)[:MOST]
    ]


def links(hosts: Collection[int]) -> list[Link]:
    """The screens of every campaign at once, for those who judge for an organiser."""
    return [Link(label, reverse(f"office:{name}")) for name, label in ALWAYS] if hosts else []
