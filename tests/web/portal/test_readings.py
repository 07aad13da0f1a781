"""Pages in both readings, the line of a unit, and that no page of an earlier year changes by a byte."""

from __future__ import annotations

import io
import re
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from danvan.accounts.models import Role
from danvan.succession.actions import carry_out
from danvan.units.models import Unit
from danvan.units.plans import Heir, Plan
from tests import make
from tests.web.portal.conftest import CODE, assessed
from tests.web.query_counts import BUDGETS

DAY, NEVER = date(2025, 7, 1), date(2099, 1, 1)
PLANS = {
    "merge": Plan(DAY, ("V", "B"), (Heir("M", name="Đảng bộ xã Mới"),)),
    "split": Plan(DAY, ("V",), (Heir("V1", name="Đảng bộ xã Một"), Heir("V2", name="Đảng bộ xã Hai"))),
    "rename": Plan(DAY, ("V",), (Heir("V", name="Đảng bộ phường Ánh"),)),
    "move": Plan(DAY, ("V",), (Heir("V", parent="P"),)),
    "end of the district": Plan(DAY, ("E",), children_to="P", hand_to="P"),
    "rename of the district": Plan(DAY, ("E",), (Heir("E", name="Thị ủy Miền Đông"),)),
}
KIND = {"now": "&reading=now", "then": ""}
COUNT = re.compile(r'role="status">\s*([\d.]+)')
CLOCK = re.compile(r"kiểm tra lúc \d\d:\d\d")
CHOOSER = re.compile(r'<select id="scope-unit".*?</select>', re.DOTALL)


@pytest.fixture
def old(book):
    """The book of 2018–2020 with a second commune; two models, two titles of which one was recognised."""
    other = make.unit("B", parent=book.district, name="Đảng bộ xã Bên")
    make.recognised(other, book.campaign, title="Tổ hòa giải", year=2019, on=date(2019, 9, 2))
    assessed(book.commune, book.campaign, "Y" * 24, year=2019, recognised_on=date(2019, 11, 25))
    assessed(other, book.campaign, "Y" * 24, year=2019)
    type(book.decision).objects.update(signed_on=date(2020, 8, 31))
    return book


def rearrange(book, *plans: Plan) -> None:
    carry_out(plans, by=make.user(Role.ADMINISTRATOR, book.province), at=make.NOON)


def pages(book) -> list[str]:
    return [
        "/", "/?reading=khac", "/mo-hinh/", "/mo-hinh/?sort=ten", "/mo-hinh/?don-vi=V", "/mo-hinh/?don-vi=E&nam=2019",
        "/mo-hinh/?don-vi=V&nam=1999", "/mo-hinh/?don-vi=B&khi-do=E&tinh-trang=dang-ky", "/danh-hieu/",
        "/danh-hieu/?don-vi=E&nam=2019", "/danh-hieu/?don-vi=V&ket-qua=dang-ky", "/quyet-dinh/",
        reverse("portal:decision", kwargs={"pk": book.decision.pk}), f"/tra-cuu/{CODE}/",
        reverse("portal:practice", kwargs={"pk": book.road.pk, "slug": "hien-dat-lam-duong-nong-thon-moi"}),
        "/api/v1/practices?status=registered", f"/api/v1/practices/{book.road.pk}", "/api/v1/decisions",
        "/api/v1/statistics", "/api/v1/statistics?unit=V&from=2018&to=2020", "/api/v1/statistics?unit=E&to=2019",
    ]  # fmt: skip


def told(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return CLOCK.sub("", answer.content.decode())


def lasting(client, address: str) -> str:
    """A page without the list from which the reader picks another unit: that one names units as they stand today."""
    return CHOOSER.sub("", told(client, address))


def cells(client) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(client.get("/mo-hinh/xuat.xlsx").content))
    return list(book.active.iter_rows(values_only=True))


def page_of(client, code: str, **asked: str) -> str:
    unit = Unit.objects.get(code=code)
    answer = client.get(reverse("portal:unit", kwargs={"pk": unit.pk, "slug": "x"}), asked, follow=True)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


@pytest.mark.parametrize("case", PLANS)
def test_no_page_of_an_earlier_year_changes_by_a_byte(client, old, case):
    before = {address: lasting(client, address) for address in pages(old)}
    exported = cells(client)
    rearrange(old, PLANS[case])
    assert [address for address in before if lasting(client, address) != before[address]] == []
    assert cells(client) == exported


def test_the_list_to_pick_a_unit_from_names_units_as_they_stand_today(client, old):
    rearrange(old, PLANS["end of the district"])
    assert '<option value="E" selected>Huyện ủy Miền Đông (đến 2025)</option>' in told(client, "/")


@pytest.mark.parametrize("case", PLANS)
def test_both_readings_list_as_many_rows(client, old, case):
    rearrange(old, PLANS[case])
    for address in ("/mo-hinh/?nam=2019", "/mo-hinh/?tinh-trang=dang-ky", "/danh-hieu/?nam=2019"):
        then, now = (COUNT.search(told(client, address + more))[1] for more in ("", "&reading=now"))
        assert then == now, address


@pytest.mark.parametrize("case", PLANS)
def test_every_number_of_the_first_page_opens_exactly_its_rows_in_the_reading_of_today(client, old, case):
    rearrange(old, PLANS[case])
    page = told(client, "/?reading=now")
    links = re.findall(r'<a[^>]*href="(/mo-hinh/\?[^"]*don-vi=[^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    assert links
    for url, inside in links:
        number = int(re.search(r"\d+", re.sub(r"<[^>]+>", " ", inside))[0])
        assert "reading=now" in url
        assert int(COUNT.search(told(client, url.replace("&amp;", "&")))[1]) == number, url


@pytest.mark.parametrize(("reading", "rows"), [("then", 0), ("now", 2), ("khac", 0)])
def test_a_merged_unit_has_the_models_of_its_predecessors_only_today(client, old, reading, rows):
    rearrange(old, PLANS["merge"])
    page = told(client, f"/mo-hinh/?don-vi=M&reading={reading}")
    assert COUNT.search(page)[1] == str(rows)
    assert page.count("Nay thuộc Đảng bộ xã Mới") == rows


@pytest.mark.parametrize("address", ["/?", "/mo-hinh/?don-vi=V", "/danh-hieu/?don-vi=V", "/don-vi/?"])
def test_the_switch_is_two_links_and_the_links_keep_the_reading(client, old, address):
    page = told(client, address)
    assert "Quy đổi về đơn vị hiện nay" in page
    assert len(re.findall(r'href="[^"]*reading=now', page)) == 1
    page = told(client, f"{address}&reading=now")
    assert len(re.findall(r'href="[^"]*reading=now', page)) > 1
    assert "reading" not in re.sub(r"<[^>]+>", "", page)


def test_what_is_not_allocated_has_its_own_row_and_list(client, old):
    rearrange(old, PLANS["split"])
    assert "1 mô hình chưa phân bổ" in told(client, "/don-vi/?reading=now")
    page = told(client, "/mo-hinh/?don-vi=~E&reading=now")
    assert COUNT.search(page)[1] == "1"
    assert "Nay tính vào Huyện ủy Miền Đông: chưa phân bổ" in page
    assert 'href="?don-vi=E"' in page, "the other reading has no such row"


def test_the_page_of_a_merged_unit_names_its_predecessors_and_who_of_them_held_a_title(client, old):
    rearrange(old, PLANS["merge"])
    page = page_of(client, "M")
    assert "Hợp nhất từ Đảng bộ xã Bên và Đảng bộ xã Yên Thịnh từ 01/7/2025" in page
    assert "Kế thừa từ 2 đảng bộ, 1 đã được công nhận danh hiệu năm 2019: Đảng bộ xã Yên Thịnh" in page
    assert "được công nhận danh hiệu “Dân vận khéo”." not in page, "a title is not inherited"


def test_the_page_of_an_ended_unit_leads_on_to_what_it_has_become_through_every_change(client, old):
    rearrange(old, PLANS["merge"])
    rearrange(old, Plan(date(2025, 9, 1), ("M",), (Heir("X", name="Đảng bộ xã Xuân"),)))
    page = page_of(client, "V")
    assert "hoạt động đến 30/6/2025" in page
    assert page.index("Nay thuộc Đảng bộ xã Xuân") < page.index("Hợp nhất vào Đảng bộ xã Mới từ 01/7/2025")
    assert "Trước nữa là Đảng bộ xã Bên và Đảng bộ xã Yên Thịnh" in page_of(client, "X")
    assert "Không có đơn vị kế thừa" not in page


def test_a_unit_that_goes_on_tells_its_old_name_and_its_old_superior(client, old):
    rearrange(old, PLANS["rename"], Plan(date(2025, 8, 1), ("V",), (Heir("V", parent="P"),)))
    page = page_of(client, "V")
    assert "Đổi tên từ “Đảng bộ xã Yên Thịnh” thành “Đảng bộ phường Ánh” từ 01/7/2025" in page
    assert "Chuyển từ Huyện ủy Miền Đông về Tỉnh ủy Miền Trên từ 01/8/2025" in page


def test_the_end_of_a_unit_without_an_heir_is_told_with_its_superior(client, old):
    rearrange(old, PLANS["end of the district"])
    page = page_of(client, "E")
    assert "Không có đơn vị kế thừa. Cấp trên khi đó: Tỉnh ủy Miền Trên" in page
    assert "Năm 2019: 2 trên 2 xã đăng ký" in page
    assert "Năm 2019: 2 trên 2 xã đăng ký" in page_of(client, "P", reading="now")


@pytest.mark.parametrize("reading", KIND)
def test_who_registered_leads_to_exactly_those_rows(client, old, reading):
    rearrange(old, PLANS["merge"], Plan(DAY, ("E",), (Heir("E2", name="Thị ủy Mới"),), children_to="E2"))
    code = {"then": "E", "now": "E2"}[reading]
    address = client.get(
        reverse("portal:unit", kwargs={"pk": Unit.objects.get(code=code).pk, "slug": "x"}), {"reading": reading}
    ).headers["Location"]
    (url,) = re.findall(r'href="([^"]*)">Năm 2019: 2 trên 2 xã đăng ký', told(client, address))
    assert COUNT.search(told(client, url.replace("&amp;", "&")))[1] == "2"


def test_nothing_of_a_planned_change_is_told_before_its_day(client, old):
    addresses = [*pages(old), "/don-vi/", "/don-vi/?reading=now", "/api/v1/units", "/don-vi/?q=moi"]
    before = {address: told(client, address) for address in addresses}
    units = {code: page_of(client, code) for code in ("V", "B", "E", "P")}
    rearrange(old, Plan(NEVER, ("V", "B"), (Heir("M", name="Đảng bộ xã Mới"),)))
    assert [address for address in before if told(client, address) != before[address]] == []
    assert {code: page_of(client, code) for code in units} == units
    planned = reverse("portal:unit", kwargs={"pk": Unit.objects.get(code="M").pk, "slug": "dang-bo-xa-moi"})
    assert client.get(planned).status_code == 404
    assert client.get("/api/v1/statistics?unit=M").status_code == 404
    assert "Đảng bộ xã Mới" not in told(client, "/mo-hinh/?don-vi=M") + told(client, "/danh-hieu/?don-vi=M")


@pytest.mark.parametrize("code", ["V", "M", "E", "P"])
@pytest.mark.parametrize("reading", KIND)
def test_the_page_of_a_unit_keeps_its_budget_in_both_readings(client, old, code, reading):
    rearrange(old, PLANS["merge"], Plan(DAY, ("E",), (Heir("E2", name="Thị ủy Mới"),), children_to="E2"))
    unit = Unit.objects.get(code=code)
    address = page_of(client, code) and reverse("portal:unit", kwargs={"pk": unit.pk, "slug": "x"})
    address = client.get(address).headers["Location"]
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, {"reading": reading}).status_code == 200
    assert len(queries) <= BUDGETS["portal:unit"]


@pytest.mark.parametrize("name", ["home", "practices", "units", "titles"])
def test_the_lists_keep_their_budgets_in_the_reading_of_today(client, old, name):
    rearrange(old, PLANS["split"])
    for asked in ({"reading": "now"}, {"reading": "now", "don-vi": "E", "khi-do": "E"}):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"portal:{name}"), asked).status_code == 200
        assert len(queries) <= BUDGETS[f"portal:{name}"]
