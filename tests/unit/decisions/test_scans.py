"""The scan of the signed paper: needed to issue, judged by content, replaced but kept, and never half there."""

from __future__ import annotations

import errno
import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.utils import timezone

from danvan.decisions.models import DecisionFile
from danvan.decisions.scans import CannotKeep, keep_scan, sweep
from danvan.decisions.workflow import DECISION_LIFE
from danvan.kit.storage import DurableStorage
from danvan.kit.uploads import BadUpload
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Event
from tests import make
from tests.unit.kit.samples import PDF, picture

STORAGE = "tests.unit.decisions.test_scans.FullDisk"


class Breaking(ContentFile):
    """Half of it can be written, then the disk is full."""

    def chunks(self, chunk_size=None):
        yield self.read(10)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class FullDisk(DurableStorage):
    def _save(self, name, content):
        return super()._save(name, Breaking(content.read()))


@pytest.fixture
def draft(cast):
    return make.decision(cast.province, make.dossier(cast.village, cast.campaign, state="APPROVED"), scanned=False)


def keep(cast, draft, content=PDF, name="qd.pdf", by="dung"):
    upload = SimpleUploadedFile(name, content)
    return keep_scan(decision=draft, upload=upload, by=getattr(cast, by), at=make.NOON)


def files(tmp_path) -> list[str]:
    return sorted(path.name for path in tmp_path.rglob("*") if path.is_file())


def test_a_decision_is_issued_only_with_its_scan(cast, draft):
    with pytest.raises(StepRefused, match="^Chưa có bản quét văn bản đã ký.$"):
        DECISION_LIFE.take(draft, "issue", by=cast.giang, at=make.NOON)
    keep(cast, draft)
    DECISION_LIFE.take(draft, "issue", by=cast.giang, at=make.NOON)


def test_a_better_scan_takes_the_place_of_the_first_which_stays(cast, draft, tmp_path):
    first, again = keep(cast, draft), keep(cast, draft)
    second = keep(cast, draft, picture(), "trang.jpg")

    first.refresh_from_db()
    assert (first, first.removed_at, second.removed_at) == (again, make.NOON, None)
    assert (second.content_type, len(second.sha256), len(files(tmp_path))) == ("image/jpeg", 64, 2)
    assert [event.label[:8] for event in Event.objects.filter(verb="scan").order_by("pk")] == ["Thêm bản", "Thay bản"]


@pytest.mark.parametrize(("content", "by", "sentence"), [
    (b"MZ\x90", "dung", "Không nhận loại tệp này"), (b"", "dung", "Tệp rỗng"),
    (PDF, "an", "Bạn không được thêm"), (PDF, "hoa", "Bạn không được thêm"),
])  # fmt: skip
def test_what_is_no_scan_or_not_yours_is_refused(cast, draft, tmp_path, content, by, sentence):
    with pytest.raises((CannotKeep, BadUpload), match=sentence):
        keep(cast, draft, content, by=by)
    assert (files(tmp_path), DecisionFile.objects.count()) == ([], 0)


def test_a_full_disk_is_told_and_leaves_nothing_behind(cast, draft, tmp_path, settings):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": STORAGE}}

    with pytest.raises(CannotKeep, match="Máy chủ hết chỗ chứa tệp"):
        keep(cast, draft)

    assert (files(tmp_path), DecisionFile.objects.count(), Event.objects.count()) == ([], 0, 0)


def test_a_row_that_the_database_refuses_leaves_no_file(cast, draft, tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX one_file ON decisions_decisionfile (content_type)")
    keep(cast, draft)
    DecisionFile.objects.update(sha256="1" * 64)
    before = files(tmp_path)

    with pytest.raises(IntegrityError):
        keep(cast, draft)

    assert files(tmp_path) == before and len(before) == 1


def test_files_without_a_row_are_swept_once_they_are_a_day_old(cast, draft, tmp_path):
    kept = keep(cast, draft)
    folder = (tmp_path / (kept.file.name or "")).parent
    old = (timezone.now() - timedelta(days=2)).timestamp()
    for name, at in (("old.pdf", old), ("old.pdf.part", old), ("young.pdf", None)):
        (folder / name).write_bytes(b"x")
        if at:
            os.utime(folder / name, (at, at))
    os.utime(tmp_path / (kept.file.name or ""), (old, old))

    assert sweep(before=timezone.now() - timedelta(days=1)) == 2
    assert sweep(before=timezone.now() - timedelta(days=1)) == 0
    assert files(tmp_path) == sorted(["young.pdf", (kept.file.name or "").rpartition("/")[2]])
