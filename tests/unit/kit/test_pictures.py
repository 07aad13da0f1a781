"""Pictures keep their pixels and lose everything else."""

from io import BytesIO

import pytest
from PIL import Image

from danvan.kit.pictures import rewritten
from danvan.kit.refused import BadUpload
from tests.unit.kit.samples import huge_png, photo_from_a_phone, picture


def opened(data):
    return Image.open(BytesIO(data))


def test_a_photo_is_turned_upright_and_forgets_where_it_was_taken():
    before, after = opened(photo_from_a_phone()), opened(rewritten(photo_from_a_phone(), "jpg"))

    assert (before.size, after.size) == ((8, 4), (4, 8))
    assert dict(after.getexif()) == {}
    assert {"exif", "comment", "xmp"} & set(after.info) == set()
    assert after.format == "JPEG"


def test_what_hides_behind_the_pixels_is_left_behind():
    hidden = b"<script>alert(1)</script>"

    assert hidden not in rewritten(picture() + hidden, "jpg")
    assert hidden not in rewritten(picture("PNG") + hidden, "png")


@pytest.mark.parametrize(
    ("name", "extension", "mode", "kept"),
    [
        ("PNG", "png", "RGBA", "RGBA"),
        ("PNG", "png", "LA", "RGBA"),
        ("PNG", "png", "P", "RGB"),
        ("PNG", "png", "1", "L"),
        ("PNG", "png", "I;16", "RGB"),
        ("WEBP", "webp", "RGBA", "RGBA"),
        ("WEBP", "webp", "RGB", "RGB"),
        ("JPEG", "jpg", "L", "L"),
        ("JPEG", "jpg", "CMYK", "RGB"),
    ],
)
def test_every_colour_mode_is_readable_afterwards(name, extension, mode, kept):
    after = opened(rewritten(picture(name, mode=mode), extension))

    assert (after.mode, after.size, after.format) == (kept, (8, 4), name)


def test_colours_keep_their_profile():
    data = picture("JPEG", icc_profile=b"profile")

    assert opened(rewritten(data, "jpg")).info["icc_profile"] == b"profile"
    assert "icc_profile" not in opened(rewritten(picture(mode="CMYK", icc_profile=b"profile"), "jpg")).info


@pytest.mark.parametrize(
    ("data", "extension", "sentence"),
    [
        (huge_png(), "png", "Ảnh quá lớn"),
        (picture("PNG"), "jpg", "Ảnh bị hỏng"),
        (picture(size=(200, 200))[:-40], "jpg", "Ảnh bị hỏng"),
        (b"\xff\xd8\xff", "jpg", "Ảnh bị hỏng"),
        (b"", "webp", "Ảnh bị hỏng"),
    ],
)
def test_a_broken_or_foreign_picture_is_refused(data, extension, sentence):
    with pytest.raises(BadUpload, match=sentence):
        rewritten(data, extension)
