"""An upload is what its content says; anything else is refused with a sentence that helps."""

from io import BytesIO

import pytest

from danvan.kit.uploads import BadUpload, Judged, Kind, cleaned, judge, safe_name
from tests.unit.kit.samples import PDF, TYPES, archive, docx, huge_png, locked, ole, photo_from_a_phone, picture, xlsx

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MB = 2**20


def judged(data, name="tep", max_bytes=MB):
    return judge(BytesIO(data), name, max_bytes=max_bytes)


@pytest.mark.parametrize(
    ("data", "name", "verdict"),
    [
        (PDF, "Quyết định.pdf", (Kind.PDF, "pdf", "application/pdf", "Quyết định.pdf")),
        (picture(), "Ảnh.JPEG", (Kind.IMAGE, "jpg", "image/jpeg", "Ảnh.jpg")),
        (picture("PNG"), "a.PNG", (Kind.IMAGE, "png", "image/png", "a.png")),
        (picture("WEBP"), "a.webp", (Kind.IMAGE, "webp", "image/webp", "a.webp")),
        (docx(), "a.docx", (Kind.WORD, "docx", WORD, "a.docx")),
        (xlsx(), "a.xlsx", (Kind.EXCEL, "xlsx", EXCEL, "a.xlsx")),
        (ole("WordDocument"), "a.doc", (Kind.WORD, "doc", "application/msword", "a.doc")),
        (ole("Workbook"), "a.xls", (Kind.EXCEL, "xls", "application/vnd.ms-excel", "a.xls")),
        (PDF, "không có đuôi", (Kind.PDF, "pdf", "application/pdf", "không có đuôi.pdf")),
        (PDF, "Báo cáo 12.2026", (Kind.PDF, "pdf", "application/pdf", "Báo cáo 12.2026.pdf")),
    ],
)
def test_a_good_file_is_known_by_its_content(data, name, verdict):
    assert judged(data, name) == Judged(*verdict)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "Không nhận loại tệp này"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "Không nhận loại tệp này"),
        (b"MZ\x90\x00 program", "Không nhận loại tệp này"),
        (picture("GIF"), "Không nhận loại tệp này"),
        (b"GIF89a" + docx(), "Không nhận loại tệp này"),
        ("Văn bản thường".encode(), "Không nhận loại tệp này"),
        (archive({"a.txt": "a"}), "Không nhận loại tệp này"),
        (archive({"[Content_Types].xml": TYPES, "ppt/presentation.xml": "<p/>"}), "Không nhận loại tệp này"),
        (docx(members={"xl/workbook.xml": "<w/>"}), "Không nhận loại tệp này"),
        (ole("PowerPoint Document"), "Không nhận loại tệp này"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(64), "HEIC"),
        (b"", "Tệp rỗng"),
        (PDF + bytes(2 * MB), "Tệp nặng quá 1 MB"),
        (PDF[:30], "cắt cụt"),
        (PDF.replace(b"/Catalog", b"/Catalog/S/JavaScript"), "lệnh chạy"),
        (PDF.replace(b"%%EOF", b"%%EOF\n" + archive({"a": "a"})) + b"", "lệnh chạy"),
        (docx(members={"word/vbaProject.bin": "x"}), "macro"),
        (docx(members={"word/VBAPROJECT.BIN": "x"}), "macro"),
        (archive({"[Content_Types].xml": "<a t='x.macroEnabled.main+xml'/>", "xl/workbook.xml": "<w/>"}), "macro"),
        (ole("WordDocument", "Macros"), "macro"),
        (ole("Workbook", "_VBA_PROJECT_CUR"), "macro"),
        (ole("EncryptedPackage", "EncryptionInfo"), "mật khẩu"),
        (locked(docx()), "mật khẩu"),
        (picture()[:200], "Ảnh bị hỏng"),
        (picture("PNG")[:40], "Ảnh bị hỏng"),
        (b"\x89PNG\r\n\x1a\n" + b"<script>", "Ảnh bị hỏng"),
        (picture("PNG").replace(b"IDAT", b"IDAT\x00", 1), "Ảnh bị hỏng"),
        (huge_png(), "Ảnh quá lớn"),
        (huge_png(8_000, 5_001), "Ảnh quá lớn"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(BadUpload, match=sentence):
        judged(data)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PDF, "ảnh.jpg"),
        (picture(), "quyết định.pdf"),
        (picture("PNG"), "a.jpg"),
        (docx(), "a.xlsx"),
        (ole("WordDocument"), "a.docx"),
        (PDF, "a.exe"),
        (PDF, "a.pdf.html"),
        (docx(), "a.docm"),
    ],
)
def test_a_name_that_says_something_else_is_refused(data, name):
    with pytest.raises(BadUpload, match=r"^Tên tệp ghi \.\w+ nhưng nội dung là \.\w+\. Hãy lưu lại đúng dạng"):
        judged(data, name)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Bie\u0302n ba\u0309n.pdf", "Biên bản.pdf"),
        ("..\\..\\Windows\\a.pdf", "a.pdf"),
        ("/etc/passwd", "passwd.pdf"),
        ("a\x00b\r\nc.pdf", "ab c.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ('x<y>:"|?*.pdf', "x y.pdf"),
        ("...", "tep.pdf"),
        (".pdf", "tep.pdf"),
        ("con.pdf", "_con.pdf"),
        ("", "tep.pdf"),
        ("a.PDF", "a.pdf"),
        ("Quyết định 86-QĐ/HU.pdf", "HU.pdf"),
    ],
)
def test_names_are_made_safe(sent, kept):
    assert safe_name(sent, "pdf") == kept


def test_long_names_are_cut_and_keep_their_ending():
    assert safe_name("a" * 300 + ".pdf", "pdf") == "a" * 116 + ".pdf"
    assert len(safe_name("ệ" * 300, "pdf").encode()) <= 240


def test_documents_are_kept_as_sent_and_pictures_are_written_anew():
    photo = photo_from_a_phone()

    assert cleaned(BytesIO(PDF), judged(PDF)) == PDF
    assert b"SecretCamera" in photo
    assert b"Secret" not in cleaned(BytesIO(photo), judged(photo))


def test_the_file_can_be_read_again_after_the_verdict():
    file = BytesIO(PDF)
    file.read(5)

    judge(file, "a.pdf", max_bytes=MB)

    assert file.read() == PDF


def test_the_limit_itself_is_allowed():
    assert judged(PDF, max_bytes=len(PDF)).kind == "pdf"
    with pytest.raises(BadUpload, match="quá 0,5 MB"):
        judged(PDF + bytes(MB), max_bytes=MB // 2)
