"""Reading a printed PDF back: its text page by page, its fonts, its title."""

from __future__ import annotations

import unicodedata
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
