"""Provinces drawn at random, changed at random: no figure doubled or dropped, no old page changed, all undone."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan.accounts.models import Post
from danvan.dossiers.models import Campaign, Dossier
from danvan.ledger.record import broken_links
from danvan.succession.actions import carry_out, take_effect, try_out, undo
from danvan.units.models import Unit, UnitSpan
from tests.unit.succession.worlds import (
    YEARS,
    World,
    check_figures,
    check_soundness,
    frozen,
    old_trees,
    stored,
)

pytestmark = pytest.mark.django_db
LISTS = ("mo-hinh", "danh-hieu")
EXAMPLES = 5 if os.environ.get("DANVAN_ONLY_DATABASE") else 12  # a second database finds what depends on databases
drawn = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


def noon(day) -> datetime:
    return datetime.combine(day, time(5), tzinfo=UTC)


def begun(data) -> World:
    world = World(data.draw)
    for year in YEARS:
        if year < 2025:
            world.register(year, world.day.replace(year=year))
    return world


def pages(on: date) -> list[bytes]:
    """The public lists of every year before the day, byte for byte."""
    asked = [f"/{name}/?nam={year}&tinh-trang=dang-ky" for year in YEARS if year < on.year for name in LISTS]
    return [Client().get(address).content for address in asked]


@drawn
@given(st.data())
def test_no_change_touches_the_past_and_both_readings_agree(data):
    with transaction.atomic():
        world = begun(data)
        for _ in range(data.draw(st.integers(1, 4))):
            stated = world.change()
            before, trees, sent = frozen(), old_trees(stated.on), pages(stated.on)

            carry_out([stated], by=world.quan, at=noon(world.day))

            assert (frozen(), old_trees(stated.on), pages(stated.on)) == (before, trees, sent)
            check_soundness(world.day)
            check_figures(world.day)
            if world.day.year in YEARS:
                world.register(world.day.year, world.day)
        assert broken_links() == []
        transaction.set_rollback(True)


@drawn
@given(st.data())
def test_undoing_in_reverse_puts_every_row_back(data):
    with transaction.atomic():
        world, told = begun(data), []
        planned_ahead = timedelta(days=data.draw(st.sampled_from((0, 0, 400))))
        for _ in range(data.draw(st.integers(1, 4))):
            stated, before = world.change(), stored()
            try_out([stated], by=world.quan, at=noon(stated.on - planned_ahead))
            assert stored() == before
            change = carry_out([stated], by=world.quan, at=noon(stated.on - planned_ahead))[0].change
            told.append((change, before))
        if not planned_ahead:
            assert take_effect(at=noon(world.day)) == []
        for change, before in reversed(told):
            undo([change], by=world.quan, at=noon(world.day - planned_ahead))
            assert stored() == before
        transaction.set_rollback(True)


@drawn
@given(st.data())
def test_what_is_planned_comes_to_the_same_as_what_is_done_on_the_day(data):
    with transaction.atomic():
        world = begun(data)
        plans = [world.change()]
        at = noon(world.day)
        with transaction.atomic():
            carry_out(plans, by=world.quan, at=at)
            done = standing_now()
            transaction.set_rollback(True)
        before = frozen()

        carry_out(plans, by=world.quan, at=at - timedelta(days=90))
        check_soundness(world.day - timedelta(days=90))
        take_effect(at=at)

        assert (standing_now(), frozen()) == (done, before)
        check_soundness(world.day)
        check_figures(world.day)
        transaction.set_rollback(True)


def standing_now() -> list[tuple]:
    """What stands where, who acts, and where every dossier counts; by codes, for ids differ from try to try."""
    return [
        *Unit.objects.order_by("code").values_list("code", "name", "path", "began_on", "ended_on"),
        *UnitSpan.objects.order_by("unit__code", "valid_from").values_list("unit__code", "parent__code", "name"),
        *Post.objects.order_by("pk").values_list("user", "unit__code", "from_on", "to_on"),
        *Campaign.objects.order_by("pk").values_list("code", "keeper__code"),
        *Dossier.objects.order_by("pk").values_list(
            "pk", "keeper__code", "superior_keeper__code", "counts_in__code", "is_allocated"
        ),
    ]
