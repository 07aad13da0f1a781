"""How long a hundred changes at once take to try out and to carry out on a province: numbers beside their budgets."""

from __future__ import annotations

import sys
from time import perf_counter

import pytest
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from danvan.accounts.models import Role
from danvan.dossiers.models import Dossier
from danvan.succession.actions import carry_out, try_out, undo
from danvan.units.models import UnitChange
from danvan.units.plans import Heir, Plan
from tests import make

pytestmark = pytest.mark.bench
BUDGETS = {"try out": 5.0, "carry out": 10.0}
OPEN, CHANGES = 500, 100


def table(province) -> list[Plan]:
    """Ten districts end; of each, twenty communes become ten: nine pairs, and two that keep the name of one."""
    day, plans = timezone.localdate(), []
    for number in range(10):
        communes = [f"C{number + 10 * step}" for step in range(20)]
        pairs = list(zip(communes[::2], communes[1::2], strict=True))
        plans += [
            Plan(day, pair, (Heir(f"N{pair[0]}", name=f"Đảng bộ xã Mới {pair[0]}"),), basis="Nghị quyết 1658")
            for pair in pairs[:8]
        ]
        plans.append(Plan(day, pairs[8], (Heir(pairs[8][0], name=f"Đảng bộ xã Rộng {number}"),), basis="Nghị quyết"))
        plans.append(Plan(day, (f"D{number}",), children_to="P", basis="Nghị quyết 1656"))
    return plans


def working(province) -> None:
    """Open dossiers in every commune, a post in every unit, and four thousand recognised before."""
    province.fill(4_000)
    Dossier.objects.filter(pk__in=province.ids[:OPEN]).update(recognised_on=None, state="ACCEPTED")
    for unit in province.communes:
        make.user(Role.UNIT_CLERK, unit)


def test_a_hundred_changes(province, capsys):
    working(province)
    quan, plans = make.user(Role.ADMINISTRATOR, province.top, "quan"), table(province)
    assert len(plans) == CHANGES
    at, took, asked = timezone.now(), {}, {}

    for name, job in (("try out", try_out), ("carry out", carry_out)):
        reset_queries()
        with CaptureQueriesContext(connection) as queries:
            begun = perf_counter()
            done = job(plans, by=quan, at=at)
            took[name], asked[name] = perf_counter() - begun, len(queries)
    begun = perf_counter()
    undo([one.change for one in done], by=quan, at=at)
    took["undo"] = perf_counter() - begun

    assert (len(done), UnitChange.objects.count()) == (CHANGES, 0)
    with capsys.disabled():
        sys.stdout.write(f"\n{connection.vendor}, {CHANGES} changes at once, {OPEN} open dossiers\n")
        for name, seconds in took.items():
            budget = f"{BUDGETS[name]:>6.1f} s allowed, {asked[name]:,} queries" if name in BUDGETS else ""
            sys.stdout.write(f"{name:10}{seconds:>8.2f} s{budget}\n")
