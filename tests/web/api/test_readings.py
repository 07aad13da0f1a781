"""The public data in both readings: then is what was printed, now is the unit of today, and the totals are equal."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.succession.actions import carry_out
from danvan.units.plans import Heir, Plan
from tests import make
from tests.web.portal.conftest import book
from tests.web.query_counts import BUDGETS

__all__ = ["book"]

PRACTICES, STATISTICS, UNITS = "/api/v1/practices", "/api/v1/statistics", "/api/v1/units"
DAY = date(2025, 7, 1)
OLD, NEW = {"code": "V", "name": "Đảng bộ xã Yên Thịnh"}, {"code": "M", "name": "Đảng bộ xã Mới"}
LEFT = {"code": "~E", "name": "Huyện ủy Miền Đông: chưa phân bổ"}
MERGE = Plan(DAY, ("V", "B"), (Heir("M", name="Đảng bộ xã Mới"),))
SPLIT = Plan(DAY, ("V",), (Heir("M", name="Đảng bộ xã Mới"), Heir("N", name="Đảng bộ xã Nam")))


@pytest.fixture
def rearrange(book):
    make.unit("B", parent=book.district, name="Đảng bộ xã Bên")
    type(book.decision).objects.update(signed_on=date(2020, 8, 31))
    by = make.user("ADMINISTRATOR", book.province)
    return lambda plan: carry_out([plan], by=by, at=make.NOON)


@pytest.mark.parametrize(("plan", "present"), [(MERGE, NEW), (SPLIT, LEFT)])
def test_a_model_stands_under_the_unit_of_the_reading(client, rearrange, plan, present):
    rearrange(plan)
    for asked, unit in {"": OLD, "then": OLD, "gi-do": OLD, "now": present}.items():
        (row,) = client.get(PRACTICES, {"reading": asked}).json()["results"]
        assert (row["unit"], row["superior"]) == (unit, "Huyện ủy Miền Đông")
        found = client.get(STATISTICS, {"reading": asked}).json()
        assert [(one["code"], one["name"], one["recognised"]) for one in found["by_unit"]] == [(*unit.values(), 1)]


def test_the_totals_are_equal_in_both_readings(client, rearrange):
    rearrange(SPLIT)
    then, now = (client.get(STATISTICS, {"reading": reading}).json() for reading in ("then", "now"))
    assert (then.pop("reading"), now.pop("reading")) == ("then", "now")
    assert sum(row["registered"] for row in now["by_unit"]) == sum(row["registered"] for row in then["by_unit"]) == 1
    assert {**then, "by_unit": []} == {**now, "by_unit": []}


@pytest.mark.parametrize(
    ("asked", "count"),
    [({"unit": "V"}, 1), ({"unit": "V", "reading": "now"}, 0), ({"unit": "M"}, 0), ({"unit": "M", "reading": "now"}, 1),
     ({"unit": "E", "reading": "now"}, 1), ({"within": "V", "reading": "now"}, 1), ({"unit": "M", "within": "V"}, 0)],
)  # fmt: skip
def test_a_unit_is_asked_for_in_the_tree_of_the_reading(client, rearrange, asked, count):
    rearrange(MERGE)
    assert client.get(PRACTICES, asked).json()["count"] == client.get(STATISTICS, asked).json()["registered"] == count


def test_an_unknown_unit_of_either_kind_is_not_found(client, book):
    for asked in ({"unit": "~NOWHERE", "reading": "now"}, {"within": "NOWHERE"}):
        assert client.get(STATISTICS, asked).status_code == 404


def test_the_list_of_units_of_today_leaves_out_what_has_ended(client, rearrange):
    rearrange(MERGE)
    then, now = (
        {row["code"]: row["ended_on"] for row in client.get(UNITS, {"reading": reading}).json()["results"]}
        for reading in ("then", "now")
    )
    assert then == {"P": None, "E": None, "M": None, "V": "2025-06-30", "B": "2025-06-30"}
    assert set(now) == {"P", "E", "M"}


def test_a_planned_end_is_not_told(client, rearrange):
    rearrange(Plan(date(2099, 1, 1), ("V",), (Heir("M", name="Đảng bộ xã Mới"),)))
    found = {row["code"]: row["ended_on"] for row in client.get(UNITS).json()["results"]}
    assert found == {"P": None, "E": None, "V": None, "B": None}


def test_a_decision_names_its_issuer_as_on_the_day(client, rearrange, book):
    make.decision(book.district, state="ISSUED", signed_on=None, is_archive=True)
    rearrange(Plan(DAY, ("E",), (Heir("E", name="Thị ủy Miền Đông"),)))
    make.decision(book.district, state="ISSUED", signed_on=DAY)
    names = [row["unit"]["name"] for row in client.get("/api/v1/decisions").json()["results"]]
    assert sorted(names) == ["Huyện ủy Miền Đông", "Huyện ủy Miền Đông", "Thị ủy Miền Đông"]


@pytest.mark.parametrize("name", ["practices", "units", "statistics"])
def test_the_reading_of_today_keeps_the_budget(client, rearrange, name):
    rearrange(SPLIT)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/api/v1/{name}", {"reading": "now", "unit": "E", "within": "E"}).status_code == 200
    assert len(queries) <= BUDGETS[f"api:{name}"]
