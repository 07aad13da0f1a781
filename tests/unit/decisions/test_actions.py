"""Drafting: sent twice, changed by two people, numbers written twice, and lists that cannot be taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan.decisions.actions import CannotDecide, Frame, Words, choose, draft, rewrite
from danvan.decisions.models import Decision
from danvan.ledger.models import Event
from tests import make

WORDS = Words(body="Ban Thường vụ Tỉnh ủy", summary="công nhận mô hình “Dân vận khéo”", number=" 86-QĐ/TU ")


def begin(cast, by, **more):
    frame = Frame(unit=cast.province, campaign=cast.campaign, **more)
    return draft(frame=frame, words=WORDS, by=by, at=make.NOON)


@pytest.mark.parametrize("who", ["dung", "giang"])
def test_reviewer_and_approver_begin_a_draft(cast, who):
    decision = begin(cast, getattr(cast, who))

    assert (decision.state, decision.number, decision.number_key) == ("DRAFT", "86-QĐ/TU", "86-qd-tu")
    assert Event.objects.get().verb == "draft"


@pytest.mark.parametrize("who", ["an", "binh", "chi", "hoa", "quan"])
def test_nobody_else_begins_a_draft(cast, who):
    with pytest.raises(CannotDecide, match="Bạn không được soạn quyết định của «Tỉnh ủy Miền Trên»."):
        begin(cast, getattr(cast, who))


def test_an_old_paper_is_drafted_by_the_administrator(cast):
    assert begin(cast, cast.quan, is_archive=True).is_archive


def test_the_same_form_sent_twice_gives_one_draft(cast):
    assert begin(cast, cast.dung, request_key="k1") == begin(cast, cast.dung, request_key="k1")
    assert Decision.objects.count() == 1


def test_words_are_changed_and_the_edition_grows(cast):
    decision = begin(cast, cast.dung)

    rewrite(decision=decision, words=replace(WORDS, number=""), edition=1, by=cast.giang, at=make.NOON)

    decision.refresh_from_db()
    assert (decision.number, decision.number_key, decision.edition) == ("", "", 2)


def test_the_second_writer_is_refused_and_nothing_changes(cast):
    decision = begin(cast, cast.dung)
    rewrite(decision=decision, words=replace(WORDS, place="Miền Trên"), edition=1, by=cast.giang, at=make.NOON)

    with pytest.raises(CannotDecide, match="vừa được người khác sửa"):
        rewrite(decision=decision, words=replace(WORDS, place="Chỗ khác"), edition=1, by=cast.dung, at=make.NOON)

    decision.refresh_from_db()
    assert decision.place == "Miền Trên"


@pytest.mark.parametrize("who", ["binh", "hoa", "quan"])
def test_a_draft_is_not_changed_by_those_who_may_not_draft(cast, who):
    with pytest.raises(CannotDecide, match="Bạn không được sửa quyết định này."):
        rewrite(decision=begin(cast, cast.dung), words=WORDS, edition=1, by=getattr(cast, who), at=make.NOON)


def test_an_issued_decision_is_never_rewritten(cast):
    decision = make.decision(cast.province, state="ISSUED", number="86-QĐ/TU")

    with pytest.raises(CannotDecide, match="Quyết định số 86-QĐ/TU, ngày 05/3/2026 đã ban hành, không sửa được"):
        rewrite(decision=decision, words=WORDS, edition=1, by=cast.dung, at=make.NOON)


@pytest.mark.parametrize(("state", "word"), [("DRAFT", "dự thảo khác"), ("ISSUED", "quyết định đã ban hành")])
def test_a_number_and_day_written_on_another_decision_are_refused(cast, state, word):
    make.decision(cast.province, state=state, number="86-QĐ/TU", number_key="86-qd-tu")
    decision = draft(
        frame=Frame(unit=cast.province), words=replace(WORDS, number=""), by=cast.dung, at=make.NOON
    )  # fmt: skip
    words = replace(WORDS, number="86 – QĐ/TU", signed_on=date(2026, 3, 5))

    with pytest.raises(CannotDecide) as refusal:
        rewrite(decision=decision, words=words, edition=1, by=cast.dung, at=make.NOON)

    assert str(refusal.value) == f"Số 86 – QĐ/TU ngày 05/3/2026 đã ghi cho {word}. Hãy đổi số."


def test_a_list_puts_collectives_first_and_keeps_the_order_given(cast):
    person, one, other = (
        make.dossier(cast.village, cast.campaign, state="APPROVED", holder_kind=kind)
        for kind in ("INDIVIDUAL", "COLLECTIVE", "COLLECTIVE")
    )
    decision = begin(cast, cast.dung)

    choose(decision=decision, dossiers=[person, other, one], by=cast.dung, at=make.NOON, award="Giấy khen")

    rows = decision.items.order_by("order").values_list("order", "dossier", "award")
    assert list(rows) == [(1, other.pk, "Giấy khen"), (2, one.pk, "Giấy khen"), (3, person.pk, "Giấy khen")]


def test_a_list_is_replaced_whole(cast):
    old, new = (make.dossier(cast.village, cast.campaign, state="APPROVED") for _ in range(2))
    decision = make.decision(cast.province, old)

    choose(decision=decision, dossiers=[new], by=cast.dung, at=make.NOON)

    assert [item.dossier for item in decision.items.all()] == [new]


def test_a_dossier_still_under_review_is_not_taken(cast):
    waiting = make.dossier(cast.village, cast.campaign, state="SENT", title="Tiếng mõ")
    decision = make.decision(cast.province, make.dossier(cast.village, cast.campaign, state="APPROVED"))

    with pytest.raises(CannotDecide, match="«Tiếng mõ» đang ở bước «Đã gửi thẩm định», chưa đưa vào được."):
        choose(decision=decision, dossiers=[waiting], by=cast.dung, at=make.NOON)

    assert decision.items.count() == 1


def test_a_dossier_of_another_tree_is_not_taken(cast):
    elsewhere = make.dossier(cast.village, cast.campaign, state="APPROVED", title="Tiếng mõ")
    decision = make.decision(cast.west)

    with pytest.raises(CannotDecide, match="«Tiếng mõ» không thuộc phạm vi của «Huyện ủy Miền Tây»."):
        choose(decision=decision, dossiers=[elsewhere], by=cast.dung, at=make.NOON)


@pytest.mark.parametrize("number", ["8" * 31, "ß" * 20])  # the second grows when it is made into a key
def test_a_number_too_long_to_store_is_refused_in_a_sentence(cast, number):
    with pytest.raises(CannotDecide, match="Số, ký hiệu dài quá 30 ký tự"):
        draft(frame=Frame(unit=cast.province), words=replace(WORDS, number=number), by=cast.dung, at=make.NOON)

    assert not Decision.objects.exists()
