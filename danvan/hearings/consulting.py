"""Opening a consultation with its candidates frozen, closing and cancelling it, and the summary that enters each
dossier; it is prepared and prolonged in ``preparing``."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.dossiers.enums import Holder
from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import without_name
from danvan.hearings.enums import ConsultationState
from danvan.hearings.models import Candidate, Consultation
from danvan.hearings.preparing import MAY_NOT, CannotConsult
from danvan.hearings.queries import counts
from danvan.hearings.workflow import CONSULTATION_LIFE
from danvan.kit import vi
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Channel
from danvan.ledger.record import Act, record, wait_for_writers

MOST_DIGEST = 4000


@transaction.atomic
def open_consultation(*, consultation: Consultation, by: User, at: datetime, seen: int | None = None) -> Consultation:
    """Open it to everyone for as many days as were planned, counted from today at the earliest; what is shown of each
    candidate stands from now on. Raises ``StepRefused``."""
    CONSULTATION_LIFE.take(consultation, "open", by=by, at=at, seen=seen)
    fresh = Consultation.objects.get(pk=consultation.pk)
    late = max(timezone.localdate(at) - fresh.opens_on, timedelta())
    fresh.opened_at, fresh.opens_on, fresh.closes_on = at, fresh.opens_on + late, fresh.closes_on + late
    fresh.edition += 1
    fresh.save(update_fields=["opened_at", "opens_on", "closes_on", "edition"])
    frozen = [_freeze(one) for one in fresh.candidates.select_related("dossier")]
    Candidate.objects.bulk_update(frozen, ["title", "holder_name", "unit_name", "told"])
    return fresh


@transaction.atomic
def cancel(*, consultation: Consultation, reason: str, by: User, at: datetime, seen: int | None = None) -> None:
    """Give it up; its pages are no longer public. Raises ``StepRefused``."""
    CONSULTATION_LIFE.take(consultation, "cancel", by=by, at=at, note=vi.clean_text(reason), seen=seen)
    Consultation.objects.filter(pk=consultation.pk).update(closed_at=at)


@transaction.atomic
def close(*, consultation: Consultation, reason: str, by: User, at: datetime, seen: int | None = None) -> None:
    """Close it before its last day, with the reason. Raises ``StepRefused``."""
    CONSULTATION_LIFE.take(consultation, "close", by=by, at=at, note=vi.clean_text(reason), seen=seen)
    fresh = Consultation.objects.get(pk=consultation.pk)
    fresh.closes_on = max(min(fresh.closes_on, timezone.localdate(at)), fresh.opens_on)
    fresh.save(update_fields=["closes_on"])
    _close(consultation.pk, at)


def close_due(at: datetime) -> int:
    """Close those whose last day is over, in the name of who prepared them; how many. Again changes nothing."""
    over = Consultation.objects.filter(state=ConsultationState.OPEN, closes_on__lt=timezone.localdate(at))
    return sum(_close_once(one, at) for one in over.select_related("created_by").order_by("closes_on", "pk"))


@transaction.atomic
def _close_once(consultation: Consultation, at: datetime) -> bool:
    try:
        CONSULTATION_LIFE.take_many(
            [consultation], "close_in_time", by=consultation.created_by, at=at, channel=Channel.COMMAND
        )
    except StepRefused:  # prolonged or closed by somebody meanwhile
        return False
    _close(consultation.pk, at)
    return True


def _close(pk: int, at: datetime) -> None:
    Consultation.objects.filter(pk=pk).update(closed_at=at)
    count_again(list(Candidate.objects.filter(consultation=pk)))


def count_again(candidates: list[Candidate]) -> None:
    """Store what is shown of each of them; again when an opinion is read after the last day."""
    by = counts(candidates)
    for one in candidates:
        one.supports, one.others = by[one.pk].supports, by[one.pk].others
    Candidate.objects.bulk_update(candidates, ["supports", "others"])


@transaction.atomic
def digest(*, candidate: Candidate, text: str, by: User, at: datetime) -> Candidate:
    """Write the summary of what was said about one candidate; it enters the dossier. Raises ``CannotConsult``."""
    wait_for_writers()
    fresh = Candidate.objects.select_related("consultation__unit", "dossier__unit").get(pk=candidate.pk)
    said = vi.clean_text(text)
    if not may(by, Action.RUN, fresh.consultation.unit):
        raise CannotConsult(MAY_NOT)
    if fresh.consultation.state != ConsultationState.CLOSED:
        raise CannotConsult("Tổng hợp được viết sau khi đợt lấy ý kiến kết thúc.")
    if not said or len(said) > MOST_DIGEST:
        raise CannotConsult(f"Viết tổng hợp ý kiến, nhiều nhất {MOST_DIGEST} ký tự.")
    if fresh.digest == said:
        return fresh
    fresh.digest, fresh.digest_by, fresh.digest_at = said, by, at
    fresh.save(update_fields=["digest", "digest_by", "digest_at"])
    details = {"candidate": fresh.pk, "supports": fresh.supports, "others": fresh.others}
    record(
        Act(fresh.dossier, "digest", "Tổng hợp ý kiến Nhân dân", fresh.dossier.unit, details=details), by=by, at=at
    )  # fmt: skip
    return fresh


def freeze_words(dossier: Dossier, *, name_agreed: bool) -> dict[str, str]:
    """What citizens will read of a candidate: title, holder, unit, and what is done where."""
    named = dossier.holder_kind != Holder.INDIVIDUAL or (name_agreed and dossier.name_hidden_at is None)
    told = {"Nơi thực hiện": dossier.place, "Cách làm": dossier.method, "Kết quả": dossier.achieved or dossier.outputs}
    words = {
        "title": dossier.title if dossier.is_model else dossier.get_track_display(),
        "holder_name": dossier.holder_name if named else "", "unit_name": dossier.unit_name,
        "told": "\n".join(f"{label}: {text.strip()}" for label, text in told.items() if text.strip()),
    }  # fmt: skip
    return words if named else {name: without_name(text, dossier.holder_name) for name, text in words.items()}


def _freeze(candidate: Candidate) -> Candidate:
    for name, text in freeze_words(candidate.dossier, name_agreed=candidate.name_agreed).items():
        setattr(candidate, name, text)
    return candidate
