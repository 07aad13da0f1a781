"""One file a document: judged by content, replaced for good, and never left behind by a refusal."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from danvan.kit.uploads import BadUpload
from danvan.library.actions import CannotKeep
from danvan.library.files import attach, detach
from danvan.library.models import Document
from tests import make
from tests.unit.library import rows

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def files(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def send(document, by, content=rows.PDF, name="hd.pdf") -> Document:
    return attach(document=document, upload=SimpleUploadedFile(name, content), by=by, at=make.NOON)


def test_a_file_is_kept_under_a_name_of_ours(cast, settings):
    kept = send(rows.draft(cast.province, cast.dung), cast.dung, name="Hướng dẫn số 5.pdf")
    assert (kept.file_name, kept.content_type, kept.size) == ("Hướng dẫn số 5.pdf", "application/pdf", len(rows.PDF))
    assert "Hướng" not in kept.file.name
    assert len(files(settings)) == 1


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [("a.png", PNG, BadUpload), ("a.pdf", b"MZ" + b"0" * 99, BadUpload), ("tối mật.pdf", rows.PDF, CannotKeep)],
)
def test_a_refused_file_leaves_nothing(cast, settings, name, content, refusal):
    document = rows.draft(cast.province, cast.dung)
    with pytest.raises(refusal):
        send(document, cast.dung, content, name)
    assert files(settings) == []
    assert not Document.objects.get().file


def test_strangers_leave_no_file(cast, settings):
    with pytest.raises(CannotKeep):
        send(rows.draft(cast.province, cast.dung), cast.binh)
    assert files(settings) == []


def test_the_same_file_twice_is_kept_once(cast, settings):
    document = rows.draft(cast.province, cast.dung)
    first = send(document, cast.dung).file.name
    assert send(document, cast.dung).file.name == first
    assert len(files(settings)) == 1


def test_a_replaced_or_dropped_file_is_gone(cast, settings, django_capture_on_commit_callbacks):
    document = rows.draft(cast.province, cast.dung)
    with django_capture_on_commit_callbacks(execute=True):
        send(document, cast.dung)
        send(document, cast.dung, rows.PDF + b"%%EOF\n")
    assert len(files(settings)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        dropped = detach(document=document, by=cast.dung, at=make.NOON)
    assert (files(settings), dropped.file_name, dropped.sha256) == ([], "", "")
