"""The public data as programs read it: shapes, pages, refusals, and what it never tells."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from danvan.dossiers.enums import Holder, State
from tests import make
from tests.web.portal.conftest import CODE, assessed, book

__all__ = ["book"]

PRACTICES, UNITS, DECISIONS = (f"/api/v1/{name}" for name in ("practices", "units", "decisions"))
STATISTICS = "/api/v1/statistics"
REFUSED = [
    (PRACTICES, {"page": "0"}), (PRACTICES, {"page": "x"}), (PRACTICES, {"page": "2"}), (PRACTICES, {"page": "²"}),
    (PRACTICES, {"page_size": "201"}), (PRACTICES, {"page_size": "-1"}), (PRACTICES, {"year": "hai"}),
    (PRACTICES, {"status": "new"}), (PRACTICES, {"q": "a" * 201}), (PRACTICES, {"kind": "team"}),
    (STATISTICS, {"from": "2020", "to": "2018"}), (STATISTICS, {"from": "x"}), (UNITS, {"q": "a" * 300}),
    (UNITS, {"page_size": "9" * 30}), (DECISIONS, {"q": "\x00"}),
]  # fmt: skip


def test_statistics_have_the_promised_shape(client, book):
    make.dossier(book.commune, book.campaign, state=State.DECLINED, year=2018)
    make.recognised(
        book.commune, book.campaign, holder_kind=Holder.INDIVIDUAL, commended_on=date(2020, 9, 7), year=2019
    )
    assessed(book.commune, book.campaign, "Y" * 24, year=2019)
    found = client.get(STATISTICS, {"from": 2018, "to": 2020, "unit": "E"}).json()
    assert {name: found[name] for name in ("registered", "recognised", "collective", "individual", "commended")} == {
        "registered": 3, "recognised": 2, "collective": 1, "individual": 1,
        "commended": {"collective": 0, "individual": 1},
    }  # fmt: skip
    assert [tuple(row.values()) for row in found["by_year"]] == [(2018, 1, 0), (2019, 1, 1), (2020, 1, 1)]
    assert [tuple(row.values()) for row in found["by_unit"]] == [("V", "Đảng bộ xã Yên Thịnh", 3, 2)]
    assert sum(row["recognised"] for row in found["by_theme"]) == 2
    (title,) = found["titles"]
    assert (title["year"], title["assessed"], title["passed"], title["full"]) == (2019, 1, 1, 1)


def test_years_and_unit_narrow_the_figures(client, book):
    assert client.get(STATISTICS, {"from": 2018, "to": 2019}).json()["registered"] == 0
    assert client.get(STATISTICS, {"unit": "V"}).json()["registered"] == 1
    assert client.get(STATISTICS).json()["unit"] is None


def test_an_unknown_unit_is_not_found_in_a_sentence(client, book):
    for address in (STATISTICS, PRACTICES):
        answer = client.get(address, {"unit": "NOWHERE"})
        assert answer.status_code == 404
        assert "Không có đơn vị nào mang mã NOWHERE" in answer.json()["error"]


@pytest.mark.parametrize(("address", "asked"), REFUSED)
def test_what_cannot_be_read_is_refused_in_a_sentence(client, book, address, asked):
    answer = client.get(address, asked)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("Tham số ")


def test_lists_answer_count_and_results_under_stable_ids(client, book):
    found = client.get(PRACTICES, {"q": "nong thon moi", "unit": "E", "year": 2020}).json()
    assert (found["count"], [row["id"] for row in found["results"]]) == (1, [book.road.pk])
    units = client.get(UNITS, {"q": "yen thinh"}).json()
    assert [(row["code"], row["name"]) for row in units["results"]] == [("V", "Đảng bộ xã Yên Thịnh")]
    decisions = client.get(DECISIONS, {"q": "86/QĐ-HU"}).json()
    assert [(row["id"], row["number"], row["items"]) for row in decisions["results"]] == [
        (book.decision.pk, "86-QĐ/HU", 1)
    ]


def test_the_appraised_are_those_sent_on_or_further_of_campaigns_that_wrote_it_down(client, book):
    living = make.campaign(book.district, published_at=make.LONG_AGO)
    sent = make.dossier(book.commune, living, state=State.DECLINED)
    make.dossier(book.commune, living, state=State.ACCEPTED)
    found = client.get(PRACTICES, {"status": "appraised"}).json()["results"]
    assert [row["id"] for row in found] == [sent.pk]  # the road stands in an archive, which never tells it
    assert client.get(PRACTICES, {"tinh-trang": "tham-dinh"}).json()["results"] == found


def test_a_page_leads_to_the_next_and_the_one_before(client, book):
    for _ in range(4):
        make.recognised(book.commune, book.campaign)
    first = client.get(PRACTICES, {"unit": "E", "page_size": 2}).json()
    assert first["previous"] is None
    second = client.get(first["next"]).json()
    assert (second["page"], client.get(second["previous"]).json()["results"]) == (2, first["results"])
    last = client.get(second["next"]).json()
    assert (len(last["results"]), last["count"], last["next"]) == (1, 5, None)


def test_pages_hold_every_row_once(client, book):
    for _ in range(5):
        make.recognised(book.commune, book.campaign)
    pages = [client.get(PRACTICES, {"page": page, "page_size": 4}).json() for page in (1, 2)]
    seen = [row["id"] for page in pages for row in page["results"]]
    assert len(seen) == len(set(seen)) == pages[0]["count"] == 6


def test_one_practice_tells_its_story_only_when_recognised(client, book):
    found = client.get(f"{PRACTICES}/{book.road.pk}").json()
    assert found["content"]["method"] == "Đảng viên làm trước"
    hidden = make.dossier(book.commune, book.campaign, state=State.APPROVED)
    for pk in (hidden.pk, 999999):
        answer = client.get(f"{PRACTICES}/{pk}")
        assert (answer.status_code, list(answer.json())) == (404, ["error"])


def test_no_name_of_an_individual_before_recognition_and_never_a_contact(client, book):
    person = {"holder_kind": Holder.INDIVIDUAL, "holder_name": "Triệu Thị Mùi", "contact": "0912345678"}
    make.dossier(book.commune, book.campaign, state=State.ACCEPTED, **person)
    told = client.get(PRACTICES, {"status": "registered"}).content.decode()
    assert '"count":2' in told
    assert "Triệu Thị Mùi" not in told
    assert client.get(PRACTICES, {"status": "registered", "q": "trieu thi mui"}).json()["count"] == 0
    everything = "".join(client.get(address).content.decode() for address in (PRACTICES, f"{PRACTICES}/{book.road.pk}"))
    assert "0912345678" not in everything
    assert "contact" not in everything
    assert CODE not in everything


def test_only_reading_is_offered_and_to_every_site(client, book):
    for method in (client.post, client.put, client.delete):
        answer = method(PRACTICES)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert "GET" in answer.json()["error"]
    assert client.options(PRACTICES).status_code == 204
    assert client.get(PRACTICES).headers["Access-Control-Allow-Origin"] == "*"
    assert client.head(PRACTICES).content == b""


def test_unchanged_data_are_not_sent_twice(client, book):
    first = client.get(STATISTICS)
    again = client.get(STATISTICS, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make.recognised(book.commune, book.campaign)
    changed = client.get(STATISTICS, headers={"if-none-match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_the_description_names_every_address(client, db):
    told = client.get(reverse("api:openapi")).json()
    assert told["openapi"].startswith("3.1")
    assert set(told["paths"]) == {
        "/practices",
        "/practices/{id}",
        "/units",
        "/decisions",
        "/statistics",
        "/certificates/{code}",
    }
    schemas = told["components"]["schemas"]
    references = str(told).split("#/components/schemas/")[1:]
    assert {reference.split("'")[0] for reference in references} <= set(schemas)


def test_what_is_answered_has_the_described_fields(client, book):
    schemas = client.get(reverse("api:openapi")).json()["components"]["schemas"]
    answers = {
        "Practice": client.get(PRACTICES).json()["results"][0], "Unit": client.get(UNITS).json()["results"][0],
        "Decision": client.get(DECISIONS).json()["results"][0], "Statistics": client.get(STATISTICS).json(),
        "Certificate": client.get("/api/v1/certificates/A6J9-ZWYW").json(),
    }  # fmt: skip
    for name, answer in answers.items():
        assert list(answer) == schemas[name]["required"], name
