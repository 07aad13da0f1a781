"""Filing a complaint about a refusal, answering it, and taking it back; each on the record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from danvan.accounts.models import User
from danvan.appeals.blockers import why_not_file
from danvan.appeals.enums import AppealState
from danvan.appeals.models import Appeal
from danvan.appeals.workflow import APPEAL_LIFE
from danvan.dossiers.models import PARTIES, Dossier, Refusal
from danvan.dossiers.workflow import LIFE
from danvan.kit import vi
from danvan.ledger.record import Act, record, wait_for_writers

LEAST_TEXT = 20


class CannotFile(Exception):
    """The complaint is not stored; the message says why."""


@transaction.atomic
def file_appeal(*, refusal: Refusal, text: str, by: User, at: datetime, request_key: str | None = None) -> Appeal:
    """Complain about a refusal; the same form sent twice gives the same complaint. Raises ``CannotFile``."""
    wait_for_writers()
    fresh = Refusal.objects.get(pk=refusal.pk)
    fresh.dossier = Dossier.objects.select_related(*PARTIES).get(pk=refusal.dossier_id)
    said = vi.clean_text(text)
    if request_key and (stored := Appeal.objects.filter(request_key=request_key).first()):
        if (stored.refusal_id, stored.text, stored.filed_by_id) == (fresh.pk, said, by.pk):
            return stored
        raise CannotFile("Biểu mẫu này đã được gửi với nội dung khác; kiến nghị đã gửi không sửa được.")
    if why := why_not_file(fresh, by, at):
        raise CannotFile(why)
    if len(said) < LEAST_TEXT:
        raise CannotFile(f"Ghi rõ nội dung kiến nghị, từ {LEAST_TEXT} ký tự.")
    dossier = fresh.dossier
    appeal = Appeal(
        unit=dossier.unit, dossier=dossier, refusal=fresh, text=said, filed_by=by, filed_at=at,
        request_key=request_key, state=AppealState.OPEN,
    )  # fmt: skip
    appeal.save()
    record(Act(appeal, "file", "Gửi kiến nghị xem lại", dossier.unit, after=appeal.state, note=said), by=by, at=at)
    return appeal


@transaction.atomic
def answer(*, appeal: Appeal, step: str, text: str, by: User, at: datetime, seen: int | None = None) -> Appeal:
    """Answer a complaint with its words: ``uphold`` opens the dossier to be judged again, ``keep`` changes nothing.

    Raises ``StepRefused`` and changes nothing.
    """
    wait_for_writers()
    said = vi.clean_text(text)
    APPEAL_LIFE.take(appeal, step, by=by, at=at, note=said, seen=seen)
    fresh = Appeal.objects.select_related("refusal").get(pk=appeal.pk)
    fresh.answer, fresh.answered_by, fresh.answered_at = said, by, at
    fresh.save(update_fields=["answer", "answered_by", "answered_at"])
    if fresh.state == AppealState.UPHELD:
        _judge_again(fresh, said, by, at)
    return fresh


def _judge_again(appeal: Appeal, said: str, by: User, at: datetime) -> None:
    """The refusal stays on record as taken up again, which is what opens the step."""
    appeal.refusal.judged_again_at = at
    appeal.refusal.save(update_fields=["judged_again_at"])
    dossier = Dossier.objects.select_related(*PARTIES).get(pk=appeal.dossier_id)
    LIFE.take(dossier, "judge_again" if dossier.has_middle_tier else "judge_again_direct", by=by, at=at, note=said)


def take_back(*, appeal: Appeal, by: User, at: datetime, seen: int | None = None) -> None:
    """The unit takes its complaint back while it waits; it stays on record, and no other is taken.
    Raises ``StepRefused``."""
    APPEAL_LIFE.take(appeal, "take_back", by=by, at=at, seen=seen)
