"""Evidence with the sheet in one sending, by script file by file, looked at in place, and used again."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook
from PIL import Image

from danvan.criteria.enums import Track
from danvan.criteria.models import Criterion
from danvan.dossiers.cards import Evidence, Scorecard
from danvan.dossiers.enums import State
from tests import make
from tests.web.office.test_cards import address, criterion, line
from tests.web.office.test_evidence import PDF, add, pdf

WORD = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>{}</w:body></w:document>"


@pytest.fixture
def accepted(cast):
    return make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.ACCEPTED)


def photo() -> bytes:
    written = BytesIO()
    Image.new("RGB", (3200, 200), "white").save(written, "JPEG")
    return written.getvalue()


def word(text: str) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", WORD.format(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))
    return written.getvalue()


def sheet(*row: object) -> bytes:
    written, book = BytesIO(), Workbook()
    book.active.append(row)
    book.save(written)
    return written.getvalue()


def test_marks_and_files_sent_together_without_a_script_are_all_kept(client, cast, accepted):
    client.force_login(cast.an)
    pk = criterion(accepted, 3).pk

    sent = line(accepted, 4, "MET") | {f"tep-{pk}": [pdf(), pdf("Ảnh.pdf", PDF + b"%2%%EOF")], "den": pk}
    answer = client.post(address(accepted), sent)

    assert answer.headers["Location"].endswith("/phieu/tu-cham/#tieu-chi-3")
    assert Scorecard.objects.get().marks == "...Y" + "." * 20
    assert [file.criterion_id for file in Evidence.objects.all()] == [pk, pk]


def test_a_bad_file_is_told_on_the_sheet_while_marks_and_good_files_stay(client, cast, accepted):
    client.force_login(cast.an)
    bad = pdf("virus.pdf", b"MZ" + bytes(64))

    answer = client.post(
        address(accepted), line(accepted, 4, "MET") | {f"tep-{criterion(accepted, 3).pk}": [bad, pdf()]}
    )

    assert answer.status_code == 400 and "Chưa thêm “virus.pdf”: Không nhận loại tệp này." in answer.text
    assert Scorecard.objects.get().marks == "...Y" + "." * 20 and Evidence.objects.count() == 1


def test_taking_a_file_off_keeps_the_marks_of_the_sheet(client, cast, accepted):
    client.force_login(cast.an)
    add(client, accepted, pdf())

    client.post(address(accepted), line(accepted, 4, "MET") | {"bo": Evidence.objects.get().pk})

    assert Evidence.objects.get().removed_at is not None
    assert Scorecard.objects.get().marks == "...Y" + "." * 20


def test_the_script_hears_of_each_file_and_gets_the_line_as_it_is_now(client, cast, accepted):
    client.force_login(cast.an)
    client.post(address(accepted, name="card-mark"), line(accepted, 3, "MET", "Có sổ"))

    sent = {"criterion": criterion(accepted, 3).pk, "tep": [pdf("x.pdf", b"MZ" + bytes(64)), pdf()]}
    answer = client.post(
        reverse("office:evidence-add", args=[accepted.pk]), sent, headers={"Accept": "application/json"}
    ).json()

    assert [(one["name"], one["kept"]) for one in answer["told"]] == [("x.pdf", False), ("Biên bản họp thôn.pdf", True)]
    assert "Biên bản họp thôn.pdf</a>" in answer["line"]["chips"] and answer["line"]["lack"] == ""


def test_short_explanation_says_how_much_is_missing(client, cast, accepted):
    Criterion.objects.filter(pk=criterion(accepted, 3).pk).update(evidence_required=True)
    client.force_login(cast.an)

    answer = client.post(address(accepted, name="card-mark"), line(accepted, 3, "MET", "Có sổ tiếp dân")).json()

    lack = answer["rows"][str(criterion(accepted, 3).pk)]["lack"]
    assert lack == "Cần minh chứng, hoặc giải trình từ 30 ký tự; còn 16 ký tự."


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [
        ("Ảnh.jpg", photo(), "/noi-dung/\" alt=\"Ảnh: Ảnh.jpg\""),
        ("Biên bản.pdf", PDF, "<iframe class=\"preview-pages\""),
        ("Tờ trình.docx", word("Kính gửi &lt;script&gt;"), "<p>Kính gửi &lt;script&gt;</p>"),
        ("Số liệu.xlsx", sheet("Hộ <b>", 42, 3.5), "<td>Hộ &lt;b&gt;</td><td>42</td><td>3,5</td>"),
    ],
)  # fmt: skip
def test_what_a_file_says_is_shown_in_place_and_nothing_in_it_runs(client, cast, accepted, name, content, shown):
    client.force_login(cast.an)
    add(client, accepted, SimpleUploadedFile(name, content))

    assert shown in client.get(reverse("office:evidence-view", args=[Evidence.objects.get().pk])).text


def test_picture_is_made_smaller_and_neither_it_nor_a_stranger_gets_further(client, cast, accepted):
    client.force_login(cast.an)
    add(client, accepted, SimpleUploadedFile("Ảnh.jpg", photo()))
    inline = reverse("office:evidence-inline", args=[Evidence.objects.get().pk])

    answer = client.get(inline)
    client.force_login(cast.chi)

    assert Image.open(BytesIO(answer.content)).size == (1600, 100)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'self'" in policy and "sandbox" in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN" and answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(inline).status_code == 404


def test_office_file_is_never_handed_out_to_be_run_by_the_browser(client, cast, accepted):
    client.force_login(cast.an)
    add(client, accepted, SimpleUploadedFile("Tờ trình.docx", word("Kính gửi")))

    assert client.get(reverse("office:evidence-inline", args=[Evidence.objects.get().pk])).status_code == 404


def test_file_of_last_year_is_offered_and_proves_this_year(client, cast, accepted):
    before = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.ACCEPTED, year=2025)
    client.force_login(cast.an)
    add(client, before, pdf())
    old = Evidence.objects.get()
    page = client.post(address(accepted), {"dung-lai": criterion(accepted, 7).pk}, follow=True)

    client.post(page.redirect_chain[-1][0], {"tep": [old.pk, "x", 10**30]})

    assert "Biên bản họp thôn.pdf" in page.text and "Năm 2025, tiêu chí 3: Tiêu chí 3" in page.text
    again = Evidence.objects.exclude(pk=old.pk).get()
    assert (again.dossier, again.reused_from, again.criterion.order) == (accepted, old, 7)
    assert "Hồ sơ năm 2025, tiêu chí 3" in client.get(reverse("office:evidence-view", args=[again.pk])).text
