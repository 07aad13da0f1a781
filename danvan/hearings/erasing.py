"""What is deleted on schedule: words that are not shown, and whoever asked for a name to be taken down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from danvan.hearings.enums import OpinionState
from danvan.hearings.models import Consultation, Opinion, Removal
from danvan.hearings.queries import KEEP_COMMENT_DAYS, KEEP_CONTACT_DAYS
from danvan.ledger.models import Channel
from danvan.ledger.record import Act, record_many, wait_for_writers


@dataclass(frozen=True)
class Erased:
    """How much was deleted."""

    opinions: int
    removals: int


@transaction.atomic
def erase_due(at: datetime) -> Erased:
    """Delete what was kept long enough; doing it again changes nothing."""
    due = [*_of_consultations(at), *_comments(at)]
    asked = list(
        Removal.objects.filter(erased_at__isnull=True, answered_at__lt=at - timedelta(days=KEEP_CONTACT_DAYS))
        .select_related("unit", "answered_by").order_by("pk")
    )  # fmt: skip
    if not (due or asked):
        return Erased(0, 0)
    wait_for_writers()
    opinions = Opinion.objects.filter(pk__in=[one.pk for one in due])
    opinions.exclude(state=OpinionState.SHOWN).update(shown_text="")
    opinions.update(text="", erased_at=at)
    Removal.objects.filter(pk__in=[one.pk for one in asked]).update(text="", contact="", about="", erased_at=at)
    _record(due, asked, at)
    return Erased(len(due), len(asked))


def _of_consultations(at: datetime) -> QuerySet[Opinion]:
    """Of consultations that ended long enough ago, each after its own number of days."""
    today, ended = timezone.localdate(at), Consultation.objects.filter(closed_at__isnull=False)
    over = [
        one.pk for one in ended.filter(closed_at__lt=at)
        if one.closed_at and timezone.localdate(one.closed_at) + timedelta(days=one.keep_days) < today
    ]  # fmt: skip
    return _kept().filter(candidate__consultation__in=over)


def _comments(at: datetime) -> QuerySet[Opinion]:
    return _kept().filter(candidate__isnull=True, received_at__lt=at - timedelta(days=KEEP_COMMENT_DAYS))


def _kept() -> QuerySet[Opinion]:
    found = Opinion.objects.filter(erased_at__isnull=True)
    return found.select_related("unit", "dossier__created_by", "candidate__consultation__created_by").order_by("pk")


def _record(due: list[Opinion], asked: list[Removal], at: datetime) -> None:
    """One event each, in the name of who keeps the thing; it says that words were deleted and not which."""
    for opinion in due:
        consultation = opinion.candidate.consultation if opinion.candidate else None
        by = consultation.created_by if consultation else opinion.dossier.created_by
        record_many(
            [Act(opinion, "erase", "Xóa nội dung theo thời hạn", opinion.unit)], by=by, at=at, channel=Channel.COMMAND
        )
    for removal in asked:
        assert removal.answered_by is not None
        record_many(
            [Act(removal, "erase", "Xóa dữ liệu người gửi theo thời hạn", removal.unit)], by=removal.answered_by, at=at,
            channel=Channel.COMMAND,
        )  # fmt: skip
