"""What a queue tells of its dossiers: whose open card it may look into, points that differ, and until when."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from danvan.criteria.enums import ScoringMode, Track
from danvan.dossiers.cards import Score
from danvan.dossiers.enums import CardState, State, Voice, WindowStage
from danvan.dossiers.models import Dossier, Window, WindowException
from danvan.reports.looking import look
from danvan.reports.queue import deadlines, queue_rows
from tests import make


def test_an_open_card_of_the_province_says_nothing_to_the_district(cast):
    dossier = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.SENT)
    for voice in (Voice.SELF, Voice.SUPERIOR):
        make.card(dossier, voice, marks="Y" * 24, state=CardState.SIGNED)
    make.card(dossier, Voice.PROVINCE, marks="YYN" + "." * 21)

    assert look([dossier.pk], cast.dung).places(dossier.pk) == {3}
    assert look([dossier.pk], cast.binh).places(dossier.pk) == set()
    assert look([dossier.pk], cast.an).places(dossier.pk) == set()


def test_points_differ_as_soon_as_they_are_not_the_same(cast):
    version = make.version(3, mode=ScoringMode.POINTS, min_points=10)
    campaign = make.campaign(cast.province, tracks={Track.COMMUNE: version})
    dossier = make.dossier(cast.village, campaign, track=Track.COMMUNE, state=State.SENT)
    said = {Voice.SELF: ("10", "7", None), Voice.SUPERIOR: ("10", "6.5", None)}
    for voice, points in said.items():
        card = make.card(dossier, voice, state=CardState.SIGNED)
        for criterion, given in zip(version.criteria.order_by("order"), points, strict=True):
            Score.objects.create(card=card, criterion=criterion, points=given and Decimal(given))

    found = look([dossier.pk], cast.dung)

    assert found.places(dossier.pk) == {2}
    assert found.top[dossier.pk].voice == Voice.SUPERIOR and found.measure(found.top[dossier.pk]).by_points


def test_a_deadline_is_that_of_the_step_and_the_unit(cast):
    waiting = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.SENT)
    below = make.dossier(cast.office, cast.campaign, track=Track.AGENCY, state=State.REPORTED)
    day = timedelta(days=1)
    for stage, group, days in (("CONFIRM", "", 5), ("CONFIRM", "COMMUNES", 3), ("REVIEW", "", 2)):
        Window.objects.create(campaign=cast.campaign, stage=stage, unit_group=group, opens_at=make.LONG_AGO,
                              closes_at=make.NOON + days * day)  # fmt: skip
    WindowException.objects.create(
        campaign=cast.campaign, unit=cast.village, stage=WindowStage.CONFIRM, until=make.NOON + 9 * day,
        reason="Bão", granted_by=cast.giang, granted_at=make.LONG_AGO,
    )  # fmt: skip

    found = deadlines(queue_rows(Dossier.objects.all()), make.NOON)

    assert found == {waiting.pk: make.NOON + 9 * day, below.pk: make.NOON + 2 * day}
