"""Writing units: a span is added or closed here, and the unit's present standing follows."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from danvan.kit import vi
from danvan.units.models import SORT_KEY_LENGTH, Unit, UnitSpan


class SpanClash(ValueError):
    """Two periods of one unit overlap; the message names the unit and the days."""


def overlapping(span: UnitSpan) -> UnitSpan | None:
    """The other span of the same unit that shares a day with this one, if any."""
    for other in UnitSpan.objects.filter(unit_id=span.unit_id).exclude(pk=span.pk):
        if span.valid_from <= (other.valid_to or date.max) and other.valid_from <= (span.valid_to or date.max):
            return other
    return None


@transaction.atomic
def add_span(span: UnitSpan) -> UnitSpan:
    """Store one period of a unit and settle the unit. Raises ``SpanClash`` when periods overlap."""
    other = overlapping(span)
    if other is not None:
        until = f"{other.valid_to:%d/%m/%Y}" if other.valid_to else "nay"
        raise SpanClash(f"«{span.name}» đã có giai đoạn từ {other.valid_from:%d/%m/%Y} đến {until}.")
    span.full_clean()
    span.save()
    settle(span.unit)
    return span


def settle(unit: Unit) -> None:
    """Copy the newest span onto the unit, and move the paths of everything under it."""
    newest = unit.spans.select_related("parent").order_by("-valid_from").first()
    if newest is None:
        return
    before = unit.path
    unit.name, unit.kind, unit.parent = newest.name, newest.kind, newest.parent
    unit.name_fold, unit.sort_key = vi.fold(newest.name), vi.sort_key(newest.name)[:SORT_KEY_LENGTH]
    unit.ended_on = newest.valid_to
    unit.path = f"{newest.parent.path if newest.parent else ''}{unit.code}/"
    unit.save()
    if before and before != unit.path:
        for child in Unit.objects.filter(path__startswith=before).exclude(pk=unit.pk):
            child.path = unit.path + child.path.removeprefix(before)
            child.save(update_fields=["path"])
