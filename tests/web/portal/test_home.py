"""The first page: every figure is a link, and the link opens exactly its rows."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from danvan.dossiers.enums import Holder, State
from danvan.hearings.models import Candidate, Consultation, Opinion
from danvan.kit.art.seedhead import seedhead
from danvan.portal.home import seeds_note
from danvan.reports.totals import Totals
from tests import make
from tests.web.portal.conftest import assessed

HOME = reverse("portal:home")
DAY, DAYS = date(2020, 9, 7), timedelta(days=2)
FIGURE = re.compile(r'<a[^>]*href="(/(?:mo-hinh|danh-hieu)/\?[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
COUNT = re.compile(r'role="status">\s*([\d.]+)')


def number_in(fragment: str) -> int | None:
    """The first number a link shows; years stand under columns, not in front."""
    found = re.search(r"\d[\d.]*", re.sub(r"<svg.*?</svg>|<[^>]+>", " ", fragment, flags=re.DOTALL))
    return int(found[0].replace(".", "")) if found else None


def test_every_number_opens_exactly_its_rows(client, book):
    make.dossier(book.commune, book.campaign, state=State.DECLINED, year=2018)
    make.recognised(book.commune, book.campaign, holder_kind=Holder.INDIVIDUAL, commended_on=DAY, year=2019)
    assessed(book.commune, book.campaign, "Y" * 24)
    assessed(make.unit(parent=book.district), book.campaign, "Y" * 19 + "N" * 5)
    page = client.get(HOME).content.decode()
    seen = 0
    for url, inside in FIGURE.findall(page):
        number = number_in(inside)
        if number is not None and not inside.startswith(("Năm", "20")):
            listed = client.get(html.unescape(url)).content.decode()
            assert int(COUNT.search(listed)[1]) == number, (url, inside)
            seen += 1
    assert seen >= 15


def test_the_headings_state_the_findings(client, book):
    make.dossier(book.commune, book.campaign, state=State.DECLINED)
    page = client.get(HOME).content.decode()
    assert "Cứ hai mô hình đăng ký thì một mô hình được công nhận" in page
    assert "Một đơn vị có mô hình được công nhận" in page


def test_another_scope_can_be_asked_for_and_nonsense_is_left_aside(client, book):
    other = make.stage(make.unit("W", kind="DISTRICT", parent=book.province, name="Huyện ủy Miền Tây"), order=2)
    assert 'role="img" aria-label="Đài sen 1 mô hình' in client.get(HOME).content.decode()
    assert 'aria-label="Đài sen 0 mô hình' in client.get(HOME, {"pham-vi": other.code}).content.decode()
    assert 'aria-label="Đài sen 1 mô hình' in client.get(HOME, {"pham-vi": "khong-co"}).content.decode()


def figures(client, **asked) -> tuple[str, int, int]:
    told = client.get(HOME, asked).context
    return told["scope"].label, told["figures"].registered, told["figures"].recognised


SCOPES = [
    ({"don-vi": "E"}, "Huyện ủy Miền Đông", 4), ({"don-vi": "e"}, "", 4), ({"don-vi": "W"}, "Huyện ủy Miền Tây", 1),
    ({"don-vi": "P", "tu": "2019", "den": "2020"}, "Tỉnh ủy Miền Trên, 2019–2020", 4),
    ({"don-vi": "P", "tu": "2020", "den": "2019"}, "Tỉnh ủy Miền Trên, 2019–2020", 4),
    ({"tu": "2019"}, "Toàn bộ sổ vàng, từ năm 2019", 4), ({"den": "2018"}, "Toàn bộ sổ vàng, đến năm 2018", 1),
    ({"pham-vi": "tat-ca"}, "Toàn bộ sổ vàng", 5), ({"don-vi": "", "tu": "", "den": ""}, "Toàn bộ sổ vàng", 5),
    ({"don-vi": "khong/co", "tu": "mười"}, "", 4), ({"don-vi": "E", "reading": "gi-do"}, "Huyện ủy Miền Đông", 4),
    ({"don-vi": "V", "reading": "now"}, "Đảng bộ xã Yên Thịnh", 4),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "label", "registered"), SCOPES)
def test_the_scope_stands_in_the_address(client, book, asked, label, registered):
    west = make.unit("W", kind="DISTRICT", parent=book.province, name="Huyện ủy Miền Tây")
    make.recognised(make.unit(parent=west), book.campaign, year=2019)
    for year in (2018, 2019, 2020):
        make.dossier(book.commune, book.campaign, state=State.DECLINED, year=year)
    assert figures(client, **asked)[:2] == (label or book.stage.name, registered)


def test_the_canonical_address_says_the_scope_and_nothing_else(client, book, settings):
    settings.SITE_URL = "https://so.vang"
    for asked, address in (
        ("?don-vi=E&tu=2018&den=&x=1&reading=then", "/?don-vi=E&tu=2018"),
        ("?q=1", "/"),
        ("?don-vi=&tu=&den=", "/?pham-vi=tat-ca"),
        ("?reading=now&don-vi=E", "/?don-vi=E&reading=now"),
        (f"?pham-vi={book.stage.code}&tu=1999", f"/?pham-vi={book.stage.code}"),
    ):
        page = html.unescape(client.get(HOME + asked).content.decode())
        assert f'<link rel="canonical" href="https://so.vang{address}">' in page


def test_a_province_is_drawn_as_a_map_and_a_unit_without_a_place_beside_it(client, db):
    province = make.unit("TU-BK", kind="PROVINCE", name="Tỉnh ủy Bắc Kạn")
    campaign = make.campaign(province, first_year=2018, last_year=2020, published_at=make.LONG_AGO)
    for code, kind, name in (
        ("BK-CD", "DISTRICT", "Huyện ủy Chợ Đồn"), ("BK-TPBK", "DISTRICT", "Thành ủy Bắc Kạn"),
        ("BK-CQT", "BLOC", "Đảng ủy Các cơ quan tỉnh"),
    ):  # fmt: skip
        below = make.unit(code, kind=kind, parent=province, name=name)
        if code != "BK-TPBK":
            make.recognised(make.unit(parent=below), campaign)
    units = client.get(HOME, {"don-vi": "TU-BK"}).context["units"]
    assert [(tile.name, tile.value, tile.row, tile.col) for tile in units.on_map] == [
        ("Chợ Đồn", 1, "3", "1"), ("TP Bắc Kạn", 0, "4", "2"),
    ]  # fmt: skip
    assert [(tile.name, tile.value, tile.row) for tile in units.tiles] == [("Các cơ quan tỉnh", 1, "")]
    assert [row[0].text for row in units.table.rows] == ["Đảng ủy Các cơ quan tỉnh", "Huyện ủy Chợ Đồn"]


def test_what_is_open_for_comment_is_shown_with_the_days_left_and_what_was_said(client, book):
    assert "đang lấy ý kiến" not in client.get(HOME).content.decode()
    dossier = make.dossier(book.commune, book.campaign, state=State.CONFIRMED, title="Tổ đàn tính")
    today = timezone.localdate()
    asked = Consultation.objects.create(
        unit=book.district, campaign=book.campaign, title="Lấy ý kiến", opens_on=today, closes_on=today + DAYS,
        state="OPEN", created_by=make.author(), created_at=make.NOON,
    )  # fmt: skip
    candidate = Candidate.objects.create(consultation=asked, dossier=dossier, title=dossier.title, unit_name="Xã Yên")
    for number, (state, stance) in enumerate([("SHOWN", "SUPPORT"), ("SHOWN", "SUGGEST"), ("WITHHELD", "SUPPORT")]):
        Opinion.objects.create(
            unit=book.district, dossier=dossier, candidate=candidate, state=state, stance=stance, text="Tốt",
            code_hash=str(number), received_at=make.NOON, due_on=today,
        )  # fmt: skip
    page = client.get(HOME).content.decode()
    for words in ("Một mô hình đang lấy ý kiến Nhân dân", "<b>02</b>ngày còn lại", "Đã có 2 ý kiến, 1 ủng hộ."):
        assert words in page
    assert "Tổ đàn tính" not in client.get(HOME, {"don-vi": "P", "tu": 1999, "den": 1999}).content.decode()


@pytest.mark.parametrize(("registered", "told"), [(3000, ""), (3001, "Mỗi hạt là năm mô hình.")])
def test_above_three_thousand_a_grain_stands_for_five_and_the_page_says_so(registered, told):
    assert seeds_note(Totals(registered)) == told
    assert seedhead(registered, 10, 5).each == (5 if told else 1)


def test_an_empty_book_has_a_first_page_too(client, db):
    page = client.get(HOME)
    assert page.status_code == 200
    assert "Chưa có mô hình nào được công nhận" in page.content.decode()


def test_a_strip_is_gold_only_with_a_decision_in_force(client, book):
    dossier = assessed(book.commune, book.campaign, "Y" * 22 + "NN")
    page = client.get(HOME).content.decode()
    assert "Đạt ngưỡng" in page
    assert "strip-cham" in page
    type(dossier).objects.filter(pk=dossier.pk).update(recognised_on=date(2020, 11, 25))
    page = client.get(HOME).content.decode()
    assert "strip-cham" not in page
    assert "Công nhận 2020" in page
