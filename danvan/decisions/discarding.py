"""Throwing away a draft of a decision that will not be issued: its list is free again, the ledger keeps what it was."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from danvan.accounts.models import User
from danvan.decisions.actions import CannotDecide, may_draft
from danvan.decisions.enums import DecisionState
from danvan.decisions.models import Decision
from danvan.ledger.record import Act, record, wait_for_writers


@transaction.atomic
def discard(*, decision: Decision, edition: int, by: User, at: datetime) -> None:
    """Throw a draft away; ``edition`` is the one the person saw. Raises ``CannotDecide``, as for all that was issued.

    The files of its scans lose their rows, and are swept with other orphans.
    """
    wait_for_writers()
    fresh = Decision.objects.select_for_update(of=("self",)).select_related("unit").get(pk=decision.pk)
    if not may_draft(by, fresh.unit, archive=fresh.is_archive):
        raise CannotDecide("Bạn không được bỏ dự thảo này.")
    if fresh.state != DecisionState.DRAFT or fresh.moves:
        raise CannotDecide(f"{fresh.reference} đã ban hành nên không bỏ được; muốn đổi cần đính chính hoặc thu hồi.")
    if fresh.edition != edition:
        raise CannotDecide("Dự thảo vừa được người khác sửa. Hãy xem bản mới rồi bỏ nếu vẫn cần.")
    dossiers = list(fresh.items.order_by("order").values_list("dossier", flat=True))
    details = {"summary": [fresh.summary, ""], "number": [fresh.number, ""], "dossiers": [dossiers, []]}
    record(Act(fresh, "discard", "Bỏ dự thảo quyết định", fresh.unit, details=details), by=by, at=at)
    fresh.items.all().delete()
    fresh.files.all().delete()
    fresh.delete()
