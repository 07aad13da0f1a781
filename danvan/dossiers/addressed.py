"""The units a campaign is for: the communes and agencies below its organiser, as they stand on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from danvan.accounts.models import Post, User
from danvan.dossiers.models import Campaign
from danvan.units.enums import AGENCY_KINDS, COMMUNE_KINDS, REVIEWING
from danvan.units.models import Unit, UnitQuerySet, UnitSpan, UnitSpanQuerySet
from danvan.units.queries import Tree


def within(campaign: Campaign, path: str = "path", pk: str = "pk") -> Q:
    """The units a campaign is for, under lookups to their path and id: those below its organiser, or, when that was
    rearranged in the course of it, those that stood below it on the cut-off day."""
    if campaign.keeper_id == campaign.organiser_id:
        return Q(**{f"{path}__startswith": campaign.organiser.path})
    stood = Tree(campaign.cutoff_on).under(campaign.organiser)
    return Q(**{f"{pk}__in": [standing.unit_id for standing in stood]})


def spans_addressed(campaign: Campaign, day: date) -> UnitSpanQuerySet:
    """The periods of the communes and agencies that a campaign expects, as they stand on a day, or stood last when its
    organiser ended before."""
    last = campaign.organiser.ended_on
    return UnitSpan.objects.as_of(min(day, last) if last else day).filter(
        within(campaign, "unit__path", "unit_id"), kind__in=COMMUNE_KINDS | AGENCY_KINDS
    )


def takes_part(campaign: Campaign, day: date) -> UnitQuerySet:
    """The units themselves, in Vietnamese order: who is told of the opening, and who may be given more time."""
    return Unit.objects.filter(pk__in=spans_addressed(campaign, day).values("unit")).order_by("sort_key", "pk")


def posts_addressed(campaign: Campaign, day: date) -> QuerySet[Post]:
    """The posts held on a day in the units addressed, and in the boards between them and the organiser."""
    units = Unit.objects.filter(pk__in=spans_addressed(campaign, day).values("unit"))
    boards = Unit.objects.filter(within(campaign), kind__in=REVIEWING).exclude(pk=campaign.organiser_id)
    here = Q(unit__in=units.values("pk")) | Q(unit__in=boards.values("pk"))
    return Post.objects.filter(here, Post.held_on(day), user__is_active=True)


def people_addressed(campaign: Campaign, day: date) -> QuerySet[User]:
    """Who is told when a campaign opens: the people of the units addressed, and of the boards that write for them."""
    return User.objects.filter(pk__in=posts_addressed(campaign, day).values("user")).order_by("pk")
