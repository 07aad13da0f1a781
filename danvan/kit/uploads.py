"""Files that people send: judged by what they hold, never by what they are called."""

import re
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import IO
from zipfile import is_zipfile

from danvan.kit.archives import MACROS, OLE_START, PASSWORD, ZIP_START, check_sheets, office_kind, ole_names
from danvan.kit.numbers import decimal_vi
from danvan.kit.pictures import check_picture, rewritten
from danvan.kit.refused import BadUpload
from danvan.kit.vi import clean_line

__all__ = ["BadUpload", "Judged", "Kind", "cleaned", "judge", "safe_name", "workbook_is_safe"]

MAX_NAME = 120  # characters; and in bytes, what every file system takes:
MAX_NAME_BYTES = 240
_MB = 2**20
_DOCUMENT_MAX, _WORKBOOK_MAX, _SHEETS_MAX = 200 * _MB, 100 * _MB, 200


class Kind(StrEnum):
    """What a file is to its readers."""

    PDF = "pdf"
    IMAGE = "image"
    WORD = "word"
    EXCEL = "excel"


_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    "pdf": (Kind.PDF, "application/pdf"),
    "jpg": (Kind.IMAGE, "image/jpeg"),
    "png": (Kind.IMAGE, "image/png"),
    "webp": (Kind.IMAGE, "image/webp"),
    "docx": (Kind.WORD, f"{_OFFICE}.wordprocessingml.document"),
    "xlsx": (Kind.EXCEL, f"{_OFFICE}.spreadsheetml.sheet"),
    "doc": (Kind.WORD, "application/msword"),
    "xls": (Kind.EXCEL, "application/vnd.ms-excel"),
}
_SAME_AS = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg"}
_REFUSED_KIND = "Chỉ nhận PDF, ảnh JPEG, PNG, WEBP, tệp Word (.docx, .doc) và Excel (.xlsx, .xls)."
_SCRIPTED_PDF = re.compile(rb"/(JavaScript|Launch)\b")
_OLE_MACROS = {"_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros"}
_EXTENSION = re.compile(r"\.(?=[0-9]*[A-Za-z])([A-Za-z0-9]{1,5})$")
_UNSAFE_IN_NAME = re.compile(r'[<>:"|?*]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Judged:
    """What an accepted file is; the extension has no dot."""

    kind: Kind
    extension: str
    content_type: str
    safe_name: str


def judge(file: IO[bytes], name: str, *, max_bytes: int) -> Judged:
    """Say what this file is, or refuse it with a sentence."""
    data = _whole(file, max_bytes)
    extension = _found(data)
    claimed = _claimed(name)
    if claimed and claimed != extension:
        raise BadUpload(f"Tên tệp ghi .{claimed} nhưng nội dung là .{extension}. Hãy lưu lại đúng dạng rồi tải lên.")
    kind, content_type = _TYPES[extension]
    return Judged(kind, extension, content_type, safe_name(name, extension))


def cleaned(file: IO[bytes], judged: Judged) -> bytes:
    """The bytes to keep: pictures are written anew without EXIF, or refused when broken; other files stay as sent."""
    file.seek(0)
    data = file.read()
    return rewritten(data, judged.extension) if judged.kind == Kind.IMAGE else data


def workbook_is_safe(data: bytes) -> None:
    """Refuse anything but an .xlsx workbook that can be read within bounds."""
    if data.startswith(OLE_START):
        old = "Đây là tệp Excel đời cũ (.xls). Hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lên."
        raise BadUpload(PASSWORD if "EncryptedPackage" in ole_names(data) else old)
    if not data.startswith(ZIP_START) or office_kind(data, max_total=_WORKBOOK_MAX) != "xlsx":
        raise BadUpload("Đây không phải là tệp Excel. Hãy chọn tệp .xlsx theo mẫu.")
    check_sheets(data, max_sheets=_SHEETS_MAX)


def safe_name(name: str, extension: str) -> str:
    """The name a file is shown and sent under: one line, no folders, nothing a system could misread."""
    last = clean_line(re.split(r"[/\\]", name)[-1])
    stem = _EXTENSION.sub("", last) if _claimed(last) == extension else last
    stem = _UNSAFE_IN_NAME.sub(" ", stem)
    stem = clean_line(stem).strip(". ")[: MAX_NAME - len(extension) - 1]
    while len(stem.encode()) > MAX_NAME_BYTES - len(extension) - 1:
        stem = stem[:-1]
    stem = stem.strip(". ") or "tep"
    return f"{'_' if _RESERVED.fullmatch(stem) else ''}{stem}.{extension}"


def _whole(file: IO[bytes], max_bytes: int) -> bytes:
    file.seek(0)
    data = file.read(max_bytes + 1)
    file.seek(0)
    if not data:
        raise BadUpload("Tệp rỗng, không có nội dung. Hãy chọn lại tệp.")
    if len(data) > max_bytes:
        limit = decimal_vi(max_bytes / _MB, 1).removesuffix(",0")
        raise BadUpload(f"Tệp nặng quá {limit} MB. Hãy giảm cỡ ảnh hoặc chia thành nhiều tệp.")
    return data


def _claimed(name: str) -> str:
    match = _EXTENSION.search(clean_line(name))
    extension = match.group(1).lower() if match else ""
    return _SAME_AS.get(extension, extension)


def _found(data: bytes) -> str:
    """The extension that the content deserves."""
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(ZIP_START):
        extension = office_kind(data, max_total=_DOCUMENT_MAX)
    elif data.startswith(OLE_START):
        extension = _old_office(data)
    else:
        return _picture(data)
    if not extension:
        raise BadUpload(f"Không nhận loại tệp này. {_REFUSED_KIND}")
    return extension


def _picture(data: bytes) -> str:
    if data.startswith(b"\xff\xd8\xff"):
        extension = "jpg"
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        extension = "png"
    elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        extension = "webp"
    elif data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1"}:
        raise BadUpload("Ảnh dạng HEIC của iPhone chưa dùng được. Hãy lưu ảnh thành JPEG rồi tải lên.")
    else:
        raise BadUpload(f"Không nhận loại tệp này. {_REFUSED_KIND}")
    check_picture(data, extension)
    return extension


def _pdf(data: bytes) -> str:
    if b"%%EOF" not in data[-4096:]:
        raise BadUpload("Tệp PDF bị cắt cụt. Hãy quét hoặc lưu lại rồi tải lên.")
    if _SCRIPTED_PDF.search(data) or is_zipfile(BytesIO(data)):
        raise BadUpload("Tệp PDF có chứa lệnh chạy hoặc tệp ẩn. Hãy in lại thành PDF rồi tải lên.")
    return "pdf"


def _old_office(data: bytes) -> str:
    names = ole_names(data)
    if "EncryptedPackage" in names:
        raise BadUpload(PASSWORD)
    if names & _OLE_MACROS:
        raise BadUpload(MACROS)
    if "WordDocument" in names:
        return "doc"
    return "xls" if names & {"Workbook", "Book"} else ""
