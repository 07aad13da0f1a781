"""Answering a request to take personal data down, and hiding the name of an individual wherever the public reads."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.dossiers.content import settle
from danvan.dossiers.enums import Holder
from danvan.dossiers.models import Dossier
from danvan.hearings.models import Removal
from danvan.hearings.workflow import REMOVAL_LIFE
from danvan.kit import vi
from danvan.ledger.machine import MOVED_ON, StepRefused
from danvan.ledger.record import Act, record_many, wait_for_writers

MOST_ANSWER = 2000


class CannotAnswer(Exception):
    """The request is not answered; the message says why."""


@transaction.atomic
def answer_removal(
    *, removal: Removal, step: str, answer: str, by: User, at: datetime, seen: int | None = None
) -> Removal:  # fmt: skip
    """Answer a request: ``done`` takes the name down where it is about an individual, ``refuse`` changes nothing.

    Raises ``CannotAnswer`` or ``StepRefused``.
    """
    wait_for_writers()
    said = vi.clean_text(answer)
    if not said or len(said) > MOST_ANSWER:
        raise CannotAnswer(f"Viết câu trả lời cho người gửi, nhiều nhất {MOST_ANSWER} ký tự.")
    REMOVAL_LIFE.take(removal, step, by=by, at=at, seen=seen)
    fresh = Removal.objects.select_related("dossier__unit", "unit").get(pk=removal.pk)
    fresh.answer, fresh.answered_by, fresh.answered_at = said, by, at
    fresh.save(update_fields=["answer", "answered_by", "answered_at"])
    if step == "done" and fresh.dossier is not None:
        hide_name(fresh.dossier, by=by, at=at)
    return fresh


@transaction.atomic
def find_dossier(*, removal: Removal, dossier: Dossier, by: User, at: datetime, seen: int | None = None) -> Removal:
    """Say which model a request is about, where it did not; its organiser answers from now on. Raises
    ``CannotAnswer`` or ``StepRefused``."""
    wait_for_writers()
    fresh = Removal.objects.select_related("unit").get(pk=removal.pk)
    if not may(by, Action.RUN, fresh.unit):
        raise CannotAnswer("Bạn không xử lý được yêu cầu này.")
    if "done" not in {step.name for step in REMOVAL_LIFE.open_to(by, fresh)}:
        raise CannotAnswer("Yêu cầu này đã được trả lời.")
    if seen is not None and fresh.moves != seen:
        raise StepRefused(MOVED_ON)
    fresh.dossier, fresh.unit = dossier, dossier.campaign.keeper
    fresh.save(update_fields=["dossier", "unit"])
    act = Act(fresh, "find_dossier", "Ghi hồ sơ liên quan", fresh.unit, details={"dossier": dossier.pk})
    record_many([act], by=by, at=at)
    return fresh


def same_person(dossier: Dossier) -> list[Dossier]:
    """The registrations of this individual: the same model in other years, and the same name in the same unit."""
    if dossier.holder_kind != Holder.INDIVIDUAL:
        return []
    near = Q(practice=dossier.practice_id) if dossier.practice_id else Q(pk=dossier.pk)
    found = Dossier.objects.filter(near | Q(unit=dossier.unit_id), holder_kind=Holder.INDIVIDUAL)
    name = vi.match_key(dossier.holder_name)
    return [
        one for one in found.select_related("unit").order_by("pk")
        if one.practice_id == dossier.practice_id or vi.match_key(one.holder_name) == name
    ]  # fmt: skip


@transaction.atomic
def hide_name(dossier: Dossier, *, by: User, at: datetime) -> list[Dossier]:
    """Take the name of an individual off every public page and file; what is counted stays. Those that were changed."""
    changed = [one for one in same_person(dossier) if one.name_hidden_at is None]
    for one in changed:
        one.name_hidden_at = at
        settle(one)
    Dossier.objects.bulk_update(changed, ["name_hidden_at", "search"])
    acts = [Act(one, "hide_name", "Ẩn tên cá nhân trên trang công khai", one.unit) for one in changed]
    record_many(acts, by=by, at=at)
    return changed
