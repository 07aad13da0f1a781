"""The moment from which the public knows of a decision: its dossiers are marked, the lines it ends are ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.decisions.enums import CertificateState, DecisionKind, DecisionState
from danvan.decisions.kinds import FOLLOWING, commends
from danvan.decisions.models import Certificate, Decision, DecisionItem
from danvan.decisions.naming import correct_dossier, reason_of
from danvan.dossiers.models import Dossier
from danvan.ledger.machine import Machine, Step
from danvan.ledger.models import Channel, Event
from danvan.ledger.record import Act, record, record_many, wait_for_writers

ISSUED_BY = ("issue", "follow")  # the steps after which a decision may wait for its hour
_MARKS = {False: ("recognised_on", "recognised_by"), True: ("commended_on", "commended_by")}
_IN_FORCE = frozenset({DecisionState.ISSUED})

# fmt: off
DECISION_END: Machine[Decision] = Machine(
    Decision,
    Step("replaced", "Mọi dòng đã được thay thế", _IN_FORCE, DecisionState.REPLACED, Action.ISSUE, by_itself=True),
    Step("revoked", "Mọi dòng đã bị thu hồi", _IN_FORCE, DecisionState.REVOKED, Action.ISSUE, by_itself=True),
)
# fmt: on


class CannotPublish(Exception):
    """The decision is not published; the message says why."""


def waiting() -> QuerySet[Decision]:
    """The decisions that are issued and not public yet."""
    return Decision.objects.exclude(state=DecisionState.DRAFT).filter(published_at__isnull=True)


def publish(decision: Decision, by: User, at: datetime) -> None:
    """Make an issued decision public. One transaction with what calls it."""
    lines = decision.items.select_related(
        "decision__amends", "dossier__unit", "dossier__campaign", "dossier__theme", "about"
    )
    items = list(lines.order_by("order"))
    if decision.kind in FOLLOWING:
        _end(decision, items, by, at)
    else:
        _mark(decision, [item.dossier for item in items])
    decision.published_at = at
    decision.save(update_fields=["published_at"])


def publish_due(*, at: datetime) -> list[Decision]:
    """Publish what was to be public by now, the earliest first; doing it again changes nothing."""
    due = waiting().filter(publish_at__lte=at).order_by("publish_at", "pk").values_list("pk", flat=True)
    found = [_publish_once(pk, None, at, Channel.COMMAND) for pk in due]
    return [decision for decision in found if decision is not None]


def may_publish(by: User, decision: Decision) -> bool:
    """Those who issue may also let it out before its hour, while it waits."""
    waits = decision.state != DecisionState.DRAFT and decision.published_at is None
    return waits and may(by, Action.ISSUE, decision.unit)


def publish_now(*, decision: Decision, by: User, at: datetime) -> bool:
    """Do not wait for the hour that was set; False when it is public already."""
    if not may(by, Action.ISSUE, decision.unit):
        raise CannotPublish("Bạn không có quyền công bố quyết định này.")
    if decision.state == DecisionState.DRAFT:
        raise CannotPublish("Quyết định chưa ban hành nên chưa công bố được.")
    return _publish_once(decision.pk, by, at, Channel.FORM) is not None


@transaction.atomic
def _publish_once(pk: int, by: User | None, at: datetime, channel: str) -> Decision | None:
    """Publish it unless somebody did meanwhile; without a person, in the name of who issued it."""
    wait_for_writers()
    found = waiting().select_for_update(of=("self",)).select_related("unit", "created_by").filter(pk=pk).first()
    if found is None:
        return None
    issuer = by or _issuer(found)
    publish(found, issuer, at)
    record(Act(found, "publish", "Công bố quyết định", found.unit), by=issuer, at=at, channel=channel)
    return found


def _issuer(decision: Decision) -> User:
    events = Event.objects.filter(subject=Event.subject_of(decision), verb__in=ISSUED_BY).select_related("actor")
    issued = events.order_by("-pk").first()
    return issued.actor if issued else decision.created_by


def _mark(decision: Decision, dossiers: Iterable[Dossier]) -> None:
    """The dossiers repeat the decision by which they are recognised, or commended."""
    _write_marks(dossiers, _MARKS[commends(decision)], decision.signed_on, decision.reference)


def _write_marks(dossiers: Iterable[Dossier], fields: tuple[str, str], day: date | None, reference: str) -> None:
    marked = list(dossiers)
    for dossier in marked:
        for field, value in zip(fields, (day, reference), strict=True):
            setattr(dossier, field, value)
    Dossier.objects.bulk_update(marked, fields, batch_size=200)


def _end(decision: Decision, items: list[DecisionItem], by: User, at: datetime) -> None:
    """The lines it speaks of have no force from now on, nor have their certificates; the dossiers follow."""
    revokes = decision.kind == DecisionKind.REVOKE
    ended = [item.about for item in items if item.about]
    for line in ended:
        line.ended_by = decision
    DecisionItem.objects.bulk_update(ended, ["ended_by"], batch_size=200)
    how = CertificateState.REVOKED if revokes else CertificateState.REPLACED
    given = Certificate.objects.filter(item__in=ended).values_list("pk", flat=True)
    Certificate.objects.bulk_update([Certificate(pk=pk, state=how) for pk in given], ["state"], batch_size=200)
    acts = _taken_back(decision, items) if revokes else _corrected(decision, items)
    record_many(acts, by=by, at=at)
    _close(ended, by, at)


def _taken_back(decision: Decision, items: list[DecisionItem]) -> list[Act]:
    """The dossiers are no longer recognised, or commended; their diaries say so."""
    fields = _MARKS[commends(decision)]
    label = "Thu hồi khen thưởng" if commends(decision) else "Thu hồi công nhận"
    acts = [
        Act(item.dossier, "revoke", label, item.dossier.unit, note=f"{decision.reference}. {reason_of(item)}",
            details={fields[1]: [getattr(item.dossier, fields[1]), ""]})
        for item in items
    ]  # fmt: skip
    _write_marks([item.dossier for item in items], fields, None, "")
    return acts


def _corrected(decision: Decision, items: list[DecisionItem]) -> list[Act]:
    """The dossiers say what the amended lines say."""
    acts = []
    for item in items:
        if changed := correct_dossier(item):
            note = f"{decision.reference}. {reason_of(item)}"
            acts.append(Act(item.dossier, "amend", "Đính chính", item.dossier.unit, note=note, details=changed))
    return acts


def _close(ended: Iterable[DecisionItem], by: User, at: datetime) -> None:
    """A decision of which no line is left in force has none either."""
    touched = {line.decision_id for line in ended}
    for decision in Decision.objects.filter(pk__in=touched).order_by("pk"):
        lines = decision.items.values_list("ended_by__kind", flat=True)
        if None not in lines:
            step = "revoked" if set(lines) == {DecisionKind.REVOKE} else "replaced"
            DECISION_END.take(decision, step, by=by, at=at)
