"""Writing on a card: who may, when, what is refused, and what the ledger keeps of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from danvan.criteria.enums import ScoringMode, Track
from danvan.dossiers.cards import Score, Scorecard
from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.scoring import CannotScore, Entry, StaleCard, may_score, open_card, prefill, score
from danvan.ledger.models import Event
from tests import make

FULL = "Y" * 24
MET = Entry("MET")


@pytest.fixture
def accepted(cast):
    return make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.ACCEPTED)


@pytest.fixture
def card(cast, accepted):
    return open_card(dossier=accepted, voice=Voice.SELF, by=cast.an, at=make.NOON)


def pk(card, number: int) -> int:
    return card.version.criteria.get(order=number).pk


def write(card, by, *numbers: int, entry: Entry = MET, edition: int | None = None) -> Scorecard:
    entries = {pk(card, number): entry for number in numbers}
    return score(card=card, entries=entries, edition=edition or card.edition, by=by, at=make.NOON)


SPEAKERS = {Voice.SELF: {"an", "binh"}, Voice.SUPERIOR: {"binh"}, Voice.PROVINCE: {"dung"}}


@pytest.mark.parametrize("voice", SPEAKERS)
def test_voice_is_open_exactly_to_its_speakers(cast, accepted, voice):
    people = ("an", "binh", "chi", "dung", "giang", "hoa", "quan")

    assert {name for name in people if may_score(getattr(cast, name), accepted, voice)} == SPEAKERS[voice]


def test_card_is_opened_once_and_the_ledger_says_so(cast, accepted):
    first = open_card(dossier=accepted, voice=Voice.SELF, by=cast.an, at=make.NOON)
    second = open_card(dossier=accepted, voice=Voice.SELF, by=cast.an, at=make.NOON)

    assert first == second and first.marks == "." * 24
    assert Event.objects.filter(subject=Event.subject_of(first), verb="open").count() == 1


def test_card_is_not_opened_for_a_stranger_a_missing_voice_or_an_unscored_track(cast, accepted):
    unscored = make.dossier(cast.village, cast.campaign)
    short = make.dossier(make.unit("D", parent=cast.province), cast.campaign, track=Track.COMMUNE)
    cases = [(accepted, Voice.SELF, cast.chi), (short, Voice.SUPERIOR, cast.binh), (unscored, Voice.SELF, cast.an)]

    told = []
    for dossier, voice, by in cases:
        with pytest.raises(CannotScore) as refusal:
            open_card(dossier=dossier, voice=voice, by=by, at=make.NOON)
        told.append(str(refusal.value))

    assert told == ["Bạn không được chấm phiếu này.", "Hồ sơ này không có cấp chấm đó.",
                    "Nội dung này không chấm theo bộ tiêu chí."]  # fmt: skip
    assert not Scorecard.objects.exists()


def test_scores_move_the_strip_the_total_and_the_ledger(cast, card):
    after = write(card, cast.an, 1, 3)

    event = Event.objects.get(verb="score")
    assert (after.marks, after.passed, after.edition) == ("Y.Y" + "." * 21, 2, 2)
    assert event.details == {"1": ["", "MET"], "3": ["", "MET"]}


def test_unchanged_lines_leave_no_trace(cast, card):
    after = write(card, cast.an, 1)

    again = write(after, cast.an, 1)

    assert again.edition == 2
    assert Event.objects.filter(verb="score").count() == 1


def test_criterion_of_another_list_is_refused_and_nothing_is_stored(cast, card):
    stranger = make.version(1, min_passed=1).criteria.get()

    with pytest.raises(CannotScore, match="không có tiêu chí này"):
        score(card=card, entries={pk(card, 1): Entry("MET"), stranger.pk: Entry("MET")}, edition=1, by=cast.an,
              at=make.NOON)  # fmt: skip

    assert not Score.objects.exists()


def test_line_that_always_applies_is_not_waved_away(cast, card):
    with pytest.raises(CannotScore, match="Tiêu chí 1 luôn áp dụng"):
        write(card, cast.an, 1, entry=Entry("NOT_APPLICABLE"))

    assert write(card, cast.an, 2, entry=Entry("NOT_APPLICABLE", note="Không có")).marks == ".A" + "." * 22


def test_points_do_not_belong_on_a_counted_list(cast, card):
    with pytest.raises(CannotScore, match="điểm phải từ 0"):
        write(card, cast.an, 1, entry=Entry(points=Decimal(1)))


@pytest.mark.parametrize(("points", "kept"), [("0", True), ("10", True), ("10.01", False), ("-1", False)])
def test_points_stay_between_nought_and_the_weight(cast, points, kept):
    version = make.version(10, mode=ScoringMode.POINTS, min_points=70, track=Track.MODEL)
    campaign = make.campaign(cast.province, tracks={Track.MODEL: version})
    model = make.dossier(cast.village, campaign, state=State.ACCEPTED)
    card = open_card(dossier=model, voice=Voice.SELF, by=cast.an, at=make.NOON)

    if kept:
        assert write(card, cast.an, 1, entry=Entry(points=Decimal(points))).points == Decimal(points)
        assert Score.objects.get().points == Decimal(points)
    else:
        with pytest.raises(CannotScore, match="Tiêu chí 1: điểm phải từ 0 đến 10"):
            write(card, cast.an, 1, entry=Entry(points=Decimal(points)))


def test_same_points_however_written_are_no_change(cast):
    version = make.version(10, mode=ScoringMode.POINTS, min_points=70, track=Track.MODEL)
    model = make.dossier(
        cast.village, make.campaign(cast.province, tracks={Track.MODEL: version}), state=State.ACCEPTED
    )
    card = open_card(dossier=model, voice=Voice.SELF, by=cast.an, at=make.NOON)
    after = write(card, cast.an, 1, entry=Entry(points=Decimal("7")))

    assert write(after, cast.an, 1, entry=Entry(points=Decimal("7.00"))).edition == 2


def test_older_edition_is_refused_with_what_stands_now(cast, card):
    write(card, cast.binh, 1, entry=Entry("NOT_MET", note="Thiếu sổ"))

    with pytest.raises(StaleCard) as stale:
        write(card, cast.an, 1, edition=1)

    assert [line.note for line in stale.value.theirs.values()] == ["Thiếu sổ"]
    assert Score.objects.get().result == "NOT_MET"


def test_signed_card_takes_no_score(cast, accepted):
    signed = make.card(accepted, marks=FULL, state=CardState.SIGNED)

    with pytest.raises(CannotScore, match="Phiếu đã ký"):
        write(signed, cast.an, 1, entry=Entry("NOT_MET"))


def test_card_out_of_turn_takes_no_score(cast):
    sent = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.SENT)

    with pytest.raises(CannotScore, match="đã qua lượt chấm này"):
        write(make.card(sent), cast.an, 1)


def test_old_papers_are_recorded_in_any_state_by_those_who_may(cast):
    archive = make.campaign(cast.east, tracks={Track.COMMUNE: make.version(24)}, is_archive=True)
    old = make.dossier(cast.village, archive, track=Track.COMMUNE, state=State.DRAFT)

    card = open_card(dossier=old, voice=Voice.SELF, by=cast.quan, at=make.NOON)

    assert write(card, cast.quan, 1).marks[0] == "Y"


def test_filling_in_beforehand_copies_results_without_notes_and_leaves_what_is_judged(cast):
    reported = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.REPORTED)
    source = make.card(reported, marks="YYNY", state=CardState.SIGNED)
    source.scores.update(note="Giải trình của xã")
    board = make.card(reported, Voice.SUPERIOR, marks="N")

    after = prefill(card=board, source=source, by=cast.binh, at=make.NOON)

    assert after.marks == "NYNY" + "." * 20
    assert set(after.scores.values_list("note", flat=True)) == {""}


def test_self_score_is_never_filled_in_from_above(cast, card):
    with pytest.raises(CannotScore, match="không điền sẵn"):
        prefill(card=card, source=card, by=cast.an, at=make.NOON)
