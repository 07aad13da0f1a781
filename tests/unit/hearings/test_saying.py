"""What anyone may send: once however often it is pressed, within the days, without a trace of who it was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from danvan.dossiers.enums import State
from danvan.hearings.actions import CannotSay, Request, ask_removal, cancel, close_due, say
from danvan.hearings.models import Opinion, Removal
from danvan.hearings.queries import by_code
from danvan.ledger.models import Event
from tests import make
from tests.unit.hearings import rows

DAY = timedelta(days=1)


@pytest.mark.parametrize(("text", "said"), [
    ("", "đang trống"), (" \n\u200b ", "đang trống"), ("Tốt lắm", "quá ngắn"), ("x" * 2001, "2001 ký tự"),
    ("x" * 2000, ""), ("Đường đẹp lắm", ""),
])  # fmt: skip
def test_an_opinion_has_a_length(cast, text, said):
    candidate = rows.first(rows.opened(cast))
    if not said:
        assert rows.opinion(candidate, text).text == text
        return
    with pytest.raises(CannotSay, match=said):
        rows.opinion(candidate, text)


def test_the_same_form_sent_twice_is_one_opinion_with_one_code(cast):
    candidate = rows.first(rows.opened(cast))
    sent = {"dossier": candidate.dossier, "candidate": candidate, "request_key": "k" * 32, "at": make.NOON}
    one, two = say(text=rows.TEXT, **sent), say(text=f" {rows.TEXT}\r\n", **sent)

    assert one.opinion == two.opinion and one.code == two.code and Opinion.objects.count() == 1
    with pytest.raises(CannotSay, match="đã được gửi"):
        say(text="Một ý kiến hoàn toàn khác", **sent)
    assert by_code(one.code.lower()) == one.opinion and by_code("22222222") is None


@pytest.mark.parametrize(("days", "said"), [(-1, "mở từ ngày"), (0, ""), (9, ""), (10, "đã kết thúc")])
def test_it_is_taken_within_the_days_only(cast, days, said):
    candidate = rows.first(rows.opened(cast))
    if not said:
        assert rows.opinion(candidate, at=make.NOON + days * DAY).pk
        return
    with pytest.raises(CannotSay, match=said):
        rows.opinion(candidate, at=make.NOON + days * DAY)


def test_nothing_is_taken_after_the_end_or_when_it_was_given_up(cast):
    made = rows.opened(cast)
    close_due(make.NOON + 10 * DAY)
    with pytest.raises(CannotSay, match="đã kết thúc"):
        rows.opinion(rows.first(made), at=make.NOON + 10 * DAY)

    other = rows.opened(cast, [one.dossier for one in made.candidates.all()])
    cancel(consultation=other, reason="Lập nhầm", by=cast.dung, at=make.NOON)
    with pytest.raises(CannotSay, match="đã hủy"):
        rows.opinion(rows.first(other), key="c" * 32)


def test_only_recognised_models_are_commented_on(cast):
    road = make.recognised(cast.village, cast.campaign)
    waiting = make.dossier(cast.village, cast.campaign, state=State.APPROVED)

    assert rows.comment(road).unit == cast.province
    with pytest.raises(CannotSay, match="chưa được công nhận"):
        rows.comment(waiting, key="d" * 32)


def test_neither_the_code_nor_the_key_nor_the_text_is_told_anywhere(cast):
    candidate = rows.first(rows.opened(cast))
    sent = say(dossier=candidate.dossier, candidate=candidate, text=rows.TEXT, request_key="k" * 32, at=make.NOON)

    stored = str(Opinion.objects.values().get())
    assert sent.code not in stored and "k" * 32 not in stored
    told = " ".join(f"{event.note} {event.details}" for event in Event.objects.all())
    assert rows.TEXT not in told and sent.code not in told


@pytest.mark.parametrize(("about", "text", "said"), [
    ("", "Xin gỡ tên tôi ra.", "Ghi rõ trang"), ("Trang A", "gỡ", "từ 10 ký tự"), ("Trang A", "x" * 2001, "rút gọn"),
    ("x" * 301, "Xin gỡ tên tôi ra.", "quá dài"), ("Trang A", "Xin gỡ tên tôi ra.", ""),
])  # fmt: skip
def test_a_request_is_taken_when_it_says_what_and_why(cast, about, text, said):
    ask = {"request": Request(about, text, "0900 000 000"), "request_key": "r" * 32, "at": make.NOON}
    if not said:
        assert ask_removal(**ask).code == ask_removal(**ask).code and Removal.objects.count() == 1
        assert Removal.objects.get().due_on == date(2026, 3, 12)
        return
    with pytest.raises(CannotSay, match=said):
        ask_removal(**ask)
