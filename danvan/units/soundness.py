"""What is wrong with the periods of units: days shared or missing, superiors that are gone, circles, absent heirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import Q

from danvan.kit import dates
from danvan.units.models import Unit, UnitChange, UnitSpan

SHOWN = 3  # names told before "và n đơn vị khác"
A_DAY = timedelta(days=1)


def faults(units: Collection[Unit], first: date) -> list[str]:
    """A sentence for each thing that is wrong about these units, on a day or on any later one.

    What was wrong elsewhere before stays out of it: it is no reason to refuse these.
    """
    periods = _Periods({unit.pk for unit in units}, first)
    return [*periods.orphans(), *periods.circles(), *_absent_heirs(periods, units), *overlaps_and_gaps(units)]


class _Periods:
    """Every period of every unit from a day on, read once, and the units that are asked about."""

    def __init__(self, asked: set[int], first: date) -> None:
        self.asked, self.first = asked, first
        self.of: dict[int, list[UnitSpan]] = defaultdict(list)
        later = UnitSpan.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first))
        for span in later.order_by("valid_from", "pk"):
            self.of[span.unit_id].append(span)

    def on(self, unit_id: int, day: date) -> UnitSpan | None:
        return next((span for span in self.of.get(unit_id, ()) if _covers(span, day)), None)

    def orphans(self) -> list[str]:
        """A sentence for each unit that does not stand on some day while others stand directly under it."""
        left: dict[tuple[int, date], list[str]] = defaultdict(list)
        for span in (span for spans in self.of.values() for span in spans):
            asked = span.parent_id and not self.asked.isdisjoint((span.unit_id, span.parent_id))
            if asked and (day := self._alone(span, span.parent_id or 0)):
                left[span.parent_id or 0, day].append(span.name)
        gone = Unit.objects.in_bulk({pk for pk, _ in left})
        return [_orphaned(gone[pk], day, sorted(names)) for (pk, day), names in left.items()]

    def _alone(self, span: UnitSpan, parent: int) -> date | None:
        """The first day of a period, not before the first asked about, on which the superior does not stand."""
        day = max(span.valid_from, self.first)
        for above in self.of.get(parent, ()):
            if _covers(above, day):
                if above.valid_to is None:
                    return None
                day = above.valid_to + A_DAY
        return None if span.valid_to and day > span.valid_to else day

    def circles(self) -> list[str]:
        """A sentence for each circle of superiors, with the first day of it."""
        begins = {span.valid_from for spans in self.of.values() for span in spans}
        told, seen = [], set[int]()
        for day in sorted({self.first, *(begin for begin in begins if begin > self.first)}):
            spans = {pk: span for pk in self.of if (span := self.on(pk, day))}
            for pk in self.asked:
                walked = _climb(pk, spans)
                if walked and not seen & set(walked):
                    names = ", ".join(f"«{spans[step].name}»" for step in walked)
                    told.append(f"Ngày {dates.short(day)}, cấp trên đi vòng tròn: {names}.")
                    seen |= set(walked)
        return told


def _covers(span: UnitSpan, day: date) -> bool:
    return span.valid_from <= day and (span.valid_to is None or day <= span.valid_to)


def _orphaned(gone: Unit, day: date, names: Sequence[str]) -> str:
    rest = len(names) - SHOWN
    named = ", ".join(names[:SHOWN]) + (f" và {rest} đơn vị khác" if rest > 0 else "")
    if gone.began_on and day < gone.began_on:
        return (
            f"«{gone.name}» chưa hoạt động ngày {dates.short(day)} nhưng được ghi là cấp trên của {len(names)} đơn vị "
            f"({named}). Hãy chọn cấp trên khác, hoặc ghi ngày muộn hơn."
        )
    return (
        f"«{gone.name}» không còn hoạt động ngày {dates.short(day)} nhưng còn {len(names)} đơn vị trực thuộc "
        f"({named}). Hãy chọn nơi các đơn vị này chuyển về."
    )


def _climb(start: int, spans: Mapping[int, UnitSpan]) -> list[int]:
    """The units on the circle that the way up from here runs into; nothing when it comes to an end."""
    walked: list[int] = []
    here: int | None = start
    while here is not None and here in spans:
        if here in walked:
            return walked[walked.index(here) :]
        walked.append(here)
        here = spans[here].parent_id
    return []


def _absent_heirs(periods: _Periods, units: Iterable[Unit]) -> list[str]:
    """A sentence for each of these units that was to take over from others on a day on which it does not stand."""
    known = {unit.pk: unit for unit in units}
    changes = UnitChange.objects.filter(successors__in=list(known), on__gte=periods.first, gap_reason="").distinct()
    told = []
    for change in changes.prefetch_related("predecessors", "successors").order_by("on", "pk"):
        for heir in change.successors.all():
            if heir.pk in known and periods.on(heir.pk, change.on) is None:
                before = ", ".join(f"«{unit.name}»" for unit in change.predecessors.all() if unit != heir)
                told.append(
                    f"«{heir.name}» không hoạt động ngày {dates.short(change.on)} nên không nhận bàn giao được; lần "
                    f"sắp xếp ngày ấy ghi đơn vị này nhận {before or 'chính mình'}."
                )
    return told


def overlaps_and_gaps(units: Iterable[Unit]) -> list[str]:
    """A sentence for every two periods of one unit that share a day or leave days between them without a reason."""
    spans: dict[int, list[UnitSpan]] = defaultdict(list)
    for span in UnitSpan.objects.filter(unit__in=list(units)).order_by("unit_id", "valid_from"):
        spans[span.unit_id].append(span)
    return [fault for rows in spans.values() for one, other in pairwise(rows) if (fault := _fault(one, other))]


def _fault(one: UnitSpan, other: UnitSpan) -> str:
    if one.valid_to is None or one.valid_to >= other.valid_from:
        until = dates.short(one.valid_to) if one.valid_to else "nay"
        return f"«{other.name}»: giai đoạn từ {dates.short(other.valid_from)} trùng với giai đoạn trước, đến {until}."
    if one.valid_to + A_DAY < other.valid_from and not _explained(other):
        first, last = one.valid_to + A_DAY, other.valid_from - A_DAY
        return f"«{other.name}»: không có giai đoạn nào từ {dates.short(first)} đến {dates.short(last)}."
    return ""


def _explained(span: UnitSpan) -> bool:
    changes = UnitChange.objects.filter(successors=span.unit_id, on=span.valid_from)
    return changes.exclude(gap_reason="").exists()
