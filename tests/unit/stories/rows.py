"""Stories and photographs for the tests."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from danvan.stories.actions import Told, Words, add_photo, show_story, write_story
from tests import make

TOLD = Told(
    lead="37 hộ thôn Nà Tải hiến đất, đường rộng năm mét.", steps="Họp thôn\nĐảng viên làm trước\nCông khai thu chi",
    quote="Thấy đảng viên lùi rào trước thì nhà tôi lùi theo", quote_by="Một hộ dân thôn Nà Tải",
    figures=[("37 hộ", "tự nguyện hiến đất"), ("4.260 m²", "đất ruộng và đất vườn")],
)  # fmt: skip
ALONE = Words(alt="Đường thôn sau khi mở rộng", credit="Đảng ủy xã", shows_people=False)
PEOPLE = Words(alt="Bà con đổ bê tông", credit="Đảng ủy xã", shows_people=True)


def model(cast: Any, **more: Any) -> Any:
    """A recognised model of the village."""
    return make.recognised(cast.village, cast.campaign, **more)


def told(cast: Any, dossier: Any, *, shown: bool = False) -> Any:
    """Its story, written by the clerk, and shown by the province where that is wanted."""
    story = write_story(dossier=dossier, told=TOLD, edition=0, by=cast.an, at=make.NOON)
    return show_story(dossier=dossier, edition=1, by=cast.dung, at=make.NOON) if shown else story


def picture(width: int = 1000, height: int = 600, *, colour: str = "green", form: str = "JPEG", **more: Any) -> Any:
    """A picture of one colour, as it is sent."""
    data = BytesIO()
    Image.new("RGB", (width, height), colour).save(data, form, **more)
    return sent(data.getvalue(), {"JPEG": "anh.jpg", "PNG": "anh.png", "WEBP": "anh.webp"}[form])


def sent(data: bytes, name: str) -> Any:
    """Bytes, as a browser sends a file."""
    return SimpleUploadedFile(name, data)


def photo(cast: Any, dossier: Any, words: Words = ALONE, *, by: Any = None, **more: Any) -> Any:
    """A photograph that is kept; each colour is another picture."""
    return add_photo(dossier=dossier, upload=picture(**more), words=words, by=by or cast.dung, at=make.NOON)


CONSENT = {"on": date(2026, 3, 1), "note": "Bảy người trong ảnh, giấy lưu tại Đảng ủy xã"}
