"""Papers as issued: kept once, handed out byte for byte, never anything else."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from danvan.decisions.models import Certificate
from danvan.kit.storage import DurableStorage
from danvan.papers import kept as keeping
from danvan.papers.certificate import certificates_paper
from danvan.papers.kept import Damaged, keep, keep_due, kept, readable, sweep
from danvan.papers.models import KeptPaper
from danvan.papers.render import pdf
from tests import make


@pytest.fixture
def decision(cast, issued):
    return issued(make.dossier(cast.village, cast.campaign, state="APPROVED"))


def only() -> Certificate:
    return readable(Certificate.objects.all()).get()


def files(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).glob("papers/**/*") if path.is_file()]


def test_what_is_published_is_kept_once_and_stays_when_names_change(decision, printer, settings):
    before = pdf(certificates_paper([only()]))
    assert keep_due(make.NOON) == 2  # the certificate, and the decision with its list
    assert keep_due(make.NOON) == 0

    item = only().item
    item.holder_name = "Tên khác"
    item.save()

    name, body = kept(only())
    assert body == before
    assert only().sha256 == hashlib.sha256(body).hexdigest() == KeptPaper.objects.get(name=name).sha256
    assert kept(decision)[1].startswith(b"%PDF-")
    assert len(files(settings)) == 2


def test_of_two_who_keep_the_same_paper_one_stays(decision, printer, settings, monkeypatch):
    first, second = only(), only()
    keep([first], make.NOON)
    looked = iter([None])  # the second looked before the first had stored
    row = keeping._row
    monkeypatch.setattr(keeping, "_row", lambda thing: next(looked, None) or row(thing) if thing.sha256 else None)

    keep([second], make.NOON)

    assert KeptPaper.objects.count() == len(files(settings)) == 1
    assert second.sha256 == first.sha256 == only().sha256


@pytest.mark.parametrize("break_it", [lambda path: path.write_bytes(b"%PDF-1.7 khac"), Path.unlink])
def test_a_damaged_file_is_a_sentence_and_never_other_bytes(decision, printer, settings, break_it):
    keep([only()], make.NOON)
    break_it(files(settings)[0])

    with pytest.raises(Damaged, match="bị hỏng"):
        kept(only())


def test_a_full_disk_leaves_neither_file_nor_row(decision, printer, settings, monkeypatch):
    def full(self, *_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(DurableStorage, "_save", full)
    assert keep_due(make.NOON) == 0
    assert not KeptPaper.objects.exists()
    assert (only().sha256, files(settings)) == ("", [])


def test_files_without_a_row_are_swept_and_no_others(decision, printer, settings):
    keep([only()], make.NOON)
    (stray := files(settings)[0].with_name("x.pdf.part")).write_bytes(b"half")

    assert sweep(before=make.NOON - timedelta(days=9999)) == 0
    assert sweep(before=make.NOON + timedelta(days=9999)) == 1
    assert not stray.exists()
    assert kept(only())
