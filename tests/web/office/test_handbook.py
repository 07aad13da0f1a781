"""The handbook: every chapter opens for everyone, its links and pictures are there, and words are found in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.urls import resolve, reverse
from PIL import Image

from danvan.accounts.models import Role
from danvan.office.handbook import reading
from danvan.office.handbook.chapters import CHAPTERS, sorted_for

ROOT = Path(__file__).resolve().parents[3]
PICTURES = ROOT / "static/img/handbook"
HEAVIEST = 60 * 1024
SCREENS = r'href="(?!/static/)([^"]+)"'
# Who of the cast works as what.
PEOPLE = {
    "an": Role.UNIT_CLERK, "binh": Role.DISTRICT_BOARD, "dung": Role.PROVINCE_BOARD,
    "giang": Role.PROVINCE_APPROVER, "hoa": Role.AUDITOR, "quan": Role.ADMINISTRATOR,
}  # fmt: skip


@pytest.fixture
def texts():
    return {chapter.slug: get_template(chapter.template).render({}) for chapter in CHAPTERS}


@pytest.mark.parametrize("who", PEOPLE)
def test_every_chapter_opens_for_everyone(cast, client, who):
    client.force_login(getattr(cast, who))
    opened = {chapter.slug: client.get(chapter.url).status_code for chapter in CHAPTERS}
    assert set(opened.values()) == {200}
    own, others = sorted_for([PEOPLE[who]])
    shown = client.get(reverse("office:handbook")).context
    assert (shown["own"], shown["others"]) == (own, others)
    assert len(own) + len(others) == len(CHAPTERS)


@pytest.mark.parametrize("who", PEOPLE)
def test_the_links_of_a_chapter_open_for_those_whose_work_it_tells(cast, client, texts, who):
    client.force_login(getattr(cast, who))
    own = [chapter for chapter in CHAPTERS if PEOPLE[who] in chapter.roles]
    links = {link for chapter in own for link in re.findall(SCREENS, texts[chapter.slug])}
    got = {link: client.get(link).status_code for link in links}
    assert {link: status for link, status in got.items() if status != 200} == {}


def test_every_link_resolves_and_every_heading_has_its_own_place(texts):
    for chapter in CHAPTERS:
        for link in re.findall(SCREENS, texts[chapter.slug]):
            resolve(link)
        anchors = re.findall(r'id="([^"]+)"', texts[chapter.slug])
        assert len(anchors) == len(set(anchors)) == len(reading.sections(chapter)) >= 3


def test_every_picture_exists_is_light_and_is_told_in_words(texts):
    shown = [found for text in texts.values() for found in re.findall(r"<img ([^>]+)>", text)]
    assert all(text.count("<img") == text.count('href="/static/') for text in texts.values())  # each opens larger
    names = sorted(re.search(r'img/handbook/([\w-]+\.webp)"', one)[1] for one in shown)
    assert names == sorted(file.name for file in PICTURES.iterdir())
    for one in shown:
        file = PICTURES / re.search(r"([\w-]+\.webp)", one)[1]
        with Image.open(file) as picture:
            width, height = picture.size
        assert f'width="{width}" height="{height}"' in one and file.stat().st_size <= HEAVIEST
        assert len(re.search(r'alt="([^"]+)"', one)[1].split()) >= 8


def test_words_are_found_with_and_without_their_marks(cast, client):
    client.force_login(cast.an)
    marked, bare = (client.get(reverse("office:handbook"), {"q": asked}) for asked in ("hoàn tác", "HOAN TAC"))
    found = [(one.section.chapter.slug, one.section.anchor) for one in marked.context["found"]]
    assert found[:2] == [("excel", "hoan-tac"), ("sap-xep", "hoan-tac")]
    assert found == [(one.section.chapter.slug, one.section.anchor) for one in bare.context["found"]]
    assert "“Hoàn tác cả lần nhập”" in marked.context["found"][0].excerpt
    assert f"{reverse('office:handbook-chapter', args=['excel'])}#hoan-tac" in marked.text


def test_what_is_nowhere_is_said_so_and_an_unknown_chapter_is_not_found(cast, client):
    client.force_login(cast.an)
    assert "Không có mục nào nói về “xyzt”" in client.get(reverse("office:handbook"), {"q": "xyzt"}).text
    assert client.get(reverse("office:handbook-chapter", args=["khong-co"])).status_code == 404


def test_a_screen_leads_to_its_own_chapter(cast, client):
    client.force_login(cast.binh)
    for screen, slug in (("desk", "viec-can-lam"), ("imports", "excel"), ("visits", "kiem-tra")):
        page = client.get(reverse(f"office:{screen}"))
        assert f'href="{reverse("office:handbook-chapter", args=[slug])}"' in page.text
