"""The pages every public site owes: about, contacts, accessibility, privacy, criteria, site map, English, machines."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from danvan.errors import server_error
from danvan.kit.art.icons import icons
from danvan.portal.sections import groups
from danvan.stories.models import ContactPoint
from tests import make
from tests.unit.library import rows

PAGES = ("about", "contacts", "accessibility", "privacy", "site-map", "english", "criteria", "documents")
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_each_page_has_one_heading_a_title_a_description_and_its_place(client, db, name):
    text = read(client, reverse(f"portal:{name}"))
    assert len(re.findall("<h1", text)) == 1
    assert re.search(r"<title>[^<|]{5,} \| Sổ vàng Dân vận khéo</title>", text)
    assert len(re.search(r'name="description" content="([^"]*)"', text)[1]) > 40
    assert 'class="crumbs"' in text and "csrfmiddlewaretoken" not in text
    assert f'<html lang="{"en" if name == "english" else "vi"}"' in text


def test_readers_get_no_cookie(client, db):
    for name in PAGES:
        client.get(reverse(f"portal:{name}"))
    assert dict(client.cookies) == {}


@pytest.mark.parametrize("name", ["about", "english"])
def test_the_figures_come_from_the_book(client, book, name):
    make.recognised(book.commune, book.campaign, title="Mô hình hai")
    make.dossier(book.commune, book.campaign, state="ACCEPTED")
    text = read(client, reverse(f"portal:{name}"))
    assert re.findall(r'<b><a class="plain" href="[^"]+">(\d+)</a>', text) == ["3", "2", "0", "1"]


def test_contacts_are_offices_of_every_level(client, cast):
    ContactPoint.objects.create(unit=cast.east, name="Ban Dân vận Huyện ủy", telephone="0204 000 000")
    ContactPoint.objects.create(unit=cast.province, name="Ban Dân vận Tỉnh ủy", email="bdv@example.vn")
    text = read(client, reverse("portal:contacts"))
    assert text.index("<h2>Ban Dân vận Tỉnh ủy") < text.index("<h2>Ban Dân vận Huyện ủy")
    assert 'href="mailto:bdv@example.vn"' in text and "0204 000 000" in text


def test_privacy_prints_how_long_things_are_kept(client, db):
    text = read(client, reverse("portal:privacy"))
    assert "Luật 91/2025/QH15" in text and "Yêu cầu gỡ thông tin" in text
    assert text.count('<tr><th scope="row">') >= 5


def test_the_site_map_and_the_footer_lead_to_every_part(client, db):
    text = read(client, reverse("portal:site-map"))
    every = [one.url for group in groups() for one in group.sections]
    assert len(every) == len(set(every)) == 21
    assert [url for url in every if text.count(f'href="{url}"') < 2] == []


def test_only_issued_lists_are_shown_with_their_text(client, db):
    draft, issued = make.version(15), make.version(24, issued=True)
    text = read(client, reverse("portal:criteria"))
    assert "từ 20 trên 24 tiêu chí" in text and "15 tiêu chí" not in text
    page = read(client, reverse("portal:criteria-list", args=[issued.pk]))
    assert page.count("<b>Tiêu chí ") == 24 and page.count("Điểm liệt</span>") == 1
    assert client.get(reverse("portal:criteria-list", args=[draft.pk])).status_code == 404


def listed(client, address: str) -> list[str]:
    """The addresses that one sitemap names."""
    return [str(one.text) for one in ElementTree.fromstring(read(client, address)).iter(f"{SPACE}loc")]


def test_the_sitemap_names_what_is_public_and_nothing_else(client, book, settings):
    settings.SITE_URL = "https://sovang.example.vn"
    by = make.user(make.ROLES.PROVINCE_BOARD, book.province)
    document, draft = rows.public(book.province, by), rows.draft(book.province, by, number="9-HD/X")
    parts = listed(client, "/sitemap.xml")
    found = {url for part in parts for url in listed(client, "/" + part.rsplit("/", 1)[1])}
    assert len(parts) == 5
    assert {url.partition("/en/")[0] for url in found if "/en/" in url} == {"https://sovang.example.vn"}
    for address in (
        reverse("portal:document", args=[document.pk]),
        reverse("portal:decision", args=[book.decision.pk]),
    ):
        assert f"https://sovang.example.vn{address}" in found
    assert f"https://sovang.example.vn{reverse('portal:document', args=[draft.pk])}" not in found
    assert [url for url in found if "/can-bo/" in url] == []


@pytest.mark.parametrize(
    "line", ["Disallow: /can-bo/", "Disallow: /quan-tri/", "Disallow: /tra-cuu/", "Allow: /tra-cuu/$"]
)
def test_robots_are_kept_out_of_work_and_of_codes(client, db, line):
    assert line in read(client, "/robots.txt").splitlines()


def test_the_manifest_names_icons_that_exist(client, db, settings):
    told = json.loads(read(client, "/site.webmanifest"))
    for icon in told["icons"]:
        with Image.open(settings.BASE_DIR / icon["src"].lstrip("/")) as picture:
            assert icon["sizes"] == f"{picture.width}x{picture.height}"
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}


def test_the_icons_are_what_the_emblem_draws(settings):
    for name in icons():
        with Image.open(settings.BASE_DIR / "static" / "img" / name) as picture:
            assert picture.width == picture.height >= 32


def test_the_small_icon_is_served_at_the_root(client, db):
    answer = client.get("/favicon.ico")
    assert b"".join(answer.streaming_content)[:4] == b"\x00\x00\x01\x00"


@pytest.mark.parametrize(
    ("path", "words"),
    [("/mo-hinh/999-hien-dat-lam-duong/", "hien dat lam duong"), ("/mo-hinh/999/", ""), ("/khong-co/", ""),
     ("/mo-hinh/%3Cscript%3E-rac-thai/", "rac thai"), ("/don-vi/7-xa-dong-dieu/", "xa dong dieu")],
)  # fmt: skip
def test_a_missing_page_offers_a_way_on(client, db, path, words):
    answer = client.get(path)
    text = answer.content.decode()
    assert answer.status_code == 404 and "<script>" not in text
    assert f'name="q" value="{words}"' in text
    assert all(
        f'href="{reverse(f"portal:{name}")}"' in text for name in ("practices", "decisions", "check", "site-map")
    )


def test_a_forged_form_and_an_unreadable_request_are_told_in_words(cast, settings):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.dung)
    forged = client.post(reverse("office:library-new"), {"title": "x"})
    assert forged.status_code == 403 and "mở quá lâu" in forged.content.decode()
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    reader = Client()
    reader.force_login(cast.dung)
    unread = reader.post(reverse("office:library-new"), {"a": "1", "b": "2"})
    assert unread.status_code == 400 and "quá nhiều ô" in unread.content.decode()


def test_a_fault_of_ours_is_told_with_a_number(rf):
    answer = server_error(rf.get("/mo-hinh/"))
    assert answer.status_code == 500 and re.search(r"mã tra cứu <b class=\"num\">[0-9A-F]{8}", answer.content.decode())
