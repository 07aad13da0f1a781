"""Reading complaints: until when one may be filed and should be answered, and which wait."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils import timezone

from danvan.accounts.access import Action, rows
from danvan.accounts.models import User
from danvan.appeals.enums import AppealState
from danvan.appeals.models import Appeal, AppealQuerySet
from danvan.dossiers.models import Refusal

ANSWER_DAYS = 30  # within which an answer is expected, as the law gives for a first answer to a complaint
_HOST = "dossier__campaign__keeper__path"


def last_day(refusal: Refusal) -> date | None:
    """The last day, whole in Hà Nội, on which a complaint about a refusal is taken; None where none is."""
    days = refusal.dossier.campaign.appeal_days
    return timezone.localdate(refusal.refused_at) + timedelta(days=days) if days else None


def answer_by(appeal: Appeal) -> date:
    """The day by which the organiser should have answered; later answers are taken too."""
    return timezone.localdate(appeal.filed_at) + timedelta(days=ANSWER_DAYS)


def days_left(appeal: Appeal, at: datetime) -> int:
    """How many days are left to answer; negative when they are over."""
    return (answer_by(appeal) - timezone.localdate(at)).days


def judged_by(user: User) -> Q:
    """The condition "the organiser of its campaign is one for which this person judges or approves"."""
    return rows(user, Action.REVIEW, path=_HOST) | rows(user, Action.APPROVE, path=_HOST)


def listed(user: User) -> AppealQuerySet:
    """The complaints within reach, those that wait first, the oldest of them at the head."""
    waits = Case(When(state=AppealState.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = Appeal.objects.for_user(user).select_related(
        "unit", "refusal", "dossier__keeper", "dossier__campaign__keeper", "dossier__campaign__organiser"
    )
    return found.annotate(waits=waits).order_by("waits", "filed_at", "pk")
