"""The addresses of one model: what never changes, what is taken back, what other sites are told, the files."""

from __future__ import annotations

import io
import os
import re
from datetime import date

import pytest
from django.urls import reverse
from PIL import Image

from danvan.decisions.models import DecisionItem
from danvan.papers.render import why_off
from tests import make
from tests.unit.papers.reading import pages, reader
from tests.web.portal.test_practice import SLUG, address

FILES = ("", "in.pdf", "anh-the.png")


def revoked(book, **more):
    """The recognition of the road was taken back."""
    told = {"kind": "REVOKE", "number": "9-QĐ/HU", "amends": book.decision, "reason": "kê khai sai", **more}
    decision = make.decision(book.district, book.road, state="ISSUED", **told)
    line = decision.items.get()
    line.title, line.about = book.road.title, book.decision.items.get()
    line.save()
    DecisionItem.objects.filter(pk=line.about.pk).update(ended_by=decision)
    type(book.road).objects.filter(pk=book.road.pk).update(recognised_on=None, recognised_by="")
    return decision


@pytest.mark.parametrize("file", FILES)
def test_a_wrong_slug_goes_to_the_right_one_for_good_with_what_was_asked(client, book, file):
    answer = client.get(f"{address(book.road, 'ten-cu')}{file}?tu=bao%20chi")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{address(book.road)}{file}?tu=bao%20chi")


def test_the_number_alone_leads_to_the_model(client, book):
    answer = client.get(f"/mo-hinh/{book.road.pk}/?a=1")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{address(book.road)}?a=1")


@pytest.mark.parametrize("path", [f"{{pk}}-{SLUG}/", "{pk}/", f"{{pk}}-{SLUG}/in.pdf", f"{{pk}}-{SLUG}/anh-the.png"])
def test_a_model_taken_back_is_gone_and_says_by_which_decision(client, book, path):
    decision = revoked(book)
    answer = client.get("/mo-hinh/" + path.format(pk=book.road.pk))
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "Quyết định số 9-QĐ/HU" in page and "Lý do: kê khai sai." in page
    assert reverse("portal:decision", kwargs={"pk": decision.pk}) in page
    assert book.road.holder_name not in page


@pytest.mark.parametrize("more", [{"published_at": None}, {"state": "DRAFT"}])
def test_what_is_not_public_of_a_revocation_is_a_plain_404(client, book, more):
    decision = revoked(book)
    type(decision).objects.filter(pk=decision.pk).update(**more)
    assert client.get(address(book.road)).status_code == 404


def test_a_model_never_recognised_is_a_plain_404(client, book):
    waiting = make.dossier(book.commune, book.campaign, state="APPROVED", title="Chờ")
    for path in (f"/mo-hinh/{waiting.pk}/", address(waiting, "cho"), f"/mo-hinh/{waiting.pk}-cho/anh-the.png"):
        assert client.get(path).status_code == 404


def test_the_revoked_commendation_of_a_recognised_model_changes_nothing(client, book):
    make.decision(book.district, book.road, state="ISSUED", kind="REVOKE", amends=None)
    assert client.get(address(book.road)).status_code == 200


def test_other_sites_are_told_title_sentence_picture_and_address(client, book, settings):
    settings.SITE_URL = "https://sovang.example.vn"
    page = client.get(address(book.road)).content.decode()
    whole = f"https://sovang.example.vn{address(book.road)}"
    for tag in (
        f'<link rel="canonical" href="{whole}">', f'<meta property="og:url" content="{whole}">',
        f'<meta property="og:title" content="{book.road.title}">', '<meta property="og:locale" content="vi_VN">',
        f'<meta property="og:image" content="{whole}anh-the.png">', '<meta property="og:type" content="article">',
        '<meta name="twitter:card" content="summary_large_image">',
        '<meta property="og:description" content="Chi bộ thôn Đồng Điều thực hiện tại thôn Đồng Điều. Mô hình '
        '“Dân vận khéo” được công nhận năm 2020.">',
        f'itemprop="mainEntityOfPage" href="{whole}"', 'itemprop="datePublished" content="2020-08-31"',
    ):  # fmt: skip
        assert tag in page, tag


@pytest.mark.parametrize(("name", "kind"), [("portal:home", "website"), ("portal:practices", "website")])
def test_every_page_has_its_tags_and_the_common_card(client, book, name, kind, settings):
    settings.SITE_URL = "https://sovang.example.vn"
    page = client.get(reverse(name), {"trang": "1"}).content.decode()
    assert f'<link rel="canonical" href="https://sovang.example.vn{reverse(name)}">' in page
    assert f'property="og:type" content="{kind}"' in page
    assert re.search(r'og:image" content="https://sovang\.example\.vn/static/img/the-so-vang[.\w]*png"', page)
    assert re.search(r'og:title" content="[^"|]{5,}"', page)


def test_the_way_to_the_page_is_told_to_machines(client, book):
    page = client.get(address(book.road)).content.decode()
    assert '<ol itemscope itemtype="https://schema.org/BreadcrumbList">' in page
    assert page.count('itemprop="itemListElement"') == 3
    assert '<meta itemprop="position" content="3">' in page


def test_the_card_is_drawn_small_and_sent_once(client, book):
    answer = client.get(address(book.road) + "anh-the.png")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["Cache-Control"] == "public, no-cache"
    assert len(answer.content) < 80_000
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    again = client.get(address(book.road) + "anh-the.png", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])


def test_another_year_makes_another_card(client, book):
    before = client.get(address(book.road) + "anh-the.png")["ETag"]
    type(book.road).objects.update(recognised_on=date(2021, 1, 5))
    assert client.get(address(book.road) + "anh-the.png", HTTP_IF_NONE_MATCH=before).status_code == 200


@pytest.fixture
def printer():
    if why := why_off():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(why)


def test_the_print_holds_the_story_its_proof_its_address_and_its_day(client, book, printer, settings):
    settings.SITE_URL = "https://sovang.example.vn"
    answer = client.get(address(book.road) + "in.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    text = " ".join(" ".join(pages(answer.content)).split())
    for words in (book.road.title, "Bối cảnh", "Đường thôn lầy lội", "A6J9-ZWYW", "In ngày", "sovang.example.vn"):
        assert words in text, words
    root = reader(answer.content).trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("vi", True)
    again = client.get(address(book.road) + "in.pdf", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert (again.status_code, again.content) == (304, b"")
