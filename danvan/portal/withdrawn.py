"""A model whose recognition was taken back: told by the public decision that did it, and by nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from danvan.decisions.enums import DecisionKind, DecisionState
from danvan.decisions.kinds import commends
from danvan.decisions.models import DecisionItem
from danvan.decisions.naming import reason_of
from danvan.dossiers.naming import printed_text, public_title
from danvan.portal import links


@dataclass(frozen=True)
class Withdrawal:
    """What the page of a withdrawn model says."""

    title: str
    decision: str
    body: str
    url: str
    reason: str


def withdrawal(pk: int) -> Withdrawal | None:
    """By which decision the recognition of a model was taken back; none when that never was, or is not public."""
    lines = DecisionItem.objects.filter(
        dossier__pk=pk, dossier__recognised_on__isnull=True, decision__kind=DecisionKind.REVOKE,
        decision__published_at__isnull=False,
    ).exclude(decision__state=DecisionState.DRAFT)  # fmt: skip
    rows = lines.select_related("decision__amends__amends", "dossier").order_by("-decision__signed_on", "-pk")
    line = next((row for row in rows if row.dossier.is_model and not commends(row.decision)), None)
    if line is None:
        return None
    dossier, decision = line.dossier, line.decision
    return Withdrawal(
        title=printed_text(dossier, line.title) or public_title(dossier), decision=decision.reference,
        body=decision.body, url=links.decision(decision.pk), reason=printed_text(dossier, reason_of(line)).rstrip("."),
    )  # fmt: skip
