"""Files as people send them, and as an attacker would: the smallest bytes that show each trait."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def picture(name="JPEG", size=(8, 4), mode="RGB", **options):
    """A small picture in this format."""
    written = BytesIO()
    Image.new(mode, size).save(written, name, **options)
    return written.getvalue()


def photo_from_a_phone():
    """A JPEG lying on its side, with place, camera and a remark in it."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right to see it upright
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif, comment=b"SecretRemark", xmp=b"<x>SecretPlace</x>")


def huge_png(width=50_000, height=50_000):
    """A PNG of a few bytes that says it is enormous."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\x00" * 64)), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def archive(members):
    """A zip of these members, name to text or bytes."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return written.getvalue()


def docx(members=None):
    """A Word file, with more members when given."""
    return archive({"[Content_Types].xml": TYPES, "word/document.xml": "<w/>", **(members or {})})


def xlsx(rows="<row r='1'><c r='A1'><v>1</v></c></row>", sheets=1, members=None):
    """An Excel file with these rows in each sheet."""
    pages = {f"xl/worksheets/sheet{number}.xml": SHEET.format(rows) for number in range(1, sheets + 1)}
    return archive({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<w/>", **pages, **(members or {})})


def ole(*names):
    """An Office file of before 2007 whose directory has these names."""
    directory = b""
    for name in ("Root Entry", *names):
        entry = bytearray(128)
        spelled = name.encode("utf-16-le")
        entry[: len(spelled)] = spelled
        entry[64:66] = struct.pack("<H", len(spelled) + 2)
        entry[66] = 2
        directory += bytes(entry)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + directory


def lying_size(data, claimed=10):
    """The same archive, its index saying that the last member opens into a few bytes only."""
    at = data.rindex(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<I", claimed) + data[at + 28 :]


def locked(data):
    """The same archive, its last member marked as encrypted."""
    at = data.rindex(b"PK\x01\x02")
    return data[: at + 8] + b"\x01\x00" + data[at + 10 :]
