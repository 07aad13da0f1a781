"""Units and years side by side: aligned where they may be compared, and a sentence where they may not."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from danvan.criteria.enums import Track
from danvan.dossiers.enums import State
from danvan.dossiers.models import Practice
from tests import make
from tests.web.portal.conftest import assessed

HERE = reverse("portal:compare")


@pytest.fixture
def pair(book):
    """Two communes judged by one list in two years; they differ on three criteria of 2020."""
    other = make.unit("V2", parent=book.district, name="Đảng bộ xã Bản Thi")
    assessed(book.commune, book.campaign, "Y" * 22 + "NN", year=2020)
    assessed(book.commune, book.campaign, "Y" * 18 + "N" * 6, year=2019)
    assessed(other, book.campaign, "N" + "Y" * 23, year=2020)
    assessed(other, book.campaign, "Y" * 24, year=2018)
    return other


def ask(client, *codes: str, **more) -> str:
    answer = client.get(HERE, {"don-vi": list(codes), **more})
    assert answer.status_code == 200
    return answer.content.decode()


def test_two_units_stand_in_the_year_in_which_both_have_a_card(client, book, pair):
    page = ask(client, "V", "V2")
    assert "Đảng bộ xã Yên Thịnh và Đảng bộ xã Bản Thi, năm 2020" in page
    assert page.count('class="strip strip-') == 2
    assert "Khác nhau ở 3 tiêu chí" in page
    assert [page.count(f">Chưa đạt: Đảng bộ xã {name}<") for name in ("Bản Thi", "Yên Thịnh")] == [1, 2]
    assert page.count('class="compare-differs"') == 3
    assert "không so sánh" not in page


def test_one_unit_stands_through_its_years_the_newest_on_top(client, pair):
    page = ask(client, "V")
    assert "Đảng bộ xã Yên Thịnh, năm 2019–2020" in page
    assert page.index("<b>2020</b>") < page.index("<b>2019</b>")
    assert "Khác nhau ở 4 tiêu chí" in page


def test_models_stand_beside_with_their_lists(client, book, pair):
    copy = make.recognised(pair, book.campaign, year=2020)
    Practice.objects.filter(pk=copy.practice_id).update(copied_from=book.road.practice)
    page = ask(client, "V", "V2", nam=2020)
    rows = re.findall(r'data-label="Mô hình được nơi khác làm theo">(\d+)', page)
    assert rows == ["1", "0"]
    assert f"{reverse('portal:practices')}?don-vi=V&amp;nam=2020" in page


def test_different_lists_are_said_to_be_different(client, book, pair):
    agency = make.unit("A", parent=book.district, kind="AGENCY", name="Phòng Nội vụ")
    campaign = make.campaign(book.district, tracks={Track.COMMUNE: make.version(15)}, first_year=2020, last_year=2020,
                             published_at=make.LONG_AGO, is_archive=True)  # fmt: skip
    assessed(agency, campaign, "Y" * 15, year=2020)
    page = ask(client, "V", "A")
    assert "chấm theo hai bộ khác nhau, 15 và 24 tiêu chí: không so sánh tổng số đạt với nhau." in page
    assert "Không có" in page


@pytest.mark.parametrize(
    ("codes", "says"),
    [
        ((), "Chọn hai đến bốn đơn vị"),
        (("KHONG",), "Địa chỉ này có 1 mã đơn vị không có trong sổ."),
        (("P",), "So sánh"),
        (("EMPTY",), "chưa có danh hiệu hay mô hình nào được công bố"),
    ],
)
def test_nothing_and_one_are_answered_with_a_sentence(client, book, codes, says):
    make.unit("EMPTY", parent=book.province, name="Đảng bộ xã Trống")
    assert says in ask(client, *codes)


def test_one_year_of_one_unit_asks_for_another(client, pair):
    assert "Mới có một cột." in ask(client, "V", nam=2019)


def test_the_fifth_is_left_out_and_named(client, book, pair):
    more = [make.unit(f"M{number}", parent=book.district, name=f"Đảng bộ xã Số {number}") for number in range(3)]
    for unit in more:
        assessed(unit, book.campaign, "Y" * 24, year=2020)
    page = ask(client, "V", "V2", "M0", "M1", "M2")
    assert "nhiều nhất bốn đơn vị; chưa đưa vào: Đảng bộ xã Số 2." in page
    assert page.count('class="strip strip-') == 4


def test_more_years_than_columns_are_left_out_and_said(client, pair):
    page = ask(client, "V", "V2", nam=[2018, 2019, 2020])
    assert "với hai đơn vị chưa đưa vào năm 2018." in page


def test_the_form_finds_units_and_keeps_the_chosen(client, pair):
    page = ask(client, "V", q="ban thi")
    assert re.search(r'value="V" checked', page)
    assert re.search(r'value="V2"><span>Đảng bộ xã Bản Thi', page)
    assert "Không có đơn vị nào khớp" in ask(client, q="khong co dau")


def test_choosing_ends_at_an_address_to_share(client, pair):
    answer = client.get(HERE, {"don-vi": ["V", "V2"], "nam": ["2020"], "q": "ban", "xong": "1"})
    assert answer.url == f"{HERE}?don-vi=V&don-vi=V2&nam=2020"


def test_what_is_not_published_is_not_compared(client, book, pair):
    hidden = make.campaign(book.district, tracks={Track.COMMUNE: make.version(24)}, first_year=2021, last_year=2021)
    assessed(book.commune, hidden, "Y" * 24, year=2021)
    make.dossier(book.commune, hidden, state=State.SENT, title="Chưa công bố")
    assert "2021" not in ask(client, "V", nam=2021)


@pytest.mark.parametrize("bad", ["<script>", "V'\"", "9" * 400, "%00", "V\x00"])
def test_strange_codes_and_years_are_harmless(client, book, bad):
    page = ask(client, bad, nam=bad, q=bad)
    assert "<script>" not in page.split("<main")[1]


def test_queries_do_not_grow(client, book, pair):
    spent = []
    for _ in range(2):
        for _ in range(6):
            unit = make.unit(parent=book.district)
            assessed(unit, book.campaign, "Y" * 24, year=2020)
            make.recognised(book.commune, book.campaign, year=2020)
        with CaptureQueriesContext(connection) as queries:
            ask(client, "V", "V2", q="xa")
        spent.append(len(queries))
    assert spent[0] == spent[1] <= 12
