"""What is stored with the closing of a meeting: names and outcomes on its ballots, the result on each dossier."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from danvan.accounts.models import User
from danvan.assessments.counting import is_reached, result_words
from danvan.assessments.models import Assessment, Ballot, Vote
from danvan.assessments.queries import agenda, base, closed_ballots
from danvan.dossiers.models import Dossier

_FROZEN = ["is_pass", "title", "holder_name", "unit_name"]


def freeze(assessment: Assessment, by: User, at: datetime) -> None:
    """Write names and outcomes onto the ballots, as they stand, and the result onto the dossiers."""
    of_all, ballots = base(assessment), list(agenda(assessment))
    Vote.objects.filter(ballot__assessment=assessment, member__is_present=False).delete()
    for ballot in ballots:
        dossier = ballot.dossier
        ballot.is_pass = is_reached(ballot.in_favour or 0, of_all, assessment.share_needed)
        ballot.title, ballot.holder_name, ballot.unit_name = dossier.title, dossier.holder_name, dossier.unit_name
    Ballot.objects.bulk_update(ballots, _FROZEN, batch_size=200)
    assessment.closed_at = at
    assessment.save(update_fields=["closed_at"])
    tell_dossiers([ballot.dossier_id for ballot in ballots])


def thaw(assessment: Assessment, by: User, at: datetime) -> None:
    """Take all of that back; a meeting held before counts again."""
    assessment.ballots.update(is_pass=None, title="", holder_name="", unit_name="")
    assessment.closed_at = None
    assessment.save(update_fields=["closed_at"])
    tell_dossiers(list(assessment.ballots.values_list("dossier_id", flat=True)))


def tell_dossiers(wanted: Collection[int]) -> None:
    """Repeat on each dossier what the last closed meeting said of it, or that none has."""
    last = {ballot.dossier_id: ballot for ballot in closed_ballots(wanted)}
    bases = {one.pk: base(one) for one in {ballot.assessment for ballot in last.values()}}
    dossiers = list(Dossier.objects.filter(pk__in=wanted).order_by("pk"))
    for dossier in dossiers:
        ballot = last.get(dossier.pk)
        dossier.assessed_on = timezone.localdate(ballot.assessment.held_at) if ballot else None
        dossier.assessed_pass = ballot.is_pass if ballot else None
        dossier.assessed_as = result_words(ballot.in_favour or 0, bases[ballot.assessment_id]) if ballot else ""
    Dossier.objects.bulk_update(dossiers, ["assessed_on", "assessed_pass", "assessed_as"], batch_size=200)
