"""How long a thousand certificates take, and how much memory, with every ornament and over pre-printed stock."""

from __future__ import annotations

import resource
import sys
from time import perf_counter, process_time

import pytest

from danvan.decisions.models import Certificate, Decision, DecisionItem
from danvan.papers.models import PrintRun, Stock
from danvan.papers.runs import ask, work
from tests import make
from tests.unit.papers.reading import reader

pytestmark = pytest.mark.bench
COUNT, MOST_SECONDS, MOST_MEGABYTES = 1000, 60, 250
CODE = "23456789"  # eight letters to count with


def _code(number: int) -> str:
    return "".join(CODE[number >> 3 * place & 7] for place in range(8))


@pytest.fixture
def decision(province) -> Decision:
    """A decision in force with a certificate for each of its lines."""
    province.fill(COUNT)
    Certificate.objects.bulk_create(
        [Certificate(item=item, serial=f"2025/P/1-{order:04}", code=_code(order), state="VALID", issued_at=make.NOON)
         for order, item in enumerate(DecisionItem.objects.order_by("order"), 1)],
        batch_size=500,
    )  # fmt: skip
    return Decision.objects.get()


@pytest.mark.parametrize("stock", ["giay-khen-a4", "giay-khen-a3-tap-the", ""])
def test_a_thousand_certificates(decision, province, capsys, stock):
    chosen = Stock.objects.get(code=stock) if stock else None
    run = ask(decision=decision, stock=chosen, printer=None, by=province.dung, at=make.NOON)
    begun, worked = perf_counter(), process_time()
    while work(make.NOON):
        pass
    took, busy = perf_counter() - begun, process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    run = PrintRun.objects.get(pk=run.pk)
    with capsys.disabled():
        sys.stdout.write(f"\n{COUNT} certificates {stock or 'full page'}: {took:.0f} s, {busy:.0f} s of the processor, "
                         f"peak {peak:.0f} MB, file {run.file.size / 2**20:.1f} MB\n")  # fmt: skip
    with run.file.open() as file:
        assert len(reader(file.read()).pages) == COUNT
    assert busy < MOST_SECONDS
    assert peak < MOST_MEGABYTES
