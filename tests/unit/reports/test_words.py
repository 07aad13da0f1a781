"""A mistyped word is put right by the words of the published texts, and by no others."""

from __future__ import annotations

import pytest

from danvan.dossiers.enums import Holder, State
from danvan.dossiers.models import Dossier
from danvan.reports import phrases, words
from danvan.reports.conditions import Conditions
from danvan.reports.models import Word
from tests import make

TITLE = "Hiến đất làm đường, xây dựng nông thôn mới"
REQUIRED = {
    "dân vận khéo nông thôn mới": ["nong", "thon", "moi"], "mô hình điển hình": [], "dân vận": ["dan", "van"],
    "Quyết định số 86-QĐ/HU": ["86", "qd", "hu"], "2559 qd ubnd": ["2559", "qd", "ubnd"], "số nhà": ["so", "nha"],
    "hiến-đất, hiến đất": ["hien", "dat"], "“Mô hình” (chè)": ["che"],
}  # fmt: skip
MEANT = {
    "hien dat lam duog": "hien dat lam duong", "nôgn thôn": "nong thon", "nogn thonn moi": "nong thon moi",
    "dan van kheo duongg": "dan van kheo duong", "xaay dunwg": "xay dung",
}  # fmt: skip
AS_TYPED = ["hien dat lam duong", "hien xyzzyx", "dat 2559", "ab", "", "mo hinh", "duo"]


@pytest.fixture
def campaign(db):
    province = make.unit("P", kind="PROVINCE", name="Tỉnh ủy")
    return make.campaign(make.unit("E", kind="DISTRICT", parent=province, name="Huyện ủy"), published_at=make.LONG_AGO)


@pytest.mark.parametrize("q", REQUIRED)
def test_words_said_by_habit_exclude_nothing(q):
    assert phrases.required(q) == REQUIRED[q]


@pytest.mark.parametrize("q", MEANT)
def test_a_slip_of_the_hand_is_put_right(campaign, q):
    make.recognised(campaign.organiser, campaign, title=TITLE, method="Được làm")
    words.rebuild()
    assert words.settled(Conditions(q=q)).meant == MEANT[q]
    assert words.settled(Conditions(q=q, exactly=True)).meant == ""


@pytest.mark.parametrize("q", AS_TYPED)
def test_words_that_stand_somewhere_and_numbers_stay_as_typed(campaign, q):
    make.recognised(campaign.organiser, campaign, title=TITLE)
    words.rebuild()
    assert words.settled(Conditions(q=q)) == Conditions(q=q)


def test_the_likelier_slip_and_the_more_frequent_word_come_first(campaign):
    for title in ("được", "đường", "Vườn chung", "Vườn chè", "Vươn lên"):
        make.recognised(campaign.organiser, campaign, title=title, method="")
    words.rebuild()
    assert words.nearest("duog")[:2] == ["duong", "duoc"]
    assert words.nearest("vuo")[0] == "vuon"


def test_no_hidden_word_is_ever_suggested(campaign):
    person = {"holder_kind": Holder.INDIVIDUAL, "holder_name": "Triệu Thị Mùi"}
    make.dossier(campaign.organiser, campaign, state=State.ACCEPTED, title="Trồng chè", method="Bimatmot", **person)
    make.dossier(campaign.organiser, make.campaign(campaign.organiser), state=State.ACCEPTED, title="Bimathai")
    make.dossier(campaign.organiser, campaign, state=State.DRAFT, title="Bimatba")
    words.rebuild()
    known = set(Word.objects.values_list("text", flat=True))
    assert {"trong", "che"} <= known
    assert not known & {"bimatmot", "bimathai", "bimatba", "trieu", "mui"}


def test_rebuilding_follows_the_texts_and_refreshing_only_what_changed(campaign, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "words"}}
    made = make.recognised(campaign.organiser, campaign, title=TITLE)
    assert (words.refresh(), words.refresh()) == (True, False)
    assert "duong" in words.vocabulary()
    Dossier.objects.filter(pk=made.pk).update(recognised_on=None, search="ten khac | ")
    assert words.refresh()
    assert "duong" not in words.vocabulary() and "khac" in words.vocabulary()
