"""What is wrong with the periods of units: days shared or missing, superiors that are gone, circles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from danvan.kit import dates
from danvan.units.models import Unit, UnitChange, UnitSpan

SHOWN = 3  # names told before "và n đơn vị khác"


def orphans(day: date) -> list[str]:
    """A sentence for each unit that ended before a day while others still stand directly under it on that day."""
    standing = {span.unit_id for span in UnitSpan.objects.as_of(day)}
    left: dict[int, list[str]] = defaultdict(list)
    under = UnitSpan.objects.as_of(day).filter(parent__isnull=False).exclude(parent__in=standing)
    for span in under.order_by("name"):
        left[span.parent_id or 0].append(span.name)
    gone = Unit.objects.in_bulk(left)
    return [
        f"«{gone[pk].name}» không còn hoạt động ngày {dates.short(day)} nhưng còn {len(names)} đơn vị trực thuộc "
        f"({_named(names)}). Hãy chọn nơi các đơn vị này chuyển về."
        for pk, names in left.items()
    ]


def _named(names: Sequence[str]) -> str:
    rest = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" và {rest} đơn vị khác" if rest > 0 else "")


def circles(day: date) -> list[str]:
    """A sentence for each circle of superiors on a day."""
    spans = {span.unit_id: span for span in UnitSpan.objects.as_of(day)}
    told, seen = [], set[int]()
    for pk in spans:
        walked = _climb(pk, spans)
        if walked and not seen & set(walked):
            names = ", ".join(f"«{spans[step].name}»" for step in walked)
            told.append(f"Ngày {dates.short(day)}, cấp trên đi vòng tròn: {names}.")
            seen |= set(walked)
    return told


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
    if one.valid_to + timedelta(days=1) < other.valid_from and not _explained(other):
        first, last = one.valid_to + timedelta(days=1), other.valid_from - timedelta(days=1)
        return f"«{other.name}»: không có giai đoạn nào từ {dates.short(first)} đến {dates.short(last)}."
    return ""


def _explained(span: UnitSpan) -> bool:
    changes = UnitChange.objects.filter(successors=span.unit_id, on=span.valid_from)
    return changes.exclude(gap_reason="").exists()
