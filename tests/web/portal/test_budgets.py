"""No page asks more queries when there are more rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from danvan.decisions.models import DecisionItem
from danvan.units.models import UnitChange
from tests import make
from tests.web.portal.conftest import CODE, assessed
from tests.web.query_counts import BUDGETS

ASKED = {
    "portal:practices": [{}, {"q": "duong", "don-vi": "E", "sort": "ten"}, {"q": "duong", "nam": "1999"}],
    "portal:units": [{}, {"q": "yen"}],
    "portal:home": [{}, {"don-vi": "P", "tu": 2018}, {"don-vi": "V", "reading": "now"}],
    "portal:figures": [{}, {"don-vi": "P", "tu": 2018}, {"reading": "now"}],
    "portal:decisions": [{}, {"q": "86-qd"}],
    "api:statistics": [{}, {"unit": "E", "from": 2018, "to": 2020}],
    "api:practices": [{"page_size": 200}, {"unit": "E", "q": "duong"}],
}


def where(book, name: str) -> dict[str, object]:
    return {
        "portal:practice": {"pk": book.road.pk, "slug": "hien-dat-lam-duong-nong-thon-moi"},
        "portal:unit": {"pk": book.commune.pk, "slug": "dang-bo-xa-yen-thinh"},
        "portal:decision": {"pk": book.decision.pk},
        "portal:certificate": {"code": CODE},
        "portal:figures-download": {"key": "don-vi", "form": "csv"},
        "portal:decisions-file": {"form": "csv"},
        "api:certificate": {"code": CODE},
        "api:practice": {"pk": book.road.pk},
    }.get(name, {})


def grow(book, rows: int) -> None:
    """More of everything: models, years of the practice, assessed units, decisions, mergers."""
    for number in range(rows):
        unit = make.unit(parent=book.district)
        year = 2018 + number % 3
        dossier = make.recognised(unit, book.campaign, title=f"Đường số {number}", year=year)
        type(dossier).objects.filter(pk=dossier.pk).update(practice=book.road.practice)
        assessed(unit, book.campaign, "Y" * 22 + "NN", year=year)
        make.decision(book.district, dossier, state="ISSUED")
        DecisionItem.objects.create(decision=book.decision, dossier=dossier, order=number + 2)
        change = UnitChange.objects.create(kind="MERGE", on=make.BEGIN)
        change.predecessors.set([unit])
        change.successors.set([book.commune])
        make.stage(unit, order=number + 2)
    for year in (2018, 2019, 2020)[: rows + 2]:
        assessed(book.commune, book.campaign, "Y" * 22 + "NN", year=year)


def spent(client, address: str, asked: dict[str, object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, asked).status_code == 200
    return len(queries)


@pytest.mark.parametrize("rows", [1, 50])
def test_every_page_keeps_its_budget(client, book, rows):
    grow(book, rows)
    over = {}
    for name, budget in BUDGETS.items():
        for asked in ASKED.get(name, [{}]):
            if (count := spent(client, reverse(name, kwargs=where(book, name)), asked)) > budget:
                over[name] = count
    assert over == {}


def test_the_page_of_a_board_keeps_the_budget_of_a_unit(client, book):
    grow(book, 2)
    address = reverse("portal:unit", kwargs={"pk": book.district.pk, "slug": "huyen-uy-mien-dong"})
    assert spent(client, address, {}) <= BUDGETS["portal:unit"]
