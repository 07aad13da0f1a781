"""Office archives are weighed by what they really hold, and workbooks by what a reader would have to hold."""

from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_STORED, ZipFile

import pytest

from danvan.kit.archives import office_kind
from danvan.kit.uploads import BadUpload, workbook_is_safe
from tests.unit.kit.samples import PDF, archive, docx, locked, lying_size, ole, xlsx

MB = 2**20
ZEROS = bytes(3 * MB)


def test_a_good_archive_is_named():
    assert office_kind(docx(), max_total=MB) == "docx"
    assert office_kind(xlsx(), max_total=MB) == "xlsx"
    assert office_kind(archive({"a.txt": "a"}), max_total=MB) == ""


def spoiled(data):
    at = data.index(b"[Content_Types].xml") + 30
    return data[:at] + b"\xff" * 20 + data[at + 20 :]


def packed(method):
    written = BytesIO()
    with ZipFile(written, "w", method) as file:
        file.writestr("[Content_Types].xml", "x" * 100)
        file.writestr("word/document.xml", "x" * 100)
    return written.getvalue()


def test_members_that_are_not_packed_are_read_too():
    assert office_kind(packed(ZIP_STORED), max_total=MB) == "docx"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (docx(members={"word/media/a.bin": ZEROS}), "mở ra quá lớn"),
        (lying_size(docx(members={"word/media/a.bin": bytes(MB)})), "mở ra quá lớn"),
        (docx(members={f"word/{number}": "" for number in range(5001)}), "bị hỏng"),
        (docx(members={"../../etc/passwd": "x"}), "bị hỏng"),
        (docx(members={"/etc/passwd": "x"}), "bị hỏng"),
        (docx(members={"word\\a": "x"}).replace(b"word/a", b"word\\a"), "bị hỏng"),
        (docx(members={"WORD/DOCUMENT.XML": "x"}), "bị hỏng"),
        (docx(members={"word/styles.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "bị hỏng"),
        (docx(members={"word/styles.xml": "<?xml version='1.0'?><!DOCTYPE a><a/>".encode("utf-16")}), "bị hỏng"),
        (spoiled(docx()), "bị hỏng"),
        (packed(ZIP_BZIP2), "bị hỏng"),
        (docx()[:-30], "bị hỏng"),
        (docx()[:40] + b"\xff" * 20 + docx()[60:], "bị hỏng"),
        (locked(docx()), "mật khẩu"),
    ],
)
def test_a_harmful_archive_is_refused(data, sentence):
    with pytest.raises(BadUpload, match=sentence):
        office_kind(data, max_total=2 * MB)


def test_packing_beyond_reason_is_refused():
    with pytest.raises(BadUpload, match="nén bất thường"):
        office_kind(docx(members={"word/media/a.bin": bytes(30 * MB)}), max_total=200 * MB)


@pytest.mark.parametrize(
    "rows",
    [
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='10000'><c r='T10000'><v>1</v></c></row>",
        "<row r='1048576' s='1'/>",
        "<row r='1048576'><c r='XFD1048576' s='3'/></row>",
        "<row><c><v>1</v></c><c t='inlineStr'><is><t>a</t></is></c></row>",
    ],
)
def test_an_ordinary_workbook_passes(rows):
    workbook_is_safe(xlsx(rows))


@pytest.mark.parametrize(
    "rows",
    [
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        "<row r='1'><c x='>' r='XFD1'><v>1</v></c></row><row r='400'><c r='A400'><v>1</v></c></row>",
        "<row r='1'><c r='XFD1'><v>1</v></c></row><row r='1048576'><c><v>1</v></c></row>",
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='J1048576'><f>A1</f></c></row>",
    ],
)
def test_a_cell_far_away_is_refused(rows):
    with pytest.raises(BadUpload, match="ở quá xa"):
        workbook_is_safe(xlsx(rows))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (ole("EncryptedPackage"), "mật khẩu"),
        (ole("Workbook"), r"đời cũ \(\.xls\)"),
        (docx(), "không phải là tệp Excel"),
        (PDF, "không phải là tệp Excel"),
        (b"STT,Ten\n1,a", "không phải là tệp Excel"),
        (b"", "không phải là tệp Excel"),
        (xlsx(sheets=201), "từ 1 đến 200 trang tính"),
        (xlsx(sheets=0), "từ 1 đến 200 trang tính"),
        (xlsx("<row>"), "bị hỏng"),
        (xlsx(members={"xl/vbaProject.bin": "x"}), "macro"),
        (xlsx(members={"xl/media/a.bin": bytes(101 * MB)}), "mở ra quá lớn"),
    ],
)
def test_what_is_no_safe_workbook_is_refused(data, sentence):
    with pytest.raises(BadUpload, match=sentence):
        workbook_is_safe(data)


def test_every_refusal_is_a_sentence_that_ends():
    with pytest.raises(BadUpload, match=r"Hãy .*\.$"):
        workbook_is_safe(b"x")
