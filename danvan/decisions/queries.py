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
    """The registered dossiers of the decision's campaign, or of the years of its stage, under its unit.

    A commendation takes what is recognised. ``elsewhere``: in another draft already; ``waits``: in a decision that is
    issued and not public yet; ``taken_back``: had such a decision, which was revoked.
    """
    other = DecisionItem.objects.filter(
        dossier=OuterRef("pk"), decision__state=DecisionState.DRAFT, decision__kind=decision.kind
    ).exclude(decision=decision.pk)
    found = Dossier.objects.for_user(user, Action.VIEW).registered().filter(under(decision.unit))
    if decision.campaign is None and (stage := decision.stage):
        wanted = under(stage.unit) & Q(year__range=(stage.first_year, stage.last_year))
    else:
        wanted = Q(campaign=decision.campaign_id)
    found = found.filter(wanted | Q(pk__in=decision.items.values("dossier")))
    if decision.kind == DecisionKind.COMMEND and not decision.is_archive:
        found = found.recognised()
    return found.select_related("unit", "theme").annotate(
        elsewhere=Exists(other), waits=waits_elsewhere(decision), taken_back=was_taken_back(decision.kind)
    )


def unrecognised(dossier: Dossier, kind: str) -> str:
    """What is not recognised cannot be commended (two acts, one after the other; domain.md §0.1)."""
    if kind == DecisionKind.COMMEND and not dossier.recognised_on:
        return "Chưa được công nhận nên chưa khen thưởng được"
    return ""


def not_published() -> Q:
    """The lines of decisions that are issued and wait for their hour."""
    return Q(decision__published_at__isnull=True) & ~Q(decision__state=DecisionState.DRAFT)


def waits_elsewhere(decision: Decision, path: str = "pk") -> Exists:
    """The condition "another decision of this kind is issued with this dossier, and not public yet"."""
    lines = DecisionItem.objects.filter(not_published(), dossier=OuterRef(path), decision__kind=decision.kind)
    return Exists(lines.exclude(decision=decision.pk))


def was_taken_back(kind: str) -> Exists:
    """The condition "a decision of this kind was taken back for this dossier": nobody lists it again unasked."""
    ended = {"ended_by__kind": DecisionKind.REVOKE, "decision__kind__in": {kind, DecisionKind.AMEND}}
    return Exists(DecisionItem.objects.filter(dossier=OuterRef("pk"), **ended))


def why_not(dossier: Dossier, kind: str) -> str:
    """Why a decision of this kind cannot take the dossier, or "" when it can."""
    if kind == DecisionKind.COMMEND and dossier.commended_on:
        return f"Đã khen thưởng theo {dossier.commended_by}"
    if kind != DecisionKind.COMMEND and dossier.recognised_on:
        return f"Đã công nhận theo {dossier.recognised_by}"
    if getattr(dossier, "waits", False):
        return "Đã có trong quyết định khác, đang chờ công bố"
    if dossier.state != State.APPROVED:
        return f"Đang ở bước “{State(dossier.state).label}”, chưa đưa vào được"
    return unrecognised(dossier, kind)


def free_for(dossier: Dossier, kind: str) -> bool:
    """May a new draft take it at once: approved, not decided, in no other draft? For rows of ``candidates``."""
    held_back = getattr(dossier, "elsewhere", False) or getattr(dossier, "taken_back", False)
    return not why_not(dossier, kind) and not held_back


def in_order(dossiers: Iterable[Dossier]) -> list[Dossier]:
    """The order of an attached list: collectives by unit and title, then people by given name."""
    return sorted(dossiers, key=_place)


def in_list_order(decision: Decision, dossiers: Iterable[Dossier]) -> list[Dossier]:
    """The order of its submission where a decision follows one, what that did not name behind; else ``in_order``."""
    ordered = in_order(dossiers)
    if decision.submission_id is None:
        return ordered
    listed = decision.items.order_by("order").values_list("dossier_id", flat=True)
    place = {pk: order for order, pk in enumerate(listed)}
    return sorted(ordered, key=lambda one: place.get(one.pk, len(place)))


def _place(dossier: Dossier) -> tuple[bool, str, str, int]:
    if dossier.holder_kind == Holder.INDIVIDUAL:
        return True, vi.given_name_key(dossier.holder_name), "", dossier.pk
    return False, dossier.unit.sort_key, vi.sort_key(dossier.title), dossier.pk
