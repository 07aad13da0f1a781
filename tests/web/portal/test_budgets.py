"""No page asks more queries when there are more rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from danvan.api.data_urls import urlpatterns as data
from danvan.portal.urls import urlpatterns as portal
from tests.web.portal.grown import addresses, copy, grow, hear, tell
from tests.web.query_counts import BUDGETS

ASKED = {
    "portal:practices": [
        {},
        {"q": "duong", "don-vi": "E", "sort": "ten"},
        {"q": "duong", "nam": "1999"},
        {"sort": "xem-nhieu"},
        {"q": "dường nong thon"},
        {"reading": "now", "tinh-trang": "dang-ky"},
    ],
    "portal:units": [{}, {"q": "yen"}],
    "portal:home": [{}, {"don-vi": "P", "tu": 2018}, {"don-vi": "V", "reading": "now"}],
    "portal:figures": [{}, {"don-vi": "P", "tu": 2018}, {"reading": "now"}],
    "portal:decisions": [{}, {"q": "86-qd"}],
    "api:statistics": [{}, {"unit": "E", "from": 2018, "to": 2020}],
    "portal:compare": [{}, {"don-vi": ["V", "E", "P"]}, {"don-vi": "V", "nam": ["2018", "2019", "2020"]}, {"q": "yen"}],
    "portal:documents": [{}, {"q": "hd bdv", "nam": "2026"}],
    "portal:removal": [{}, {"mo-hinh": "1"}],
    "api:practices": [{"page_size": 200}, {"unit": "E", "q": "duong"}, {"status": "appraised"}],
}


# What only leads elsewhere, is posted, belongs to a form just sent, or is one file.
SET_FREE = {f"portal:{name}" for name in ("practice-short", "practice-read", "opinion-sent", "practice-pdf", "photo")}


def spent(client, address: str, asked: dict[str, object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, asked)
        assert answer.status_code == 200, address
        assert b"".join(answer)  # what is sent in parts is asked for in parts
    return len(queries)


@pytest.mark.parametrize("rows", [1, 50])
def test_every_page_keeps_its_budget(client, book, rows):
    for more in (grow, copy, tell, hear):
        more(book, rows)
    over, where = {}, addresses(book)
    for name, budget in BUDGETS.items():
        for asked in ASKED.get(name, [{}]):
            if (count := spent(client, reverse(name, kwargs=where.get(name, {})), asked)) > budget:
                over[name] = count
    assert over == {}


def test_every_public_address_has_a_budget():
    found = {f"portal:{one.name}" for one in portal} | {f"data:{one.name}" for one in data}
    assert found - set(BUDGETS) == SET_FREE


def test_the_page_of_a_board_keeps_the_budget_of_a_unit(client, book):
    grow(book, 2)
    address = reverse("portal:unit", kwargs={"pk": book.district.pk, "slug": "huyen-uy-mien-dong"})
    assert spent(client, address, {}) <= BUDGETS["portal:unit"]
