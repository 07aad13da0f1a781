"""What an office file says, as plain text and plain cells, for looking at without opening it."""

import re
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from python_calamine import CalamineError, CalamineWorkbook

MAX_PARAGRAPHS, MAX_ROWS, MAX_COLUMNS, MAX_CELL = 120, 40, 12, 200
_MAX_XML = 4 * 2**20  # of a document only its beginning is read
_DOCUMENT = re.compile(r"word/document\d*\.xml")
_BROKEN = (BadZipFile, NotImplementedError, OSError, ValueError, KeyError, EOFError, struct.error, zlib.error)


@dataclass(frozen=True)
class Rows:
    """The beginning of one sheet: its name, its cells as text, and whether there is more."""

    name: str
    cells: Sequence[Sequence[str]]
    more: bool


def paragraphs(data: bytes) -> list[str]:
    """The first paragraphs of a .docx file; none when it cannot be read."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            member = next((name for name in archive.namelist() if _DOCUMENT.fullmatch(name)), "")
            beginning = archive.open(member).read(_MAX_XML) if member else b""
    except _BROKEN:
        return []
    found: list[str] = []
    try:
        for _, element in iterparse(BytesIO(beginning)):
            if _local(element) == "p":
                found.append("".join(_texts(element)).strip())
                element.clear()
            if len(found) >= 2 * MAX_PARAGRAPHS:
                break
    except (ParseError, DefusedXmlException):
        pass  # cut off at the limit, or broken: what was read so far is shown
    return [text for text in found if text][:MAX_PARAGRAPHS]


def first_rows(data: bytes) -> Rows | None:
    """The beginning of the first sheet of an .xlsx or .xls file, or None when it cannot be read."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheet = book.get_sheet_by_index(0)
        read = sheet.to_python(skip_empty_area=True, nrows=MAX_ROWS + 1)
    except (CalamineError, *_BROKEN):
        return None
    cells = [[_shown(value) for value in row[:MAX_COLUMNS]] for row in read[:MAX_ROWS]]
    more = len(read) > MAX_ROWS or any(len(row) > MAX_COLUMNS for row in read)
    return Rows(book.sheet_names[0], [row for row in cells if any(row)], more)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _texts(paragraph: Element) -> list[str]:
    marks = {"tab": "\t", "br": "\n"}
    return [(one.text or "") if _local(one) == "t" else marks.get(_local(one), "") for one in paragraph.iter()]


def _shown(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else str(value).replace(".", ",")
    return str(value)[:MAX_CELL].strip()
