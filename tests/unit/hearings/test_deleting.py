"""Names taken down on request, and what is deleted on schedule."""

from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.dossiers.models import Dossier
from danvan.hearings.actions import (
    CannotAnswer,
    Reading,
    Request,
    answer_removal,
    ask_removal,
    close_due,
    erase_due,
    find_dossier,
    show,
    withhold,
)
from danvan.hearings.models import Opinion, Removal
from danvan.hearings.queries import removals_for, retention
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Event
from danvan.ledger.record import broken_links
from tests import make
from tests.unit.hearings import rows

DAY = timedelta(days=1)
PLEA = "Tôi là Nông Thị Lan, gọi 0900 000 000, xin gỡ tên."
PERSON = {"holder_kind": "INDIVIDUAL", "holder_name": rows.PERSON, "title": "Nông Thị Lan giúp hộ nghèo"}


def asked(dossier: Dossier | None) -> Removal:
    request = Request("Trang của tôi", PLEA, "0900 000 000", dossier)
    return ask_removal(request=request, request_key="r" * 32, at=make.NOON).removal


def test_taking_a_name_down_hides_it_in_every_year_of_that_person_and_of_nobody_else(cast):
    this = make.recognised(cast.village, cast.campaign, **PERSON)
    make.recognised(cast.village, cast.campaign, **{**PERSON, "title": "Việc khác"})
    make.recognised(cast.office, cast.campaign, **PERSON)
    make.recognised(cast.village, cast.campaign, **{**PERSON, "holder_name": "Bà Nông Thị Lam"})
    make.recognised(cast.village, cast.campaign, title="Đường hoa")
    removal = asked(this)
    answer_removal(removal=removal, step="done", answer="Đã gỡ.", by=cast.dung, at=make.NOON, seen=0)

    hidden = Dossier.objects.order_by("pk").values_list("name_hidden_at", flat=True)
    assert [at is not None for at in hidden] == [True, True, False, False, False]
    assert "nong thi lan" not in Dossier.objects.get(pk=this.pk).search
    assert Event.objects.filter(verb="hide_name").count() == 2 and broken_links() == []
    told = " ".join(f"{event.note} {event.details} {event.label}" for event in Event.objects.all())
    assert "Lan" not in told and "0900" not in told


@pytest.mark.parametrize(("step", "answer", "refused"), [
    ("refuse", "Tên được nêu đúng quy định.", None), ("done", " ", CannotAnswer), ("refuse", "", CannotAnswer),
])  # fmt: skip
def test_a_refusal_or_an_empty_answer_changes_no_dossier(cast, step, answer, refused):
    this = make.recognised(cast.village, cast.campaign, **PERSON)
    sent = {"removal": asked(this), "step": step, "answer": answer, "by": cast.dung, "at": make.NOON}
    if refused:
        with pytest.raises(refused):
            answer_removal(**sent)
    else:
        answer_removal(**sent)
        with pytest.raises(StepRefused):
            answer_removal(**sent)
    assert Dossier.objects.get().name_hidden_at is None


def test_a_request_that_names_no_model_goes_to_the_top_and_is_handed_on(cast):
    this = make.recognised(cast.village, make.campaign(cast.east), **PERSON)
    removal = asked(None)
    assert removal.unit == cast.province and list(removals_for(cast.binh)) == []

    find_dossier(removal=removal, dossier=this, by=cast.dung, at=make.NOON)
    assert list(removals_for(cast.binh)) == [removal]
    with pytest.raises(CannotAnswer):
        find_dossier(removal=removal, dossier=this, by=cast.chi, at=make.NOON)


def _three(cast) -> list[Opinion]:
    candidate = rows.first(rows.opened(cast))
    said = [rows.opinion(candidate, key=key * 32) for key in "xyz"]
    show(opinion=said[0], reading=Reading("SUPPORT", "Tôi thấy con đường đẹp"), by=cast.dung, at=make.NOON)
    withhold(opinion=said[1], reason="Quảng cáo", by=cast.dung, at=make.NOON)
    return said


@pytest.mark.parametrize(("days", "erased"), [(9, 0), (10, 0), (100, 0), (101, 3)])  # closes on day 10, keeps 90 more
def test_what_was_said_in_a_consultation_is_deleted_after_its_days(cast, days, erased):
    _three(cast)
    close_due(make.NOON + 10 * DAY)

    assert erase_due(make.NOON + days * DAY).opinions == erased
    told = list(Opinion.objects.order_by("pk").values_list("text", "shown_text"))
    gone = [("", "Tôi thấy con đường đẹp"), ("", ""), ("", "")]
    kept = [(rows.TEXT, "Tôi thấy con đường đẹp"), (rows.TEXT, ""), (rows.TEXT, "")]
    assert told == (gone if erased else kept)


def test_deleting_again_changes_nothing_and_tells_no_words(cast):
    _three(cast)
    close_due(make.NOON + 10 * DAY)
    assert [erase_due(make.NOON + 200 * DAY).opinions for _ in range(2)] == [3, 0]

    assert Event.objects.filter(verb="erase").count() == 3 and broken_links() == []
    assert rows.TEXT not in str(list(Event.objects.values()))


@pytest.mark.parametrize(("days", "erased"), [(89, 0), (90, 0), (91, 1)])
def test_comments_that_are_not_shown_are_deleted_after_ninety_days(cast, days, erased):
    rows.comment(make.recognised(cast.village, cast.campaign))

    assert erase_due(make.NOON + days * DAY).opinions == erased
    assert bool(Opinion.objects.get().text) is not bool(erased)


def test_a_shown_opinion_past_its_days_is_gone_when_it_is_taken_down(cast):
    said = _three(cast)[0]
    close_due(make.NOON + 10 * DAY)
    erase_due(make.NOON + 200 * DAY)
    withhold(opinion=said, reason="Theo yêu cầu", by=cast.dung, at=make.NOON + 200 * DAY)

    assert Opinion.objects.get(pk=said.pk).shown_text == ""
    with pytest.raises(StepRefused, match="đã được xóa theo thời hạn"):
        show(opinion=said, reading=Reading("SUPPORT", ""), by=cast.dung, at=make.NOON + 200 * DAY)


@pytest.mark.parametrize(("days", "erased"), [(30, 0), (31, 1)])
def test_who_asked_is_forgotten_thirty_days_after_the_answer(cast, days, erased):
    removal = asked(make.recognised(cast.village, cast.campaign, **PERSON))
    assert erase_due(make.NOON + 300 * DAY).removals == 0  # not answered yet
    answer_removal(removal=removal, step="refuse", answer="Tên nêu đúng.", by=cast.dung, at=make.NOON)

    assert erase_due(make.NOON + days * DAY).removals == erased
    fresh = Removal.objects.get()
    assert bool(fresh.contact or fresh.text or fresh.about) is not bool(erased)


def test_the_schedule_is_told():
    assert len(retention()) == 7 and all(one.what and one.how_long for one in retention())
