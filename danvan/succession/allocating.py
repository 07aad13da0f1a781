"""Saying, dossier by dossier, which heir of a divided unit carries it on, so that it counts there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.dossiers.models import Dossier, DossierQuerySet
from danvan.ledger.record import Act, record_many, wait_for_writers
from danvan.succession.handover import recount
from danvan.units.heritage import endings
from danvan.units.models import Unit
from danvan.units.plans import CannotRearrange


def unallocated(unit: Unit) -> DossierQuerySet:
    """The dossiers of a unit whose heir nobody has recorded and the line of succession does not tell."""
    found: DossierQuerySet = Dossier.objects.filter(unit=unit, is_allocated=False)
    return found


def possible_heirs(unit: Unit, at: datetime) -> list[Unit]:
    """The units that took over from this one by now, at first or second hand: an heir may itself be divided."""
    steps, after, waiting = endings(timezone.localdate(at)), set[int](), [unit.pk]
    while waiting:
        here = waiting.pop()
        new = {later for before, later in steps if before == here} - after - {unit.pk}
        after |= new
        waiting += new
    return list(Unit.objects.filter(pk__in=after).order_by("sort_key", "pk"))


@transaction.atomic
def allocate(*, dossiers: Sequence[Dossier], heir: Unit, by: User, at: datetime) -> None:
    """Record the heir of these dossiers, all or none. Raises ``CannotRearrange`` for a unit that is no heir."""
    wait_for_writers()
    for unit in {dossier.unit_id: dossier.unit for dossier in dossiers}.values():
        if not may(by, Action.REARRANGE, unit):
            raise CannotRearrange(f"Bạn không được phân bổ hồ sơ của «{unit.name}».")
        if heir not in possible_heirs(unit, at):
            raise CannotRearrange(f"«{heir.name}» không phải đơn vị kế thừa của «{unit.name}».")
    Dossier.objects.filter(pk__in=[dossier.pk for dossier in dossiers]).update(heir=heir)
    recount(timezone.localdate(at))
    label = f"Ghi đơn vị kế thừa: {heir.name}"[:120]
    acts = (Act(dossier, "allocate", label, dossier.unit, details={"heir": ["", heir.code]}) for dossier in dossiers)
    record_many(acts, by=by, at=at)
