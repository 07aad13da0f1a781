"""Printed files put one after another into one, with their tags, one file in memory at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from io import BytesIO
from typing import IO, Any

from pypdf import PdfReader

PRODUCER = "Sổ vàng Dân vận khéo"
_START = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PAGES, _TREE, _PARENTS, _CATALOG, _INFO = range(1, 6)  # the objects of the whole; those of the parts follow
_STREAM = b"\nstream\n"
# strings are passed over, so that no words in them are taken for a reference
_TOKENS = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]+>|(\d+) 0 R\b|/StructParents (\d+)", re.DOTALL)


def join(parts: Iterable[bytes], target: IO[bytes], *, title: str) -> None:
    """Write the pages of all parts (see ``grounds.plain``) in their order; the same parts give the same bytes."""
    joining = _Joining(target)
    for part in parts:
        joining.take(part)
    joining.close(title)


class _Joining:
    """A file on its way: where its objects stand, and what of the parts its page tree and tags name."""

    def __init__(self, target: IO[bytes]) -> None:
        self.target, self.seen = target, sha256()
        self.places: dict[int, int] = {}
        self.kids: list[bytes] = []
        self.tags: list[bytes] = []
        self.numbers: list[bytes] = []
        self.pages, self.last = 0, _INFO
        target.write(_START)

    def take(self, part: bytes) -> None:
        """Write the objects of a part under new numbers, and remember what hangs under the trees of the whole."""
        self.seen.update(part)
        reader = PdfReader(BytesIO(part))
        root, first = reader.root_object, self.last
        old = {name: root.raw_get(name).idnum for name in ("/Pages", "/StructTreeRoot")}
        self._hang(root["/StructTreeRoot"], first)
        self.kids.append(_reference(old["/Pages"] + first))
        for number, body in _objects(part):
            written = self._moved(body, first, old["/StructTreeRoot"])
            if number == old["/Pages"]:
                written = written.replace(b"<<", b"<<\n/Parent " + _reference(_PAGES), 1)
            self._write(number + first, written)
            self.last = max(self.last, number + first)
        self.pages += len(reader.pages)

    def _hang(self, tree: Any, first: int) -> None:
        self.tags += [_reference(kid.idnum + first) for kid in tree["/K"]]
        numbers = tree["/ParentTree"]["/Nums"]
        for page, tagged in zip(numbers[::2], numbers[1::2], strict=True):
            named = b" ".join(_reference(one.idnum + first) for one in tagged.get_object())
            self.numbers.append(b"%d [%b]" % (page + self.pages, named))

    def _moved(self, body: bytes, first: int, tree: int) -> bytes:
        """An object with its references and page numbers moved on; its stream stays as it is."""

        def moved(found: re.Match[bytes]) -> bytes:
            if found[1]:
                return _reference(_TREE if int(found[1]) == tree else int(found[1]) + first)
            return b"/StructParents %d" % (int(found[2]) + self.pages) if found[2] else found[0]

        head, between, stream = body.partition(_STREAM)
        return _TOKENS.sub(moved, head) + between + stream

    def _write(self, number: int, body: bytes) -> None:
        self.places[number] = self.target.tell()
        self.target.write(b"%d 0 obj\n%b\nendobj\n" % (number, body.strip(b"\n")))

    def close(self, title: str) -> None:
        """Write the trees over all parts, what the file is, and where everything stands."""
        self._write(_PAGES, b"<< /Type /Pages /Count %d /Kids [%b] >>" % (self.pages, b" ".join(self.kids)))
        self._write(_TREE, b"<< /Type /StructTreeRoot /K [%b] /ParentTree %b >>"
                    % (b" ".join(self.tags), _reference(_PARENTS)))  # fmt: skip
        self._write(_PARENTS, b"<< /Nums [%b] >>" % b" ".join(self.numbers))
        self._write(_CATALOG, b"<< /Type /Catalog /Pages %b /StructTreeRoot %b /Lang (vi) /MarkInfo << /Marked true >> "
                    b"/ViewerPreferences << /DisplayDocTitle true >> >>"
                    % (_reference(_PAGES), _reference(_TREE)))  # fmt: skip
        self._write(_INFO, b"<< /Title %b /Producer %b >>" % (_text(title), _text(PRODUCER)))
        begins = self.target.tell()
        self.target.write(b"xref\n0 %d\n0000000000 65535 f \n" % (self.last + 1))
        for number in range(1, self.last + 1):
            place = self.places.get(number)
            self.target.write(b"0000000000 65535 f \n" if place is None else b"%010d 00000 n \n" % place)
        identity = self.seen.hexdigest()[:32].encode()
        self.target.write(b"trailer\n<< /Size %d /Root %b /Info %b /ID [<%b> <%b>] >>\nstartxref\n%d\n%%%%EOF\n" % (
            self.last + 1, _reference(_CATALOG), _reference(_INFO), identity, identity, begins))  # fmt: skip


def _reference(number: int) -> bytes:
    return b"%d 0 R" % number


def _text(words: str) -> bytes:
    return b"<FEFF%b>" % words.encode("utf-16-be").hex().encode()


def _objects(part: bytes) -> Iterator[tuple[int, bytes]]:
    """The objects of a plain file by number, each without its frame."""
    begins = int(part[part.rindex(b"startxref") + 9 :].split()[0])
    lines = part[begins:].split(b"\n")
    count = int(lines[1].split()[1])
    places = sorted((int(line[:10]), number) for number, line in enumerate(lines[2 : 2 + count]) if line[17:18] == b"n")
    ends = [*(place for place, _ in places[1:]), begins]
    for (place, number), end in zip(places, ends, strict=True):
        framed = part[place:end]
        yield number, framed[framed.index(b"obj") + 3 : framed.rindex(b"endobj")]
