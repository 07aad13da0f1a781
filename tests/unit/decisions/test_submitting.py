"""Submissions: written, sent once, taken back with a reason, and the decision that follows in their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan.decisions.actions import Frame
from danvan.decisions.models import AwardForm, Decision, Submission
from danvan.decisions.submitted import decision_from, text_of
from danvan.decisions.submitting import (
    SUBMISSION_LIFE,
    Asking,
    CannotSubmit,
    Line,
    add_lines,
    begin,
    rewrite,
    why_not,
)
from danvan.decisions.workflow import DECISION_LIFE
from danvan.dossiers.models import Dossier
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Event
from tests import make

WORDS = Asking(
    body="Ban Dân vận Huyện ủy Miền Đông", addressee="Chủ tịch Ủy ban nhân dân huyện Miền Đông",
    summary="về việc đề nghị khen thưởng", number=" 15-TTr/BDVHU ", signed_on=date(2026, 3, 9),
    signer_title="TRƯỞNG BAN", signer_name="Người Ký", text="Đề nghị khen thưởng [số lượng].",
)  # fmt: skip


def form(code="giay-khen-ubnd-huyen"):
    return AwardForm.objects.get(code=code)


@pytest.fixture
def stage(cast):
    """A stage of the east with two collectives and a person recognised in different campaigns."""
    stage = make.stage(cast.east)
    campaigns = [make.campaign(cast.east, first_year=year, last_year=year) for year in (2018, 2020)]
    make.recognised(cast.village, campaigns[0], title="Hàng rào xanh", holder_name="Chi đoàn thôn Núi")
    make.recognised(cast.village, campaigns[1], title="Cầu dân sinh", holder_name="Chi bộ thôn Chè")
    make.recognised(
        cast.village, campaigns[1], title="Tiếng mõ", holder_name="Vũ Thị Bình", holder_kind="INDIVIDUAL"
    )  # fmt: skip
    return stage


def asked(cast, stage, *, lines=None, words=WORDS, by=None, **more):
    found = Dossier.objects.order_by("pk")
    lines = [Line(one, form()) for one in found] if lines is None else lines
    frame = Frame(**{"unit": cast.east, "kind": "COMMEND", "stage": stage, **more})
    return begin(frame=frame, words=words, lines=lines, by=by or cast.dung, at=make.NOON)


def take(submission, name, by, **more):
    SUBMISSION_LIFE.take(submission, name, by=by, at=make.NOON, **more)
    return Submission.objects.get(pk=submission.pk)


@pytest.mark.parametrize("who", ["an", "binh", "chi", "hoa", "quan"])
def test_only_those_who_draft_decisions_of_the_unit_begin_one(cast, stage, who):
    with pytest.raises(CannotSubmit, match="Bạn không được soạn tờ trình để «Huyện ủy Miền Đông» quyết định."):
        asked(cast, stage, by=getattr(cast, who))


def test_collectives_stand_first_and_the_same_form_gives_one_draft(cast, stage):
    fence, bridge, sound = Dossier.objects.order_by("pk")
    lines = [Line(sound, form()), Line(bridge, form()), Line(fence, form())]

    made = asked(cast, stage, lines=lines, request_key="k1")

    assert asked(cast, stage, request_key="k1") == made
    assert list(made.items.order_by("order").values_list("dossier__title", flat=True)) == [
        "Cầu dân sinh", "Hàng rào xanh", "Tiếng mõ",
    ]  # fmt: skip
    assert (made.number, made.number_key, Event.objects.count()) == ("15-TTr/BDVHU", "15-ttr-bdvhu", 1)


def test_an_old_page_cannot_overwrite_and_a_sent_paper_cannot_change(cast, stage):
    made = asked(cast, stage)
    lines = [Line(Dossier.objects.first(), form(), "Ba năm liền")]
    rewrite(submission=made, words=WORDS, lines=lines, edition=1, by=cast.giang, at=make.NOON)

    with pytest.raises(CannotSubmit, match="vừa được người khác sửa"):
        rewrite(submission=made, words=WORDS, lines=[], edition=1, by=cast.dung, at=make.NOON)
    take(made, "send", cast.dung)
    with pytest.raises(CannotSubmit, match="đã trình, không sửa được"):
        rewrite(submission=made, words=WORDS, lines=[], edition=2, by=cast.dung, at=make.NOON)
    assert made.items.get().reason == "Ba năm liền"


def test_lines_are_added_once(cast, stage):
    fence, bridge, _ = Dossier.objects.order_by("pk")
    made = asked(cast, stage, lines=[Line(fence, form())])

    added = add_lines(submission=made, lines=[Line(fence), Line(bridge, form())], by=cast.dung, at=make.NOON)

    assert added == 1
    assert list(made.items.order_by("order").values_list("dossier", "form")) == [
        (fence.pk, form().pk), (bridge.pk, form().pk),
    ]  # fmt: skip


def test_what_cannot_be_asked_for_is_refused_when_it_is_listed(cast, stage):
    waiting = make.dossier(cast.village, cast.campaign, state="APPROVED", title="Chưa công nhận")
    strange = make.recognised(cast.west, cast.campaign, title="Ở huyện khác")
    own = Dossier.objects.get(title="Hàng rào xanh")

    for line, why in (
        (Line(waiting, form()), "«Chưa công nhận»: Chưa được công nhận nên chưa khen thưởng được."),
        (Line(strange, form()), "«Ở huyện khác» không thuộc phạm vi của «Huyện ủy Miền Đông»."),
        (
            Line(own, form("bang-khen-tinh-uy")),
            "Bằng khen của Ban Thường vụ Tỉnh ủy không do «Huyện ủy Miền Đông» tặng.",
        ),
    ):
        with pytest.raises(CannotSubmit) as refusal:
            asked(cast, stage, lines=[line])
        assert str(refusal.value) == why


@pytest.mark.parametrize(
    ("state", "passed", "why"),
    [
        ("APPROVED", None, ""),
        ("CONFIRMED", True, ""),
        ("CONFIRMED", None, "Đang ở bước “Đã thẩm định, chờ duyệt”, chưa đủ điều kiện trình"),
        ("DECLINED", True, "Đang ở bước “Chưa được công nhận”, chưa đủ điều kiện trình"),
    ],
)
def test_recognition_is_asked_for_what_was_assessed_or_approved(state, passed, why):
    assert why_not(Dossier(state=state, assessed_pass=passed), "RECOGNISE") == why


def test_each_thing_that_is_missing_keeps_it_from_being_sent(cast, stage):
    blank = replace(WORDS, number="", signed_on=None, signer_name="")
    made = asked(cast, stage, words=blank, lines=[])
    with pytest.raises(StepRefused) as refusal:
        take(made, "send", cast.dung)
    assert str(refusal.value) == (
        "Chưa ghi số, ký hiệu tờ trình (do văn thư cấp). Chưa ghi ngày ký. Chưa ghi người ký và chức vụ người ký. "
        "Danh sách đề nghị chưa có dòng nào."
    )

    fence, bridge, sound = Dossier.objects.order_by("pk")
    lines = [Line(fence), Line(bridge, form()), Line(sound, form("giay-khen-huyen-uy"))]
    rewrite(submission=made, words=WORDS, lines=lines, edition=1, by=cast.dung, at=make.NOON)
    Dossier.objects.filter(pk=bridge.pk).update(commended_on=date(2026, 3, 1), commended_by="Quyết định số 1")
    with pytest.raises(StepRefused) as refusal:
        take(made, "send", cast.dung)
    assert str(refusal.value) == (
        "Chưa chọn hình thức khen thưởng ở dòng 1. Danh sách có cả hình thức của cấp ủy và của chính quyền. Hãy tách "
        "thành hai tờ trình. Không trình được nữa: 2. Cầu dân sinh (đã khen thưởng theo Quyết định số 1)."
    )


def test_a_number_is_given_once_a_year_by_a_board(cast, stage):
    take(asked(cast, stage), "send", cast.dung)

    with pytest.raises(StepRefused, match="^Số 15-TTr/BDVHU đã dùng cho Tờ trình số 15-TTr/BDVHU, ngày 09/3/2026.$"):
        take(asked(cast, stage), "send", cast.dung)


def test_names_stay_as_they_were_sent_and_it_is_taken_back_with_a_reason(cast, stage):
    sent = take(asked(cast, stage), "send", cast.dung)
    Dossier.objects.update(title="Đổi tên sau khi trình")

    assert list(sent.items.order_by("order").values_list("title", "holder_name", "unit_name"))[0] == (
        "Hàng rào xanh", "Chi đoàn thôn Núi", "Đảng bộ xã Đồng Điều",
    )  # fmt: skip
    with pytest.raises(StepRefused, match="Cần ghi rõ lý do."):
        take(sent, "recall", cast.dung)
    assert take(sent, "recall", cast.dung, note="Thiếu một tập thể").state == "DRAFT"


def test_the_stage_is_commended_by_the_people_s_committee_as_it_was_asked(cast, stage):
    AwardForm.objects.filter(code="giay-khen-ubnd-huyen").update(prize_collective=900_000, prize_individual=450_000)
    fence, bridge, sound = Dossier.objects.order_by("pk")
    lines = [Line(one, form()) for one in (bridge, fence, sound)]
    sent = take(asked(cast, stage, lines=lines), "send", cast.dung)

    made = decision_from(submission=sent, by=cast.dung, at=make.NOON, request_key="k").decision

    assert (made.kind, made.layout, made.stage, made.submission) == ("COMMEND", "STATE_30", stage, sent)
    assert made.body == "Ủy ban nhân dân huyện Miền Đông"
    assert made.bases.splitlines()[-2:] == [
        "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15",
        "Xét Tờ trình số 15-TTr/BDVHU ngày 09/3/2026 của Ban Dân vận Huyện ủy Miền Đông",
    ]
    assert "Tặng Giấy khen cho [số lượng] có thành tích" in made.articles and "2018–2020" in made.articles
    assert list(made.items.order_by("order").values_list("dossier", "award", "prize")) == [
        (bridge.pk, "Giấy khen", 900_000), (fence.pk, "Giấy khen", 900_000), (sound.pk, "Giấy khen", 450_000),
    ]  # fmt: skip
    assert decision_from(submission=sent, by=cast.dung, at=make.NOON, request_key="k").decision == made
    assert text_of(sent, list(sent.items.all())) == ["Đề nghị khen thưởng 02 tập thể và 01 cá nhân."]


def test_once_it_is_decided_it_is_not_taken_back_and_nothing_is_left_to_decide(cast, stage):
    sent = take(asked(cast, stage), "send", cast.dung)
    made = decision_from(submission=sent, by=cast.dung, at=make.NOON).decision
    with pytest.raises(CannotSubmit, match="đang có trong một dự thảo khác"):
        decision_from(submission=sent, by=cast.dung, at=make.NOON)

    Decision.objects.filter(pk=made.pk).update(
        number="2559/QĐ-UBND", number_key="2559-qd-ubnd", signed_on=date(2026, 3, 9), signer_name="Người Ký"
    )
    make.scan(made)
    DECISION_LIFE.take(made, "issue", by=cast.giang, at=make.NOON)

    assert set(Dossier.objects.values_list("commended_by", flat=True)) == {"Quyết định số 2559/QĐ-UBND, ngày 09/3/2026"}
    with pytest.raises(StepRefused, match="đã ban hành theo tờ trình này, không thu lại được"):
        take(sent, "recall", cast.dung, note="muộn rồi")


def test_what_waits_for_approval_is_left_out_of_the_decision_and_told(cast):
    ready = make.dossier(cast.village, cast.campaign, state="APPROVED", title="Đã duyệt")
    waits = make.dossier(cast.village, cast.campaign, state="CONFIRMED", title="Chờ duyệt", assessed_pass=True)
    lines = [Line(waits), Line(ready)]
    sent = take(
        asked(cast, None, lines=lines, unit=cast.province, kind="RECOGNISE", campaign=cast.campaign), "send", cast.giang
    )

    found = decision_from(submission=sent, by=cast.giang, at=make.NOON)

    assert found.left == ["1. Chờ duyệt (đang ở bước “Đã thẩm định, chờ duyệt”, chưa đưa vào được)"]
    assert [item.dossier for item in found.decision.items.all()] == [ready]
    assert found.decision.layout == "PARTY_36"
