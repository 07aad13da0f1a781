"""Which dossiers a draft decision may take, which it may not, and why."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from danvan.accounts.access import Action
from danvan.accounts.models import User
from danvan.decisions.enums import DecisionKind, DecisionState
from danvan.decisions.models import Decision, DecisionItem
from danvan.dossiers.enums import Holder, State
from danvan.dossiers.models import Dossier
from danvan.kit import vi
from danvan.units.models import Unit


def under(unit: Unit) -> Q:
    """The dossiers of the unit and all below it, and of those that became part of it since."""
    return Q(unit__path__startswith=unit.path) | Q(counts_in__path__startswith=unit.path)


def candidates(decision: Decision, user: User) -> QuerySet[Dossier]:
    """The registered dossiers of the decision's campaign under its unit; ``elsewhere``: in another draft already."""
    other = DecisionItem.objects.filter(
        dossier=OuterRef("pk"), decision__state=DecisionState.DRAFT, decision__kind=decision.kind
    ).exclude(decision=decision.pk)
    found = Dossier.objects.for_user(user, Action.VIEW).registered().filter(under(decision.unit))
    return found.filter(campaign=decision.campaign_id).select_related("unit", "theme").annotate(elsewhere=Exists(other))


def why_not(dossier: Dossier, kind: str) -> str:
    """Why a decision of this kind cannot take the dossier, or "" when it can."""
    if kind == DecisionKind.COMMEND and dossier.commended_on:
        return f"Đã khen thưởng theo {dossier.commended_by}"
    if kind != DecisionKind.COMMEND and dossier.recognised_on:
        return f"Đã công nhận theo {dossier.recognised_by}"
    if dossier.state != State.APPROVED:
        return f"Đang ở bước “{State(dossier.state).label}”, chưa đưa vào được"
    return ""


def free_for(dossier: Dossier, kind: str) -> bool:
    """May a new draft take it at once: approved, not decided, and in no other draft? For rows of ``candidates``."""
    return not why_not(dossier, kind) and not getattr(dossier, "elsewhere", False)


def in_order(dossiers: Iterable[Dossier]) -> list[Dossier]:
    """The order of an attached list: collectives by unit and title, then people by given name."""
    return sorted(dossiers, key=_place)


def _place(dossier: Dossier) -> tuple[bool, str, str, int]:
    if dossier.holder_kind == Holder.INDIVIDUAL:
        return True, vi.given_name_key(dossier.holder_name), "", dossier.pk
    return False, dossier.unit.sort_key, vi.sort_key(dossier.title), dossier.pk
