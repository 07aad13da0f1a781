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
def add_span(span: UnitSpan, today: date) -> UnitSpan:
    """Store one period of a unit and settle the unit. Raises ``SpanClash`` when periods overlap."""
    other = overlapping(span)
    if other is not None:
        until = f"{other.valid_to:%d/%m/%Y}" if other.valid_to else "nay"
        raise SpanClash(f"«{span.name}» đã có giai đoạn từ {other.valid_from:%d/%m/%Y} đến {until}.")
    span.full_clean()
    span.save()
    settle(span.unit, today)
    return span


def settle(unit: Unit, today: date) -> None:
    """Copy the newest span that has begun onto the unit, and move the paths of everything under it.

    A unit whose every span is still to come shows the first of them.
    """
    spans = list(unit.spans.select_related("parent").order_by("valid_from"))
    if not spans:
        return
    newest = [span for span in spans if span.valid_from <= today][-1:] or spans[:1]
    _show(unit, newest[0])
    unit.began_on, unit.ended_on = spans[0].valid_from, spans[-1].valid_to
    before = unit.path
    unit.path = f"{unit.parent.path if unit.parent else ''}{unit.code}/"
    unit.save()
    if before and before != unit.path:
        for child in Unit.objects.filter(path__startswith=before).exclude(pk=unit.pk):
            child.path = unit.path + child.path.removeprefix(before)
            child.save(update_fields=["path"])


def _show(unit: Unit, span: UnitSpan) -> None:
    unit.name, unit.kind, unit.parent = span.name, span.kind, span.parent
    unit.name_fold, unit.sort_key = vi.fold(span.name), vi.sort_key(span.name)[:SORT_KEY_LENGTH]
