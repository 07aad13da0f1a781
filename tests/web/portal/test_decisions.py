"""Decisions: found by number however it is typed, drafts hidden, lists as printed."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

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


@pytest.fixture
def four(book):
    """Besides the recognition of 2026 in the east: a commendation and a revoked one in the west, and an old paper."""
    west = make.unit("W", kind="DISTRICT", parent=book.province, name="Huyện ủy Miền Tây")
    make.decision(west, kind="COMMEND", state="ISSUED", number="5-QĐ/UB", signed_on=date(2021, 2, 1))
    make.decision(west, state="REVOKED", number="6-QĐ/HU", signed_on=date(2021, 3, 1))
    make.decision(west, state="ISSUED", number="", number_key="", signed_on=None, date_text="tháng 8 năm 2019")


@pytest.mark.parametrize(
    ("asked", "count"),
    [({}, 4), ({"nam": "2021"}, 2), ({"nam": ["2026", "2021"]}, 3), ({"nam": "chua-ro"}, 1), ({"loai": "cong-nhan"}, 3),
     ({"loai": "khen-thuong", "co-quan": "W"}, 1), ({"co-quan": "E"}, 1), ({"hieu-luc": "da-thu-hoi"}, 1),
     ({"hieu-luc": "con-hieu-luc", "loai": "cong-nhan"}, 2), ({"loai": "gi-do"}, 4), ({"nam": "x"}, 4),
     ({"co-quan": "khong-co"}, 0), ({"nam": "2021", "q": "86"}, 0)],
)  # fmt: skip
def test_the_list_its_facets_and_its_file_agree(client, four, asked, count):
    found = client.get(LIST, asked)
    assert f'role="status">{count} quyết định' in found.content.decode()
    assert len(found.context["rows"]) == count
    for facet in found.context["facets"]:
        chosen = [choice for choice in facet.choices if choice.checked] or facet.choices
        assert sum(choice.count for choice in chosen) == count, facet.name
    rows = list(csv.reader(StringIO(client.get(f"{LIST}xuat.csv", asked).content.decode("utf-8-sig"))))
    assert len(rows) == count + 1


def test_the_file_says_what_the_page_says_and_no_other_form_is_known(client, book):
    head, row = csv.reader(StringIO(client.get(f"{LIST}xuat.csv").content.decode("utf-8-sig")))
    told = dict(zip(head, row, strict=True))
    assert (told["Số, ký hiệu"], told["Loại"], told["Hiệu lực"]) == ("86-QĐ/HU", "Công nhận", "Còn hiệu lực")
    assert (told["Tập thể"], told["Cá nhân"]) == ("1", "0")
    assert client.get(f"{LIST}xuat.xlsx").status_code == 200
    assert client.get(f"{LIST}xuat.pdf").status_code == 404


def test_the_page_has_a_line_to_cite_it_by_and_says_what_came_before_and_after(client, book):
    later = make.decision(
        book.district, kind="REVOKE", state="ISSUED", number="90-QĐ/HU", signed_on=date(2026, 4, 1),
        amends=book.decision,
    )  # fmt: skip
    page = client.get(reverse("portal:decision", kwargs={"pk": book.decision.pk}))
    assert page.context["citation"].startswith("Quyết định số 86-QĐ/HU, ngày ")
    assert f"/quyet-dinh/{book.decision.pk}/" in page.context["citation"]
    assert f'href="/quyet-dinh/{later.pk}/"' in page.content.decode()
    back = client.get(reverse("portal:decision", kwargs={"pk": later.pk})).content.decode()
    assert f'href="/quyet-dinh/{book.decision.pk}/"' in back
