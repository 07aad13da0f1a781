"""What a decision is at bottom: one that corrects or takes back another is of the kind of that other."""

from __future__ import annotations

from danvan.decisions.enums import DecisionKind
from danvan.decisions.models import Decision

ORIGINAL = frozenset({DecisionKind.RECOGNISE, DecisionKind.COMMEND})
FOLLOWING = frozenset({DecisionKind.AMEND, DecisionKind.REVOKE})


def base_kind(decision: Decision) -> str:
    """Recognition or commendation, whatever was corrected in between (read with ``amends__amends``)."""
    while decision.kind in FOLLOWING and decision.amends is not None:
        decision = decision.amends
    return decision.kind


def commends(decision: Decision) -> bool:
    """Is it about a commendation, or else about a recognition?"""
    return base_kind(decision) == DecisionKind.COMMEND
