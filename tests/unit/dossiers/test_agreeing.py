"""What may be confirmed together with others, and what keeps a dossier from it; all of them or none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.criteria.enums import Track
from danvan.criteria.models import Criterion
from danvan.dossiers.agreeing import ONE_LEVEL, TWO_CARDS, agree, standings
from danvan.dossiers.cards import Score, Scorecard
from danvan.dossiers.computing import work_out
from danvan.dossiers.conflicts import UNDECLARED
from danvan.dossiers.contradicting import worked_out
from danvan.dossiers.enums import CardState, State, Voice, WindowStage
from danvan.dossiers.filled_in import filled_in
from danvan.dossiers.models import Campaign, Dossier, Window
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Event
from danvan.ledger.record import Act, record
from tests import make

FULL = "Y" * 24


@pytest.fixture
def sent(cast) -> Dossier:
    dossier = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.SENT)
    for voice in (Voice.SELF, Voice.SUPERIOR):
        make.card(dossier, voice, marks=FULL, state=CardState.SIGNED)
    return dossier


def why(dossier, by) -> str:
    return standings([Dossier.objects.get(pk=dossier.pk)], by, make.NOON)[0].why


def told(dossier, number: int, **more) -> None:
    Criterion.objects.filter(version__cards__dossier=dossier, order=number).update(**more)


def unlike(dossier) -> None:
    Score.objects.filter(card__voice="SELF", criterion__order=4).update(result="NOT_MET")


SPOILED = {
    "nothing": (lambda sent: None, ""),
    "levels differ": (unlike, "Tiêu chí 4 các cấp chấm khác nhau."),
    "proof is missing": (lambda sent: told(sent, 7, evidence_required=True), "Tiêu chí 7 chưa có minh chứng."),
    "data say otherwise": (lambda sent: told(sent, 9, computed="RECOGNISED_MODEL"),
                           "Tiêu chí 9 chấm khác số liệu của cổng."),
    "unsigned": (lambda sent: Scorecard.objects.filter(voice="SUPERIOR").update(state="OPEN"),
                 "Phiếu “Huyện chấm” chưa ký."),
    "own card says otherwise": (lambda sent: make.card(sent, Voice.PROVINCE, marks="N"),
                                "Tiêu chí 1 các cấp chấm khác nhau."),
    "two cards": (lambda sent: Campaign.objects.update(asks_two=True), TWO_CARDS),
    "ties not declared": (lambda sent: Campaign.objects.update(asks_ties=True), UNDECLARED),
    "no board between": (lambda sent: Dossier.objects.update(superior=sent.campaign.organiser), ONE_LEVEL),
    "moved on": (lambda sent: Dossier.objects.update(state="CONFIRMED"), "Hồ sơ không ở bước chờ thẩm định."),
}  # fmt: skip


@pytest.mark.parametrize("what", SPOILED)
def test_only_what_agrees_and_is_proved_is_confirmed_with_others(cast, sent, what):
    spoil, sentence = SPOILED[what]
    spoil(sent)

    assert why(sent, cast.dung) == sentence
    assert why(sent, cast.binh) == "Bạn không thẩm định hồ sơ này."


def test_one_that_does_not_stand_keeps_all_from_being_confirmed(cast, sent):
    other = make.dossier(cast.office, cast.campaign, track=Track.AGENCY, state=State.SENT)
    for voice, marks in ((Voice.SELF, "Y" * 15), (Voice.SUPERIOR, "Y" * 14 + "N")):
        make.card(other, voice, marks=marks, state=CardState.SIGNED)

    with pytest.raises(StepRefused, match="Phòng Nội vụ Miền Đông: Tiêu chí 15 các cấp chấm khác nhau."):
        agree(seen={sent.pk: 0, other.pk: 0}, by=cast.dung, at=make.NOON)

    assert not Scorecard.objects.filter(voice=Voice.PROVINCE).exists()
    assert set(Dossier.objects.values_list("state", flat=True)) == {State.SENT}


def test_confirmed_together_the_card_is_signed_as_filled_in_and_the_ledger_says_so(cast, sent):
    agree(seen={sent.pk: 0}, by=cast.dung, at=make.NOON)

    card, event = Scorecard.objects.get(voice=Voice.PROVINCE), Event.objects.get(verb="confirm")
    assert (card.state, card.is_final, card.marks, card.signed_by) == (CardState.SIGNED, True, FULL, cast.dung)
    assert filled_in(card) == frozenset(range(1, 25))
    assert event.note == "Hai cấp khớp, đủ minh chứng; xác nhận cùng lúc 1 hồ sơ."


def test_what_many_dossiers_come_to_is_what_each_comes_to(cast, sent):
    late = make.NOON - timedelta(hours=1)
    Window.objects.create(campaign=cast.campaign, stage=WindowStage.REPORT, opens_at=make.LONG_AGO, closes_at=late)
    kinds = {"REPORTS_ON_TIME", "RECOGNISED_MODEL"}
    for unit, sendings, state in ((cast.office, ("submit",), None), (cast.west, ("submit", "report"), "APPROVED")):
        one = make.dossier(unit, cast.campaign, track=Track.COMMUNE, state=State.SENT)
        for verb in sendings:
            record(Act(one, verb, verb, unit), by=cast.an, at=make.NOON)
        if state:
            make.recognised(unit, cast.campaign)
    found = worked_out([one.pk for one in Dossier.objects.all()], kinds)

    for one in Dossier.objects.all():
        for kind in kinds:
            each = work_out(Criterion(computed=kind), one)
            assert found.get((one.pk, kind), "") == each.result, (one.pk, kind)
    assert set(found.values()) == {"MET", "NOT_MET"}
