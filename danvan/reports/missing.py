"""The units that have still to register: one figure for the desk, the report and the reminder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from danvan.criteria.enums import Track
from danvan.dossiers.models import Campaign, Dossier
from danvan.reports.duties import Duty, owing, unregistered
from danvan.units.models import UnitSpanQuerySet


@dataclass(frozen=True)
class Missing:
    """One unit, as it stands on the day, and what it still lacks in words."""

    unit_id: int
    name: str
    kind: str
    parent_id: int | None
    lacking: str


def missing(campaign: Campaign, spans: UnitSpanQuerySet) -> list[Missing]:
    """The units of these that have still to register, in Vietnamese order.

    Where the campaign says who must register what, those that owe some of it; where it asks of nobody in particular,
    those that have sent nothing.
    """
    rows = list(spans.order_by("unit__sort_key", "unit_id").values_list("unit_id", "name", "kind", "parent_id"))
    if any(campaign.tracks.values_list("asked_of", flat=True)):
        lacking = {pk: _said(duties) for pk, duties in owing(unregistered(campaign, spans)).items()}
    else:
        sent = _senders(campaign)
        lacking = {pk: "chưa đăng ký nội dung nào" for pk, *_ in rows if pk not in sent}
    return [Missing(*row, lacking[row[0]]) for row in rows if row[0] in lacking]


def _senders(campaign: Campaign) -> set[int]:
    pairs = Dossier.objects.registered().filter(campaign=campaign).values_list("unit_id", "keeper_id")
    return {pk for pair in pairs for pk in pair}


def _said(duties: Iterable[Duty]) -> str:
    """ "Danh hiệu xã; Mô hình: còn 2" """
    parts = []
    for duty in duties:
        label = str(Track(duty.track).label)
        parts.append(label if duty.owed == 1 and not duty.registered else f"{label}: còn {duty.owed}")
    return "; ".join(parts)
