"""A dossier before its organiser on which two judges work apart, for the tests of the screens."""

from __future__ import annotations

from danvan.criteria.enums import Track
from danvan.dossiers.blind_life import BLIND_LIFE
from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.models import Campaign, Dossier
from danvan.dossiers.scoring import Entry, open_blind, score
from tests import make

FULL = "Y" * 24
WORDS = {"Y": "MET", "N": "NOT_MET"}


def given(cast, *judges) -> Dossier:
    """The dossier of the village, the cards before signed, one seat for each of these judges."""
    Campaign.objects.filter(pk=cast.campaign.pk).update(asks_two=True)
    campaign = Campaign.objects.get(pk=cast.campaign.pk)
    dossier = make.dossier(cast.village, campaign, track=Track.COMMUNE, state=State.SENT)
    for voice in (Voice.SELF, Voice.SUPERIOR):
        make.card(dossier, voice, marks=FULL, state=CardState.SIGNED)
    for number, person in enumerate(judges, 1):
        make.seat(dossier, person, number)
    return dossier


def says(dossier, by, marks: str, note: str = "", *, signed: bool = False, at=make.NOON) -> None:
    """One of the two fills in their card, the note beside every line, and signs it or not."""
    card = open_blind(dossier=dossier, by=by, at=at)
    criteria = dict(dossier.campaign.tracks.get(track=dossier.track).version.criteria.values_list("order", "pk"))
    lines = {criteria[place]: Entry(WORDS[mark], None, note) for place, mark in enumerate(marks, 1)}
    card = score(card=card, entries=lines, edition=card.edition, by=by, at=at)
    if signed:
        BLIND_LIFE.take(card, "blind_sign", by=by, at=at)
