"""Stories, drawn pictures and public contacts of the demonstration: invented, flagged, and of models already there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from danvan.accounts.models import User
from danvan.dossiers.models import Dossier
from danvan.exchange.demo.files import rows
from danvan.kit import vi
from danvan.stories.actions import Contact, Told, Words, add_photo, keep_contact, show_story, write_story
from danvan.units.models import Unit

_SIZE, _SCALE = (1600, 900), 2  # drawn larger than kept, so that edges are smooth
_SKY, _SUN, _FAR, _NEAR = (233, 240, 241), (240, 205, 140), (150, 175, 160), (96, 136, 104)
_FIELDS = ((176, 190, 98), (206, 200, 112), (158, 180, 92))
_ROAD, _EDGE = (222, 214, 200), (146, 132, 112)


def tell(people: Mapping[str, User], at: datetime) -> int:
    """Write and show the stories, with two drawn pictures, and give the boards a contact; how many stories."""
    told, written = rows("stories.json"), at - timedelta(days=1)
    for row in told["stories"]:
        dossier = Dossier.objects.recognised().models_only().get(campaign__code=row["campaign"], title=row["title"])
        text = told["texts"][row["text"]]
        story = write_story(
            dossier=dossier, told=_told(text, row["place"]), edition=0, by=people[row["writer"]], at=written,
            is_illustrative=True,
        )  # fmt: skip
        for number, words in enumerate(row.get("pictures", [])):
            add_photo(
                dossier=dossier, upload=landscape(number), words=Words(**words, shows_people=False),
                by=people[row["writer"]], at=written, is_illustrative=True,
            )  # fmt: skip
        if shower := row.get("shower"):
            show_story(dossier=dossier, edition=story.edition, by=people[shower], at=at)
    for row in told["contacts"]:
        unit, contact = Unit.objects.get(code=row["unit"]), Contact(**row["contact"])
        keep_contact(unit=unit, contact=contact, edition=0, by=people[row["by"]], at=at, is_illustrative=True)
    return len(told["stories"])


def _told(text: Mapping[str, Any], place: str) -> Told:
    """The words of a story, at its place."""
    named = {"noi": place, "Noi": vi.capfirst_vi(place)}
    words = {name: value.format(**named) for name, value in text.items() if isinstance(value, str)}
    steps = "\n".join(step.format(**named) for step in text["steps"])
    return Told(**words, steps=steps, figures=[(value, label) for value, label in text["figures"]])


def landscape(number: int) -> SimpleUploadedFile:
    """A plain picture of hills, fields and a road, without people; each number draws another."""
    width, height = (side * _SCALE for side in _SIZE)
    picture = Image.new("RGB", (width, height), _SKY)
    pen = ImageDraw.Draw(picture)
    sun = width * (3 - 2 * (number % 2)) // 4
    pen.ellipse([sun - 150, 240, sun + 150, 540], fill=_SUN)
    for top, step, colour in ((620, 900, _FAR), (820, 640, _NEAR)):
        _hills(pen, (width, height), top, step, number, colour)
    _fields(pen, (width, height), number)
    _road(pen, (width, height), number)
    target = BytesIO()
    picture.resize(_SIZE, Image.Resampling.LANCZOS).save(target, "PNG")
    return SimpleUploadedFile(f"phong-canh-{number}.png", target.getvalue(), content_type="image/png")


_Size = tuple[int, int]
_Colour = tuple[int, int, int]


def _hills(pen: ImageDraw.ImageDraw, size: _Size, top: int, step: int, number: int, colour: _Colour) -> None:
    """A row of round hills."""
    for place, left in enumerate(range(-step, size[0] + step, step // 2)):
        rise = (place * 97 + number * 61) % 200
        pen.ellipse([left, top - rise, left + step + 300, top + 1200], fill=colour)


def _fields(pen: ImageDraw.ImageDraw, size: _Size, number: int) -> None:
    """Terraces below the hills, one behind the other."""
    width, height = size
    for band in range(7):
        top = 1120 + band * 100
        bend = 50 - (band + number) % 3 * 40
        ridge = [(0, top), (width // 3, top + bend), (2 * width // 3, top - bend), (width, top)]
        pen.polygon([*ridge, (width, height), (0, height)], fill=_FIELDS[(band + number) % len(_FIELDS)])


def _road(pen: ImageDraw.ImageDraw, size: _Size, number: int) -> None:
    """A road that narrows towards the hills."""
    width, height = size
    far, near = width * (4 + number) // 9, width // 2
    for half, colour in ((1.0, _EDGE), (0.9, _ROAD)):
        left, right = int(420 * half), int(44 * half)
        pen.polygon(
            [(near - left, height), (near + left, height), (far + right, 1090), (far - right, 1090)], fill=colour
        )
