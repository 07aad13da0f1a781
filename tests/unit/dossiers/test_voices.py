"""Which voices speak on a dossier, from whose seat, under which name."""

from __future__ import annotations

import pytest

from danvan.accounts.access import Action
from danvan.criteria.enums import Track
from danvan.dossiers.enums import Voice
from danvan.dossiers.voices import label, last_voice, seat, voices
from danvan.units.enums import UnitKind
from tests import make


@pytest.fixture
def three_tiers(cast):
    return make.dossier(cast.village, cast.campaign)


@pytest.fixture
def two_tiers(cast):
    ward = make.unit("D", kind=UnitKind.WARD, parent=cast.province)
    return make.dossier(ward, cast.campaign)


@pytest.fixture
def of_a_district(cast):
    return make.dossier(cast.village, make.campaign(cast.east))


def test_three_tiers_have_three_voices_in_order(three_tiers):
    assert voices(three_tiers) == [Voice.SELF, Voice.SUPERIOR, Voice.PROVINCE]
    assert last_voice(three_tiers) == Voice.PROVINCE


def test_unit_right_under_the_province_has_two(two_tiers):
    assert voices(two_tiers) == [Voice.SELF, Voice.PROVINCE]


def test_campaign_of_a_district_ends_with_the_district(of_a_district):
    assert voices(of_a_district) == [Voice.SELF, Voice.SUPERIOR]
    assert last_voice(of_a_district) == Voice.SUPERIOR


def test_each_voice_speaks_from_its_own_seat(cast, three_tiers):
    assert seat(three_tiers, Voice.SELF) == (Action.EDIT, cast.village)
    assert seat(three_tiers, Voice.SUPERIOR) == (Action.REVIEW, cast.east)
    assert seat(three_tiers, Voice.PROVINCE) == (Action.REVIEW, cast.province)


def test_labels_are_the_words_of_the_screens(three_tiers):
    assert [label(three_tiers, voice) for voice in voices(three_tiers)] == ["Tự chấm", "Huyện chấm", "Tỉnh chấm"]


def test_bloc_of_agencies_is_called_the_superior(cast):
    bloc = make.unit("B", kind=UnitKind.BLOC, parent=cast.province)
    cell = make.unit("C", kind=UnitKind.AGENCY_PARTY, parent=bloc)
    tracks = {Track.AGENCY: make.version(15, min_passed=15)}

    dossier = make.dossier(cell, make.campaign(bloc, tracks=tracks), track=Track.AGENCY)

    assert label(dossier, Voice.SUPERIOR) == "Cấp trên chấm"
