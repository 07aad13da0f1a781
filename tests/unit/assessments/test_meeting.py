"""A meeting from its begin to its closing: who may write, what is refused, and what each dossier is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction

from danvan.assessments.actions import (
    Called,
    CannotAssess,
    EditedMeanwhile,
    begin,
    close,
    discard,
    set_agenda,
    set_members,
    write,
)
from danvan.assessments.counting import Tally
from danvan.assessments.models import Assessment, Vote
from danvan.assessments.voting import clear_votes, record_counts, record_votes, stamps
from danvan.assessments.workflow import ASSESSMENT_LIFE
from danvan.dossiers.models import Dossier
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Event
from tests import make
from tests.unit.assessments import rows

EVERYONE = ("an", "binh", "chi", "dung", "giang", "hoa", "quan")
WRITERS, CLOSERS = {"dung", "giang"}, {"giang"}


def told(dossier: Dossier) -> tuple:
    dossier.refresh_from_db()
    return dossier.assessed_pass, dossier.assessed_as


def closed(cast, meeting, at=make.NOON) -> Assessment:
    ASSESSMENT_LIFE.take(meeting, "close", by=cast.giang, at=at)
    meeting.refresh_from_db()
    return meeting


def test_who_begins_writes_closes_and_reopens(cast):
    meeting = rows.voted(cast, rows.meeting(cast, *rows.confirmed(cast)), 3, 0)
    can: dict[str, set[str]] = {"begin": set(), "write": set(), "vote": set(), "close": set(), "reopen": set()}
    for name in EVERYONE:
        by, how = getattr(cast, name), {"by": getattr(cast, name), "at": make.NOON}
        meeting.refresh_from_db()
        tries = {
            "begin": lambda how=how: begin(campaign=cast.campaign, facts=rows.facts(), **how),
            "write": lambda how=how: write(
                assessment=meeting, facts=rows.facts(), edition=meeting.edition, **how
            ),
            "vote": lambda how=how: record_votes(assessment=meeting, votes={}, **how),
            "close": lambda how=how: ASSESSMENT_LIFE.take(meeting, "close", **how),
            "reopen": lambda how=how: ASSESSMENT_LIFE.take(meeting, "reopen", note="Ghi nhầm", **how),
        }  # fmt: skip
        for verb, attempt in tries.items():
            try:
                attempt()
            except (CannotAssess, StepRefused):
                continue
            can[verb].add(by.username)

    assert can == {"begin": WRITERS, "write": WRITERS, "vote": WRITERS, "close": CLOSERS, "reopen": CLOSERS}


def test_a_new_meeting_calls_who_was_called_last_and_freezes_the_share(cast):
    rows.meeting(cast, present=2, absent=1)
    cast.campaign.share_needed, cast.campaign.share_of = 60, "ALL"
    cast.campaign.save()

    made = begin(campaign=cast.campaign, facts=rows.facts(), by=cast.dung, at=make.NOON, request_key="k")
    twin = begin(campaign=cast.campaign, facts=rows.facts(), by=cast.dung, at=make.NOON, request_key="k")

    assert twin == made and (made.share_needed, made.share_of) == (60, "ALL")
    assert list(made.members.order_by("order").values_list("name", "is_present")) == [
        ("Hoàng Văn Én 0", True), ("Lý Thị Mai 1", True), ("Nông Văn Sáu 2", True),
    ]  # fmt: skip


def test_closing_freezes_names_and_tells_each_dossier(cast):
    good, bad = rows.confirmed(cast)
    meeting = rows.voted(cast, rows.meeting(cast, good, bad, present=3, absent=1), 3, 2)

    closed(cast, meeting)

    assert (told(good), told(bad)) == ((True, "3/3 tán thành (100 %)"), (False, "2/3 tán thành (66,7 %)"))
    assert (good.assessed_on, meeting.closed_at) == (date(2026, 3, 10), make.NOON)
    assert list(meeting.ballots.order_by("order").values_list("is_pass", "title", "unit_name")) == [
        (True, good.title, good.unit_name), (False, bad.title, bad.unit_name),
    ]  # fmt: skip
    with pytest.raises(CannotAssess, match="đã kết thúc"):
        rows.voted(cast, meeting, 0, 0)


def test_of_all_who_were_called_absent_ones_count_too(cast):
    cast.campaign.share_of = "ALL"
    cast.campaign.save()
    (dossier,) = rows.confirmed(cast, 1)

    closed(cast, rows.voted(cast, rows.meeting(cast, dossier, present=3, absent=2), 3))

    assert told(dossier) == (False, "3/5 tán thành (60 %)")


def test_a_later_meeting_replaces_and_an_earlier_one_never_does(cast):
    (dossier,) = rows.confirmed(cast, 1)
    later = rows.voted(cast, rows.meeting(cast, dossier), 3)
    earlier = rows.meeting(cast, dossier, held_at=make.NOON - timedelta(days=9))
    closed(cast, later)

    closed(cast, rows.voted(cast, earlier, 0))
    assert told(dossier) == (True, "3/3 tán thành (100 %)")

    ASSESSMENT_LIFE.take(later, "reopen", by=cast.giang, at=make.NOON, note="Ghi nhầm")
    assert told(dossier) == (False, "0/3 tán thành (0 %)")
    ASSESSMENT_LIFE.take(earlier, "reopen", by=cast.giang, at=make.NOON, note="Ghi nhầm")
    assert (told(dossier), dossier.assessed_on) == ((None, ""), None)


def test_minutes_that_a_dossier_was_decided_upon_stay_closed(cast):
    (dossier,) = rows.confirmed(cast, 1)
    meeting = closed(cast, rows.voted(cast, rows.meeting(cast, dossier), 3))
    Dossier.objects.filter(pk=dossier.pk).update(state="APPROVED")

    with pytest.raises(StepRefused, match="1 hồ sơ của cuộc họp này đã duyệt"):
        ASSESSMENT_LIFE.take(meeting, "reopen", by=cast.giang, at=make.NOON, note="Ghi nhầm")


def all_absent(meeting):
    meeting.members.update(is_present=False)


# one thing wrong with a meeting that lacks nothing -> the sentence
BROKEN = {
    "nothing": (lambda meeting: None, ""),
    "in the future": (lambda m: Assessment.objects.update(held_at=make.NOON + timedelta(hours=1)), "Giờ họp chưa tới"),
    "ended before": (lambda m: Assessment.objects.update(ended_at=make.NOON - timedelta(hours=3)), "trước giờ bắt đầu"),
    "no chair": (lambda m: Assessment.objects.update(chair_name=" "), "Chưa ghi người chủ trì."),
    "no secretary": (lambda m: Assessment.objects.update(secretary_name=""), "Chưa ghi người ghi biên bản."),
    "nobody": (all_absent, "Chưa ghi thành viên nào có mặt."),
    "no vote": (lambda m: m.ballots.filter(order=2).update(in_favour=None), "1 hồ sơ chưa ghi kết quả"),
    "a sum": (lambda m: m.ballots.filter(order=1).update(against=5), "người có mặt (3) ở 1 hồ sơ: dòng 1."),
    "moved on": (lambda m: Dossier.objects.update(state="SENT"), "2 hồ sơ không còn ở bước chờ duyệt"),
    "empty": (lambda m: (Vote.objects.all().delete(), m.ballots.all().delete()), "Chưa có hồ sơ nào để bình xét."),
}  # fmt: skip


def test_each_thing_that_is_missing_is_said_and_nothing_is_closed(cast):
    meeting = rows.voted(cast, rows.meeting(cast, *rows.confirmed(cast)), 3, 3)
    found = {}
    for name, (breaking, sentence) in BROKEN.items():
        kept = transaction.savepoint()
        breaking(meeting)
        fresh = Assessment.objects.get(pk=meeting.pk)
        why = ASSESSMENT_LIFE.steps["close"].refusal(fresh, cast.giang, "", make.NOON)
        found[name] = (sentence in why) if sentence else why == ""
        transaction.savepoint_rollback(kept)

    assert [name for name, right in found.items() if not right] == []


def test_only_what_waits_for_approval_in_the_campaign_is_voted_on(cast):
    meeting = rows.meeting(cast)
    how = {"by": cast.dung, "at": make.NOON}
    strange = make.dossier(cast.village, make.campaign(cast.province), state="CONFIRMED")
    early = make.dossier(cast.village, cast.campaign, state="SENT", title="Còn sớm")
    for wrong, words in ((strange, "không thuộc đợt này"), (early, "“Còn sớm” đang ở bước")):
        with pytest.raises(CannotAssess, match=words):
            set_agenda(assessment=meeting, dossiers=[wrong], edition=meeting.edition, **how)

    first, second, third = rows.confirmed(cast, 3)
    meeting = set_agenda(assessment=meeting, dossiers=[first, second], edition=meeting.edition, **how)
    meeting = set_agenda(assessment=meeting, dossiers=[third, second, first], edition=meeting.edition, **how)
    lines = meeting.ballots.order_by("order").values_list("order", "dossier")
    assert list(lines) == [(1, third.pk), (2, second.pk), (3, first.pk)]
    meeting = rows.voted(cast, meeting, 1, 2, 3)
    with pytest.raises(CannotAssess, match="đã ghi biểu quyết"):
        set_agenda(assessment=meeting, dossiers=[first], edition=meeting.edition, **how)


def test_who_turns_out_absent_is_not_counted_and_nothing_typed_is_lost(cast):
    meeting = rows.voted(cast, rows.meeting(cast, *rows.confirmed(cast, 1)), 3)
    how = {"by": cast.dung, "at": make.NOON}
    called = [Called(one.name, one.title, True, "", one.pk) for one in meeting.members.order_by("order")]
    gone = [replace(called[0], is_present=False, absence="đi họp"), called[2], called[1]]

    meeting = set_members(assessment=meeting, members=gone, edition=meeting.edition, **how)
    assert (meeting.ballots.get().in_favour, Vote.objects.count()) == (2, 3)
    with pytest.raises(CannotAssess, match="không bỏ khỏi danh sách được"):
        set_members(assessment=meeting, members=gone[:2], edition=meeting.edition, **how)
    meeting = set_members(assessment=meeting, members=called, edition=meeting.edition, **how)
    assert meeting.ballots.get().in_favour == 3

    set_members(assessment=meeting, members=gone, edition=meeting.edition, **how)
    closed(cast, meeting)
    assert Vote.objects.count() == 2


def test_a_secret_count_has_three_numbers_and_no_names(cast):
    meeting = rows.meeting(cast, *rows.confirmed(cast, 1), is_secret=True)
    how = {"assessment": meeting, "by": cast.dung, "at": make.NOON}
    ballot, member = meeting.ballots.get(), meeting.members.first()
    with pytest.raises(CannotAssess, match="bỏ phiếu kín"):
        record_votes(votes={ballot.pk: {member.pk: "FOR"}}, **how)
    with pytest.raises(CannotAssess, match="được 2 phiếu, nhưng có 3 người"):
        record_counts(counts={ballot.pk: Tally(2)}, **how)

    record_counts(counts={ballot.pk: Tally(2, 0, 1)}, **how)

    assert not Vote.objects.exists()
    closed(cast, meeting)
    assert told(ballot.dossier) == (False, "2/3 tán thành (66,7 %)")


def test_the_way_of_voting_changes_only_before_the_first_vote_or_once_all_is_cleared(cast):
    meeting = rows.voted(cast, rows.meeting(cast, *rows.confirmed(cast, 1)), 3)
    how = {"by": cast.dung, "at": make.NOON}
    secret = rows.facts(is_secret=True)
    with pytest.raises(CannotAssess, match="Đã ghi kết quả biểu quyết"):
        write(assessment=meeting, facts=secret, edition=meeting.edition, **how)

    meeting = clear_votes(assessment=meeting, **how)
    write(assessment=meeting, facts=secret, edition=meeting.edition, **how)

    assert not Vote.objects.exists() and meeting.ballots.get().in_favour is None
    assert Event.objects.get(verb="clear").details == {"1": ["3/0/0", ""]}


def test_two_writers_on_different_lines_do_not_meet_and_on_one_line_they_do(cast):
    meeting = rows.meeting(cast, *rows.confirmed(cast))
    first, second = meeting.ballots.order_by("order")
    member = meeting.members.first().pk
    shown, how = stamps([first, second]), {"assessment": meeting, "at": make.NOON}

    record_votes(votes={first.pk: {member: "FOR"}}, seen={first.pk: shown[first.pk]}, by=cast.dung, **how)
    record_votes(votes={second.pk: {member: "FOR"}}, seen={second.pk: shown[second.pk]}, by=cast.giang, **how)
    with pytest.raises(EditedMeanwhile):
        record_votes(votes={first.pk: {member: "AGAINST"}}, seen={first.pk: shown[first.pk]}, by=cast.giang, **how)

    assert set(Vote.objects.values_list("choice", flat=True)) == {"FOR"}
    assert "Hoàng" not in str(list(Event.objects.filter(verb="vote").values_list("details", flat=True)))


def test_minutes_are_closed_as_they_were_read(cast):
    meeting = rows.voted(cast, rows.meeting(cast, *rows.confirmed(cast, 1)), 3)
    read = meeting.edition
    rows.voted(cast, meeting, 0)

    with pytest.raises(EditedMeanwhile):
        close(assessment=meeting, edition=read, by=cast.giang, at=make.NOON)
    meeting.refresh_from_db()
    close(assessment=meeting, edition=meeting.edition, by=cast.giang, at=make.NOON)
    meeting.refresh_from_db()
    assert meeting.state == "CLOSED"


def test_a_record_begun_by_mistake_is_thrown_away_until_it_was_closed_once(cast):
    wrong = rows.voted(cast, rows.meeting(cast, *rows.confirmed(cast, 1)), 3)
    discard(assessment=wrong, edition=wrong.edition, by=cast.dung, at=make.NOON)
    assert not Assessment.objects.exists()

    kept = closed(cast, rows.voted(cast, rows.meeting(cast, *rows.confirmed(cast, 1)), 3))
    ASSESSMENT_LIFE.take(kept, "reopen", by=cast.giang, at=make.NOON, note="Ghi nhầm")
    kept.refresh_from_db()
    with pytest.raises(CannotAssess, match="từng kết thúc"):
        discard(assessment=kept, edition=kept.edition, by=cast.dung, at=make.NOON)
