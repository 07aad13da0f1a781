"""In which states each voice writes: tables typed by hand from domain.md §1.7."""

from __future__ import annotations

import pytest

from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import State, Voice
from danvan.dossiers.turns import not_in_turn, turn_states
from tests import make

THREE_TIERS = {
    Voice.SELF: {"ACCEPTED", "REWORK"},
    Voice.SUPERIOR: {"REPORTED", "SENT_BACK"},
    Voice.PROVINCE: {"SENT"},
}
TWO_TIERS = {Voice.SELF: {"ACCEPTED", "REWORK"}, Voice.PROVINCE: {"REPORTED"}}


@pytest.mark.parametrize("voice", THREE_TIERS)
def test_voice_writes_exactly_in_its_turn_in_three_tiers(cast, voice):
    dossier = make.dossier(cast.village, cast.campaign)

    assert {str(state) for state in turn_states(dossier, voice)} == THREE_TIERS[voice]


@pytest.mark.parametrize("voice", TWO_TIERS)
def test_voice_writes_exactly_in_its_turn_in_two_tiers(cast, voice):
    dossier = make.dossier(make.unit("D", parent=cast.province), cast.campaign)

    assert {str(state) for state in turn_states(dossier, voice)} == TWO_TIERS[voice]


def test_campaign_of_a_district_lets_the_district_write_once_it_is_reported(cast):
    dossier = make.dossier(cast.village, make.campaign(cast.east))

    assert turn_states(dossier, Voice.SUPERIOR) == {State.REPORTED}


def test_out_of_turn_is_said_with_the_name_of_the_step(cast):
    dossier = make.dossier(cast.village, cast.campaign, state=State.SENT)

    late = not_in_turn(Scorecard(dossier=dossier, voice=Voice.SELF), make.NOON)
    due = not_in_turn(Scorecard(dossier=dossier, voice=Voice.PROVINCE), make.NOON)

    assert late == "Hồ sơ đang ở bước «Đã gửi thẩm định», chưa đến lượt hoặc đã qua lượt chấm này."
    assert due == ""
