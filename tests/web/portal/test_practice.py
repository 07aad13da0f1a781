"""The page of one recognised model."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from danvan.ledger.models import Event
from tests import make
from tests.web.portal.conftest import CODE


def address(dossier, slug="hien-dat-lam-duong-nong-thon-moi") -> str:
    return reverse("portal:practice", kwargs={"pk": dossier.pk, "slug": slug})


def test_the_story_has_only_the_sections_that_say_something(client, book):
    type(book.road).objects.update(upkeep="", situation="Đường lầy lội", method="Đảng viên làm trước; bàn từng cụm nhà")
    page = client.get(address(book.road)).content.decode()
    assert "Bối cảnh" in page
    assert "Khả năng nhân rộng" not in page
    assert "<li><span>Đảng viên làm trước</span></li><li><span>Bàn từng cụm nhà</span></li>" in page


def test_seal_decision_and_certificate_lead_to_their_proofs(client, book):
    page = client.get(address(book.road)).content.decode()
    assert "Được công nhận năm 2020" in page
    assert reverse("portal:decision", kwargs={"pk": book.decision.pk}) in page
    assert reverse("portal:certificate", kwargs={"code": CODE}) in page
    assert "A6J9-ZWYW" in page
    assert 'class="qr"' in page


def test_the_contact_is_never_shown(client, book):
    type(book.road).objects.update(contact="Nông Văn Bí Mật, 0912345678")
    assert "0912345678" not in client.get(address(book.road)).content.decode()


def test_a_wrong_slug_goes_to_the_right_one_for_good(client, book):
    answer = client.get(address(book.road, "ten-cu"))
    assert (answer.status_code, answer.headers["Location"]) == (301, address(book.road))


def test_the_days_of_a_living_dossier_come_from_the_ledger_without_names(client, book):
    living = make.campaign(book.district)
    dossier = make.recognised(book.commune, living, title="Đường hoa", registered_on=date(2026, 2, 1))
    Event.objects.create(
        subject=Event.subject_of(dossier), verb="confirm", label="Xác nhận thẩm định", actor=make.author(),
        at=make.NOON, note="Ý kiến nội bộ", previous_hash="", hash="1",
    )  # fmt: skip
    page = client.get(address(dossier, "duong-hoa")).content.decode()
    assert "01/02/2026" in page
    assert "10/3/2026" in page
    assert "Tỉnh thẩm định" in page
    assert "Ý kiến nội bộ" not in page


def test_other_years_of_the_practice_are_linked(client, book):
    later = make.recognised(book.commune, book.campaign, title="Mở rộng đường", year=2019)
    type(later).objects.filter(pk=later.pk).update(practice=book.road.practice)
    assert address(later, "mo-rong-duong") in client.get(address(book.road)).content.decode()


def test_illustrative_data_say_so(client, book):
    assert "Dữ liệu minh họa" not in client.get(address(book.road)).content.decode()
    type(book.road).objects.update(is_illustrative=True)
    assert "Dữ liệu minh họa" in client.get(address(book.road)).content.decode()
