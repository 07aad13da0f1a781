"""The figures of the demo data: equal on the first page, in the lists and in the API, each opening its rows."""

from __future__ import annotations

import html

import pytest

from tests.web.portal.test_home import COUNT, FIGURE, number_in

CHO_DON = {"from": 2018, "to": 2020, "unit": "BK-CD"}
FIGURES = {"registered": 808, "recognised": 179, "collective": 109, "individual": 70}
SCOPE = "/mo-hinh/?don-vi=BK-CD&tu=2018&den=2020"
LISTS = {
    f"{SCOPE}&tinh-trang=dang-ky": 808, SCOPE: 179, f"{SCOPE}&loai=tap-the": 109, f"{SCOPE}&loai=ca-nhan": 70,
    f"{SCOPE}&tinh-trang=khen-thuong": 24, f"{SCOPE}&tinh-trang=khen-thuong&loai=tap-the": 15,
    f"{SCOPE}&tinh-trang=khen-thuong&loai=ca-nhan": 9, "/mo-hinh/?don-vi=BK-CQT": 112,
    "/mo-hinh/?linh-vuc=b-nong-thon": 40, "/mo-hinh/?linh-vuc=b-cai-cach": 33, "/mo-hinh/?linh-vuc=b-doan-the": 5,
    "/mo-hinh/?linh-vuc=b-xay-dung-dang": 34, "/danh-hieu/?nam=2016&bo=DB-XA-24": 24,
    "/danh-hieu/?nam=2016&bo=DB-XA-24&ket-qua=dat": 18, "/danh-hieu/?nam=2016&bo=CQ-15&ket-qua=du": 8,
    "/danh-hieu/?nam=2017&ket-qua=dang-ky": 55,
}  # fmt: skip


@pytest.fixture
def listed(client, seeded):
    """How many rows an address says it has."""
    return lambda address: int(COUNT.search(client.get(address).content.decode())[1].replace(".", ""))


@pytest.mark.parametrize("address", LISTS)
def test_a_list_has_exactly_the_published_number_of_rows(listed, address):
    assert listed(address) == LISTS[address]


def test_the_api_tells_the_published_figures(client, seeded):
    found = client.get("/api/v1/statistics", CHO_DON).json()
    assert {name: found[name] for name in FIGURES} == FIGURES
    assert found["commended"] == {"collective": 15, "individual": 9}
    for name in ("by_theme", "by_year", "by_unit"):
        assert sum(row["registered"] for row in found[name]) == 808
        assert sum(row["recognised"] for row in found[name]) == 179


def test_the_lists_of_the_api_are_as_long_as_those_of_the_pages(client, seeded):
    for status, count in {"registered": 808, "recognised": 179, "commended": 24}.items():
        found = client.get("/api/v1/practices", {**CHO_DON, "status": status, "page_size": 1}).json()
        assert found["count"] == count


def test_the_themes_and_titles_of_the_api_are_the_published_ones(client, seeded):
    bloc = client.get("/api/v1/statistics", {"unit": "BK-CQT"}).json()
    assert [row["recognised"] for row in bloc["by_theme"]] == [40, 33, 5, 34]
    titles = client.get("/api/v1/statistics", {"unit": "BG-TY", "from": 2016, "to": 2017}).json()["titles"]
    told = {(row["criteria_set"], row["year"]): row for row in titles}
    assert (told["DB-XA-24", 2016]["assessed"], told["DB-XA-24", 2016]["passed"]) == (24, 18)
    assert told["CQ-15", 2016]["full"] == 8
    assert (told["DB-XA-24", 2017]["registered"], told["CQ-15", 2017]["registered"]) == (24, 31)


def test_the_first_page_says_them_and_every_number_opens_its_rows(client, listed):
    page = client.get("/").content.decode()
    shown = [(html.unescape(url), number_in(inside)) for url, inside in FIGURE.findall(page)]
    numbers = {number for _, number in shown}
    assert {808, 179, 109, 70, 24, 40, 33, 5, 34, 18, 8} <= numbers
    wrong = {url: number for url, number in shown if number is not None and listed(url) != number}
    assert wrong == {}


PAGES = {
    "/": {808, 179, 109, 70, 24, 40, 33, 5, 34, 18, 8},
    "/thong-ke/": {808, 179, 109, 70, 24, 15, 9, 40, 33, 5, 34, 18, 8},
    "/thong-ke/?pham-vi=cac-co-quan-tinh-2018-2020": {112, 40, 33, 5, 34},
    "/thong-ke/?don-vi=BK-CD&tu=2018&den=2020": {808, 179, 109, 70, 24, 15, 9},
    "/thong-ke/?don-vi=BG-TY&tu=2016&den=2017": {24, 18, 26, 8, 31},
    "/?don-vi=TU-BK&tu=2018&den=2020": {920, 291, 221, 70, 24, 179, 112},
    "/?pham-vi=tat-ca&reading=now": {985},
}


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_of_figures_say_them_in_every_scope_and_every_number_opens_its_rows(client, listed, address):
    page = client.get(address).content.decode()
    shown = {(html.unescape(url), number_in(inside)) for url, inside in FIGURE.findall(page)}
    assert PAGES[address] <= {number for _, number in shown}
    wrong = {url: number for url, number in shown if number is not None and listed(url) != number}
    assert wrong == {}


def test_both_readings_have_the_same_totals(client, seeded):
    for asked in ({"pham-vi": "tat-ca"}, {"pham-vi": "cho-don-2018-2020"}, {}):
        for page in ("/", "/thong-ke/"):
            told = [client.get(page, {**asked, "reading": reading}).context["figures"] for reading in ("then", "now")]
            assert told[0] == told[1]
