"""The life of a decision: drafted, issued once with everything that follows, or recorded from an old paper."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from danvan.accounts.access import Action
from danvan.decisions import blockers as lack
from danvan.decisions.enums import DecisionKind, DecisionState
from danvan.decisions.issuing import put_in_force
from danvan.decisions.models import Decision
from danvan.decisions.numbers import number_key
from danvan.decisions.queries import waits_elsewhere, was_taken_back
from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier
from danvan.kit import dates
from danvan.ledger.machine import Machine, Step


def number_missing(decision: Decision, at: datetime) -> str:
    return "" if decision.number.strip() else "Chưa ghi số, ký hiệu quyết định (do văn thư cấp)."


def date_missing(decision: Decision, at: datetime) -> str:
    if decision.signed_on is None:
        return "Chưa ghi ngày ban hành."
    if decision.signed_on > timezone.localdate(at):
        return f"Ngày ban hành {dates.short(decision.signed_on)} chưa tới."
    return ""


def signer_missing(decision: Decision, at: datetime) -> str:
    return "" if decision.signer_name.strip() and decision.capacity.strip() else "Chưa ghi người ký và thẩm quyền ký."


def list_empty(decision: Decision, at: datetime) -> str:
    return "" if decision.items.exists() else "Danh sách kèm theo chưa có dòng nào."


def number_taken(decision: Decision, at: datetime) -> str:
    """The same number, issuer and year is refused; the clerk gives numbers, not the system."""
    if not decision.signed_on or not decision.number:
        return ""
    twin = (
        Decision.objects.filter(
            unit=decision.unit, number_key=number_key(decision.number), signed_on__year=decision.signed_on.year
        )
        .exclude(pk=decision.pk)
        .exclude(state=DecisionState.DRAFT)
        .first()
    )
    return f"Số {decision.number} đã dùng cho {twin.reference}." if twin else ""


def items_not_approved(decision: Decision, at: datetime) -> str:
    """Every line must be an approved dossier that no other decision in force recognises."""
    wrong = decision.items.exclude(dossier__state=State.APPROVED).select_related("dossier").order_by("order")
    names = [f"{item.order}. {item.dossier.title} ({State(item.dossier.state).label})" for item in wrong[:3]]
    if decision.kind == DecisionKind.COMMEND:  # the draft may have waited while the recognition was taken back
        lost = Dossier.objects.filter(was_taken_back(DecisionKind.RECOGNISE), items__decision=decision)
        names += [f"{one.title} (đã bị thu hồi công nhận)" for one in lost.filter(recognised_on=None)[:3]]
    return f"Chưa đủ điều kiện: {'; '.join(names)}." if names else ""


def items_already_decided(decision: Decision, at: datetime) -> str:
    """A dossier is recognised, or commended, once; one that waits in a decision for its hour is taken as well."""
    field = "dossier__commended_on__isnull" if decision.kind == "COMMEND" else "dossier__recognised_on__isnull"
    taken = Q(**{field: False}) | Q(waits_elsewhere(decision, "dossier"))
    wrong = decision.items.filter(taken).select_related("dossier").order_by("order")
    names = [f"{item.order}. {item.dossier.title}" for item in wrong[:3]]
    return f"Đã có trong quyết định khác: {'; '.join(names)}." if names else ""


def _is_new(decision: Decision) -> bool:
    return not decision.is_archive and decision.amends_id is None


def _follows(decision: Decision) -> bool:
    """Does it correct or take back lines of another?"""
    return not decision.is_archive and decision.amends_id is not None


_DRAFT = frozenset({DecisionState.DRAFT})

# fmt: off
DECISION_LIFE: Machine[Decision] = Machine(
    Decision,
    Step("issue", "Ban hành quyết định", _DRAFT, DecisionState.ISSUED, Action.ISSUE,
         applies=_is_new,
         blockers=(number_missing, date_missing, signer_missing, list_empty, number_taken, items_not_approved,
                   items_already_decided, lack.scan_missing),
         after=(put_in_force,)),
    Step("follow", "Ban hành quyết định", _DRAFT, DecisionState.ISSUED, Action.ISSUE,
         applies=_follows,
         blockers=(number_missing, date_missing, signer_missing, lack.lines_missing, number_taken, lack.reason_missing,
                   lack.nothing_corrected, lack.name_taken, lack.original_unpublished, lack.lines_ended,
                   lack.scan_missing),
         after=(put_in_force,)),
    Step("record", "Ghi quyết định từ văn bản cũ", _DRAFT, DecisionState.ISSUED, Action.RECORD,
         applies=lambda decision: decision.is_archive,
         blockers=(date_missing, list_empty, items_not_approved, items_already_decided), after=(put_in_force,)),
)
# fmt: on
