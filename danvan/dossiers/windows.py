"""When a stage is open for a unit: the row of its group before the row for all, and more time granted to it alone.

The moment asked about always comes from the server's clock; a stage without a row is always open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from danvan.dossiers.enums import UnitGroup, WindowStage
from danvan.dossiers.models import Campaign, Dossier, Window, WindowException
from danvan.units.enums import AGENCY_KINDS, COMMUNE_KINDS
from danvan.units.models import Unit

GROUPS = {UnitGroup.COMMUNES: COMMUNE_KINDS, UnitGroup.AGENCIES: AGENCY_KINDS}


def group_of(kind: str) -> str:
    """The group that a kind of unit belongs to; "" for one that only the rows for all speak of."""
    return next((str(group) for group, kinds in GROUPS.items() if kind in kinds), "")


@dataclass(frozen=True)
class Closing:
    """From when to when a stage is open for one unit; ``until`` is the end of its extension, if it has one."""

    stage: str
    opens_at: datetime
    closes_at: datetime
    until: datetime | None = None

    @property
    def last(self) -> datetime:
        """The last moment at which this unit may still send: that very minute is open, the next is not."""
        return self.until or self.closes_at

    def is_open(self, at: datetime) -> bool:
        return self.opens_at <= at <= self.last

    def is_late(self, at: datetime) -> bool:
        """After the closing that holds for everybody."""
        return at > self.closes_at


def closing(campaign: Campaign, stage: str, unit: Unit, at: datetime) -> Closing | None:
    """The window of a unit in a stage, as it stands at that moment; None when the stage has no dates for it."""
    return _closing(campaign, stage, group_of(unit.kind), [unit.pk], at)


def closing_of(dossier: Dossier, stage: str, at: datetime) -> Closing | None:
    """The same for a dossier: the group of the unit it is of, and extensions of that unit or of who keeps it now."""
    return _closing(dossier.campaign, stage, group_of(dossier.unit.kind), [dossier.unit_id, dossier.keeper_id], at)


def closing_for_group(campaign: Campaign, stage: str, group: str, at: datetime) -> Closing | None:
    """The same for a whole group of units, extensions left out; without a group, what holds for all."""
    return _closing(campaign, stage, group, [], at)


def _closing(campaign: Campaign, stage: str, group: str, units: Iterable[int], at: datetime) -> Closing | None:
    longer = (
        WindowException.objects.filter(standing_at(at), campaign=campaign, stage=stage, unit__in=list(units))
        .filter(until__gt=OuterRef("closes_at"))
        .order_by("-granted_at", "-pk")
    )
    rows = Window.objects.filter(campaign=campaign, stage=stage, unit_group__in={"", group})
    row = (
        rows.annotate(longer=Subquery(longer.values("until")[:1]))
        .order_by("-unit_group")
        .values_list("opens_at", "closes_at", "longer")
        .first()
    )
    return Closing(stage, *row) if row else None


def closings(dossier: Dossier) -> dict[str, datetime]:
    """When each stage closes for everybody of the dossier's group, in one query; stages without dates are left out."""
    rows = Window.objects.filter(campaign=dossier.campaign_id, unit_group__in={"", group_of(dossier.unit.kind)})
    return dict(rows.order_by("unit_group").values_list("stage", "closes_at"))


def standing_at(at: datetime) -> Q:
    """The condition "this extension was granted and not ended by then"."""
    return Q(granted_at__lte=at) & (Q(ended_at__isnull=True) | Q(ended_at__gt=at))


def closed(dossier: Dossier, stage: str, at: datetime) -> str:
    """Why nothing can be sent in this stage at that moment, in a sentence, or ""."""
    found = closing_of(dossier, stage, at)
    if found is None or found.is_open(at):
        return ""
    label = WindowStage(stage).label
    if at < found.opens_at:
        return f"{label} mở từ {told(found.opens_at)}."
    longer = f"; gia hạn cho đơn vị đến {told(found.until)} cũng đã hết" if found.until else ""
    return f"{label} đã đóng lúc {told(found.closes_at)}{longer}."


def is_late(dossier: Dossier, stage: str, at: datetime) -> bool:
    """Is this moment after the closing that holds for everybody?"""
    found = closing_of(dossier, stage, at)
    return found is not None and found.is_late(at)


def told(moment: datetime) -> str:
    """16:59 ngày 30/11/2026"""
    return f"{timezone.localtime(moment):%H:%M ngày %d/%m/%Y}"
