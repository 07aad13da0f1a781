"""What citizens read of units judged by points, beside years that counted criteria."""

from __future__ import annotations

import pytest
from django.urls import reverse

from danvan.dossiers.results import HALF
from tests import by_points, make
from tests.web.portal.conftest import assessed

STRIP = '<b aria-hidden="true">97<small>/100</small></b>'


@pytest.fixture
def mixed(book):
    """A unit with 22 of 24 in 2019, and 97 of 100 points in 2021."""
    assessed(book.commune, book.campaign, "Y" * 22 + "NN", year=2019)
    later = make.campaign(
        book.district, tracks={"COMMUNE": by_points.version()}, first_year=2021, last_year=2021,
        published_at=make.LONG_AGO, is_archive=True,
    )  # fmt: skip
    dossier = make.dossier(book.commune, later, state="ACCEPTED", track="COMMUNE", theme=None)
    by_points.card(dossier, "SUPERIOR", [40, 30, 20, 7, None])
    return dossier


def text(client, unit) -> str:
    return client.get(reverse("portal:unit", args=[unit.pk, "x"]), follow=True).text


def test_a_unit_page_reads_sensibly_over_mixed_years(client, book, mixed):
    page = text(client, book.commune)
    assert "Năm 2021 đạt 97/100 điểm, xếp loại Tốt." in page
    assert "Ngưỡng 70 điểm, xếp loại Tốt" in page and "Ngưỡng 20" in page
    assert STRIP in page and '<b aria-hidden="true">22<small>/24</small></b>' in page
    assert HALF in page and "5 đến 24 tiêu chí" in page


def test_the_list_says_points_and_nobody_meets_all_of_a_list_by_points(client, book, mixed):
    full = by_points.card(
        make.dossier(make.unit(parent=book.district), mixed.campaign, state="ACCEPTED", track="COMMUNE", theme=None),
        "SUPERIOR", [40, 30, 20, 10, 5],
    )  # fmt: skip
    page = client.get(reverse("portal:titles"), {"nam": 2021}).text
    assert page.index('<b aria-hidden="true">100<small>/100</small></b>') < page.index(STRIP)
    assert "Phiếu 5 tiêu chí chấm điểm, xếp loại Tốt" in page and HALF in page
    assert "Đạt ngưỡng" in page and "Đạt đủ</" not in page
    assert (
        full.is_pass
        and 'role="status">0 đơn vị' in client.get(reverse("portal:titles"), {"nam": 2021, "ket-qua": "du"}).text
    )


def test_a_year_that_counts_says_nothing_of_points(client, book):
    assessed(book.commune, book.campaign, "Y" * 22 + "NN", year=2019)
    page = text(client, book.commune)
    assert "Năm 2019 đạt 22 trên 24 tiêu chí." in page
    assert HALF not in page and " điểm" not in page.partition("<footer")[0].replace("thời điểm", "")


def test_home_names_no_full_marks_where_points_are_given(client, book, mixed):
    page = client.get("/").text
    assert "1 đạt ngưỡng" in page and "đạt đủ" not in page
    assert STRIP in page
