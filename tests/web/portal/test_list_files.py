"""The list as files and feeds, what was taken back, and the notes on copies."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from pypdf import PdfReader

from danvan.dossiers.enums import Holder, State
from tests import make
from tests.web.portal.listed import copy_of, revoke
from tests.web.portal.test_practices import LIST, titles

FORMS = ("csv", "json", "pdf", "export", "atom", "rss")


def file(client, form: str, **asked: str):
    return client.get(reverse(f"portal:practices-{form}"), asked)


def test_the_csv_opens_in_excel_and_runs_nothing(client, book):
    make.recognised(book.commune, book.campaign, title="=1+1 hòa giải")
    content = file(client, "csv").content
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert content.startswith(b"\xef\xbb\xbf")
    assert [row["Tên mô hình"] for row in rows] == ["'=1+1 hòa giải", "Hiến đất làm đường nông thôn mới"]
    assert rows[1]["Ngày công nhận"] == "2020-08-31"


def test_the_printed_list_says_what_was_asked_and_when(client, book):
    answer = file(client, "pdf", q="duong", nam="2020")
    reader = PdfReader(io.BytesIO(answer.content))
    text = " ".join(reader.pages[0].extract_text().split())
    assert answer["Content-Type"] == "application/pdf"
    assert "1 mô hình. Điều kiện: “duong”; 2020." in text and "Số liệu trên cổng lúc" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in reader.trailer["/Root"]


def test_a_long_printed_list_is_cut_and_says_so(client, book, monkeypatch):
    monkeypatch.setattr("danvan.portal.views.practice_files.MOST_PRINTED", 1)
    make.recognised(book.commune, book.campaign, title="Tổ hòa giải")
    text = " ".join(PdfReader(io.BytesIO(file(client, "pdf").content)).pages[0].extract_text().split())
    assert "2 mô hình." in text and "Bản in này có 1 dòng đầu" in text


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_a_feed_tells_the_newest_of_the_narrowed_list(client, book, settings, form):
    settings.SITE_URL = "https://so-vang.example"
    make.recognised(book.commune, book.campaign, title="Đường <hoa>", method="Dài < 1 km & đẹp")
    make.recognised(book.commune, book.campaign, title="Tổ hòa giải")
    told = file(client, form, q="duong").content.decode()
    root = ElementTree.fromstring(told)
    found = [one.text for one in root.iter() if one.tag.endswith("title")][1:]
    assert found == ["Đường <hoa>", "Hiến đất làm đường nông thôn mới"]
    assert f"https://so-vang.example/mo-hinh/tin.{form}?q=duong" in told and "http://testserver" not in told
    assert "Dài &amp;lt; 1 km" in told


@pytest.mark.parametrize("form", FORMS)
def test_no_file_names_an_individual_who_is_not_recognised(client, book, form):
    person = {"holder_kind": Holder.INDIVIDUAL, "holder_name": "Triệu Thị Mùi"}
    make.dossier(book.commune, book.campaign, state=State.DECLINED, title="Trồng chè", **person)
    revoke(make.recognised(book.commune, book.campaign, title="Nuôi dê", **person), book.district)
    for asked in ({"tinh-trang": "dang-ky"}, {"hieu-luc": "da-thu-hoi"}):
        content = file(client, form, **asked).content
        if form == "pdf":
            content = PdfReader(io.BytesIO(content)).pages[0].extract_text().encode()
        assert "Triệu Thị Mùi".encode() not in content and b"trieu" not in content


def test_what_was_taken_back_is_listed_by_title_alone_with_the_decision(client, book):
    revoke(make.recognised(book.commune, book.campaign, title="Nuôi dê"), book.district)
    page = client.get(LIST, {"hieu-luc": "da-thu-hoi"}).content.decode()
    assert titles(page) == ["Nuôi dê"] and "nuoi-de/" not in page
    assert "Bị thu hồi theo Quyết định số" in page and "Đã thu hồi" in page
    assert "Nuôi dê" not in client.get(LIST).content.decode()
    assert client.get(reverse("api:practices"), {"validity": "revoked"}).json()["results"][0]["status"] == "revoked"


def test_rows_say_where_they_were_copied_and_from_whom(client, book):
    other = make.unit(parent=book.district, name="Đảng bộ xã Nam Cường")
    copy_of(book.road, other, book.campaign, title="Đường hoa")
    page = client.get(LIST).content.decode()
    assert "Đã nhân rộng tại 1 nơi" in page and "Học từ Đảng bộ xã Yên Thịnh" in page
    assert titles(client.get(LIST, {"nhan-rong": "da-nhan-rong"}).content.decode()) == [book.road.title]
    assert titles(client.get(LIST, {"nguon": "hoc-noi-khac"}).content.decode()) == ["Đường hoa"]


def test_every_form_of_the_list_is_linked_with_its_conditions(client, book):
    page = client.get(LIST, {"q": "duong", "page": "1"}).content.decode()
    for name in ("xuat.xlsx", "xuat.csv", "xuat.pdf", "xuat.json", "tin.atom", "tin.rss"):
        assert f'href="/mo-hinh/{name}?q=duong"' in page
    assert page.count('rel="alternate"') == 2
