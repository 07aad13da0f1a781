"""The office side of the library: a draft, its file, publication, and refusals that keep what was typed."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from danvan.library.models import Document
from tests.unit.library import rows

NEW = reverse("office:library-new")


@pytest.fixture
def keeper(client, cast):
    client.force_login(cast.dung)
    return client


def typed(**more) -> dict:
    given = {
        "kind": rows.kind().pk, "number": "05-HD/BDVTU", "signed_on": "05/02/2026", "body": "Ban Dân vận Tỉnh ủy",
        "title": "Hướng dẫn đăng ký", "not_secret": "on",
    }  # fmt: skip
    return {**given, **more}


def pdf(name: str = "hd.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, rows.PDF)


def test_a_document_goes_from_draft_to_the_public_page_and_back(keeper):
    keeper.post(NEW, typed(file=pdf()))
    made = Document.objects.get()
    public = reverse("portal:document-file", args=[made.pk])
    assert keeper.get(public).status_code == 404
    keeper.post(reverse("office:library-publish", args=[made.pk]))
    assert b"".join(keeper.get(public).streaming_content) == rows.PDF
    keeper.post(reverse("office:library-withdraw", args=[made.pk]), {"reason": "Đăng nhầm"})
    assert keeper.get(public).status_code == 404


@pytest.mark.parametrize(
    ("more", "word"),
    [({"title": "Kế hoạch (Mật)"}, "độ mật"), ({"not_secret": ""}, "không mật"),
     ({"signed_on": "05/02/2199"}, "hôm nay"),
     ({"link": "javascript:alert(1)"}, "https://"), ({"link": "ftp://x.vn/a"}, "https://"),
     ({"kind": ""}, "Loại văn bản")],
)  # fmt: skip
def test_a_refusal_names_the_reason_and_keeps_what_was_typed(keeper, more, word):
    answer = keeper.post(NEW, typed(summary="Giữ lại", **more))
    text = answer.content.decode()
    assert (answer.status_code, Document.objects.exists()) == (422, False)
    assert word in text and "Giữ lại" in text


def test_a_secret_file_stores_neither_file_nor_document(keeper):
    answer = keeper.post(NEW, typed(file=pdf("bao-cao tối mật.pdf")))
    assert "tối mật" in answer.content.decode()
    assert not Document.objects.exists()


def test_the_second_of_two_editors_is_told_and_may_save_again(keeper, cast):
    made = rows.draft(cast.province, cast.dung)
    address = reverse("office:library-edit", args=[made.pk])
    keeper.post(address, typed(title="Của người trước", edition=1))
    answer = keeper.post(address, typed(title="Của người sau", edition=1))
    assert answer.status_code == 409 and "Của người sau" in answer.content.decode()
    assert 'name="edition" value="2"' in answer.content.decode()
    keeper.post(address, typed(title="Của người sau", edition=2))
    assert Document.objects.get().title == "Của người sau"


def test_taking_back_needs_a_reason(keeper, cast):
    made = rows.public(cast.province, cast.dung)
    answer = keeper.post(reverse("office:library-withdraw", args=[made.pk]), {"reason": " "})
    assert answer.status_code == 422 and "Cần ghi rõ lý do" in answer.content.decode()
    assert Document.objects.public().exists()


@pytest.mark.parametrize(("who", "shown"), [("an", False), ("binh", False), ("hoa", True), ("dung", True)])
def test_drafts_are_seen_by_their_board_and_above_alone(client, cast, who, shown):
    rows.draft(cast.province, cast.dung, title="Bản chưa đăng")
    client.force_login(getattr(cast, who))
    assert ("Bản chưa đăng" in client.get(reverse("office:library")).content.decode()) is shown
