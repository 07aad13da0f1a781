"""Reading a card: with which card it is compared, and what keeps it from being signed."""

from __future__ import annotations

import pytest

from danvan.criteria.enums import Track
from danvan.dossiers.cards import Evidence
from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.scores import card_before, criteria_of, differing, scores_of, unfinished, verdict_of
from tests import make

FULL = "Y" * 24


@pytest.fixture
def dossier(cast):
    return make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.REPORTED)


def needs_evidence(dossier, *numbers: int) -> None:
    version = dossier.campaign.tracks.get(track=dossier.track).version
    version.criteria.filter(order__in=numbers).update(evidence_required=True)


def note(card, number: int, text: str) -> None:
    card.scores.filter(criterion__order=number).update(note=text)


def prove(dossier, card, number: int, **more) -> Evidence:
    return Evidence.objects.create(
        dossier=dossier, criterion=card.version.criteria.get(order=number), name="Biên bản.pdf", file="x.pdf",
        content_type="application/pdf", size=1, sha256="", added_by=make.author(), added_at=make.NOON, **more,
    )  # fmt: skip


def test_verdict_of_a_card_is_that_of_its_scores(dossier):
    result = verdict_of(make.card(dossier, marks="Y" * 20 + "N" * 4))

    assert (result.passed, result.is_pass) == (20, True)


def test_card_is_compared_with_the_nearest_signed_voice_before_it(dossier):
    self_card = make.card(dossier, marks=FULL, state=CardState.SIGNED)
    board = make.card(dossier, Voice.SUPERIOR, marks=FULL)
    province = make.card(dossier, Voice.PROVINCE)

    before = card_before(province)
    type(board).objects.filter(pk=board.pk).update(state=CardState.SIGNED)

    assert (before, card_before(province), card_before(self_card)) == (self_card, board, None)


def test_only_lines_that_both_judged_can_differ(dossier):
    mine = make.card(dossier, marks="YNY.")
    theirs = make.card(dossier, Voice.SUPERIOR, marks="YYN.")
    criteria = criteria_of(mine.version)

    found = differing(criteria, scores_of(mine), scores_of(theirs))

    assert [criterion.order for criterion in found] == [2, 3]


def test_open_lines_are_counted_first(dossier):
    assert unfinished(make.card(dossier, marks="Y" * 22), make.NOON) == "Còn 2 tiêu chí chưa chấm."


def test_self_score_without_proof_names_the_criteria(dossier):
    needs_evidence(dossier, 3, 5, 7)
    card = make.card(dossier, marks="YYYYN" + "Y" * 19)

    assert unfinished(card, make.NOON) == "Tiêu chí 3, 7 cần minh chứng, hoặc giải trình từ 30 ký tự."


def test_evidence_or_a_long_enough_explanation_is_proof(dossier):
    needs_evidence(dossier, 3, 5, 7)
    card = make.card(dossier, marks=FULL)
    prove(dossier, card, 3)
    prove(dossier, card, 7, removed_at=make.NOON)
    note(card, 5, "Sổ tiếp dân bản giấy lưu ở xã.")  # 30 characters
    note(card, 7, "Sổ tiếp dân bản giấy lưu ở xã")  # 29, and the file was taken off

    assert unfinished(card, make.NOON) == "Tiêu chí 7 cần minh chứng, hoặc giải trình từ 30 ký tự."


def test_not_applicable_needs_a_reason(dossier):
    card = make.card(dossier, marks="YA" + "Y" * 22)

    before = unfinished(card, make.NOON)
    note(card, 2, "Không có địa bàn dân cư")

    assert before == "Tiêu chí 2 ghi không áp dụng thì cần lý do."
    assert unfinished(card, make.NOON) == ""


def test_board_that_differs_gives_a_reason_for_each_line(dossier):
    make.card(dossier, marks=FULL, state=CardState.SIGNED)
    board = make.card(dossier, Voice.SUPERIOR, marks="NYYN" + "Y" * 20)
    note(board, 1, "Chưa đối thoại")

    before = unfinished(board, make.NOON)
    note(board, 4, "Thiếu sổ")

    assert before == "Tiêu chí 4 chấm khác cấp trước, cần ghi lý do."
    assert unfinished(board, make.NOON) == ""


def test_board_owes_no_evidence(dossier):
    needs_evidence(dossier, 3)
    make.card(dossier, marks=FULL, state=CardState.SIGNED)

    assert unfinished(make.card(dossier, Voice.SUPERIOR, marks=FULL), make.NOON) == ""
