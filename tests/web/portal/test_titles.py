"""The rows behind the figures on titles."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import make
from tests.web.portal.conftest import assessed

LIST = reverse("portal:titles")
COUNTS = {"": 3, "dat": 2, "chua-dat": 1, "du": 1, "dang-ky": 4, "gi-do": 3}


@pytest.fixture
def year(book):
    for marks in ("Y" * 24, "Y" * 20 + "N" * 4, "Y" * 19 + "N" * 5):
        assessed(make.unit(parent=book.district), book.campaign, marks, year=2019)
    make.dossier(book.commune, book.campaign, state="ACCEPTED", track="COMMUNE", year=2019)


@pytest.mark.parametrize("result", COUNTS)
def test_each_result_lists_exactly_its_rows(client, year, result):
    page = client.get(LIST, {"ket-qua": result, "nam": 2019}).content.decode()
    assert f'role="status">{COUNTS[result]} đơn vị' in page
    assert page.count('class="roll-row"') == COUNTS[result]


@pytest.mark.parametrize(
    ("asked", "rows"),
    [({"nam": "2018"}, 0), ({"bo": "khong-co"}, 0), ({"don-vi": "E"}, 3), ({"don-vi": "W"}, 0), ({"nam": "x"}, 3)],
)
def test_conditions_narrow_the_rows(client, year, asked, rows):
    assert client.get(LIST, asked).content.decode().count('class="roll-row"') == rows
