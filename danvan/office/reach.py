"""Which campaigns a person works in, and for which units they may register in one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from danvan.accounts.access import Action, homes, may, rows, units_for
from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.dossiers.enums import CardState, Voice
from danvan.dossiers.models import Campaign
from danvan.units.enums import AGENCY_KINDS, COMMUNE_KINDS
from danvan.units.models import Unit, UnitQuerySet, UnitSpan, UnitSpanQuerySet


def campaigns_for(user: User) -> QuerySet[Campaign]:
    """The campaigns run by the person's units, by those below them, and by those above them; living ones first."""
    above = {prefix for home in homes(user) for prefix in _prefixes(home.path)}
    mine = rows(user, Action.VIEW, path="organiser__path") | Q(organiser__path__in=above)
    return (
        Campaign.objects.filter(mine).select_related("organiser").order_by("is_archive", "-last_year", "name", "pk")
    )  # fmt: skip


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
    found = Unit.objects.filter(pk__in=units.values("pk"), path__startswith=campaign.organiser.path)
    return found.as_of(day).order_by("sort_key", "pk")


def may_register_at_all(user: User, campaign: Campaign) -> bool:
    """May this person register something in this campaign at all? For buttons, never instead of ``may``."""
    organiser = campaign.organiser.path
    for home in homes(user):
        if home.path.startswith(organiser) and may(user, Action.EDIT, home):
            return True
    return campaign.is_archive and may(user, Action.RECORD, campaign.organiser)


def expected_spans(user: User, campaign: Campaign, day: date) -> UnitSpanQuerySet:
    """The communes and agencies within reach that a campaign expects, as they stand on a day."""
    return UnitSpan.objects.as_of(day).filter(
        rows(user, Action.VIEW, path="unit__path"),
        unit__path__startswith=campaign.organiser.path,
        kind__in=COMMUNE_KINDS | AGENCY_KINDS,
    )
