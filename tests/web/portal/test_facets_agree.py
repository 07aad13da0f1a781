"""Whatever is asked, the facets sum up, and the page, the files and the API hold the same rows."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from danvan.criteria.models import Theme
from danvan.reports import words
from danvan.reports.conditions import NO_THEME, Conditions, Force, listed_models
from danvan.reports.facets import counted_facets, tally
from danvan.reports.filters import practice_filter
from danvan.reports.listed_rows import answering
from danvan.reports.unit_facets import unit_facet
from tests.web.portal.listed import world

JUNK = "@"  # stands for a value that nothing answers to
VALUES = {
    "q": ["duong", "hiến đất", "dan van kheo", "hoa", "86-QĐ/HU", "duogn", "trieu thi mui", "bimat", "%"],
    "linh-vuc": ["1", "2", NO_THEME, JUNK], "loai": ["tap-the", "ca-nhan", JUNK],
    "nam": ["2018", "2019", "2020", "1999"], "tu": ["2018", "2019"], "den": ["2019", "2020"],
    "don-vi": ["P", "E", "W", "E1", "=E", "=P", "W1", "XX"], "khi-do": ["E", "P"],
    "tinh-trang": ["cong-nhan", "dang-ky", "khen-thuong", "tham-dinh"], "reading": ["now"],
    "nhan-rong": ["da-nhan-rong", "chua-nhan-rong"], "nguon": ["hoc-noi-khac", "tu-khoi-xuong"],
    "hieu-luc": ["con-hieu-luc", "da-thu-hoi"], "dung-chu": ["1"], "sort": ["ten", "sat-nhat"],
}  # fmt: skip
MANY = {"linh-vuc", "loai", "nam", "nhan-rong", "nguon"}
ONE = {name: st.lists(st.sampled_from(values), max_size=2 if name in MANY else 1) for name, values in VALUES.items()}
BOUNDED = settings(
    max_examples=25, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip


@pytest.fixture
def listed(db):
    world()
    words.rebuild()


def asked_for(chosen: dict[str, list[str]]) -> QueryDict:
    codes = dict(zip("12", Theme.objects.order_by("order").values_list("code", flat=True), strict=False))
    told = QueryDict(mutable=True)
    for name, values in chosen.items():
        told.setlist(name, [codes.get(value, value) if name == "linh-vuc" else value for value in values])
    return told


def lifted(asked: Conditions, part: str) -> int:
    """How long the list would be without one facet."""
    if part == "force":
        return sum(answering(listed_models(), replace(asked, force=force)).count() for force in Force)
    empty = "" if part == "unit" else ()
    return answering(listed_models(), replace(asked, **{part: empty})).count()


@given(chosen=st.fixed_dictionaries({}, optional=ONE))
@BOUNDED
def test_every_facet_sums_to_the_list_without_it(listed, chosen):
    asked = words.settled(practice_filter(asked_for(chosen), listed_models()).conditions)
    counted = tally(listed_models(), asked)
    facets = [*counted_facets(counted, asked), unit_facet(listed_models(), asked, date(2026, 11, 22))]

    for facet in facets:
        sums = sum(choice.count for choice in facet.choices if choice.level == 0)
        assert sums == lifted(asked, facet.part), facet.name
    assert counted.matched == answering(listed_models(), asked).count()
    for choice in facets[-1].choices:
        assert choice.count == answering(listed_models(), replace(asked, unit=choice.value)).count(), choice


@given(chosen=st.fixed_dictionaries({}, optional=ONE))
@BOUNDED
@example(chosen={"q": ["duogn"], "nam": ["2018", "2019"]})
@example(chosen={"tinh-trang": ["khen-thuong"], "hieu-luc": ["da-thu-hoi"]})
@example(chosen={"don-vi": ["=E"], "reading": ["now"]})
def test_the_page_the_files_and_the_api_hold_the_same_rows(listed, chosen):
    client, asked = Client(), asked_for(chosen)
    query = asked.urlencode()
    page = client.get(f"{reverse('portal:practices')}?{query}")
    count = page.context["page"].paginator.count
    plain = client.get(f"{reverse('portal:practices-csv')}?{query}").content.decode("utf-8-sig")
    data = client.get(f"{reverse('portal:practices-json')}?{query}").json()
    api = client.get(f"{reverse('api:practices')}?{query}&page_size=200")

    pks = [int(row["Mã"]) for row in csv.DictReader(io.StringIO(plain))]
    assert len(page.context["rows"]) == count == len(pks) == data["count"]
    assert [row["id"] for row in data["results"]] == pks
    if api.status_code == 200:
        found = api.json()
        assert found["count"] == count and sorted(row["id"] for row in found["results"]) == sorted(pks)
        assert {row["id"]: row for row in found["results"]} == {row["id"]: row for row in data["results"]}
    else:  # it refuses what cannot be read, where a page leaves it aside
        assert api.status_code in {400, 404} and {JUNK, "XX"} & {
            value for _, values in asked.lists() for value in values
        }
