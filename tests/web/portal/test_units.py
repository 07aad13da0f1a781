"""The list of units, and the page of one through its years and rearrangements."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from danvan.units.models import UnitChange
from tests import make
from tests.web.portal.conftest import assessed

LIST = reverse("portal:units")


def page_of(client, unit, slug) -> str:
    return client.get(reverse("portal:unit", kwargs={"pk": unit.pk, "slug": slug})).content.decode()


@pytest.mark.parametrize(
    ("q", "found"),
    [("", 3), ("yen thinh", 1), ("Yên", 1), ("mien dong", 2), ("V", 1), ("huyen", 2), ("uyen", 0), ("khong co", 0)],
)
def test_units_are_found_by_the_beginnings_of_words(client, book, q, found):
    assert f'role="status">{found} đơn vị' in client.get(LIST, {"q": q}).content.decode()


def test_units_stand_under_their_superior_with_their_models(client, book):
    page = client.get(LIST).content.decode()
    assert page.index("Huyện ủy Miền Đông</a></h2>") < page.index("Đảng bộ xã Yên Thịnh")
    assert "1 mô hình</a>" in page


def test_years_stand_as_strips_with_what_they_came_to(client, book):
    assessed(book.commune, book.campaign, "Y" * 23 + "N", year=2019)
    assessed(book.commune, book.campaign, "Y" * 19 + "N" * 5, year=2018)
    page = page_of(client, book.commune, "dang-bo-xa-yen-thinh")
    assert "Hai năm, 24 tiêu chí" in page
    assert "Đạt ngưỡng" in page
    assert "Chưa đạt ngưỡng" in page
    assert "năm 2018, 2019" in page


def test_a_merger_is_told_from_both_sides(client, book):
    old = make.unit("OLD", parent=book.district, name="Đảng bộ xã Cũ")
    other = make.unit("OTHER", parent=book.district, name="Đảng bộ xã Bên")
    type(old).objects.filter(pk=old.pk).update(ended_on=date(2025, 6, 30))
    merger = UnitChange.objects.create(kind="MERGE", on=date(2025, 7, 1))
    merger.predecessors.set([old, other])
    merger.successors.set([book.commune])
    page = page_of(client, book.commune, "dang-bo-xa-yen-thinh")
    assert page.index("Hợp nhất từ") < page.index("Đảng bộ xã Bên") < page.index("Đảng bộ xã Cũ")
    assert "Nay thuộc" in page_of(client, old, "dang-bo-xa-cu")


def test_a_board_shows_what_is_below_it(client, book):
    assessed(book.commune, book.campaign, "Y" * 20 + "N" * 4, year=2019)
    page = page_of(client, book.district, "huyen-uy-mien-dong")
    assert "Đơn vị trực thuộc" in page
    assert "Năm 2019: 1 trên 1 đảng bộ xã, phường, thị trấn đạt ngưỡng" in page


def test_a_wrong_slug_goes_to_the_right_one(client, book):
    answer = client.get(reverse("portal:unit", kwargs={"pk": book.commune.pk, "slug": "x"}))
    assert answer.status_code == 301
