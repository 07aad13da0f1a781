"""What is inside an office file, seen without trusting anything that its own index claims."""

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from danvan.kit.refused import BadUpload

ZIP_START = b"PK\x03\x04"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACROS = "Tệp có chứa macro. Hãy lưu lại dạng .docx hoặc .xlsx không có macro rồi tải lên."
PASSWORD = "Tệp đang đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại."

_BROKEN = "Tệp bị hỏng, không mở được. Hãy mở bằng Word hoặc Excel, lưu lại rồi tải lên."
_BOMB = "Tệp nén bất thường, mở ra quá lớn. Hãy lưu lại tệp gọn hơn rồi tải lên."
_MAX_MEMBERS = 5_000
_MAX_RATIO, _RATIO_FROM = 200, 20 * 2**20
_MAX_CELLS = 5_000_000
_CHUNK = 2**16
_ENCRYPTED_FLAG = 0x1
_UNSAFE_NAME = re.compile(r"^/|\\|\.\.|:|\x00")
_MACRO_NAME = re.compile(r"vbaproject|macrosheets/|activex/", re.IGNORECASE)
_SHEET_NAME = re.compile(r"xl/(worksheets|chartsheets|dialogsheets)/[^/]+\.xml", re.IGNORECASE)
_DTD = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def _index(data: bytes) -> list[ZipInfo]:
    """The members that the archive lists, refused when the list itself is crooked."""
    if not data.startswith(ZIP_START) or data.count(b"PK\x01\x02") > _MAX_MEMBERS:
        raise BadUpload(_BROKEN)
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (BadZipFile, LargeZipFile, NotImplementedError, OSError, ValueError, struct.error) as error:
        raise BadUpload(_BROKEN) from error
    names = [member.filename for member in members]
    if len({name.casefold() for name in names}) < len(names) or any(map(_UNSAFE_NAME.search, names)):
        raise BadUpload(_BROKEN)
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise BadUpload(PASSWORD)
    return members


def _inflated(data: bytes, member: ZipInfo) -> Iterator[bytes]:
    """What a member really holds, piece by piece, whatever size the index gives it."""
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise BadUpload(_BROKEN)
    try:
        name_length, extra_length = struct.unpack_from("<HH", data, member.header_offset + 26)
        start = member.header_offset + 30 + name_length + extra_length
        engine = zlib.decompressobj(-zlib.MAX_WBITS)
        for place in range(start, start + member.compress_size, _CHUNK):
            piece = data[place : min(place + _CHUNK, start + member.compress_size)]
            if member.compress_type == ZIP_STORED:
                yield piece
                continue
            while piece:
                yield engine.decompress(piece, _CHUNK)
                piece = engine.unconsumed_tail
        yield engine.flush()
    except (zlib.error, struct.error) as error:
        raise BadUpload(_BROKEN) from error


def _weigh(data: bytes, members: list[ZipInfo], max_total: int) -> None:
    """Refuse an archive that opens into too much, lies about sizes, or declares XML entities."""
    total = 0
    for member in members:
        size, seam = 0, b""
        for piece in _inflated(data, member):
            size += len(piece)
            if size > member.file_size or total + size > max_total:
                raise BadUpload(_BOMB)
            if member.filename.endswith((".xml", ".rels")) and _DTD.search((seam + piece).replace(b"\x00", b"")):
                raise BadUpload(_BROKEN)
            seam = piece[-32:]
        total += size
    if total > _RATIO_FROM and total > _MAX_RATIO * len(data):
        raise BadUpload(_BOMB)


def office_kind(data: bytes, *, max_total: int) -> str:
    """``docx``, ``xlsx``, or nothing for another archive; a harmful one is refused."""
    members = _index(data)
    names = {member.filename for member in members}
    if any(map(_MACRO_NAME.search, names)):
        raise BadUpload(MACROS)
    _weigh(data, members, max_total)
    types = next((member for member in members if member.filename == "[Content_Types].xml"), None)
    if types is None:
        return ""
    if b"macroenabled" in b"".join(_inflated(data, types)).lower():
        raise BadUpload(MACROS)
    word = any(re.fullmatch(r"word/document\d*\.xml", name) for name in names)
    excel = any(re.fullmatch(r"xl/workbook\d*\.xml", name) for name in names)
    if word == excel:
        return ""
    return "docx" if word else "xlsx"


def ole_names(data: bytes) -> set[str]:
    """The names in the directory of an old Word or Excel file (the format before 2007)."""
    names = set()
    for place in range(512, len(data) - 127, 128):
        length = int.from_bytes(data[place + 64 : place + 66], "little")
        if data[place + 66] in {1, 2, 5} and 4 <= length <= 64 and length % 2 == 0:
            names.add(data[place : place + length - 2].decode("utf-16-le", "replace"))
    return names


class _FarthestCell:
    """Reads a sheet to learn how far its filled cells reach: readers make room for the whole rectangle."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._row = self._column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """One element opens."""
        local = name.rpartition(":")[2]
        if local == "row":
            given = attributes.get("r", "")
            self._row = int(given) if given.isascii() and given.isdigit() else self._row + 1
            self._column = 0
        elif local == "c":
            self._move(attributes.get("r", ""))
        elif local in {"v", "is", "f"}:
            self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)
            if self.rows * self.columns > _MAX_CELLS:
                raise BadUpload("Trang tính có ô ghi ở quá xa. Hãy xóa các dòng và cột thừa rồi lưu lại.")

    def _move(self, address: str) -> None:
        self._column += 1
        if match := _CELL.fullmatch(address):
            letters, row = match.groups()
            self._row, self._column = int(row), 0
            for letter in letters:
                self._column = self._column * 26 + ord(letter) - 64


def check_sheets(data: bytes, *, max_sheets: int) -> None:
    """Refuse a workbook, already known for one, with too many sheets or with a sheet that no reader can hold."""
    sheets = [member for member in _index(data) if _SHEET_NAME.fullmatch(member.filename)]
    if not sheets or len(sheets) > max_sheets:
        raise BadUpload(f"Tệp phải có từ 1 đến {max_sheets} trang tính.")
    for member in sheets:
        farthest = _FarthestCell()
        parser = expat.ParserCreate()
        parser.StartElementHandler = farthest.start
        try:
            for piece in _inflated(data, member):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise BadUpload(_BROKEN) from error
