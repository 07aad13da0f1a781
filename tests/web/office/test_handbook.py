"""The handbook: every chapter opens for everyone, its links and pictures are there, and words are found in it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.urls import resolve, reverse
from PIL import Image

from danvan.accounts.models import Role
from danvan.office import urls_appeals, urls_assessments, urls_judging, urls_stock, urls_submissions
from danvan.office.handbook import reading
from danvan.office.handbook.chapters import CHAPTERS, for_screen, sorted_for

ROOT = Path(__file__).resolve().parents[3]
PICTURES = ROOT / "static/img/handbook"
HEAVIEST = 60 * 1024
QUOTED = re.compile(r"“([^”{]+)”")
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


def test_every_screen_of_the_judgement_and_the_decision_leads_to_its_chapter():
    families = {
        "phan-cong": urls_judging, "binh-xet": urls_assessments, "ket-luan": urls_appeals, "to-trinh": urls_submissions,
        "in-giay": urls_stock,
    }  # fmt: skip
    screens = [(name.name, slug) for slug, family in families.items() for name in family.urlpatterns]
    screens += [("review", "tham-dinh"), ("review-agree", "tham-dinh"), ("review-views", "tham-dinh")]
    led = [(name, for_screen(name, "review" if slug == "tham-dinh" else "").slug) for name, slug in screens]
    assert led == screens
    for name in ("decision", "decision-new", "decision-amend", "decision-revoke", "decision-lines"):
        assert for_screen(name, "decisions").slug == "quyet-dinh"


@pytest.fixture(scope="module")
def said_by_screens():
    """Every word of the screens and of the code behind them, the handbook itself left out."""
    files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("danvan/**/*.py"), *ROOT.glob("static/js/*.js")]
    told = (file.read_text("utf-8") for file in files if "handbook" not in file.parts)
    return " ".join(word for text in told for word in text.split())


def test_what_a_chapter_quotes_stands_on_a_screen(texts, said_by_screens):
    quoted = {(slug, label) for slug, text in texts.items() for label in QUOTED.findall(re.sub(r"<[^>]+>", "", text))}
    assert len(quoted) > 200
    assert {one for one in quoted if not _is_said(unescape(one[1]), said_by_screens)} == set()


def _is_said(label, screens):
    """Does a label stand on a screen? Its “…” is a number or a name that the screen fills in."""
    parts = [part.strip() for part in label.split("…") if part.strip()]
    return parts[0] in screens and (len(parts) == 1 or re.search(".{0,80}?".join(map(re.escape, parts)), screens))
