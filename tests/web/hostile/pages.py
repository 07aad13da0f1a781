"""Public addresses, and what can be read from a workbook or a page that the portal hands out."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from django.http import HttpResponse
from openpyxl import load_workbook

LISTS = (
    "/", "/mo-hinh/", "/mo-hinh/xuat.xlsx", "/don-vi/", "/quyet-dinh/", "/danh-hieu/", "/tra-cuu/",
    "/api/v1/practices", "/api/v1/units", "/api/v1/decisions", "/api/v1/statistics", "/api/v1/openapi.json",
)  # fmt: skip
OFFICE_LISTS = (
    "/can-bo/", "/can-bo/ho-so/", "/can-bo/ho-so/xuat/", "/can-bo/nhap/", "/can-bo/tham-dinh/", "/can-bo/quyet-dinh/",
    "/can-bo/quyet-dinh/moi/",
)  # fmt: skip


def text_of(response: HttpResponse) -> str:
    """Everything a reader can find in an answer: the text of a page, or all members of a workbook."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if not body.startswith(b"PK"):
        return body.decode()
    with ZipFile(BytesIO(body)) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist())


def rows_of(response: HttpResponse, *, first: int = 4) -> list[tuple]:
    """The rows of a list that was handed out as a workbook."""
    sheet = load_workbook(BytesIO(response.content)).active
    return [row for row in sheet.iter_rows(min_row=first, values_only=True) if any(row)]


def sheet_xml(response: HttpResponse) -> str:
    """The sheets as they are written, formulas and all."""
    with ZipFile(BytesIO(response.content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if "worksheets/" in name)


def read_out(response: HttpResponse) -> None:
    """Read a file that is handed out to its end, which closes it."""
    if response.streaming:
        list(response)
