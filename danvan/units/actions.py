"""Writing units: a span is added or closed here, and the unit's present standing follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
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
    _show(unit, spans, today)
    before = unit.path
    unit.path = f"{unit.parent.path if unit.parent else ''}{unit.code}/"
    unit.save()
    if before and before != unit.path:
        for child in Unit.objects.filter(path__startswith=before).exclude(pk=unit.pk):
            child.path = unit.path + child.path.removeprefix(before)
            child.save(update_fields=["path"])


def settle_all(units: Collection[int], today: date) -> None:
    """Settle many units, by their ids, and then the paths of all: in whatever order superiors moved, each is right."""
    spans: dict[int, list[UnitSpan]] = defaultdict(list)
    for span in UnitSpan.objects.filter(unit__in=units).select_related("parent").order_by("valid_from"):
        spans[span.unit_id].append(span)
    shown = list(Unit.objects.filter(pk__in=spans))
    for unit in shown:
        _show(unit, spans[unit.pk], today)
    Unit.objects.bulk_update(shown, SHOWN, batch_size=200)
    _mend_paths()


SHOWN = ("name", "name_fold", "sort_key", "kind", "parent", "began_on", "ended_on")


def _mend_paths() -> None:
    """Bring the path of every unit in line with its superiors."""
    units, right = Unit.objects.in_bulk(), dict[int, str]()

    def path(unit: Unit) -> str:
        if unit.pk not in right:
            right[unit.pk] = unit.path  # where superiors go in a circle, which is refused elsewhere
            right[unit.pk] = f"{path(units[unit.parent_id]) if unit.parent_id else ''}{unit.code}/"
        return right[unit.pk]

    wrong = [unit for unit in units.values() if path(unit) != unit.path]
    for unit in wrong:
        unit.path = right[unit.pk]
    Unit.objects.bulk_update(wrong, ["path"], batch_size=200)


def _show(unit: Unit, spans: list[UnitSpan], today: date) -> None:
    """Put on a unit what the newest of its periods that has begun says, and the ends of them all."""
    span = ([span for span in spans if span.valid_from <= today] or spans[:1])[-1]
    unit.began_on, unit.ended_on = spans[0].valid_from, spans[-1].valid_to
    unit.name, unit.kind, unit.parent = span.name, span.kind, span.parent
    unit.name_fold, unit.sort_key = vi.fold(span.name), vi.sort_key(span.name)[:SORT_KEY_LENGTH]
