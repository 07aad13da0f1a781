"""The page of all figures: one scope for every section, tables that hold the same numbers, and files of each."""

from __future__ import annotations

import csv
import html
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from python_calamine import CalamineWorkbook

from danvan.dossiers.enums import Holder, State
from danvan.portal.figures_page import SECTIONS
from danvan.reports.definitions import DEFINITIONS
from tests import make
from tests.web.portal.conftest import assessed
from tests.web.portal.test_home import COUNT, DAY, FIGURE, number_in

PAGE = reverse("portal:figures")
DIVIDED = ("pheu", "loai", "nam", "linh-vuc", "bon-linh-vuc", "don-vi")


def file_of(client, key: str, form: str = "csv", **asked):
    return client.get(reverse("portal:figures-download", kwargs={"key": key, "form": form}), asked)


def rows_of(client, key: str, **asked) -> list[list[str]]:
    return list(csv.reader(StringIO(file_of(client, key, **asked).content.decode("utf-8-sig"))))


def column(rows: list[list[str]], label: str) -> int:
    return sum(int(row[rows[0].index(label)]) for row in rows[1:])


def test_every_section_names_its_scope_and_every_word_is_explained(client, book):
    page = client.get(PAGE).content.decode()
    for key in SECTIONS:
        assert f'<h2 id="{key}">' in page
    for one in DEFINITIONS:
        assert html.escape(one.word) in page
    assert page.count('class="scope"><b>') == len(SECTIONS)


def test_every_number_opens_exactly_its_rows(client, book):
    make.dossier(book.commune, book.campaign, state=State.DECLINED, holder_kind=Holder.INDIVIDUAL)
    make.recognised(book.commune, book.campaign, holder_kind=Holder.INDIVIDUAL, commended_on=DAY, year=2019)
    assessed(book.commune, book.campaign, "Y" * 24)
    assessed(make.unit(parent=book.district), book.campaign, "Y" * 19 + "N" * 5)
    seen = 0
    for asked in ({}, {"don-vi": "P"}, {"reading": "now"}, {"don-vi": "V", "tu": 2019, "den": 2019}):
        for url, inside in FIGURE.findall(client.get(PAGE, asked).content.decode()):
            number = number_in(inside)
            if number is not None:
                listed = client.get(html.unescape(url)).content.decode()
                assert int(COUNT.search(listed)[1]) == number, (asked, url, inside)
                seen += 1
    assert seen >= 60


def test_a_file_holds_the_numbers_of_its_table_as_numbers(client, book):
    make.dossier(book.commune, book.campaign, state=State.DECLINED, year=2018)
    told = [["Năm", "Đăng ký", "Công nhận"], ["2018", "1", "0"], ["2020", "1", "1"]]
    assert [row[:3] for row in rows_of(client, "nam")] == told
    sheet = CalamineWorkbook.from_filelike(BytesIO(file_of(client, "nam", "xlsx").content)).get_sheet_by_index(0)
    assert [row[:3] for row in sheet.to_python()[-2:]] == [["2018", 1.0, 0.0], ["2020", 1.0, 1.0]]
    response = file_of(client, "nam")
    assert (
        response["Content-Type"] == "text/csv; charset=utf-8" and "so-vang-nam.csv" in response["Content-Disposition"]
    )


@pytest.mark.parametrize(("key", "form"), [("khong-co", "csv"), ("nam", "pdf")])
def test_what_is_no_table_is_not_found(client, book, key, form):
    assert file_of(client, key, form).status_code == 404


@pytest.mark.parametrize("key", SECTIONS)
def test_an_empty_book_has_every_table_too(client, db, key):
    assert file_of(client, key).status_code == 200
    assert file_of(client, key, "xlsx").status_code == 200


def test_a_criterion_opens_the_units_that_missed_it(client, book):
    for marks in ("Y" * 23 + "N", "Y" * 22 + "NN", "Y" * 24):
        assessed(make.unit(parent=book.district), book.campaign, marks, year=2019)
    rows = rows_of(client, "tieu-chi")
    assert [(row[0], row[3], row[4]) for row in rows[1:]] == [
        ("24. Tiêu chí 24", "2", "3"),
        ("23. Tiêu chí 23", "1", "3"),
    ]
    page = client.get(reverse("portal:titles"), {"nam": 2019, "chua": 24}).content.decode()
    assert COUNT.search(page)[1] == "2" and "Chưa đạt tiêu chí 24" in page


def test_the_appraised_are_told_only_where_no_old_book_is_silent(client, book):
    unit = make.unit(parent=book.district)
    living = make.campaign(book.district, published_at=make.LONG_AGO)
    for state in (State.ACCEPTED, State.SENT, State.DECLINED):
        make.dossier(unit, living, state=state)
    made = make.recognised(unit, living)
    assert made.recognised_on
    asked = {"don-vi": unit.code}
    assert [row[1] for row in rows_of(client, "pheu", **asked)[1:]] == ["4", "3", "1", "0"]
    page = client.get(PAGE, {"don-vi": "E"}).content.decode()
    assert "Không có dòng “được thẩm định”: 1 trong 5 mô hình chép từ sổ cũ" in page
    assert len(rows_of(client, "pheu", **{"don-vi": "E"})) == 4


class SumsTie(TestCase):
    """Whatever is asked for, the sentence, the steps, years, themes, units and kinds count what the list counts."""

    @given(
        st.lists(st.tuples(st.integers(0, 3), st.integers(2018, 2021), st.booleans(), st.booleans(), st.integers(0, 2)),
                 max_size=7),
        st.sampled_from(["", "P", "E", "W", "V0", "V3", "khong-co"]), st.sampled_from(["", "2018", "2020", "x"]),
        st.sampled_from(["", "2019", "2021"]), st.sampled_from(["", "now"]),
    )  # fmt: skip
    @settings(max_examples=25, deadline=None)
    def test_all_sections_agree_with_the_list(self, models, unit, first, last, reading):
        self._write(models)
        asked = {"don-vi": unit, "tu": first, "den": last, "reading": reading}
        figures = self.client.get(PAGE, asked).context["figures"]
        page = self.client.get(reverse("portal:home"), asked).context
        assert page["figures"] == figures
        for status, whole in (("dang-ky", figures.registered), ("", figures.recognised)):
            scope = {**asked, "don-vi": "" if unit == "khong-co" else unit, "tinh-trang": status}
            if first == "2020" and last == "2019":
                scope |= {"tu": last, "den": first}
            listed = self.client.get(reverse("portal:practices"), scope).content.decode()
            assert int(COUNT.search(listed)[1]) == whole
        for key in DIVIDED[1:]:
            rows = rows_of(self.client, key, **asked)
            told = (column(rows, "Đăng ký"), column(rows, "Công nhận"))
            assert told == (figures.registered, figures.recognised), (key, rows)

    def _write(self, models) -> None:
        province = make.unit("P", kind="PROVINCE")
        east, west = (make.unit(code, kind="DISTRICT", parent=province) for code in "EW")
        places = [make.unit(f"V{number}", parent=(east, west)[number % 2]) for number in range(4)]
        campaigns = [
            make.campaign(province, first_year=2018, last_year=2021, published_at=make.LONG_AGO) for _ in range(2)
        ]
        for place, year, recognised, person, theme in models:
            campaign = campaigns[place % 2]
            themes = [*campaign.theme_scheme.themes.order_by("order"), None]
            kind = Holder.INDIVIDUAL if person else Holder.COLLECTIVE
            more = {"year": year, "holder_kind": kind, "theme": themes[theme]}
            if recognised:
                make.recognised(places[place], campaign, **more)
            else:
                make.dossier(places[place], campaign, state=State.DECLINED, **more)
