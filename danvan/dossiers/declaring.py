"""Declaring, once for a campaign, with which units and dossiers a judge has ties; added to, never taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from danvan.accounts.models import User
from danvan.dossiers.conflicts import judges_in
from danvan.dossiers.enums import State
from danvan.dossiers.models import Campaign, Declaration, Dossier, Tie
from danvan.dossiers.seating import give_up
from danvan.kit import vi
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.units.models import Unit, UnitQuerySet

MAX_REASON = 300
NOT_A_JUDGE = "Chỉ người thẩm định, người duyệt của cơ quan tổ chức đợt khai quan hệ ở đây."


class CannotDeclare(Exception):
    """The declaration cannot be stored; the message says what and how to mend it. ``line`` is the tie it is about."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        super().__init__(sentence)
        self.line = line


@dataclass(frozen=True)
class Said:
    """One tie as it is declared: with a unit and all below it, or with one dossier, and why."""

    reason: str
    unit: Unit | None = None
    dossier: Dossier | None = None


def declaration_of(user: User, campaign: Campaign) -> Declaration | None:
    """What this person declared in a campaign, or None before they did."""
    return Declaration.objects.filter(campaign=campaign, person=user).first()


def ties_of(declaration: Declaration) -> list[Tie]:
    """The ties of a declaration in the order in which they were added."""
    return list(declaration.ties.select_related("unit", "dossier").order_by("pk"))


def units_to_name(campaign: Campaign) -> UnitQuerySet:
    """The units with which a tie can be declared: those that have a dossier in the campaign, and the boards above
    them; not the organiser, under which everything is."""
    own = Dossier.objects.filter(campaign=campaign)
    touched = Q(pk__in=own.values("unit")) | Q(pk__in=own.values("keeper"))
    touched |= Q(pk__in=own.values("superior")) | Q(pk__in=own.values("superior_keeper"))
    hosts = [campaign.organiser_id, campaign.keeper_id]
    return Unit.objects.filter(touched).exclude(pk__in=hosts).order_by("sort_key", "pk")


def dossiers_to_name(campaign: Campaign) -> QuerySet[Dossier]:
    """The dossiers of a campaign with which a tie can be declared: whatever was sent to be judged one day."""
    sent = Dossier.objects.filter(campaign=campaign).exclude(state__in=[State.DRAFT, State.WITHDRAWN])
    return sent.order_by("unit_name", "title", "pk")


@transaction.atomic
def declare(*, campaign: Campaign, ties: Sequence[Said], by: User, at: datetime) -> Declaration:
    """Declare these ties, or that there are none, and add them to what was declared before.

    The same tie sent twice is kept once. Raises ``CannotDeclare`` and stores nothing.
    """
    wait_for_writers()
    if not judges_in(by, campaign):
        raise CannotDeclare(NOT_A_JUDGE)
    _check(campaign, ties)
    declaration, begun = Declaration.objects.get_or_create(campaign=campaign, person=by, defaults={"declared_at": at})
    known = {_key(tie.unit_id, tie.dossier_id, tie.reason) for tie in declaration.ties.all()}
    fresh: dict[tuple[int | None, int | None, str], Tie] = {}
    for said in ties:
        reason = vi.clean_line(said.reason)
        tie = Tie(declaration=declaration, unit=said.unit, dossier=said.dossier, reason=reason, added_at=at)
        key = _key(tie.unit_id, tie.dossier_id, reason)
        if key not in known:
            fresh.setdefault(key, tie)
    Tie.objects.bulk_create(fresh.values())
    if begun or fresh:
        label = "Khai quan hệ" if begun else "Khai thêm quan hệ"
        details = {"số quan hệ": [len(known), len(known) + len(fresh)]}
        record(Act(declaration, "declare", label, campaign.keeper, details=details), by=by, at=at)
    if fresh:
        give_up(campaign=campaign, by=by, at=at)
    return declaration


def _key(unit: int | None, dossier: int | None, reason: str) -> tuple[int | None, int | None, str]:
    return unit, dossier, reason


def _check(campaign: Campaign, ties: Sequence[Said]) -> None:
    """Every tie names one unit or one dossier of the campaign, and says why."""
    units = set(units_to_name(campaign).values_list("pk", flat=True)) if ties else set()
    for line, said in enumerate(ties):
        reason = vi.clean_line(said.reason)
        if not reason or len(reason) > MAX_REASON:
            raise CannotDeclare(f"Ghi quan hệ là gì, từ 1 đến {MAX_REASON} ký tự.", line)
        if (said.unit is None) == (said.dossier is None):
            raise CannotDeclare("Mỗi dòng chọn một đơn vị hoặc một hồ sơ.", line)
        if said.unit is not None and said.unit.pk not in units:
            raise CannotDeclare(f"«{said.unit.name}» không có hồ sơ trong đợt này.", line)
        if said.dossier is not None and said.dossier.campaign_id != campaign.pk:
            raise CannotDeclare("Hồ sơ này thuộc đợt khác.", line)
