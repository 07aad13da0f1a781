"""Two periods of one unit on one day, written past the code: the database itself refuses, on either engine."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from danvan.units.models import Unit, UnitSpan
from tests import make

JULY = date(2025, 7, 1)


def span(of: Unit, start: date, end: date | None = None) -> UnitSpan:
    return UnitSpan(unit=of, name=of.name, kind=of.kind, valid_from=start, valid_to=end)


@pytest.mark.parametrize(("start", "end"), [
    (JULY, None), (date(2009, 1, 1), make.BEGIN), (date(2009, 1, 1), None), (date(2012, 1, 1), date(2012, 1, 1)),
    (date(2009, 1, 1), date(2030, 1, 1)),
])  # fmt: skip
def test_a_period_that_shares_a_day_cannot_be_inserted(cast, start, end):
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitSpan.objects.bulk_create([span(cast.village, start, end)])

    assert UnitSpan.objects.filter(unit=cast.village).count() == 1


def test_two_new_periods_that_share_a_day_cannot_be_inserted_together(db):
    bare = Unit.objects.create(code="B", name="Xã B", kind="COMMUNE", path="B/")

    with pytest.raises(IntegrityError), transaction.atomic():
        UnitSpan.objects.bulk_create([span(bare, make.BEGIN, JULY), span(bare, JULY)])

    assert UnitSpan.objects.count() == 0


@pytest.mark.parametrize("change", [{"valid_to": JULY}, {"valid_to": None}])
def test_a_period_cannot_be_stretched_over_the_next(cast, change):
    UnitSpan.objects.filter(unit=cast.village).update(valid_to=date(2025, 6, 30))
    UnitSpan.objects.bulk_create([span(cast.village, JULY)])

    with pytest.raises(IntegrityError), transaction.atomic():
        UnitSpan.objects.filter(unit=cast.village, valid_from=make.BEGIN).update(**change)


def test_a_period_cannot_be_pulled_over_the_one_before_or_given_to_another_unit(cast):
    UnitSpan.objects.filter(unit=cast.village).update(valid_to=date(2025, 6, 30))
    UnitSpan.objects.bulk_create([span(cast.village, JULY)])

    for change in ({"valid_from": date(2025, 6, 30)}, {"unit": cast.east}):
        with pytest.raises(IntegrityError), transaction.atomic():
            UnitSpan.objects.filter(unit=cast.village, valid_from=JULY).update(**change)


def test_periods_that_only_touch_are_fine(cast):
    UnitSpan.objects.filter(unit=cast.village).update(valid_to=date(2025, 6, 30))

    UnitSpan.objects.bulk_create([span(cast.village, JULY), span(cast.village, date(2009, 1, 1), date(2009, 12, 31))])

    assert UnitSpan.objects.filter(unit=cast.village).count() == 3


def test_a_period_that_ends_before_it_starts_is_refused(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitSpan.objects.bulk_create([span(cast.village, date(2009, 2, 1), date(2009, 1, 1))])
