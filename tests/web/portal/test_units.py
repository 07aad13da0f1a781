"""The list of units, and the page of one through its years and rearrangements."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from danvan.dossiers.models import Practice
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
    assert "chưa đạt năm 2018; đạt từ 2019</span>" in page
    assert "Năm tiêu chí khó nhất" in page
    assert "Từ 19 tiêu chí năm 2018 lên 23 tiêu chí năm 2019." in page
    assert page.count("0 mô hình") == 2


def test_what_was_met_after_all_says_since_when(client, book):
    assessed(book.commune, book.campaign, "Y" * 24, year=2020, recognised_on=date(2020, 8, 31))
    assessed(book.commune, book.campaign, "Y" * 24, year=2019, recognised_on=date(2019, 8, 31))
    assessed(book.commune, book.campaign, "Y" * 23 + "N", year=2018)
    page = page_of(client, book.commune, "dang-bo-xa-yen-thinh")
    assert "Hai năm liền được công nhận danh hiệu" in page
    assert "Từ 23 tiêu chí năm 2018 lên đủ 24 tiêu chí năm 2020." in page
    assert "chưa đạt năm 2018; đạt từ 2019" in page


def test_copies_are_counted_as_their_lists_count_them(client, book):
    other = make.unit("V2", parent=book.district, name="Đảng bộ xã Bản Thi")
    copy = make.recognised(other, book.campaign, title="Đường thứ hai")
    make.dossier(other, book.campaign, state="DRAFT")
    Practice.objects.filter(pk=copy.practice_id).update(copied_from=book.road.practice)
    page = page_of(client, book.commune, "dang-bo-xa-yen-thinh")
    listed = re.search(r'<a href="([^"]+)">1 mô hình</a> đã có nơi khác làm theo', page)[1].replace("&amp;", "&")
    assert book.road.title in client.get(listed).content.decode()
    page = page_of(client, other, "dang-bo-xa-ban-thi")
    listed = re.search(r'<a href="([^"]+)">1 mô hình</a> học từ nơi khác', page)[1].replace("&amp;", "&")
    assert "Đường thứ hai" in client.get(listed).content.decode()
    assert f"{reverse('portal:compare')}?don-vi=V2" in page


def test_all_copies_of_a_model_stand_on_one_page(client, book):
    other = make.unit("V2", parent=book.district, name="Đảng bộ xã Bản Thi")
    after = [book.road]
    for title in ("Đường thứ hai", "Đường thứ ba"):
        copy = make.recognised(other, book.campaign, title=title)
        Practice.objects.filter(pk=copy.practice_id).update(copied_from=after[-1].practice)
        after.append(copy)
    address = reverse("portal:practice-copies", kwargs={"pk": book.road.pk, "slug": "x"})
    page = client.get(address, follow=True).content.decode()
    assert "2 mô hình làm theo ở 1 đơn vị, 2 đã được công nhận." in page
    assert page.index("Đường thứ hai</a>") < page.index("Làm theo Đường thứ hai, Đảng bộ xã Bản Thi")
    assert client.get(reverse("portal:practice-copies", kwargs={"pk": 999, "slug": "x"})).status_code == 404


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
