"""With which dossiers a submission for recognition begins: those an assessment passed, or all that are ready."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from danvan.accounts.models import User
from danvan.assessments.enums import AssessmentState
from danvan.assessments.models import Assessment
from danvan.decisions.enums import DecisionKind
from danvan.decisions.models import SubmissionItem
from danvan.decisions.queries import in_order, under
from danvan.decisions.submitting import why_not
from danvan.dossiers.enums import State
from danvan.dossiers.models import Campaign, Dossier
from danvan.kit import dates
from danvan.office.forms_decisions import living_campaigns
from danvan.units.models import Unit


def meeting(user: User, pk: int | None) -> Assessment | None:
    """The closed assessment in reach of which this is the key."""
    found = Assessment.objects.for_user(user).filter(state=AssessmentState.CLOSED).select_related("campaign__keeper")
    return found.filter(pk=pk).first() if pk else None


def campaign(user: User, code: str) -> Campaign | None:
    """The campaign in reach that an address names."""
    return living_campaigns(user).filter(code=code).first() if code else None


def rests_on(assessment: Assessment | None) -> str:
    """The base that cites the assessment."""
    if assessment is None:
        return ""
    return (
        f"Căn cứ kết quả họp bình xét ngày {dates.short(timezone.localdate(assessment.held_at))} của {assessment.body}"
    )


def ready(user: User, unit: Unit, of: Campaign, assessment: Assessment | None) -> list[Dossier]:
    """What may be asked for now, in its order: as it was assessed, otherwise that of an attached list."""
    found = able(user, unit, of)
    if assessment is None:
        return in_order(one for one in found if not getattr(one, "elsewhere", False))
    passed = assessment.ballots.filter(is_pass=True).order_by("order").values_list("dossier_id", flat=True)
    by_pk = {dossier.pk: dossier for dossier in found}
    return [by_pk[pk] for pk in passed if pk in by_pk]


def able(user: User, unit: Unit, of: Campaign) -> QuerySet[Dossier]:
    """What a submission for recognition may ask for; ``elsewhere``: another already does."""
    other = SubmissionItem.objects.filter(dossier=OuterRef("pk"), submission__kind=DecisionKind.RECOGNISE)
    fit = Q(state=State.APPROVED) | Q(state=State.CONFIRMED, assessed_pass=True)
    found = Dossier.objects.for_user(user).filter(under(unit), fit, campaign=of, recognised_on=None)
    return found.select_related("unit", "theme").annotate(elsewhere=Exists(other))


def addable(user: User, unit: Unit, of: Campaign | None, listed: set[int]) -> list[Dossier]:
    """What may still be added to a draft."""
    if of is None:
        return []
    found = able(user, unit, of).exclude(pk__in=listed)
    return [one for one in in_order(found) if not why_not(one, DecisionKind.RECOGNISE)]
