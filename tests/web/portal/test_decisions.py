"""Decisions: found by number however it is typed, drafts hidden, lists as printed."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from danvan.decisions.models import DecisionItem
from tests import make

LIST = reverse("portal:decisions")


@pytest.mark.parametrize("q", ["86-QĐ/HU", "86/QĐ-HU", "86 – qd hu", "86-QĐ", "Ban Thường vụ", ""])
def test_a_number_is_found_however_it_is_typed(client, book, q):
    assert 'role="status">1 quyết định' in client.get(LIST, {"q": q}).content.decode()


@pytest.mark.parametrize("q", ["87-QĐ/HU", "không có", "%"])
def test_another_number_is_not(client, book, q):
    assert 'role="status">0 quyết định' in client.get(LIST, {"q": q}).content.decode()


def test_drafts_are_not_there(client, book):
    draft = make.decision(book.district, book.road, number="DRAFT-1")
    assert "DRAFT-1" not in client.get(LIST).content.decode()
    assert client.get(reverse("portal:decision", kwargs={"pk": draft.pk})).status_code == 404


def test_the_list_keeps_the_names_as_printed_with_subtotals(client, book):
    person = make.recognised(book.commune, book.campaign, title="Tên mới")
    DecisionItem.objects.create(
        decision=book.decision, dossier=person, order=2, title="Tên như in", holder_kind="INDIVIDUAL",
        holder_name="Bà Mùi", unit_name="Đảng bộ xã Cũ", award="Giấy khen",
    )  # fmt: skip
    page = client.get(reverse("portal:decision", kwargs={"pk": book.decision.pk})).content.decode()
    assert page.index("I. TẬP THỂ: 1") < page.index("II. CÁ NHÂN: 1") < page.index("Tên như in")
    assert "Đảng bộ xã Cũ" in page
    assert "Tên mới" not in page
    assert "1 tập thể, 1 cá nhân" in page


def test_a_line_that_ended_says_by_which_decision(client, book):
    revoking = make.decision(
        book.district, kind="REVOKE", state="ISSUED", number="90-QĐ/HU", signed_on=date(2026, 4, 1)
    )
    book.decision.items.update(ended_by=revoking)
    page = client.get(reverse("portal:decision", kwargs={"pk": book.decision.pk})).content.decode()
    assert "Dòng này hết hiệu lực theo <a href=" in page and "Quyết định số 90-QĐ/HU" in page
