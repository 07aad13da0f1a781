"""Photographs: what is taken and refused, what is left in them, who keeps them, consent, order and removal."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from danvan.dossiers.models import Dossier
from danvan.kit.uploads import BadUpload
from danvan.ledger.models import Event
from danvan.stories.actions import CannotTell, hide_story, place_photo, record_consent, remove_photo, sweep
from danvan.stories.models import Photo
from danvan.stories.queries import first_photos, shown_photos
from danvan.stories.serving import read
from tests import make
from tests.unit.stories import rows

pytestmark = pytest.mark.django_db

PEOPLE = ("an", "binh", "chi", "dung", "giang", "hoa", "quan")
GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


def refused(action, **given) -> bool:
    try:
        action(at=make.NOON, **given)
    except CannotTell:
        return True
    return False


def opened(photo, width: int) -> Image.Image:
    return Image.open(BytesIO(read(photo, width) or b""))


@pytest.mark.parametrize(
    ("width", "kept"),
    [(600, [480, 600]), (960, [480, 960]), (1300, [480, 960, 1300]), (2400, [480, 960, 1600])],
)
def test_a_photograph_is_kept_in_widths_and_never_made_larger(cast, width, kept):
    photo = rows.photo(cast, rows.model(cast), width=width, height=width // 2)
    assert photo.widths == kept
    assert [opened(photo, one).size for one in kept] == [(one, one // 2) for one in kept]
    assert (photo.width, photo.height) == (kept[-1], kept[-1] // 2)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_every_kind_becomes_a_progressive_jpeg(cast, form):
    photo = rows.photo(cast, rows.model(cast), form=form)
    with opened(photo, 480) as picture:
        assert (picture.format, picture.mode, picture.info.get("progressive")) == ("JPEG", "RGB", 1)


def test_place_camera_and_profile_are_gone(cast):
    exif = Image.Exif()
    exif[MAKE] = "Máy ảnh"
    exif.get_ifd(GPS)[2] = (22.0, 8.0, 30.0)
    upload = rows.picture(exif=exif.tobytes(), icc_profile=b"khong doc duoc")
    assert Image.open(upload).getexif().get_ifd(GPS)[2] == (22.0, 8.0, 30.0)
    upload.seek(0)
    photo = rows.add_photo(dossier=rows.model(cast), upload=upload, words=rows.ALONE, by=cast.an, at=make.NOON)
    for width in photo.widths:
        with opened(photo, width) as picture:
            assert (dict(picture.getexif()), "icc_profile" in picture.info, b"Exif" in read(photo, width)) == (
                {}, False, False,
            )  # fmt: skip


def test_a_photograph_taken_sideways_stands_upright(cast):
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    photo = rows.photo(cast, rows.model(cast), width=1000, height=700, exif=exif.tobytes())
    assert (photo.width, photo.height) == (700, 1000)


BOMB = rows.picture(8000, 6000, form="PNG")
HEIC = rows.sent(b"\x00\x00\x00\x18ftypheic" + b"0" * 40, "anh.heic")


@pytest.mark.parametrize(
    ("upload", "word"),
    [
        (BOMB, "40 triệu"),
        (HEIC, "HEIC"),
        (rows.picture(599, 400), "599"),
        (rows.picture(600, 2500), "hẹp"),
        (rows.sent(b"%PDF-1.4 %%EOF", "anh.pdf"), "không phải là ảnh"),
        (rows.sent(b"<svg onload=x>", "anh.svg"), "Không nhận"),
        (rows.sent(b"\xff\xd8\xff\xe0" + b"0" * 99, "anh.jpg"), "hỏng"),
    ],
)
def test_what_is_no_good_photograph_is_refused_in_words(cast, upload, word):
    upload.seek(0)
    with pytest.raises(BadUpload, match=word):
        rows.add_photo(dossier=rows.model(cast), upload=upload, words=rows.ALONE, by=cast.an, at=make.NOON)
    assert not Photo.objects.exists()
    assert not default_storage.exists("photos")


@pytest.mark.parametrize(
    "words",
    [
        replace(rows.ALONE, alt=" "),
        replace(rows.ALONE, credit=""),
        replace(rows.ALONE, caption="x" * 201),
        replace(rows.PEOPLE, consent_on=date(2026, 3, 11), consent_note="Mai"),
        replace(rows.PEOPLE, consent_on=date(2026, 3, 1)),
        replace(rows.PEOPLE, consent_note="Bảy người"),
    ],
)
def test_words_that_are_missing_are_asked_for(cast, words):
    with pytest.raises(CannotTell):
        rows.photo(cast, rows.model(cast), words)
    assert not Photo.objects.exists()


#                                an     binh   chi    dung   giang  hoa    quan
BEFORE = dict(zip(PEOPLE, (True, True, False, True, True, False, False), strict=True))
AFTER = dict(zip(PEOPLE, (False, False, False, True, True, False, False), strict=True))


@pytest.mark.parametrize(("shown", "may"), [(False, BEFORE), (True, AFTER)])
@pytest.mark.parametrize("who", PEOPLE)
def test_who_adds_gives_consent_orders_and_removes(cast, who, shown, may):
    dossier, by = rows.model(cast), getattr(cast, who)
    rows.told(cast, dossier, shown=shown)
    photo = rows.photo(cast, dossier, rows.PEOPLE)
    again = {"dossier": dossier, "upload": rows.picture(colour="red"), "words": rows.ALONE}
    got = [
        not refused(rows.add_photo, by=by, **again), not refused(record_consent, photo=photo, by=by, **rows.CONSENT),
        not refused(place_photo, photo=photo, place=2, by=by), not refused(remove_photo, photo=photo, why="Mờ", by=by),
    ]  # fmt: skip
    assert got == [may[who]] * 4
    assert len(default_storage.listdir("photos")[0]) == 1 + may[who]  # a refused one leaves no files


def test_people_are_shown_only_with_their_consent(cast):
    dossier = rows.model(cast)
    rows.told(cast, dossier, shown=True)
    photo = rows.photo(cast, dossier, rows.PEOPLE)
    assert shown_photos(dossier) == []
    record_consent(photo=photo, by=cast.dung, at=make.NOON, **rows.CONSENT)
    assert shown_photos(dossier) == [photo]
    Dossier.objects.filter(pk=dossier.pk).update(name_hidden_at=make.NOON)
    assert shown_photos(dossier) == []


def test_consent_is_written_down_without_names_in_the_ledger(cast):
    photo = rows.photo(cast, rows.model(cast), rows.PEOPLE)
    record_consent(photo=photo, by=cast.an, at=make.NOON, **rows.CONSENT)
    record_consent(photo=photo, by=cast.an, at=make.NOON, **rows.CONSENT)
    told = Event.objects.get(verb="photo_consent").details
    assert told == {"ảnh số": ["", str(photo.pk)], "ngày đồng ý": ["", "01/03/2026"]}


def test_photographs_go_with_the_story_and_the_recognition(cast):
    dossier = rows.model(cast)
    rows.told(cast, dossier, shown=True)
    photo = rows.photo(cast, dossier)
    assert first_photos([dossier]) == {dossier.pk: photo}
    hide_story(dossier=dossier, why="Sửa lại", by=cast.dung, at=make.NOON)
    assert first_photos([dossier]) == {}


def test_the_first_photograph_of_many_models_costs_one_query(cast):
    dossiers = [rows.model(cast) for _ in range(3)]
    for dossier in dossiers:
        rows.told(cast, dossier, shown=True)
    second, first = rows.photo(cast, dossiers[0]), rows.photo(cast, dossiers[0], colour="red")
    place_photo(photo=first, place=1, by=cast.dung, at=make.NOON)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert first_photos(dossiers) == {dossiers[0].pk: first}
    assert (len(asked), shown_photos(dossiers[0])) == (1, [first, second])


def test_the_same_file_sent_twice_is_one_photograph(cast):
    dossier = rows.model(cast)
    assert rows.photo(cast, dossier) == rows.photo(cast, dossier)
    assert len(default_storage.listdir("photos")[0]) == 1


def test_there_are_at_most_twelve(cast, monkeypatch):
    monkeypatch.setattr("danvan.stories.photos.MOST_PHOTOS", 1)
    dossier = rows.model(cast)
    rows.photo(cast, dossier)
    with pytest.raises(CannotTell, match="nhiều nhất"):
        rows.photo(cast, dossier, colour="red")


def test_a_removed_photograph_is_destroyed_and_its_row_stays(cast, django_capture_on_commit_callbacks):
    photo = rows.photo(cast, rows.model(cast))
    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(photo=photo, why="Người trong ảnh đổi ý", by=cast.dung, at=make.NOON)
        remove_photo(photo=photo, why="Lần nữa", by=cast.dung, at=make.NOON)
    kept = Photo.objects.get()
    assert (kept.removed_by, kept.removed_why, read(kept, 480)) == (cast.dung, "Người trong ảnh đổi ý", None)
    assert default_storage.listdir("photos") == ([], [])
    assert refused(record_consent, photo=photo, by=cast.dung, **rows.CONSENT)


def test_removing_needs_a_reason(cast):
    assert refused(remove_photo, photo=rows.photo(cast, rows.model(cast)), why=" ", by=cast.dung)


def test_files_without_a_row_are_swept_and_others_stay(cast, settings):
    photo = rows.photo(cast, rows.model(cast))
    lost = settings.MEDIA_ROOT / "photos" / "lost"
    lost.mkdir()
    (lost / "480.jpg.part").write_bytes(b"x")
    for folder in (lost, settings.MEDIA_ROOT / photo.folder):
        os.utime(folder, (0, 0))
    assert sweep(before=make.NOON - timedelta(days=1)) == 1
    assert (lost.exists(), read(photo, 480) is None) == (False, False)
