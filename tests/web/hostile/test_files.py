"""Files that are not what they say: refused in a sentence, with nothing stored in the database or on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from danvan.dossiers.models import Dossier, Evidence
from danvan.ledger.models import Event
from tests import make
from tests.unit.exchange.books import registrations, row
from tests.unit.kit import samples
from tests.web.hostile.pages import read_out

MB = 2**20
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BILLION = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
XXE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
FAR = "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"


def bomb(name: str) -> bytes:
    """A few hundred kilobytes that open into more than anyone may send."""
    return samples.xlsx(members={name: b"0" * (220 * MB)})


BOTH = {
    "html.xlsx": HTML, "empty.xlsx": b"", "truncated.xlsx": samples.xlsx()[:200],
    "encrypted.xlsx": samples.locked(samples.xlsx()), "encrypted-too.xlsx": samples.ole("EncryptedPackage"),
    "lying.xlsx": samples.lying_size(samples.xlsx()), "macro.xlsx": samples.xlsx(members={"xl/vbaProject.bin": b"x"}),
    "slip.xlsx": samples.xlsx(members={"../../evil.py": "x"}),
    "entities.xlsx": samples.xlsx(members={"xl/worksheets/sheet9.xml": BILLION}),
    "outside.xlsx": samples.xlsx(members={"xl/worksheets/sheet9.xml": XXE}), "prefix.xlsx": b"MZ" + samples.xlsx(),
    "twice.xlsx": samples.archive({"a.xml": "1", "A.XML": "2"}),
}  # fmt: skip
IMPORT_ONLY = {
    "far.xlsx": samples.xlsx(rows=FAR), "many.xlsx": samples.xlsx(sheets=201), "old.xls": samples.ole("Workbook"),
    "nothing.xlsx": samples.xlsx(), "word.xlsx": samples.docx(), "picture.xlsx": samples.picture(),
}  # fmt: skip
PROOF_ONLY = {
    "page.pdf": HTML, "drawing.svg": SVG, "drawing.png": SVG, "photo.jpg": samples.picture()[:40],
    "huge.png": samples.huge_png(), "cut.pdf": samples.PDF[:20],
    "script.pdf": samples.PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(x)>>"),
    "joined.pdf": samples.PDF + samples.archive({"a": "b"}), "macro.doc": samples.ole("WordDocument", "Macros"),
    "run.exe": b"MZ\x90\x00", "page.php": b"<?php system('id'); ?>", "photo.gif": b"GIF89a/*<script>*/",
    "sound.mp3": b"ID3\x03", "photo.pdf": samples.picture(),
}  # fmt: skip


def kept_on_disk() -> list[str]:
    return [str(path) for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def send_import(visit, cast, name: str, data: bytes):
    file = SimpleUploadedFile(name, data)
    return visit("binh").post("/can-bo/nhap/", {"dot": cast.campaign.code, "tep": file})


def test_a_wrong_workbook_is_refused_in_a_sentence(cast, visit):
    for name, data in (BOTH | IMPORT_ONLY).items():
        page = send_import(visit, cast, name, data)
        said = " ".join(page.context["form"].errors["tep"])
        assert page.status_code == 200 and said.endswith(".") and said[0].isupper(), name
        assert (Dossier.objects.count(), Event.objects.count(), kept_on_disk()) == (0, 0, []), name


def test_a_workbook_that_opens_too_wide_or_weighs_too_much_is_refused(cast, visit):
    for name, data, word in (
        ("bomb.xlsx", bomb("xl/media/a.bin"), "mở ra quá lớn"),
        ("big.xlsx", b"PK\x03\x04" + bytes(26 * MB), "20 MB"),
    ):
        page = send_import(visit, cast, name, data)
        assert word in " ".join(page.context["form"].errors["tep"])
    assert kept_on_disk() == []


@pytest.fixture
def titled(cast):
    return make.dossier(cast.village, cast.campaign, track="COMMUNE", state="ACCEPTED", theme=None)


def send_proof(visit, cast, titled, name: str, data: bytes) -> list[str]:
    criterion = cast.campaign.tracks.get(track="COMMUNE").version.criteria.get(order=3)
    data = {"criterion": criterion.pk, "tep": SimpleUploadedFile(name, data)}
    page = visit("an").post(f"/can-bo/ho-so/{titled.pk}/minh-chung/", data, follow=True)
    return [str(message) for message in page.context["messages"]]


def test_a_wrong_proof_is_refused_in_a_sentence(cast, visit, titled):
    for name, data in (BOTH | PROOF_ONLY).items():
        told = send_proof(visit, cast, titled, name, data)
        assert len(told) == 1 and told[0].startswith(f"Chưa thêm “{name}”: ") and told[0].endswith("."), name
        assert (Evidence.objects.count(), Event.objects.count(), kept_on_disk()) == (0, 0, []), name


def test_a_proof_that_weighs_too_much_is_refused(cast, visit, titled):
    told = send_proof(visit, cast, titled, "anh.jpg", samples.picture() + bytes(26 * MB))

    assert "nặng quá 20 MB" in told[0]
    assert kept_on_disk() == []


NASTY = (
    "../../etc/passwd.pdf", "..\\..\\boot.pdf", "a\r\nSet-Cookie: x=1.pdf", 'a"; filename="b.exe.pdf',
    "<img src=x>.pdf",
    "CON.pdf", "a" * 240 + ".pdf", "biên bản\u202efdp.exe.pdf", ".pdf", "a.php.pdf", "%00.pdf", "=cmd.pdf",
)  # fmt: skip


def test_a_nasty_name_is_made_tame(cast, visit, titled):
    for number, name in enumerate(NASTY):
        told = send_proof(visit, cast, titled, name, samples.PDF + b"\n" * number)
        held = Evidence.objects.latest("pk")
        answer = visit("an").get(f"/can-bo/minh-chung/{held.pk}/")
        read_out(answer)
        assert told == ["Đã thêm 1 tệp minh chứng cho tiêu chí 3."], name
        assert held.file.name.startswith("evidence/") and held.file.name.endswith(".pdf"), name
        assert ".." not in held.file.name and not set('/\\<>:"|?*\r\n\x00\u202e') & set(held.name), name
        assert answer["Content-Disposition"].startswith("attachment; ") and "Set-Cookie" not in answer, name


def test_a_row_of_another_district_stops_the_whole_sheet_until_it_is_left_out(cast, abroad, visit):
    make.unit("WX", parent=cast.west, name="Đảng bộ xã Cuối Trời Tây")
    rows = (row(), row(number=2, unit="Đảng bộ xã Cuối Trời Tây"), row(number=3, unit="Đảng bộ xã Bên Kia Sông"),
            row(number=4, theme="Lĩnh vực lạ"))  # fmt: skip
    client, data = visit("binh"), SimpleUploadedFile("a.xlsx", registrations(*rows))
    page = client.post("/can-bo/nhap/", {"dot": cast.campaign.code, "tep": data}, follow=True)
    address = page.request["PATH_INFO"]

    told = client.post(f"{address}ghi/", {"seen": page.context["seen"]}, follow=True).content.decode()

    assert "Tệp còn 3 dòng sai" in told
    assert "ngoài phạm vi đăng ký của bạn" in page.content.decode() and "không thuộc Tỉnh ủy" in page.content.decode()
    assert list(Dossier.objects.all()) == [abroad.dossier] and Event.objects.count() == 0


def test_hostile_words_of_a_sheet_are_letters_in_the_preview(cast, visit):
    evil = "<script>alert(1)</script>"
    data = SimpleUploadedFile(f"{evil}.xlsx", registrations(row(title=evil, holder="=1+1", unit=f"{evil} =cmd")))

    page = visit("binh").post("/can-bo/nhap/", {"dot": cast.campaign.code, "tep": data}, follow=True)

    assert evil not in page.content.decode()
    assert "&lt;script&gt;" in page.content.decode()
