"""The first page: every figure is a link, and the link opens exactly its rows."""

from __future__ import annotations

import html
import re
from datetime import date

from django.urls import reverse

from danvan.dossiers.enums import Holder, State
from tests import make
from tests.web.portal.conftest import assessed

HOME = reverse("portal:home")
FIGURE = re.compile(r'<a[^>]*href="(/(?:mo-hinh|danh-hieu)/\?[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
COUNT = re.compile(r'role="status">\s*([\d.]+)')


def number_in(fragment: str) -> int | None:
    """The first number a link shows; years stand under columns, not in front."""
    found = re.search(r"\d[\d.]*", re.sub(r"<svg.*?</svg>|<[^>]+>", " ", fragment, flags=re.DOTALL))
    return int(found[0].replace(".", "")) if found else None


def test_every_number_opens_exactly_its_rows(client, book):
    make.dossier(book.commune, book.campaign, state=State.DECLINED, year=2018)
    make.recognised(
        book.commune, book.campaign, holder_kind=Holder.INDIVIDUAL, commended_on=date(2020, 9, 7), year=2019
    )
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
