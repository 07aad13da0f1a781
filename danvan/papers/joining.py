"""Printed files put one after another into one, with their tags; a common ground laid under their pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from io import BytesIO
from typing import IO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

PRODUCER = "Sổ vàng Dân vận khéo"
_PARENTS, _GROUND = NameObject("/StructParents"), NameObject("/Ground")
_TAGGING = re.compile(rb"^/\w+\s+(?:<<[^>]*>>\s+)?(?:BDC|BMC)$|^EMC$", re.MULTILINE)


def join(parts: Iterable[bytes], target: IO[bytes], *, title: str) -> None:
    """Write the pages of all parts in their order; the same parts always give the same bytes."""
    joining = _Joining()
    for part in parts:
        joining.take(part)
    joining.write(target, title)


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
        page[NameObject("/Contents")] = writer._add_object(drawn.flate_encode())
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


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


class _Joining:
    """A file on its way: its pages, and one tree of tags over those of the parts."""

    def __init__(self) -> None:
        self.writer = PdfWriter()
        self.kids, self.numbers, self.pages, self.seen = ArrayObject(), ArrayObject(), 0, sha256()
        self.tree = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
        self.tree_reference = self.writer._add_object(self.tree)

    def take(self, part: bytes) -> None:
        """Add the pages of a part, and hang its tags under the tree of the whole."""
        self.seen.update(part)
        reader = PdfReader(BytesIO(part))
        reference = reader.root_object.raw_get("/StructTreeRoot")
        assert isinstance(reference, IndirectObject)
        # whatever in the part points to its tree points to ours
        known = self.writer._id_translated.setdefault(id(reader), {})
        known[reference.idnum] = self.tree_reference.idnum
        for page in reader.pages:
            added = self.writer.add_page(page)
            added[_PARENTS] = NumberObject(page[_PARENTS] + self.pages)  # type: ignore[operator]
        self._take_tags(reference)
        self.pages += len(reader.pages)
        del self.writer._id_translated[id(reader)]  # another reader may get the same id

    def _take_tags(self, reference: IndirectObject) -> None:
        tree = reference.get_object()
        assert isinstance(tree, DictionaryObject)
        kids, numbers = tree["/K"], tree["/ParentTree"].get_object()["/Nums"]  # type: ignore[index]
        self.kids.extend(kid.clone(self.writer) for kid in kids)  # type: ignore[attr-defined]
        for page, tagged in zip(numbers[::2], numbers[1::2], strict=True):
            self.numbers.append(NumberObject(int(page) + self.pages))
            self.numbers.append(tagged.get_object().clone(self.writer))

    def write(self, target: IO[bytes], title: str) -> None:
        """Close the tree, say what the file is, and write it."""
        parents = self.writer._add_object(DictionaryObject({NameObject("/Nums"): self.numbers}))
        self.tree.update({NameObject("/K"): self.kids, NameObject("/ParentTree"): parents})
        self.writer.root_object.update({
            NameObject("/StructTreeRoot"): self.tree_reference, NameObject("/Lang"): TextStringObject("vi"),
            NameObject("/MarkInfo"): DictionaryObject({NameObject("/Marked"): BooleanObject(True)}),
            NameObject("/ViewerPreferences"): DictionaryObject({
                NameObject("/DisplayDocTitle"): BooleanObject(True)
            }),
        })  # fmt: skip
        self.writer.add_metadata({"/Title": title, "/Producer": PRODUCER})
        identity = ByteStringObject(self.seen.digest()[:16])
        self.writer._ID = ArrayObject([identity, identity])  # else a random one: the same run would differ
        self.writer.write(target)
