"""Two judges who do not see each other: whose card is whose, what is told of it, and the one card made of both."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection

from danvan.accounts.models import Post, Role
from danvan.criteria.enums import ScoringMode, Track
from danvan.dossiers.blind import BlindCard, BlindScore
from danvan.dossiers.blind_life import BLIND_LIFE
from danvan.dossiers.blinding import NO_SEAT, NOT_YET, NOT_YOURS, BlindState, blind_state, compared, differences
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.judging import Declaration, Seat, Tie
from danvan.dossiers.models import Dossier
from danvan.dossiers.scoring import CannotScore, Entry, open_blind, open_card, open_sheet, prefill, score
from danvan.dossiers.workflow import CARD_LIFE
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Event
from danvan.ledger.record import broken_links
from tests import make
from tests.unit.test_concurrency import at_once, refused

FULL = "Y" * 24


def two_judges(cast, organiser, voices=(Voice.SELF, Voice.SUPERIOR)) -> Dossier:
    """A dossier before its organiser in a campaign that asks for two cards; those before are signed."""
    tracks = {Track.COMMUNE: make.version(24)}
    campaign = make.campaign(organiser, tracks=tracks, asks_two=True)
    state = State.SENT if Voice.SUPERIOR in voices else State.REPORTED
    dossier = make.dossier(cast.village, campaign, track=Track.COMMUNE, state=state)
    for voice in voices:
        make.card(dossier, voice, marks=FULL, state=CardState.SIGNED)
    return dossier


@pytest.fixture
def khanh(cast):
    return make.user(Role.PROVINCE_BOARD, cast.province, "khanh")


@pytest.fixture
def dossier(cast, khanh):
    made = two_judges(cast, cast.province)
    make.seat(made, cast.dung, 1)
    make.seat(made, khanh, 2)
    return made


def pk(dossier, number: int) -> int:
    return dossier.campaign.tracks.get().version.criteria.get(order=number).pk


def fill(dossier, by, marks: str = FULL, note: str = "") -> BlindCard:
    """One's own card, line by line as a strip says; where it differs from the board the note goes with it."""
    words = {"Y": Entry("MET"), "N": Entry("NOT_MET", note=note)}
    card = open_blind(dossier=dossier, by=by, at=make.NOON)
    entries = {pk(dossier, number): words[mark] for number, mark in enumerate(marks, 1)}
    return score(card=card, entries=entries, edition=card.edition, by=by, at=make.NOON)


def sign(card: BlindCard, by) -> None:
    BLIND_LIFE.take(card, "blind_sign", by=by, at=make.NOON)


def both_sign(dossier, first, second) -> None:
    """They differ on 3, and agree on 5 that it is not met, each in their own words."""
    sign(fill(dossier, first, "YYNYN" + "Y" * 19, "Không có sổ"), first)
    sign(fill(dossier, second, "YYYYN" + "Y" * 19, "Thiếu biên bản"), second)


def test_each_judge_fills_in_their_own_card_and_nobody_else_any(cast, khanh, dossier):
    lan = make.user(Role.PROVINCE_BOARD, cast.province, "lan")
    mine, other = (
        open_sheet(dossier=dossier, voice=Voice.PROVINCE, by=one, at=make.NOON) for one in (cast.dung, khanh)
    )

    assert isinstance(mine, BlindCard) and mine != other and mine == open_blind(
        dossier=dossier, by=cast.dung, at=make.NOON
    )  # fmt: skip
    with pytest.raises(CannotScore, match=NO_SEAT):
        open_blind(dossier=dossier, by=lan, at=make.NOON)
    for intruder, why in ((khanh, NOT_YOURS), (lan, NOT_YOURS), (cast.giang, NOT_YOURS)):
        with pytest.raises(CannotScore, match=why):
            score(card=mine, entries={pk(dossier, 1): Entry("MET")}, edition=1, by=intruder, at=make.NOON)
        with pytest.raises(StepRefused):
            BLIND_LIFE.take(mine, "blind_sign", by=intruder, at=make.NOON)
    assert Scorecard.objects.filter(voice=Voice.PROVINCE).count() == 0


def test_the_ledger_says_that_a_card_was_worked_on_and_nothing_of_what_it_says(cast, dossier):
    sign(fill(dossier, cast.dung, "N" * 24, "Sổ tay bị mất"), cast.dung)

    events = Event.objects.filter(subject__startswith="dossiers.blindcard:")
    assert list(events.order_by("pk").values_list("verb", "details", "note")) == [
        ("blind_open", {}, ""), ("blind_score", {}, ""), ("blind_sign", {}, ""),
    ]  # fmt: skip
    assert not Event.objects.exclude(verb__startswith="blind_").exists()


def test_an_independent_card_is_signed_by_the_rules_of_any_other(cast, dossier):
    card = fill(dossier, cast.dung, "YYN")
    with pytest.raises(StepRefused, match="Còn 21 tiêu chí chưa chấm"):
        sign(card, cast.dung)
    card = fill(dossier, cast.dung, "YYN" + "Y" * 21)
    with pytest.raises(StepRefused, match="Tiêu chí 3 chấm khác cấp trước, cần ghi lý do"):
        sign(card, cast.dung)

    sign(fill(dossier, cast.dung, "YYN" + "Y" * 21, "Không có sổ"), cast.dung)

    card.refresh_from_db()
    assert (card.state, card.passed, card.is_pass, card.signed_by) == ("SIGNED", 23, True, cast.dung)
    assert blind_state(dossier) == BlindState.APART and differences(dossier) == []
    with pytest.raises(CannotScore, match="Phiếu đã ký"):
        score(card=card, entries={pk(dossier, 3): Entry("MET")}, edition=card.edition, by=cast.dung, at=make.NOON)


def test_a_signed_card_is_opened_again_only_while_the_other_is_not_signed(cast, khanh, dossier):
    card = fill(dossier, cast.dung)
    for _ in range(2):
        card.refresh_from_db()
        sign(card, cast.dung)
        last = BLIND_LIFE.take(card, "blind_reopen", by=cast.dung, at=make.NOON, note="xem lại tiêu chí 3")
    sign(card, cast.dung)
    sign(fill(dossier, khanh), khanh)

    with pytest.raises(StepRefused, match="Cả hai phiếu độc lập đã ký"):
        BLIND_LIFE.take(card, "blind_reopen", by=cast.dung, at=make.NOON, note="sửa")
    assert last.verb == "blind_reopen" and blind_state(dossier) == BlindState.JOINED


def test_the_joint_card_opens_once_both_are_signed_with_what_they_say_alike(cast, khanh, dossier):
    sign(fill(dossier, cast.dung), cast.dung)
    with pytest.raises(CannotScore, match=NOT_YET):
        open_card(dossier=dossier, voice=Voice.PROVINCE, by=khanh, at=make.NOON)
    BLIND_LIFE.take(BlindCard.objects.get(), "blind_reopen", by=cast.dung, at=make.NOON, note="xem lại")
    both_sign(dossier, cast.dung, khanh)
    with pytest.raises(CannotScore, match="Hãy mở phiếu thống nhất"):
        open_sheet(dossier=dossier, voice=Voice.PROVINCE, by=khanh, at=make.NOON)

    card = open_card(dossier=dossier, voice=Voice.PROVINCE, by=khanh, at=make.NOON)

    assert card.marks == "YY.YN" + "Y" * 19
    assert card.scores.get(criterion__order=5).note == "Không có sổ\nThiếu biên bản"
    assert [(line.order, one.result, other.result) for line, one, other in differences(dossier)] == [
        (3, "NOT_MET", "MET")
    ]  # fmt: skip
    with pytest.raises(CannotScore, match="đã điền sẵn"):
        prefill(card=card, source=dossier.cards.get(voice=Voice.SUPERIOR), by=khanh, at=make.NOON)


def test_the_joint_card_is_signed_with_a_reason_on_every_line_on_which_they_differ(cast, khanh, dossier):
    both_sign(dossier, cast.dung, khanh)
    card = open_card(dossier=dossier, voice=Voice.PROVINCE, by=cast.dung, at=make.NOON)
    line = {pk(dossier, 3): Entry("MET")}
    card = score(card=card, entries=line, edition=card.edition, by=cast.dung, at=make.NOON)
    with pytest.raises(StepRefused, match="Tiêu chí 3: hai phiếu độc lập chấm khác nhau"):
        CARD_LIFE.take(card, "sign_review", by=cast.dung, at=make.NOON)

    line = {pk(dossier, 3): replace(line[pk(dossier, 3)], note="Đã xem sổ bản giấy")}
    card = score(card=card, entries=line, edition=card.edition, by=khanh, at=make.NOON)
    CARD_LIFE.take(card, "sign_review", by=khanh, at=make.NOON)

    card.refresh_from_db()
    assert (card.state, card.is_final, card.passed) == ("SIGNED", True, 23)


def test_a_judge_whose_post_ended_or_who_has_a_tie_judges_no_longer(cast, khanh, dossier):
    card, other = fill(dossier, cast.dung), fill(dossier, khanh)
    Post.objects.filter(user=cast.dung).update(to_on=make.BEGIN)
    told = Declaration.objects.create(campaign=dossier.campaign, person=khanh, declared_at=make.NOON)
    Tie.objects.create(declaration=told, dossier=dossier, reason="em ruột", added_at=make.NOON)

    for mine, by, why in ((card, cast.dung, "Bạn không"), (other, khanh, "cần người thẩm định khác")):
        fresh = type(by).objects.get(pk=by.pk)
        with pytest.raises(CannotScore, match=why):
            score(card=mine, entries={pk(dossier, 1): Entry("MET", note="x")}, edition=9, by=fresh, at=make.NOON)
        with pytest.raises(StepRefused, match=why):
            sign(mine, fresh)


def test_where_a_district_organises_its_voice_is_the_board_above_the_unit(cast):
    dossier = two_judges(cast, cast.east, (Voice.SELF,))
    make.seat(dossier, cast.binh)

    card = open_sheet(dossier=dossier, voice=Voice.SUPERIOR, by=cast.binh, at=make.NOON)

    assert isinstance(card, BlindCard) and card.voice == Voice.SUPERIOR


def test_points_and_bonus_lines_left_alone_are_compared_as_they_stand(cast, khanh):
    version = make.version(4, mode=ScoringMode.POINTS, min_points=5, min_passed=0)
    campaign = make.campaign(cast.province, tracks={Track.COMMUNE: version}, asks_two=True)
    dossier = make.dossier(cast.village, campaign, track=Track.COMMUNE, state=State.SENT)
    given = ((5, 0, 3, None), (5, None, 2, None))
    cards = []
    for number, (person, points) in enumerate(zip((cast.dung, khanh), given, strict=True), 1):
        held = make.seat(dossier, person, number)
        card = BlindCard.objects.create(seat=held, dossier=dossier, unit=dossier.unit, version=version, state="SIGNED")
        for criterion, one in zip(version.criteria.order_by("order"), points, strict=True):
            if one is not None:
                BlindScore.objects.create(card=card, criterion=criterion, points=one)
        cards.append(card)

    apart, alike = compared((cards[0], cards[1]), version.criteria.order_by("order"))

    assert [line.order for line, *_ in apart] == [2, 3]
    assert [line.points for line in alike.values()] == [5, None]


@pytest.mark.django_db(transaction=True)
def test_both_sign_in_the_same_instant_and_a_reopening_that_comes_too_late_is_refused(cast, khanh, dossier):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: make test runs it there")
    mine, other = fill(dossier, cast.dung), fill(dossier, khanh)
    at_once(lambda: sign(mine, cast.dung), lambda: sign(other, khanh))
    assert blind_state(dossier) == BlindState.JOINED
    BlindCard.objects.filter(pk=other.pk).update(state=CardState.OPEN)

    answers = at_once(
        lambda: BLIND_LIFE.take(mine, "blind_reopen", by=cast.dung, at=make.NOON, note="xem lại"),
        lambda: sign(other, khanh),
    )

    states = set(BlindCard.objects.values_list("state", flat=True))
    assert states == ({"SIGNED"} if refused(answers) else {"REOPENED", "SIGNED"})
    assert (Seat.objects.count(), broken_links()) == (2, [])
