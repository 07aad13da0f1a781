"""Which campaigns a person works in, and for which units they may register in one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from danvan.accounts.access import Action, homes, may, reads_an_archive, rows, units_for
from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.dossiers.addressed import spans_addressed, within
from danvan.dossiers.enums import CardState, Voice
from danvan.dossiers.models import Campaign, Dossier
from danvan.units.enums import AGENCY_KINDS, COMMUNE_KINDS
from danvan.units.models import Unit, UnitQuerySet, UnitSpanQuerySet


def campaigns_for(user: User) -> QuerySet[Campaign]:
    """The opened campaigns run (or taken over) by the person's units, by those below and above them, and those of which
    an archive may be read; living ones first."""
    above = {prefix for home in homes(user) for prefix in _prefixes(home.path)}
    mine = rows(user, Action.VIEW, path="organiser__path") | Q(organiser__path__in=above)
    mine |= rows(user, Action.VIEW, path="keeper__path") | Q(keeper__path__in=above)
    if reads_an_archive(user):
        mine |= Q(pk__in=Dossier.objects.for_user(user).values("campaign"))
    return _in_order(Campaign.objects.filter(mine, opened_at__isnull=False))


def campaigns_to_run(user: User) -> QuerySet[Campaign]:
    """The campaigns this person may write, open and extend, drafts among them: nobody else sees those."""
    run = rows(user, Action.RUN, path="keeper__path")
    return _in_order(Campaign.objects.filter(run))


def _in_order(campaigns: QuerySet[Campaign]) -> QuerySet[Campaign]:
    found = campaigns.select_related("organiser", "keeper")
    return found.order_by("is_archive", "-last_year", "name", "pk")


def _prefixes(path: str) -> Iterable[str]:
    """ "A/B/C/" gives "A/", "A/B/", "A/B/C/"."""
    parts = path.rstrip("/").split("/")
    return ("/".join(parts[:size]) + "/" for size in range(1, len(parts) + 1))


def readable_cards(user: User) -> Q:
    """The cards whose marks this person may see: signed ones, those of units, and drafts of boards in their reach."""
    superior = Q(voice=Voice.SUPERIOR) & rows(user, Action.VIEW, path="dossier__superior_keeper__path")
    province = Q(voice=Voice.PROVINCE) & rows(user, Action.VIEW, path="dossier__campaign__keeper__path")
    return Q(state=CardState.SIGNED) | Q(voice=Voice.SELF) | superior | province


def units_to_register(user: User, campaign: Campaign, track: str, day: date) -> UnitQuerySet:
    """The units for which this person may register in a campaign on a day, in Vietnamese order."""
    units = units_for(user, Action.EDIT)
    if campaign.is_archive:
        units |= units_for(user, Action.RECORD)
    kinds = {Track.COMMUNE: COMMUNE_KINDS, Track.AGENCY: AGENCY_KINDS}.get(Track(track))
    if kinds is not None:
        units = units.filter(kind__in=kinds)
    found = Unit.objects.filter(within(campaign), pk__in=units.values("pk"))
    return found.as_of(day).order_by("sort_key", "pk")


def may_register_at_all(user: User, campaign: Campaign) -> bool:
    """May this person register something in this campaign at all? For buttons, never instead of ``may``."""
    if campaign.opened_at is None:
        return False
    hosts = (campaign.organiser.path, campaign.keeper.path)
    for home in homes(user):
        if home.path.startswith(hosts) and may(user, Action.EDIT, home):
            return True
    return campaign.is_archive and may(user, Action.RECORD, campaign.organiser)


def expected_spans(user: User, campaign: Campaign, day: date) -> UnitSpanQuerySet:
    """The communes and agencies within reach that a campaign expects, as they stand on a day, or stood last when its
    organiser ended before."""
    return spans_addressed(campaign, day).filter(rows(user, Action.VIEW, path="unit__path"))
