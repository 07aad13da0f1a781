"""A file that is kept already proves another criterion or another year: stored once, taken off one by one."""

from __future__ import annotations

import pytest

from danvan.criteria.enums import Track
from danvan.dossiers.cards import Evidence
from danvan.dossiers.enums import State
from danvan.dossiers.proofs import reusable, reuse, set_aside
from danvan.dossiers.scoring import CannotScore
from danvan.ledger.models import Event
from tests import make
from tests.unit.dossiers.test_proofs import keep, pdf


@pytest.fixture
def accepted(cast):
    return make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.ACCEPTED)


def line(dossier, number: int):
    return dossier.campaign.tracks.get(track=dossier.track).version.criteria.get(order=number)


def test_the_same_stored_file_proves_a_second_criterion_and_outlives_the_first(cast, accepted):
    first = keep(accepted, cast.an, pdf())

    again = reuse(evidence=first, dossier=accepted, criterion=line(accepted, 7), by=cast.an, at=make.NOON)
    set_aside(evidence=first, by=cast.an, at=make.NOON)

    assert (again.reused_from, again.file.name, again.sha256) == (first, first.file.name, first.sha256)
    assert again.removed_at is None and again.file.storage.exists(again.file.name)
    assert Event.objects.get(verb="attach", label="Dùng lại minh chứng").details == {"name": ["", "Biên bản.pdf"]}


def test_reusing_twice_is_one_piece_of_evidence(cast, accepted):
    first = keep(accepted, cast.an, pdf())

    made = {reuse(evidence=first, dossier=accepted, criterion=line(accepted, 7), by=cast.an, at=make.NOON).pk
            for _ in range(2)}  # fmt: skip

    assert len(made) == 1 and Evidence.objects.count() == 2


def test_only_files_that_stand_and_belong_to_the_unit_may_be_used_again(cast, accepted):
    far = make.unit("W1", parent=cast.west)
    elsewhere = make.dossier(far, cast.campaign, track=Track.COMMUNE, state=State.ACCEPTED)
    foreign, gone = keep(elsewhere, cast.chi, pdf()), keep(accepted, cast.an, pdf("Cũ.pdf"))
    set_aside(evidence=gone, by=cast.an, at=make.NOON)

    for one in (foreign, gone):
        with pytest.raises(CannotScore, match="không dùng lại được"):
            reuse(evidence=one, dossier=accepted, criterion=line(accepted, 7), by=cast.an, at=make.NOON)
    assert not reusable(cast.an, accepted).exists()


def test_nothing_is_reused_once_the_board_reads_the_card(cast, accepted):
    first = keep(accepted, cast.an, pdf())
    type(accepted).objects.filter(pk=accepted.pk).update(state=State.REPORTED)
    accepted.refresh_from_db()

    with pytest.raises(CannotScore, match="đã qua lượt"):
        reuse(evidence=first, dossier=accepted, criterion=line(accepted, 7), by=cast.an, at=make.NOON)
