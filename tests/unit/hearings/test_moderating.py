"""Showing, withholding and answering: by whom, with which words, and when two officers act at once."""

from __future__ import annotations

import pytest

from danvan.hearings.actions import CannotModerate, Reading, reply, show, show_many, withhold
from danvan.hearings.enums import OpinionState
from danvan.hearings.models import Opinion
from danvan.hearings.queries import counts, readable_by, shown_opinions, waiting_for
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Event
from tests import make
from tests.conftest import PEOPLE
from tests.unit.hearings import rows

FINE = Reading("SUPPORT", rows.TEXT)
MODERATORS, OWNERS = {"dung", "giang", "quan"}, {"an", "binh"}


@pytest.fixture
def said(cast) -> Opinion:
    return rows.opinion(rows.first(rows.opened(cast)))


@pytest.mark.parametrize("name", PEOPLE)
def test_who_waits_reads_and_answers(cast, said, name):
    person = getattr(cast, name)
    assert (said in waiting_for(person), said in readable_by(person)) == (name in MODERATORS, name in MODERATORS)
    answers = {"opinion": said, "text": "Cảm ơn góp ý.", "by": person, "at": make.NOON}
    if name not in MODERATORS:
        with pytest.raises(CannotModerate):
            reply(**answers)

    show(opinion=said, reading=FINE, by=cast.dung, at=make.NOON)
    assert (said in readable_by(person)) == (name != "chi") and said not in waiting_for(person)
    if name in MODERATORS | OWNERS:
        names = {"an": cast.village.name, "binh": cast.east.name}
        assert reply(**answers).reply_as == names.get(name, cast.province.name)
    else:
        with pytest.raises(CannotModerate):
            reply(**answers)


@pytest.mark.parametrize(("stance", "words", "why"), [
    ("", rows.TEXT, "Chọn loại"), ("PRAISE", rows.TEXT, "Chọn loại"), ("SUPPORT", "Tôi thấy con đường xấu", "che hoặc"),
    ("SUPPORT", "  ", "đang trống"),
])  # fmt: skip
def test_an_opinion_is_shown_as_it_was_sent(cast, said, stance, words, why):
    with pytest.raises((CannotModerate, StepRefused), match=why):
        show(opinion=said, reading=Reading(stance, words), by=cast.dung, at=make.NOON)
    said.refresh_from_db()
    assert (said.state, said.shown_text, said.read_at) == (OpinionState.RECEIVED, "", None)


@pytest.mark.parametrize(("reason", "is_taken"), [("", False), ("  ", False), ("x" * 301, False), ("Quảng cáo", True)])
def test_withholding_needs_a_reason(cast, said, reason, is_taken):
    if is_taken:
        assert withhold(opinion=said, reason=reason, by=cast.dung, at=make.NOON).reason == reason
        return
    with pytest.raises(CannotModerate, match="Ghi lý do"):
        withhold(opinion=said, reason=reason, by=cast.dung, at=make.NOON)


def test_two_moderators_at_once_and_the_second_is_told(cast, said):
    show(opinion=said, reading=FINE, by=cast.dung, at=make.NOON, seen=0)

    with pytest.raises(StepRefused, match="bước xử lý mới"):
        withhold(opinion=said, reason="Quảng cáo", by=cast.giang, at=make.NOON, seen=0)
    assert Opinion.objects.get().state == OpinionState.SHOWN and Opinion.objects.get().reason == ""


def test_many_are_shown_together_or_none(cast, said):
    other = rows.opinion(said.candidate, key="o" * 32)
    show(opinion=other, reading=FINE, by=cast.giang, at=make.NOON)

    with pytest.raises(StepRefused):
        show_many(opinions=[(said, FINE, 0), (other, FINE, 0)], by=cast.dung, at=make.NOON)
    assert Opinion.objects.get(pk=said.pk).state == OpinionState.RECEIVED


def test_a_withheld_opinion_may_be_shown_later_and_taken_down_again(cast, said):
    withhold(opinion=said, reason="Chưa rõ", by=cast.dung, at=make.NOON)
    show(opinion=said, reading=FINE, by=cast.giang, at=make.NOON)
    assert counts([said.candidate])[said.candidate_id].total == 1
    withhold(opinion=said, reason="Có tên người", by=cast.dung, at=make.NOON)

    assert counts([said.candidate])[said.candidate_id].total == 0
    told = " ".join(f"{event.note} {event.details}" for event in Event.objects.all())
    assert rows.TEXT not in told and "Có tên người" not in told


def test_an_answer_given_meanwhile_is_not_written_over(cast, said):
    show(opinion=said, reading=FINE, by=cast.dung, at=make.NOON)
    reply(opinion=said, text="Xã trả lời trước.", by=cast.an, at=make.NOON, seen_reply="")

    with pytest.raises(CannotModerate, match="Người khác vừa trả lời"):
        reply(opinion=said, text="Tỉnh trả lời sau.", by=cast.dung, at=make.NOON, seen_reply="")
    assert shown_opinions(said.dossier)[0].reply == "Xã trả lời trước."


def test_the_name_of_a_person_who_did_not_agree_is_in_no_shown_opinion(cast):
    candidate = (
        rows.opened(cast).candidates.select_related("consultation", "dossier__campaign__keeper").order_by("pk")[1]
    )
    words = "Bà Nông Thị Lan giúp nhà tôi nhiều."
    said = rows.opinion(candidate, words)
    show(opinion=said, reading=Reading("SUPPORT", words), by=cast.dung, at=make.NOON)

    assert [one.shown_text for one in shown_opinions(said.dossier)] == ["Một cá nhân giúp nhà tôi nhiều."]
    assert Opinion.objects.get().shown_text == words
