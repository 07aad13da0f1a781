"""Finding models by words: accents, spellings, and names that are not public yet."""

from __future__ import annotations

import unicodedata

import pytest

from danvan.dossiers.enums import Holder, State
from danvan.reports.conditions import Conditions, Status, published_models
from tests import make

TITLE = "Hiến đất làm đường, xây dựng nông thôn mới ở Hòa Bình"
FOUND = [
    "nong thon moi", "nông thôn mới", "NÔNG THÔN", "moi nong", "hoà bình", "hòa bình", "Đất", "đất đường", "dat",
    "“nông thôn” – (Hòa Bình)", "",
]  # fmt: skip
MISSED = ["nong thon cu", "hien dat lam duong sat", "%", "_ong"]


@pytest.fixture
def campaign(db):
    province = make.unit("P", kind="PROVINCE")
    return make.campaign(make.unit("E", kind="DISTRICT", parent=province), published_at=make.LONG_AGO)


def found(q: str, status: Status = Status.RECOGNISED) -> int:
    return published_models().filter(Conditions(q=q, status=status).where()).count()


@pytest.mark.parametrize("q", FOUND + [unicodedata.normalize("NFD", q) for q in FOUND])
def test_marks_case_spelling_and_order_do_not_matter(campaign, q):
    make.recognised(campaign.organiser, campaign, title=TITLE)
    assert found(q) == 1


@pytest.mark.parametrize("q", MISSED)
def test_every_word_must_be_there_and_signs_are_only_signs(campaign, q):
    make.recognised(campaign.organiser, campaign, title=TITLE)
    assert found(q) == 0


def test_an_individual_is_found_by_name_only_from_recognition_on(campaign):
    person = {"holder_kind": Holder.INDIVIDUAL, "holder_name": "Triệu Thị Mùi"}
    waiting = make.dossier(campaign.organiser, campaign, state=State.ACCEPTED, title="Trồng chè", **person)
    assert found("trieu thi mui", Status.REGISTERED) == 0
    assert found("trong che", Status.REGISTERED) == 1
    type(waiting).objects.update(recognised_on="2026-03-05")
    assert found("trieu thi mui", Status.REGISTERED) == found("trieu thi mui") == 1


def test_a_collective_that_is_only_registered_is_found_by_name_but_not_by_its_method(campaign):
    make.dossier(campaign.organiser, campaign, state=State.ACCEPTED, holder_name="Chi hội Phụ nữ", method="Góp vốn")
    assert found("phu nu", Status.REGISTERED) == 1
    assert found("gop von", Status.REGISTERED) == 0
