"""Checking a certificate: real, unknown, slipped, no longer in force."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from danvan.decisions.models import Certificate
from tests import make
from tests.web.portal.conftest import CODE

CHECK = reverse("portal:check")
UNKNOWN = {
    "A6J9ZWYX": "có ký tự bị nhầm hoặc đổi chỗ",
    "6AJ9ZWYW": "có ký tự bị nhầm hoặc đổi chỗ",
    "O6J9ZWYW": "có ký tự bị nhầm hoặc đổi chỗ",
    "A6J9": "Mã vừa nhập có 4 ký tự",
    "22222222": "Mã viết đúng kiểu nhưng không có trong sổ",
}
TYPED = ["A6J9ZWYW", "a6j9-zwyw", " A6J9 ZWYW ", "a6j9–zwyw"]
ODD = ["Ạ6J9ZWYW", "/", "../..", "<script>", "A" * 60, "%", "😀"]


def certificate(code: str) -> str:
    return reverse("portal:certificate", kwargs={"code": code})


@pytest.mark.parametrize("typed", TYPED)
def test_a_code_goes_to_its_own_address_however_it_is_typed(client, book, typed):
    answer = client.get(CHECK, {"ma": typed}, follow=True)
    assert answer.redirect_chain == [(certificate(CODE), 302)]
    assert "Giấy công nhận này là thật" in answer.content.decode()


@pytest.mark.parametrize("code", UNKNOWN)
def test_an_unknown_code_says_what_may_be_wrong(client, book, code):
    answer = client.get(certificate(code))
    assert answer.status_code == 404
    assert "Không có giấy nào mang mã này" in answer.content.decode()
    assert UNKNOWN[code] in answer.content.decode()


@pytest.mark.parametrize("typed", ODD)
def test_odd_input_gets_the_same_calm_answer(client, book, typed):
    answer = client.get(CHECK, {"ma": typed}, follow=True)
    assert answer.status_code == 404
    assert "Không có giấy nào mang mã này" in answer.content.decode()
    assert "<script>" not in answer.content.decode()


def test_a_revoked_certificate_says_by_which_decision(client, book):
    revoking = make.decision(
        book.district, kind="REVOKE", state="ISSUED", number="90-QĐ/HU", signed_on=date(2026, 4, 1)
    )
    book.decision.items.update(ended_by=revoking)
    Certificate.objects.update(state="REVOKED")
    page = client.get(certificate(CODE)).content.decode()
    assert "Giấy này không còn hiệu lực" in page
    assert "Đã thu hồi ngày 01/4/2026" in page
    assert reverse("portal:decision", kwargs={"pk": revoking.pk}) in page


def test_the_answer_is_kept_briefly_and_never_indexed(client, book):
    for code in (CODE, "22222222"):
        answer = client.get(certificate(code))
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_field_alone_is_a_page_that_may_be_found(client, db):
    answer = client.get(CHECK)
    assert "Tra cứu giấy công nhận" in answer.content.decode()
    assert "X-Robots-Tag" not in answer.headers
