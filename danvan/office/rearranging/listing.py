"""The list of rearrangements within one's reach: planned ones first, each with its units as they were called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from danvan.accounts.access import Action, units_for
from danvan.accounts.models import User
from danvan.kit import dates, vi
from danvan.units.models import Unit, UnitChange

FEW = 6  # units told in the list before "và n đơn vị khác"
_UNITS = ("predecessors__spans", "successors__spans")


@dataclass(frozen=True)
class Named:
    """A unit as it was called then, and its public page when it has one."""

    name: str
    code: str
    url: str


@dataclass(frozen=True)
class Line:
    """One rearrangement of the list."""

    url: str
    kind: str
    day: str
    is_planned: bool
    before: list[Named]
    more_before: int
    after: list[Named]
    more_after: int
    basis: str


def changes_for(user: User) -> QuerySet[UnitChange]:
    """The rearrangements that concern a unit this person may rearrange, planned ones first, the newest first."""
    mine = units_for(user, Action.REARRANGE).values("pk")
    here = Q(predecessors__in=mine) | Q(successors__in=mine)
    found = UnitChange.objects.filter(pk__in=UnitChange.objects.filter(here).values("pk"))
    return found.order_by("is_done", "-on", "-pk").prefetch_related(*_UNITS)


def lines(changes: Iterable[UnitChange], today: date) -> list[Line]:
    """The rows of the list, ready to be drawn."""
    return [_line(change, today) for change in changes]


def _line(change: UnitChange, today: date) -> Line:
    before, after = sides(change, today)
    return Line(
        url=reverse("office:rearrange-change", args=[change.pk]), kind=vi.capfirst_vi(change.get_kind_display()),
        day=dates.short(change.on), is_planned=not change.is_done,
        before=before[:FEW], more_before=max(len(before) - FEW, 0),
        after=after[:FEW], more_after=max(len(after) - FEW, 0), basis=change.legal_basis,
    )  # fmt: skip


def sides(change: UnitChange, today: date) -> tuple[list[Named], list[Named]]:
    """Who went in, as called on the eve, and who came out, as called on the day."""
    eve = change.on - timedelta(days=1)
    before = [named(unit, eve, today) for unit in change.predecessors.all()]
    return before, [named(unit, change.on, today) for unit in change.successors.all()]


def named(unit: Unit, day: date, today: date) -> Named:
    """A unit, its spans read before, as it was called on a day."""
    holding = [s for s in unit.spans.all() if s.valid_from <= day and (s.valid_to is None or s.valid_to >= day)]
    has_page = unit.began_on is None or unit.began_on <= today
    url = reverse("portal:unit", kwargs={"pk": unit.pk, "slug": vi.slug(unit.name)}) if has_page else ""
    return Named(holding[0].name if holding else unit.name, unit.code, url)


def facts(change: UnitChange, created: Iterable[Named]) -> list[dict[str, Any]]:
    """What is recorded of a rearrangement and what it handed over."""
    told = [
        ("Hình thức", vi.capfirst_vi(change.get_kind_display())),
        ("Có hiệu lực", f"từ ngày {dates.short(change.on)}" if change.is_done else f"dự kiến {dates.short(change.on)}"),
        ("Căn cứ", change.legal_basis or "chưa ghi"),
        ("Lý do khoảng trống", change.gap_reason),
    ]
    kept = change.effects
    if kept:
        told.append(("Phân công kết thúc", f"{len(kept.get('posts', ()))} phân công"))
    if kept and change.is_done:
        told.append(("Hồ sơ đã bàn giao", f"{len(kept.get('dossiers', ()))} hồ sơ"))
        told.append(("Đợt thi đua đã bàn giao", f"{len(kept.get('campaigns', ()))} đợt"))
    told.append(("Đơn vị mới lập", ", ".join(f"{one.name} ({one.code})" for one in created)))
    return [{"label": label, "value": value, "url": ""} for label, value in told if value]
