"""Batches: one file in the order of the list, made by one at a time, taken up again where they broke."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from danvan.papers import runs
from danvan.papers.models import PrintRun, Stock
from danvan.papers.runs import CannotRun, ask, work
from tests import make
from tests.unit.papers.reading import pages, reader

HOUR = timedelta(hours=1)


@pytest.fixture
def decision(cast, issued, monkeypatch):
    monkeypatch.setattr(runs, "CHUNK", {True: 2, False: 2})
    monkeypatch.setattr(runs, "A_LOOK", 1)
    titles = [f"Mô hình {letter}" for letter in "ABC"]
    return issued(*[make.dossier(cast.village, cast.campaign, state="APPROVED", title=title) for title in titles])


def asked(cast, decision, stock: str = "", at=make.NOON) -> PrintRun:
    chosen = Stock.objects.get(code=stock) if stock else None
    return ask(decision=decision, stock=chosen, printer=None, by=cast.dung, at=at)


def finished(run: PrintRun) -> bytes:
    run.refresh_from_db()
    assert (run.error, run.done) == ("", run.total)
    with run.file.open() as file:
        return file.read()


def test_the_pieces_come_together_in_order_tagged_and_alike_each_time(cast, decision, printer):
    bodies = []
    for hours in (0, 1):
        run = asked(cast, decision, at=make.NOON + hours * HOUR)
        while work(make.NOON + hours * HOUR):
            pass
        bodies.append(finished(run))

    assert bodies[0] == bodies[1]
    assert [re.search(r"Mô hình ([A-C])", text)[1] for text in pages(bodies[0])] == list("ABC")
    assert all("DÂN VẬN KHÉO" not in text for text in pages(bodies[0]))  # the seal lies under the text, once
    root = reader(bodies[0]).trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("vi", True)
    assert list(root["/StructTreeRoot"]["/ParentTree"]["/Nums"][::2]) == [0, 1, 2]
    assert {page["/StructParents"] for page in reader(bodies[0]).pages} == {0, 1, 2}


def test_a_batch_on_its_way_is_not_begun_again(cast, decision):
    assert asked(cast, decision) == asked(cast, decision)
    assert asked(cast, decision) != asked(cast, decision, "giay-khen-a4")


def test_who_may_not_draft_prints_nothing(cast, decision):
    with pytest.raises(CannotRun, match="không in được"):
        ask(decision=decision, stock=None, printer=None, by=cast.hoa, at=make.NOON)


def test_a_worker_that_was_killed_is_followed_by_another_where_it_was(cast, decision, printer, monkeypatch):
    run, printed, whole = asked(cast, decision, "giay-khen-a4"), [], runs._printed

    def killed(of, some):
        if printed:
            raise KeyboardInterrupt
        printed.append(some)
        return whole(of, some)

    monkeypatch.setattr(runs, "_printed", killed)
    monkeypatch.setattr(runs, "A_LOOK", 9)
    with pytest.raises(KeyboardInterrupt):
        work(make.NOON)
    monkeypatch.setattr(runs, "_printed", lambda of, some: printed.append(some) or whole(of, some))

    assert not work(make.NOON + timedelta(minutes=1))  # the one who has it may still be there
    assert work(make.NOON + HOUR)
    assert [len(some) for some in printed] == [2, 1]
    assert len(pages(finished(run))) == 3


def test_two_workers_never_do_the_same_batch(cast, decision, printer, monkeypatch):
    run, whole, other = asked(cast, decision, "giay-khen-a4"), runs._printed, []
    monkeypatch.setattr(runs, "A_LOOK", 9)
    monkeypatch.setattr(runs, "_printed", lambda of, some: other.append(work(make.NOON)) or whole(of, some))

    assert work(make.NOON)

    assert other == [False, False]
    assert len(pages(finished(run))) == 3


def test_who_lost_a_batch_meanwhile_changes_nothing(cast, decision, printer, monkeypatch):
    run, whole = asked(cast, decision, "giay-khen-a4"), runs._printed
    later = make.NOON + HOUR

    def taken(of, some):
        PrintRun.objects.filter(pk=of.pk).update(taken_at=later)
        return whole(of, some)

    monkeypatch.setattr(runs, "_printed", taken)
    work(make.NOON)

    run.refresh_from_db()
    assert (run.done, run.taken_at, run.file.name) == (0, later, "")


def test_a_full_disk_is_said_and_the_batch_can_be_asked_for_again(cast, decision, printer, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    run = asked(cast, decision)
    monkeypatch.setattr(runs, "_write", full)
    work(make.NOON)

    run.refresh_from_db()
    assert (run.error, run.file.name) == (runs.NO_ROOM, "")
    assert asked(cast, decision) != run
