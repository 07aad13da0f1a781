"""Who may write, close and read a meeting, what may stand on its agenda, and what its ballots say so far."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from danvan.accounts.access import Action, may, rows
from danvan.accounts.models import User
from danvan.assessments.counting import Tally, base_of
from danvan.assessments.enums import AssessmentState
from danvan.assessments.models import Assessment, AssessmentQuerySet, Ballot, Member
from danvan.dossiers.enums import Holder, State
from danvan.dossiers.models import Campaign, Dossier
from danvan.kit import vi
from danvan.units.models import Unit

RELATED = ("unit", "campaign__keeper", "campaign__organiser")


def may_write(by: User, campaign: Campaign) -> bool:
    """May this person begin and write the meetings of this campaign?"""
    return may(by, Action.REVIEW, campaign.keeper) or may(by, Action.APPROVE, campaign.keeper)


def campaigns_to_assess(user: User) -> QuerySet[Campaign]:
    """The opened campaigns whose meetings this person writes, the newest first."""
    mine = rows(user, Action.REVIEW, path="keeper__path") | rows(user, Action.APPROVE, path="keeper__path")
    return _in_order(mine & Q(is_archive=False))


def campaigns_to_read(user: User) -> QuerySet[Campaign]:
    """The opened campaigns whose meetings this person reads: those of one's own organiser, never of one above."""
    mine = rows(user, Action.VIEW, path="keeper__path") | rows(user, Action.VIEW, path="organiser__path")
    return _in_order(mine | Q(pk__in=Assessment.objects.for_user(user).values("campaign")))


def _in_order(mine: Q) -> QuerySet[Campaign]:
    found = Campaign.objects.filter(mine, opened_at__isnull=False).select_related("keeper")
    return found.order_by("is_archive", "-last_year", "name", "pk")


def readable(user: User) -> AssessmentQuerySet:
    """The meetings this person reads, with what every page of them needs."""
    found: AssessmentQuerySet = Assessment.objects.for_user(user).select_related(*RELATED)
    return found


def last_meeting(unit: Unit) -> Assessment | None:
    """The last meeting an organiser held: who was called then is called again."""
    held = Assessment.objects.filter(Q(unit=unit) | Q(campaign__keeper=unit))
    return held.order_by("-held_at", "-pk").first()


def candidates(campaign: Campaign, user: User) -> QuerySet[Dossier]:
    """The dossiers a meeting of this campaign may vote on, within reach of this person."""
    found = Dossier.objects.for_user(user).filter(campaign=campaign, state=State.CONFIRMED)
    return found.select_related("unit", "theme")


def in_order(dossiers: Iterable[Dossier]) -> list[Dossier]:
    """The order of an agenda: models before titles, by theme, collectives by unit, then people by given name."""
    return sorted(dossiers, key=_place)


def _place(dossier: Dossier) -> tuple[object, ...]:
    track = "" if dossier.is_model else dossier.track
    theme = (track, dossier.theme.order if dossier.theme and not track else 0, 0 if track else dossier.theme_id or 0)
    if dossier.holder_kind == Holder.INDIVIDUAL:
        return *theme, True, vi.given_name_key(dossier.holder_name), "", dossier.pk
    return *theme, False, dossier.unit.sort_key, vi.sort_key(dossier.title), dossier.pk


def present_members(assessment: Assessment) -> QuerySet[Member]:
    """Those who came, in the order of the list."""
    return assessment.members.filter(is_present=True).order_by("order")


def agenda(assessment: Assessment) -> QuerySet[Ballot]:
    """The ballots in the order of the agenda, with their dossiers."""
    return assessment.ballots.select_related("dossier__theme", "dossier__unit").order_by("order")


def base(assessment: Assessment) -> int:
    """Of how many the share is reckoned at this meeting."""
    here = list(assessment.members.values_list("is_present", flat=True))
    return base_of(assessment.share_of, present=sum(here), called=len(here))


def tally_of(ballot: Ballot) -> Tally | None:
    """What stands on a ballot, or nothing while no vote is recorded."""
    if ballot.in_favour is None:
        return None
    return Tally(ballot.in_favour, ballot.against or 0, ballot.blank or 0)


def closed_ballots(dossiers: Iterable[int]) -> QuerySet[Ballot]:
    """The votes that count on these dossiers, the last meeting's last: only closed meetings count."""
    found = Ballot.objects.filter(dossier__in=list(dossiers), assessment__state=AssessmentState.CLOSED)
    return found.select_related("assessment").order_by("assessment__held_at", "assessment_id")
