"""The rows of the decision list, under their headings: drafts first, then the years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from danvan.decisions.enums import DecisionState
from danvan.decisions.models import Decision
from danvan.kit import dates

STATE_KINDS = {
    DecisionState.DRAFT: "work", DecisionState.ISSUED: "done", DecisionState.REPLACED: "idle",
    DecisionState.REVOKED: "back",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One decision of the list."""

    pk: int
    reference: str
    summary: str
    body: str
    kind: str
    lines: int
    state_kind: str
    state: str


@dataclass(frozen=True)
class Group:
    """The drafts, or the decisions of one year."""

    heading: str
    rows: list[Row] = field(default_factory=list)


def grouped(found: Iterable[Decision]) -> list[Group]:
    """Decisions, each with ``lines`` counted, in the order given, under the heading each belongs to."""
    groups: list[Group] = []
    for decision in found:
        heading = _heading(decision)
        if not groups or groups[-1].heading != heading:
            groups.append(Group(heading))
        groups[-1].rows.append(_row(decision))
    return groups


def _heading(decision: Decision) -> str:
    if decision.state == DecisionState.DRAFT:
        return "Dự thảo"
    return f"Năm {decision.signed_on.year}" if decision.signed_on else "Chưa rõ năm"


def _row(decision: Decision) -> Row:
    state = DecisionState(decision.state)
    return Row(
        pk=decision.pk, reference=decision.reference, summary=decision.summary, body=decision.body,
        kind=decision.get_kind_display(), lines=getattr(decision, "lines", 0), state_kind=STATE_KINDS[state],
        state=state_words(decision),
    )  # fmt: skip


def state_words(decision: Decision) -> str:
    """The state, and until when an issued decision is kept from the public."""
    label = DecisionState(decision.state).label
    if decision.state == DecisionState.DRAFT or decision.published_at or decision.publish_at is None:
        return str(label)
    return f"{label}, công bố lúc {dates.at_hour(decision.publish_at)}"
