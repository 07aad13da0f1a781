"""How long each page takes beside an empty one, at 1,000 and at 20,000 models: numbers to read, not to pass."""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

import pytest
from django.db import connection
from django.test import Client

from danvan.dossiers.models import Dossier
from danvan.exchange import registrations
from danvan.exchange.blanks import registration_workbook
from danvan.exchange.staging import keep
from danvan.exchange.storing import carry_out
from danvan.exchange.undoing import undo
from danvan.kit import vi
from danvan.reports.words import rebuild
from tests import make

pytestmark = pytest.mark.bench
ROUNDS = 7
EMPTY = "/suc-khoe/"


def write(line: str) -> None:
    """One line of the table, on the terminal."""
    sys.stdout.write(f"{line}\n")


def took(job: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = perf_counter()
    job()
    return (perf_counter() - begun) * 1000


def opened(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def measured(client: Client, address: str) -> tuple[float, float]:
    """The median of a page, and the median of its ratio to an empty page asked for in the same round."""
    opened(client, address)
    opened(client, EMPTY)
    pairs = [(took(lambda: opened(client, address)), took(lambda: opened(client, EMPTY))) for _ in range(ROUNDS)]
    return median(page for page, _ in pairs), median(page / empty for page, empty in pairs)


def pages(province) -> dict[str, str]:
    """What is timed, by its name in the table."""
    one = Dossier.objects.get(pk=province.ids[len(province.ids) // 2])
    last = province.count // 20
    several = "&".join(f"don-vi={commune.code}" for commune in province.communes[:4])
    facets = f"linh-vuc={province.themes[0].code}&loai=tap-the&nam=2020"
    return {
        "home": "/", "figures": "/thong-ke/", "compare": f"/so-sanh/?{several}", "list": "/mo-hinh/",
        "list, last page": f"/mo-hinh/?page={last}",
        "list by name": "/mo-hinh/?sort=ten", "search": "/mo-hinh/?q=nong+thon+moi",
        "search, mistyped": "/mo-hinh/?q=hien+dta+lam+duogn", "list by readers": "/mo-hinh/?sort=xem-nhieu",
        "search, one letter": "/mo-hinh/?q=a", "search, nothing": "/mo-hinh/?q=khong+co+gi",
        "list, 3 facets": f"/mo-hinh/?{facets}",
        "model": f"/mo-hinh/{one.pk}-{vi.slug(one.title)}/", "units": "/don-vi/",
        "unit": f"/don-vi/{province.top.pk}-{vi.slug(province.top.name)}/", "api list": "/api/v1/practices",
        "api figures": "/api/v1/statistics", "export": "/mo-hinh/xuat.xlsx", "desk": "/can-bo/",
        "office list": "/can-bo/ho-so/", "queue": "/can-bo/tham-dinh/",
    }  # fmt: skip


def test_pages(province, capsys):
    client = Client()
    client.force_login(province.dung)
    make.stage(province.top, first_year=2018, last_year=2020)
    table: dict[str, list[tuple[float, float]]] = {}
    sizes = (1_000, 20_000)

    for size in sizes:
        province.fill(size)
        rebuild()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        for name, address in pages(province).items():
            table.setdefault(name, []).append(measured(client, address))

    with capsys.disabled():
        heads = "".join(f"{size:>10,} ms{'ratio':>8}" for size in sizes)
        write(f"\n{connection.vendor}, medians of {ROUNDS}; ratio to {EMPTY}\n{'':20}{heads}{'growth':>9}")
        for name, ((small, one), (large, two)) in table.items():
            write(f"{name:20}{small:>13.1f}{one:>8.1f}{large:>13.1f}{two:>8.1f}{large / small:>8.1f}x")


@pytest.mark.parametrize("count", [1_000, 10_000])
def test_import(province, workbook, capsys, count):
    data = workbook(count)
    read: list[registrations.Preview] = []

    reading = took(lambda: read.append(registrations.read(data, campaign=province.campaign, by=province.binh)))
    assert (read[0].new, read[0].wrong) == (count, 0)
    staged = keep(data, name="dang-ky.xlsx", campaign=province.campaign, by=province.binh, at=make.NOON)
    storing = took(lambda: carry_out(staged, read[0], by=province.binh, at=make.NOON))
    again = took(lambda: registrations.read(data, campaign=province.campaign, by=province.binh))
    blank = took(lambda: registration_workbook(province.campaign, province.binh))

    assert Dossier.objects.count() == count
    undoing = took(lambda: undo(staged, by=province.binh, at=make.NOON))
    with capsys.disabled():
        write(f"\nimport {count:,} rows, ms: preview {reading:.0f} of 5,000 allowed, apply {storing:.0f} of 8,000, "
              f"preview again {again:.0f}, filled form {blank:.0f}, undo {undoing:.0f}")  # fmt: skip
