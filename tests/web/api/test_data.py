"""The open data: what the files hold agrees with the pages and the API, and tells no more than they do."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from danvan.api.datasets import DATASETS
from danvan.dossiers.enums import Holder, State
from danvan.dossiers.models import Dossier
from tests import make
from tests.web.portal.conftest import book

__all__ = ["book"]

# The columns as promised: adding one is free, renaming or taking one away breaks those who read the files.
COLUMNS = {
    "mo-hinh": ["id", "title", "kind", "holder", "unit_code", "unit_name", "superior_name", "theme_code", "theme_name",
                "year", "recognised_on", "recognised_by", "commended_on", "commended_by", "is_illustrative", "url"],
    "don-vi": ["id", "code", "name", "kind", "parent_code", "parent_name", "ended_on", "url"],
    "quyet-dinh": ["id", "number", "signed_on", "date_text", "kind", "state", "body", "unit_code", "unit_name",
                   "summary", "items", "amends_id", "is_illustrative", "url"],
    "so-lieu": ["year", "unit_code", "unit_name", "registered", "recognised", "collective", "individual", "commended"],
}  # fmt: skip


def text(answer) -> str:
    return b"".join(answer.streaming_content).decode()


def as_csv(client, name: str) -> list[dict[str, str]]:
    told = text(client.get(f"/du-lieu/{name}.csv"))
    assert told.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(told.removeprefix("\ufeff"))))


def as_json(client, name: str) -> list[dict[str, object]]:
    return json.loads(text(client.get(f"/du-lieu/{name}.json")))["rows"]


def test_the_columns_are_those_that_were_promised(client, book):
    assert {one.name: [column.name for column in one.columns] for one in DATASETS} == COLUMNS
    for name, columns in COLUMNS.items():
        assert list(as_csv(client, name)[0]) == columns
        assert list(as_json(client, name)[0]) == columns


WORDS = {None: "", True: "true", False: "false"}


@pytest.mark.parametrize("name", COLUMNS)
def test_both_forms_hold_the_same_rows(client, book, name):
    def cell(value: object) -> str:
        return WORDS[value] if value is None or isinstance(value, bool) else str(value)

    rows = as_json(client, name)
    assert as_csv(client, name) == [{key: cell(value) for key, value in row.items()} for row in rows]


def test_the_figures_add_up_to_those_of_the_api(client, book):
    more = {"holder_kind": Holder.INDIVIDUAL, "commended_on": date(2020, 9, 7)}
    make.recognised(book.commune, book.campaign, year=2019, **more)
    make.dossier(book.commune, book.campaign, state=State.DECLINED, year=2018)
    rows, told = as_json(client, "so-lieu"), client.get("/api/v1/statistics").json()
    assert sum(row["registered"] for row in rows) == told["registered"] == 3
    assert sum(row["recognised"] for row in rows) == told["recognised"] == 2
    assert sum(row["commended"] for row in rows) == 1


def test_only_what_is_recognised_is_told(client, book):
    person = {"holder_kind": Holder.INDIVIDUAL, "holder_name": "Bà Kín"}
    make.dossier(book.commune, book.campaign, title="Chưa công nhận", **person)
    everything = "".join(text(client.get(f"/du-lieu/{name}.{form}")) for name in COLUMNS for form in ("csv", "json"))
    assert "Chưa công nhận" not in everything
    assert "Bà Kín" not in everything


def test_a_cell_that_a_spreadsheet_would_run_is_text(client, book):
    Dossier.objects.filter(pk=book.road.pk).update(title="=1+1")
    assert as_csv(client, "mo-hinh")[0]["title"] == "'=1+1"


def test_an_unchanged_file_costs_a_304_and_is_open_to_every_site(client, book):
    first = client.get("/du-lieu/mo-hinh.csv")
    assert first["Access-Control-Allow-Origin"] == "*"
    again = client.get("/du-lieu/mo-hinh.csv", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("address", ["khac.csv", "mo-hinh.xml", "mo-hinh.html"])
def test_there_is_no_other_file(client, book, address):
    assert client.get(f"/du-lieu/{address}").status_code == 404


def test_the_pages_explain_every_column_and_every_address(client, book):
    page = client.get("/du-lieu/").content.decode()
    assert [name for columns in COLUMNS.values() for name in columns if f"<code>{name}</code>" not in page] == []
    reference = client.get("/du-lieu/api/").content.decode()
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert [path for path in paths if f"<code>{path}</code>" not in reference] == []


def test_who_asks_too_often_is_told_when_to_come_again(client, book, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.API_PER_MINUTE = settings.DOWNLOADS_PER_MINUTE = 2
    for address in ("/api/v1/units", "/du-lieu/don-vi.csv"):
        statuses = [client.get(address).status_code for _ in range(3)]
        assert statuses == [200, 200, 429]
        assert int(client.get(address)["Retry-After"]) <= 60
