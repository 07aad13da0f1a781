"""Complaints, as tables typed by hand: until when, by whom filed, by whom answered, and what an answer opens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from danvan.accounts.models import Role
from danvan.appeals.actions import CannotFile, answer, file_appeal, take_back
from danvan.appeals.blockers import who_may_answer, why_not_answer, why_not_file
from danvan.appeals.models import Appeal
from danvan.appeals.workflow import APPEAL_LIFE
from danvan.dossiers.models import Campaign, Dossier, Refusal
from danvan.dossiers.refusing import refuse
from danvan.dossiers.workflow import CARD_LIFE, LIFE
from danvan.ledger.machine import StepRefused
from danvan.ledger.record import broken_links
from tests import make
from tests.unit.dossiers.test_refusing import LONG, criterion, judged

TEXT = "Quyết định thành lập đã gửi trong minh chứng tiêu chí 2."
LATER = make.NOON + timedelta(days=2)


@pytest.fixture
def refusal(cast) -> Refusal:
    dossier = judged(cast)
    return refuse(dossier=dossier, note=LONG, points={criterion(dossier, 2): "Thiếu"}, by=cast.giang, at=make.NOON)


@pytest.fixture
def appeal(cast, refusal) -> Appeal:
    return file_appeal(refusal=refusal, text=TEXT, by=cast.an, at=LATER)


@pytest.fixture
def khanh(cast):
    """A second reviewer of the province."""
    return make.user(Role.PROVINCE_BOARD, cast.province, "khanh")


# Refused 10/3 at noon in Hà Nội; ten days: the whole of 20/3, which ends at 17:00 UTC.
WINDOWS = [
    (10, datetime(2026, 3, 10, 5, 1, tzinfo=UTC), ""), (10, datetime(2026, 3, 20, 16, 59, 59, tzinfo=UTC), ""),
    (10, datetime(2026, 3, 20, 17, 0, tzinfo=UTC), "đến hết ngày 20/3/2026"),
    (1, datetime(2026, 3, 11, 16, 59, tzinfo=UTC), ""), (1, datetime(2026, 3, 11, 17, 0, tzinfo=UTC), "Đã hết hạn"),
    (0, datetime(2026, 3, 10, 5, 1, tzinfo=UTC), "không nhận kiến nghị"),
]  # fmt: skip


def test_a_complaint_is_taken_until_its_last_day_is_over(cast, refusal):
    for days, at, said in WINDOWS:
        Campaign.objects.filter(pk=cast.campaign.pk).update(appeal_days=days)
        fresh = Refusal.objects.select_related("dossier__campaign").get()
        told = why_not_file(fresh, cast.an, at)
        assert (said in told, bool(told)) == (True, bool(said)), (days, at)


FILERS = {"an": True, "binh": True, "chi": False, "dung": False, "giang": False, "hoa": False, "quan": False}


def test_those_who_write_for_the_unit_complain(cast, refusal):
    told = {who: why_not_file(refusal, getattr(cast, who), LATER) for who in FILERS}

    assert {who: not why for who, why in told.items()} == FILERS
    assert {why for why in told.values() if why} == {
        "Chỉ người được soạn hồ sơ của Đảng bộ xã Đồng Điều gửi được kiến nghị."
    }


def test_once_a_refusal_whatever_became_of_it_and_the_same_form_is_the_same_complaint(cast, refusal):
    first = file_appeal(refusal=refusal, text=TEXT, by=cast.an, at=LATER, request_key="k")

    assert file_appeal(refusal=refusal, text=f" {TEXT} ", by=cast.an, at=LATER, request_key="k") == first
    for text, key in ((f"{TEXT} Thêm.", "k"), (TEXT, "other"), ("ngắn", None)):
        with pytest.raises(CannotFile):
            file_appeal(refusal=refusal, text=text, by=cast.an, at=LATER, request_key=key)
    take_back(appeal=first, by=cast.an, at=LATER)
    with pytest.raises(CannotFile, match="mỗi kết luận kiến nghị một lần"):
        file_appeal(refusal=refusal, text=TEXT, by=cast.an, at=LATER)
    assert [one.state for one in Appeal.objects.all()] == ["TAKEN_BACK"]


# person: what they are told; "" answers. dung judged, giang refused, an filed, khanh is the second reviewer, lan the
# second approver, minh a second reviewer who was the village's clerk in January of the campaign's year.
OUTSIDE = "Chỉ người thẩm định"
ANSWERERS = {
    "an": OUTSIDE, "binh": OUTSIDE, "chi": OUTSIDE, "hoa": OUTSIDE, "quan": OUTSIDE,
    "dung": "Bạn đã ký phiếu", "giang": "Bạn là người kết luận", "khanh": "", "lan": "",
    "minh": "có phân công tại Đảng bộ xã Đồng Điều",
}  # fmt: skip


def test_who_answers_and_what_the_others_are_told(cast, appeal, khanh):
    lan = make.user(Role.PROVINCE_APPROVER, cast.province, "lan")
    minh = make.user(Role.PROVINCE_BOARD, cast.province, "minh")
    minh.all_posts.create(unit=cast.village, role=Role.UNIT_CLERK, from_on=make.BEGIN, to_on="2026-01-31")
    people = {"khanh": khanh, "lan": lan, "minh": minh}

    for who, said in ANSWERERS.items():
        person = people.get(who) or getattr(cast, who)
        told = why_not_answer(appeal, person)
        assert told.startswith(said) if said.startswith(("Chỉ", "Bạn")) else said in told, who
        assert bool(told) == bool(said), who
    assert who_may_answer(appeal, LATER) == [khanh, lan]


STATES = ("OPEN", "UPHELD", "KEPT", "TAKEN_BACK")
# From OPEN each step leads somewhere; from anywhere else none does.
LEADS = {"uphold": "UPHELD", "keep": "KEPT", "take_back": "TAKEN_BACK"}


def test_a_complaint_is_answered_or_taken_back_while_it_waits(cast, appeal, khanh):
    for state, (step, target) in product(STATES, LEADS.items()):
        Appeal.objects.filter(pk=appeal.pk).update(state=state)
        by = cast.an if step == "take_back" else khanh
        if state == "OPEN":
            APPEAL_LIFE.take(appeal, step, by=by, at=LATER, note="Đã xem")
        else:
            with pytest.raises(StepRefused, match="trạng thái"):
                APPEAL_LIFE.take(appeal, step, by=by, at=LATER, note="Đã xem")
        assert Appeal.objects.get().state == (target if state == "OPEN" else state)


def test_an_answer_needs_words_and_keeping_changes_nothing_else(cast, appeal, khanh):
    with pytest.raises(StepRefused, match="Cần ghi rõ lý do."):
        answer(appeal=appeal, step="keep", text="  ", by=khanh, at=LATER)
    kept = answer(appeal=appeal, step="keep", text="Quyết định gửi kèm đã hết hiệu lực.", by=khanh, at=LATER)

    assert (kept.state, kept.answered_by, kept.answered_at) == ("KEPT", khanh, LATER)
    assert (Dossier.objects.get().state, Refusal.objects.get().judged_again_at) == ("DECLINED", None)


def test_nobody_judges_again_without_an_upheld_complaint(cast, appeal, khanh):
    dossier = Dossier.objects.get()

    assert [step.name for person in (cast.giang, khanh, cast.dung) for step in LIFE.open_to(person, dossier)] == []
    for name in ("judge_again", "judge_again_direct"):
        with pytest.raises(StepRefused, match="không áp dụng"):
            LIFE.take(dossier, name, by=khanh, at=LATER, note="Xem lại")


def test_upheld_the_dossier_is_judged_again_and_both_rounds_stay_on_record(cast, appeal, khanh):
    """Who had no part answers and scores the same card again; the second refusal has a complaint of its own."""
    answer(appeal=appeal, step="uphold", text="Đã thấy quyết định, chấm lại.", by=khanh, at=LATER)
    dossier = Dossier.objects.get()
    card = dossier.cards.get(voice="PROVINCE")
    assert (dossier.state, Refusal.objects.get().judged_again_at) == ("SENT", LATER)

    CARD_LIFE.take(card, "reopen_review", by=khanh, at=LATER, note="Chấm lại theo kiến nghị")
    card.scores.filter(criterion__order=2).update(result="MET")
    CARD_LIFE.take(card, "sign_review", by=khanh, at=LATER)
    LIFE.take(dossier, "confirm", by=khanh, at=LATER)
    with pytest.raises(StepRefused, match="lý do từng tiêu chí"):  # the first refusal does not open a second
        LIFE.take(dossier, "decline", by=cast.giang, at=LATER, note=LONG)
    again = refuse(dossier=dossier, note=LONG, points={}, by=cast.giang, at=LATER)
    with pytest.raises(CannotFile, match="đã được xem lại"):
        file_appeal(refusal=appeal.refusal, text=TEXT, by=cast.an, at=LATER)
    second = file_appeal(refusal=again, text=TEXT, by=cast.an, at=LATER)

    assert "Bạn đã ký phiếu" in why_not_answer(second, khanh)
    assert why_not_answer(second, cast.dung) == ""  # dung's judgement was overturned; what stands now is khanh's
    assert (Refusal.objects.count(), Appeal.objects.count(), broken_links()) == (2, 2, [])


def test_two_tiers_return_to_the_organiser(cast, khanh):
    commune = make.unit(parent=cast.province)
    clerk = make.user(Role.UNIT_CLERK, commune)
    dossier = make.dossier(commune, cast.campaign, state="CONFIRMED")
    refusal = refuse(dossier=dossier, note=LONG, points={}, by=cast.giang, at=make.NOON)
    appeal = file_appeal(refusal=refusal, text=TEXT, by=clerk, at=LATER)

    answer(appeal=appeal, step="uphold", text="Xem lại.", by=cast.dung, at=LATER)

    dossier.refresh_from_db()
    assert dossier.state == "REPORTED"
