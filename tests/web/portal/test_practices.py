"""The list of models: conditions, their ways out, order, pages, and what it never shows."""

from __future__ import annotations

import io
import re
from datetime import date

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from danvan.dossiers.enums import Holder, State
from danvan.stories.models import Reads
from tests import make

LIST = reverse("portal:practices")
STRANGE = [
    {"page": "abc"}, {"page": "99999"}, {"page": "-1"}, {"nam": "x"}, {"tu": "'; DROP"}, {"q": "\x00"}, {"sort": "?"},
    {"linh-vuc": ["%", "khong-co"]}, {"don-vi": "/"}, {"tinh-trang": "XONG"}, {"mo": "gi-cung-duoc"}, {"la": "1"},
]  # fmt: skip


def titles(page: str) -> list[str]:
    return [
        re.sub(r"<[^>]+>", "", title).strip() for title in re.findall(r'<li class="models-row"><h2>(.*?)</h2>', page)
    ]


def test_the_most_read_of_a_year_stand_first_and_the_unread_last(client, book):
    often, once, never = (make.recognised(book.commune, book.campaign, title=name) for name in ("Hai", "Ba", "Bốn"))
    this = timezone.localdate().replace(day=1)
    Reads.objects.create(dossier=often, month=this, times=5)
    Reads.objects.create(dossier=often, month=this.replace(year=this.year - 1), times=1)
    Reads.objects.create(dossier=once, month=this, times=1)
    Reads.objects.create(dossier=never, month=this.replace(year=this.year - 2), times=90)
    page = client.get(LIST, {"sort": "xem-nhieu"}).content.decode()
    assert titles(page) == ["Hai", "Ba", *[name for name in titles(client.get(LIST).content.decode())
                                           if name not in {"Hai", "Ba"}]]  # fmt: skip
    assert '<option value="xem-nhieu" selected>Xem nhiều nhất</option>' in page


@pytest.mark.parametrize("asked", STRANGE)
def test_strange_parameters_never_break_the_list(client, book, asked):
    assert client.get(LIST, asked).status_code == 200


def test_words_without_marks_find_words_with_them_and_are_marked(client, book):
    page = client.get(LIST, {"q": "nong thon moi"}).content.decode()
    assert "<mark>nông</mark> <mark>thôn</mark> <mark>mới</mark>" in page
    assert 'role="status">1 mô hình' in page


def test_the_count_says_out_of_how_many(client, book):
    make.recognised(book.commune, book.campaign, title="Tổ hòa giải")
    assert "1 mô hình <span>trong 2</span>" in client.get(LIST, {"q": "hoa giai"}).content.decode()


def test_registered_models_show_no_page_and_no_name_of_an_individual(client, book):
    person = {"holder_kind": Holder.INDIVIDUAL, "holder_name": "Triệu Thị Mùi"}
    make.dossier(book.commune, book.campaign, state=State.DECLINED, title="Trồng chè", **person)
    page = client.get(LIST, {"tinh-trang": "dang-ky", "q": "trong che"}).content.decode()
    assert titles(page) == ["Trồng chè"]
    assert "Triệu Thị Mùi" not in page
    assert "trong-che/" not in page


def test_nothing_of_a_living_campaign_shows_before_its_decision(client, book):
    living = make.campaign(book.district)
    hidden = make.dossier(book.commune, living, state=State.APPROVED, title="Chưa ban hành")
    assert "Chưa ban hành" not in client.get(LIST, {"tinh-trang": "dang-ky"}).content.decode()
    address = reverse("portal:practice", kwargs={"pk": hidden.pk, "slug": "chua-ban-hanh"})
    assert client.get(address).status_code == 404


def test_names_are_sorted_as_in_a_vietnamese_dictionary(client, book):
    for title in ("Đường hoa", "Dân vận", "Ánh sáng", "Ân tình", "Ăn sạch", "An ninh"):
        make.recognised(book.commune, book.campaign, title=title)
    page = client.get(LIST, {"sort": "ten"}).content.decode()
    expected = ["An ninh", "Ánh sáng", "Ăn sạch", "Ân tình", "Dân vận", "Đường hoa", "Hiến đất làm đường nông thôn mới"]
    assert titles(page) == expected


def test_nearest_first_puts_the_words_of_the_title_before_those_of_the_method(client, book):
    make.recognised(book.commune, book.campaign, title="Tổ tự quản", method="Góp tiền làm đường", on=date(2021, 1, 1))
    page = client.get(LIST, {"q": "duong", "sort": "sat-nhat"}).content.decode()
    assert titles(page) == ["Hiến đất làm đường nông thôn mới", "Tổ tự quản"]


def test_pages_do_not_overlap_and_keep_the_conditions(client, book):
    for number in range(44):
        make.recognised(book.commune, book.campaign, title=f"Đường số {number}")
    seen = [title for page in (1, 2, 3) for title in titles(client.get(LIST, {"page": page}).content.decode())]
    assert len(seen) == len(set(seen)) == 45
    assert 'href="?q=duong&amp;page=2"' in client.get(LIST, {"q": "duong"}).content.decode()


def test_the_empty_list_offers_to_drop_each_condition_with_what_it_gives(client, book):
    page = client.get(LIST, {"q": "duong", "nam": "2018", "loai": "tap-the"}).content.decode()
    assert "Chưa có mô hình nào khớp cả ba điều kiện" in page
    assert "Bỏ “2018”: 1 mô hình" in page
    assert 'href="?q=duong&amp;loai=tap-the"' in page
    assert "Bỏ “duong”" not in page


def test_each_chip_drops_one_condition(client, book):
    page = client.get(LIST, {"q": "duong", "nam": ["2020", "2019"]}).content.decode()
    assert 'href="?q=duong&amp;nam=2020"' in page
    assert 'href="?nam=2020&amp;nam=2019"' in page


def test_the_workbook_holds_the_rows_of_the_list(client, book):
    make.recognised(book.commune, book.campaign, title="=1+1 hòa giải")
    answer = client.get(reverse("portal:practices-export"), {"q": "hoa giai"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("1+1 hòa giải" in str(value) for value in cells)
    assert not any("Hiến đất" in str(value) for value in cells)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
