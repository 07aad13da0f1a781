"""A common ground laid under the pages of a printed file, and files written plainly enough to be joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, PdfObject, StreamObject

_GROUND = NameObject("/Ground")
_TAGGING = re.compile(rb"^/\w+\s+(?:<<[^>]*>>\s+)?(?:BDC|BMC)$|^EMC$", re.MULTILINE)


def plain(body: bytes) -> bytes:
    """The same file with every object written by itself, as ``joining`` reads them."""
    return _written(PdfWriter(clone_from=BytesIO(body)))


def _written(writer: PdfWriter) -> bytes:
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def underlaid(body: bytes, grounds: Sequence[bytes]) -> bytes:
    """The pages of a file, each over the first page of its own ground; equal grounds are stored once."""
    writer, forms = PdfWriter(clone_from=BytesIO(body)), dict[bytes, PdfObject]()
    for page, ground in zip(writer.pages, grounds, strict=True):
        if ground not in forms:
            forms[ground] = writer._add_object(_form(ground, writer))
        pictures = page["/Resources"].setdefault(NameObject("/XObject"), DictionaryObject())  # type: ignore[attr-defined]
        pictures.get_object()[_GROUND] = forms[ground]
        contents = page.get_contents()
        assert contents is not None
        drawn = StreamObject()
        drawn.set_data(b"/Artifact BMC\nq /Ground Do Q\nEMC\n" + contents.get_data())
        writer._replace_object(page.raw_get("/Contents"), drawn.flate_encode())
    return _written(writer)


def _form(ground: bytes, writer: PdfWriter) -> StreamObject:
    """The first page of a file as one picture, without its tags."""
    page = PdfReader(BytesIO(ground)).pages[0]
    contents = page.get_contents()
    assert contents is not None
    form = StreamObject()
    form.set_data(_TAGGING.sub(b"", contents.get_data()))
    form.update({
        NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/BBox"): page.mediabox.clone(writer), NameObject("/Resources"): page["/Resources"].clone(writer),
    })  # fmt: skip
    return form.flate_encode()
