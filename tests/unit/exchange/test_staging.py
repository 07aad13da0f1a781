"""A workbook between preview and storing belongs to the one who sent it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from danvan.exchange.preview import Applied
from danvan.exchange.staging import NotStaged, contents, load, mark_applied, recent, stage
from danvan.kit.uploads import BadUpload
from tests import make
from tests.unit.exchange.books import registrations, row

pytestmark = pytest.mark.django_db


def _stage(cast, data=None, name="../Đăng ký.xlsx"):
    upload = SimpleUploadedFile(name, registrations(row()) if data is None else data)
    return stage(upload, campaign=cast.campaign, by=cast.binh, at=make.NOON)


def test_it_comes_back_to_its_owner_only(cast):
    staged = _stage(cast)
    assert load(staged.key, cast.binh) == staged
    assert contents(staged) == contents(load(staged.key, cast.binh))
    assert (staged.name, staged.campaign.code, recent(cast.binh)) == ("Đăng ký.xlsx", cast.campaign.code, [staged])
    for key, by in ((staged.key, cast.chi), (uuid4(), cast.binh)):
        with pytest.raises(NotStaged):
            load(key, by)
    assert recent(cast.chi) == []


def test_once_stored_it_says_so(cast):
    staged = _stage(cast)
    mark_applied(staged, Applied(3, 1), at=make.NOON)
    again = load(staged.key, cast.binh)
    assert (again.applied_at, again.applied_new, again.applied_changed) == (make.NOON, 3, 1)


@pytest.mark.parametrize(
    ("data", "sentence"), [(b"", "Tệp rỗng"), (b"xin chao", "không phải là tệp Excel"), (b"PK\x03\x04 hong", "hỏng")]
)
def test_what_is_no_workbook_is_not_kept(cast, data, sentence):
    with pytest.raises(BadUpload, match=sentence):
        _stage(cast, data)
    assert recent(cast.binh) == []


def test_a_file_too_heavy_is_not_kept(cast, settings):
    settings.UPLOAD_MAX_BYTES = 2**20
    with pytest.raises(BadUpload, match="nặng quá 1 MB"):
        _stage(cast, b"PK" + b"0" * 2**20)
