"""Evidence files through the screens: judged, kept privately, handed out only to those in reach."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from danvan.criteria.enums import Track
from danvan.dossiers.cards import Evidence
from danvan.dossiers.enums import CardState, State
from tests import make
from tests.web.office.test_cards import criterion

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def accepted(cast):
    return make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.ACCEPTED)


def pdf(name: str = "Biên bản họp thôn.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def add(client, dossier, *files: SimpleUploadedFile, number: int = 3):
    sent = {"criterion": criterion(dossier, number).pk, "tep": list(files)}
    return client.post(reverse("office:evidence-add", args=[dossier.pk]), sent, follow=True)


def test_an_adds_two_files_and_sees_them_at_their_criterion(client, cast, accepted):
    client.force_login(cast.an)

    answer = add(client, accepted, pdf(), pdf("Ảnh.pdf", PDF + b"%2%%EOF"))

    assert answer.redirect_chain[0][0].endswith("/phieu/tu-cham/#tieu-chi-3")
    assert "Đã thêm 2 tệp minh chứng cho tiêu chí 3." in answer.text
    assert "Biên bản họp thôn.pdf</a>" in answer.text
    assert Evidence.objects.filter(criterion=criterion(accepted, 3)).count() == 2


def test_bad_file_is_named_with_the_reason_and_the_good_one_is_kept(client, cast, accepted):
    client.force_login(cast.an)

    answer = add(client, accepted, pdf("virus.pdf", b"MZ" + bytes(64)), pdf())

    assert "Chưa thêm “virus.pdf”: Không nhận loại tệp này." in answer.text
    assert list(Evidence.objects.values_list("name", flat=True)) == ["Biên bản họp thôn.pdf"]


def test_same_file_sent_twice_is_one_piece_of_evidence(client, cast, accepted):
    client.force_login(cast.an)

    add(client, accepted, pdf())
    add(client, accepted, pdf())

    assert Evidence.objects.count() == 1


def test_sending_no_file_says_so(client, cast, accepted):
    client.force_login(cast.an)

    assert "Chưa chọn tệp nào." in add(client, accepted).text


def test_criterion_of_another_list_is_refused(client, cast, accepted):
    stranger = make.version(1, min_passed=1).criteria.get()
    client.force_login(cast.an)

    sent = {"criterion": stranger.pk, "tep": [pdf()]}
    answer = client.post(reverse("office:evidence-add", args=[accepted.pk]), sent, follow=True)

    assert "Phiếu không có tiêu chí này" in answer.text
    assert not Evidence.objects.exists()


def test_nothing_is_added_after_the_sheet_was_sent(client, cast):
    reported = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.REPORTED)
    client.force_login(cast.an)

    assert "đã qua lượt thêm minh chứng" in add(client, reported, pdf()).text
    assert not Evidence.objects.exists()


def test_board_may_not_add_for_a_unit_out_of_reach(client, cast, accepted):
    client.force_login(cast.chi)

    assert add(client, accepted, pdf()).status_code == 404


def test_file_comes_as_an_attachment_under_its_vietnamese_name(client, cast, accepted):
    client.force_login(cast.an)
    add(client, accepted, pdf())

    answer = client.get(reverse("office:evidence", args=[Evidence.objects.get().pk]))

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''Bi%C3%AAn%20b%E1%BA%A3n%20h%E1%BB%8Dp%20th%C3%B4n.pdf"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"] and "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store, private"


def test_file_is_not_found_by_another_district_or_a_visitor(client, cast, accepted):
    client.force_login(cast.an)
    add(client, accepted, pdf())
    file = reverse("office:evidence", args=[Evidence.objects.get().pk])

    client.force_login(cast.chi)
    stranger = client.get(file)
    client.logout()

    assert stranger.status_code == 404
    assert client.get(file).status_code == 302
    assert client.post(file.rstrip("/") + "/bo/").status_code == 302


def test_an_takes_a_file_off_and_pressing_twice_does_no_harm(client, cast, accepted):
    client.force_login(cast.an)
    add(client, accepted, pdf())
    kept = Evidence.objects.get()
    remove = reverse("office:evidence-remove", args=[kept.pk])

    first, second = client.post(remove, follow=True), client.post(remove, follow=True)

    kept.refresh_from_db()
    assert "Đã bỏ “Biên bản họp thôn.pdf”" in first.text and second.status_code == 200
    assert kept.removed_at is not None and kept.file.storage.exists(kept.file.name)
    assert client.get(reverse("office:evidence", args=[kept.pk])).status_code == 404


def test_evidence_is_not_taken_off_once_the_board_reads_it(client, cast, accepted):
    client.force_login(cast.an)
    add(client, accepted, pdf())
    make.card(accepted, marks="Y" * 24, state=CardState.SIGNED)
    type(accepted).objects.filter(pk=accepted.pk).update(state=State.REPORTED)

    answer = client.post(reverse("office:evidence-remove", args=[Evidence.objects.get().pk]), follow=True)

    assert "đã qua lượt sửa minh chứng" in answer.text
    assert Evidence.objects.get().removed_at is None
