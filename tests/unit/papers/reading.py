"""Reading a printed PDF back: its text page by page, its fonts, its title."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

MM = 72 / 25.4


def reader(body: bytes) -> PdfReader:
    return PdfReader(BytesIO(body))


def pages(body: bytes) -> list[str]:
    """The text of each page, spaces made single."""
    return [unicodedata.normalize("NFC", " ".join(page.extract_text().split())) for page in reader(body).pages]


def sizes(body: bytes) -> set[tuple[int, int]]:
    """The sizes of the pages in millimetres."""
    return {(round(page.mediabox.width / MM), round(page.mediabox.height / MM)) for page in reader(body).pages}


def fonts(body: bytes) -> set[str]:
    """The families of the fonts inside, without the prefix of the subset; every one must be embedded."""
    found = set()
    for page in reader(body).pages:
        resources = page["/Resources"]
        assert isinstance(resources, DictionaryObject)
        for font in resources.get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"])
            found.add(font.get_object()["/BaseFont"].split("+")[-1])
    return found


@dataclass(frozen=True)
class Placed:
    """A piece of text as drawn: millimetres from the left and to its base line from the top, points, and its face."""

    text: str
    left: float
    top: float
    size: float
    face: str


def placed(body: bytes, number: int = 0) -> list[Placed]:
    """Every piece of text of a page, in the order drawn."""
    page, found = reader(body).pages[number], []
    height = float(page.mediabox.height)

    def visit(text, cm, tm, font, size):
        if text.strip():
            left, up = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            face = font["/BaseFont"].split("+")[-1].removeprefix("Liberation-Serif").strip("-")
            text = unicodedata.normalize("NFC", " ".join(text.split()))
            found.append(Placed(text, left / MM, (height - up) / MM, round(size * abs(cm[0] * tm[0]), 1), face))

    page.extract_text(visitor_text=visit)
    return found


def rules(body: bytes, number: int = 0) -> list[tuple[float, float]]:
    """The ruled lines of a page in millimetres: where each stands from the top, and how long it is."""
    drawn = reader(body).pages[number].get_contents().get_data().decode("latin1")
    scale, found = 0.75 / MM, []  # the printer draws in CSS pixels
    for x, y, to_x, to_y in re.findall(r"([\d.]+) ([\d.]+) m\n([\d.]+) ([\d.]+) l", drawn):
        if y == to_y and x != to_x:
            found.append((float(y) * scale, abs(float(x) - float(to_x)) * scale))
    return found
