"""A consultation from its plan to its summary: what is refused, what is frozen, when it ends, what is counted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier
from danvan.hearings.actions import (
    CannotConsult,
    Reading,
    cancel,
    change,
    close,
    close_due,
    digest,
    extend,
    open_consultation,
    prepare,
    show,
    withhold,
)
from danvan.hearings.models import Candidate, Consultation
from danvan.hearings.queries import open_candidates, proposed_digest, results_for
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Event
from danvan.ledger.record import broken_links
from tests import make
from tests.unit.hearings import rows

OVER = make.NOON + timedelta(days=10)  # the day after the last of ten


@pytest.mark.parametrize(("person", "days", "title", "said"), [
    ("binh", 10, "Góp ý", "không tổ chức"), ("an", 10, "Góp ý", "không tổ chức"), ("dung", 0, "Góp ý", "từ ngày mở"),
    ("dung", 92, "Góp ý", "dài nhất"), ("dung", 10, "  ", "Ghi tên"), ("dung", 10, "Góp ý", ""),
])  # fmt: skip
def test_a_plan_that_cannot_be_is_refused(cast, person, days, title, said):
    plan = rows.plan(rows.candidates(cast), days=days, title=title)
    if not said:
        assert prepare(campaign=cast.campaign, plan=plan, by=getattr(cast, person), at=make.NOON).pk
        return
    with pytest.raises(CannotConsult, match=said):
        prepare(campaign=cast.campaign, plan=plan, by=getattr(cast, person), at=make.NOON)


@pytest.mark.parametrize("state", [State.DRAFT, State.ACCEPTED, State.DECLINED, State.WITHDRAWN])
def test_only_what_is_judged_and_not_decided_is_laid_open(cast, state):
    one = make.dossier(cast.village, cast.campaign, state=state)

    with pytest.raises(CannotConsult, match="chưa được chấm"):
        prepare(campaign=cast.campaign, plan=rows.plan([one]), by=cast.dung, at=make.NOON)


def test_nothing_is_opened_without_candidates_or_after_all_are_decided(cast):
    empty = prepare(campaign=cast.campaign, plan=rows.plan([]), by=cast.dung, at=make.NOON)
    with pytest.raises(StepRefused, match="ít nhất một"):
        open_consultation(consultation=empty, by=cast.dung, at=make.NOON)

    full = prepare(campaign=cast.campaign, plan=rows.plan(rows.candidates(cast)), by=cast.dung, at=make.NOON)
    Dossier.objects.update(recognised_on=rows.TODAY)
    with pytest.raises(StepRefused, match="đều đã có kết luận"):
        open_consultation(consultation=full, by=cast.dung, at=make.NOON)


def test_days_that_passed_while_it_was_a_draft_are_given_back(cast):
    made = prepare(campaign=cast.campaign, plan=rows.plan(rows.candidates(cast)), by=cast.dung, at=make.NOON)

    told = open_consultation(consultation=made, by=cast.dung, at=make.NOON + timedelta(days=30))

    assert told.opens_on == rows.TODAY + timedelta(days=30) and (told.closes_on - told.opens_on).days == 9


@pytest.mark.parametrize(("agrees", "holder", "title"), [
    (False, "", "Một cá nhân giúp hộ nghèo"), (True, rows.PERSON, "Nông Thị Lan giúp hộ nghèo"),
])  # fmt: skip
def test_what_is_shown_is_frozen_and_a_person_named_only_when_agreed(cast, agrees, holder, title):
    found = rows.candidates(cast)
    made = rows.opened(cast, found, agreed={found[1].pk} if agrees else set())
    Dossier.objects.update(title="Đổi tên", method="Đổi cách làm")

    told = Candidate.objects.get(consultation=made, dossier=found[1])
    assert (told.holder_name, told.title) == (holder, title)
    assert "Đảng viên làm trước" in told.told and "Đổi" not in told.told
    listed = {one.dossier_pk: one for one in open_candidates(rows.TODAY)}
    assert (listed[found[1].pk].holder, listed[found[1].pk].days_left) == (holder, 9)


def test_two_officers_change_a_draft_and_the_second_is_told(cast):
    made = prepare(campaign=cast.campaign, plan=rows.plan(rows.candidates(cast)), by=cast.dung, at=make.NOON)
    change(consultation=made, plan=rows.plan([], title="Một"), edition=1, by=cast.dung, at=make.NOON)

    with pytest.raises(CannotConsult, match="Người khác vừa lưu"):
        change(consultation=made, plan=rows.plan([], title="Hai"), edition=1, by=cast.giang, at=make.NOON)
    assert Consultation.objects.get().title == "Một" and not Candidate.objects.exists()


def test_it_is_prolonged_and_never_shortened(cast):
    made = rows.opened(cast)
    for days, said in [(0, "phải sau ngày"), (-3, "phải sau ngày"), (200, "dài nhất")]:
        with pytest.raises(CannotConsult, match=said):
            extend(consultation=made, closes_on=made.closes_on + timedelta(days=days), edition=made.edition,
                   by=cast.dung, at=make.NOON)  # fmt: skip
    longer = extend(consultation=made, closes_on=made.closes_on + timedelta(days=5), edition=made.edition,
                    by=cast.dung, at=make.NOON)  # fmt: skip

    assert close_due(OVER) == 0 and close_due(OVER + timedelta(days=5)) == 1 and longer.state == "OPEN"


def test_it_closes_by_itself_once_and_its_counts_are_stored(cast):
    made = rows.opened(cast)
    spoken = rows.first(made)
    for number, stance in enumerate(["SUPPORT", "SUPPORT", "REPORT", ""]):
        said = rows.opinion(spoken, key=str(number) * 32)
        if stance:
            show(opinion=said, reading=Reading(stance, rows.TEXT), by=cast.dung, at=make.NOON)

    assert (close_due(OVER - timedelta(days=1)), close_due(OVER), close_due(OVER)) == (0, 1, 0)
    told = Candidate.objects.get(pk=spoken.pk)
    assert (told.supports, told.others) == (2, 1)
    result = results_for(spoken.dossier)[0]
    assert result.line == "Lấy ý kiến Nhân dân: 2 ủng hộ, 1 góp ý"
    assert "3 ý kiến được đăng: 2 ủng hộ, 1 góp ý" in proposed_digest(told)
    assert Event.objects.filter(verb="close_in_time", actor=cast.dung).count() == 1 and broken_links() == []


def test_what_is_read_after_the_last_day_is_counted_too(cast):
    said = rows.opinion(rows.first(rows.opened(cast)))
    close_due(OVER)
    show(opinion=said, reading=Reading("SUPPORT", rows.TEXT), by=cast.dung, at=OVER)
    assert Candidate.objects.get(pk=said.candidate_id).supports == 1

    withhold(opinion=said, reason="Đăng nhầm", by=cast.dung, at=OVER)
    assert Candidate.objects.get(pk=said.candidate_id).supports == 0


def test_the_summary_is_written_after_the_end_by_the_organiser_and_enters_the_dossier(cast):
    candidate = rows.first(rows.opened(cast))
    with pytest.raises(CannotConsult, match="sau khi"):
        digest(candidate=candidate, text="Bà con đồng tình.", by=cast.dung, at=make.NOON)
    close_due(OVER)
    with pytest.raises(CannotConsult, match="không tổ chức"):
        digest(candidate=candidate, text="Bà con đồng tình.", by=cast.binh, at=OVER)
    digest(candidate=candidate, text="Bà con đồng tình.", by=cast.dung, at=OVER)
    digest(candidate=candidate, text="Bà con đồng tình.", by=cast.dung, at=OVER)

    assert results_for(candidate.dossier)[0].digest == "Bà con đồng tình."
    event = Event.objects.get(verb="digest")
    assert event.subject == Event.subject_of(candidate.dossier) and "đồng tình" not in str(event.details)


def test_it_is_given_up_or_ended_early_only_with_a_reason(cast):
    made = rows.opened(cast)
    for step in (cancel, close):
        with pytest.raises(StepRefused, match="lý do"):
            step(consultation=made, reason=" ", by=cast.dung, at=make.NOON)
    close(consultation=made, reason="Đã đủ ý kiến", by=cast.dung, at=make.NOON)

    assert Consultation.objects.get().closes_on == rows.TODAY and open_candidates(rows.TODAY) == []
