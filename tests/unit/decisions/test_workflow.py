"""The life of a decision against a table typed by hand, each blocker by itself, and what issuing leaves behind."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from danvan.decisions.enums import DecisionState
from danvan.decisions.models import DecisionItem
from danvan.decisions.workflow import DECISION_LIFE
from danvan.dossiers.models import Dossier
from danvan.kit import codes
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Event
from tests import make
from tests.conftest import PEOPLE

# state × step, for a decision of today and for one copied from an old paper: where it leads.
RULES = {
    ("DRAFT", "issue", "new"): "ISSUED",
    ("DRAFT", "record", "old"): "ISSUED",
    ("DRAFT", "follow", "following"): "ISSUED",
}
TAKERS = {"issue": {"giang"}, "record": {"quan"}, "follow": {"giang"}}
STATES = ("DRAFT", "ISSUED", "REPLACED", "REVOKED")


def ready(cast, **more):
    """A decision that nothing keeps from issue."""
    return make.decision(cast.province, make.dossier(cast.village, cast.campaign, state="APPROVED"), **more)


def of_age(cast, age, **more):
    """A decision of today, one from an old paper, or one that amends the line of another."""
    if age != "following":
        return ready(cast, is_archive=age == "old", **more)
    original = ready(cast)
    DECISION_LIFE.take(original, "issue", by=cast.giang, at=make.NOON)
    original.refresh_from_db()
    decision = make.decision(cast.province, amends=original, kind="AMEND", reason="Ghi nhầm tên", **more)
    about = original.items.get()
    names = {"title": "Tên đúng", "holder_name": about.holder_name, "unit_name": about.unit_name}
    DecisionItem.objects.create(decision=decision, dossier=about.dossier, order=1, about=about, **names)
    return decision


def test_the_table_names_every_state_and_step():
    assert set(DecisionState.values) == set(STATES)
    assert set(DECISION_LIFE.steps) == set(TAKERS)


@pytest.mark.parametrize("age", ["new", "old", "following"])
@pytest.mark.parametrize("name", sorted(TAKERS))
@pytest.mark.parametrize("state", STATES)
def test_step_is_taken_only_where_the_rules_say(cast, state, name, age):
    decision = of_age(cast, age, state=state)
    by = {"record": cast.quan}.get(name, cast.giang)
    target = RULES.get((state, name, age))

    if target:
        DECISION_LIFE.take(decision, name, by=by, at=make.NOON)
    else:
        with pytest.raises(StepRefused, match="không áp dụng"):
            DECISION_LIFE.take(decision, name, by=by, at=make.NOON)

    decision.refresh_from_db()
    assert decision.state == (target or state)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", sorted(TAKERS))
def test_step_is_taken_only_by_its_takers(cast, name, who):
    decision = of_age(cast, {"record": "old", "follow": "following"}.get(name, "new"))

    refusal = DECISION_LIFE.steps[name].refusal(decision, getattr(cast, who), "", make.NOON)

    assert refusal == ("" if who in TAKERS[name] else "Bạn không có quyền thực hiện bước này.")


@pytest.mark.parametrize(
    ("spoiled", "sentence"),
    [
        ({"number": " "}, "Chưa ghi số, ký hiệu quyết định (do văn thư cấp)."),
        ({"signed_on": None}, "Chưa ghi ngày ban hành."),
        ({"signed_on": date(2026, 3, 11)}, "Ngày ban hành 11/3/2026 chưa tới."),
        ({"signer_name": ""}, "Chưa ghi người ký và thẩm quyền ký."),
        ({"capacity": " "}, "Chưa ghi người ký và thẩm quyền ký."),
    ],
)
def test_issue_names_what_is_missing(cast, spoiled, sentence):
    decision = ready(cast, **spoiled)

    with pytest.raises(StepRefused) as refusal:
        DECISION_LIFE.take(decision, "issue", by=cast.giang, at=make.NOON)

    decision.refresh_from_db()
    assert (str(refusal.value), decision.state, Event.objects.count()) == (sentence, "DRAFT", 0)


def test_a_decision_of_today_is_issued_today(cast):
    decision = ready(cast, signed_on=date(2026, 3, 10))

    DECISION_LIFE.take(decision, "issue", by=cast.giang, at=make.NOON)

    decision.refresh_from_db()
    assert decision.state == "ISSUED"


def test_a_decision_with_an_empty_list_is_not_issued(cast):
    with pytest.raises(StepRefused, match="^Danh sách kèm theo chưa có dòng nào.$"):
        DECISION_LIFE.take(make.decision(cast.province), "issue", by=cast.giang, at=make.NOON)


def test_a_number_used_in_the_same_year_however_typed_is_refused(cast):
    first = ready(cast, number="86-QĐ/TU", number_key="86-qd-tu", signed_on=date(2026, 1, 5))
    DECISION_LIFE.take(first, "issue", by=cast.giang, at=make.NOON)
    second = ready(cast, number="86 – QĐ/TU", number_key="86-qd-tu")

    with pytest.raises(StepRefused) as refusal:
        DECISION_LIFE.take(second, "issue", by=cast.giang, at=make.NOON)

    assert str(refusal.value) == "Số 86 – QĐ/TU đã dùng cho Quyết định số 86-QĐ/TU, ngày 05/01/2026."


def test_the_same_number_is_free_in_another_year_unit_or_draft(cast):
    number = {"number": "86-QĐ/TU", "number_key": "86-qd-tu"}
    ready(cast, **number, signed_on=date(2026, 1, 5))
    make.decision(cast.east, state="ISSUED", **number, signed_on=date(2026, 1, 5))
    make.decision(cast.province, state="ISSUED", **number, signed_on=date(2025, 12, 30))

    DECISION_LIFE.take(ready(cast, **number), "issue", by=cast.giang, at=make.NOON)


def test_a_dossier_that_is_not_approved_is_named(cast):
    waiting = make.dossier(cast.village, cast.campaign, state="CONFIRMED", title="Tiếng mõ")

    with pytest.raises(StepRefused) as refusal:
        DECISION_LIFE.take(make.decision(cast.province, waiting), "issue", by=cast.giang, at=make.NOON)

    assert str(refusal.value) == "Chưa đủ điều kiện: 1. Tiếng mõ (Đã thẩm định, chờ duyệt)."


def test_two_decisions_cannot_recognise_the_same_dossier(cast):
    dossier = make.dossier(cast.village, cast.campaign, state="APPROVED", title="Tiếng mõ")
    one, other = make.decision(cast.province, dossier), make.decision(cast.province, dossier)
    DECISION_LIFE.take(one, "issue", by=cast.giang, at=make.NOON)

    with pytest.raises(StepRefused) as refusal:
        DECISION_LIFE.take(other, "issue", by=cast.giang, at=make.NOON)

    dossier.refresh_from_db()
    assert str(refusal.value) == "Đã có trong quyết định khác: 1. Tiếng mõ."
    assert dossier.recognised_by == one.reference


def test_a_recognised_dossier_may_be_commended_once(cast):
    dossier = make.recognised(cast.village, cast.campaign)
    DECISION_LIFE.take(make.decision(cast.province, dossier, kind="COMMEND"), "issue", by=cast.giang, at=make.NOON)

    with pytest.raises(StepRefused, match="^Đã có trong quyết định khác"):
        DECISION_LIFE.take(make.decision(cast.province, dossier, kind="COMMEND"), "issue", by=cast.giang, at=make.NOON)


def test_issuing_twice_is_refused_and_gives_no_second_certificate(cast):
    decision = ready(cast)
    DECISION_LIFE.take(decision, "issue", by=cast.giang, at=make.NOON)
    before = decision.items.get().certificate.code

    with pytest.raises(StepRefused, match="không áp dụng cho trạng thái hiện tại"):
        DECISION_LIFE.take(decision, "issue", by=cast.giang, at=make.NOON + timedelta(minutes=1))

    assert decision.items.get().certificate.code == before


def test_issuing_makes_the_dossier_public_from_that_moment_on(cast):
    decision = ready(cast, number="86-QĐ/TU", number_key="86-qd-tu")
    assert not Dossier.objects.public().exists()

    DECISION_LIFE.take(decision, "issue", by=cast.giang, at=make.NOON)

    dossier = Dossier.objects.public().get()
    assert (dossier.recognised_on, dossier.recognised_by) == (
        date(2026, 3, 5), "Quyết định số 86-QĐ/TU, ngày 05/3/2026",
    )  # fmt: skip
    assert dossier.commended_on is None


def test_the_list_keeps_what_the_dossier_said_on_the_day(cast):
    decision = ready(cast)
    DECISION_LIFE.take(decision, "issue", by=cast.giang, at=make.NOON)
    dossier = Dossier.objects.get()
    printed = dossier.title

    Dossier.objects.update(title="Tên khác", unit_name="Đơn vị khác", holder_name="Người khác")

    item = decision.items.get()
    assert (item.title, item.unit_name, item.superior_name, item.holder_name, item.theme_name, item.year) == (
        printed, "Đảng bộ xã Đồng Điều", "Huyện ủy Miền Đông", "Chi bộ thôn Đồng Điều", "Kinh tế", 2026,
    )  # fmt: skip


def test_a_title_keeps_the_strip_of_its_final_card_and_its_unit_as_holder(cast):
    dossier = make.dossier(
        cast.village, cast.campaign, state="APPROVED", track="COMMUNE", theme=None, holder_name=""
    )  # fmt: skip
    card = make.card(dossier, "PROVINCE", marks="Y" * 21 + "NNN", state="SIGNED")
    card.is_final = True
    card.save()

    decision = make.decision(cast.province, dossier)
    DECISION_LIFE.take(decision, "issue", by=cast.giang, at=make.NOON)

    item = decision.items.get()
    assert (item.marks, item.holder_name, item.theme_name) == ("Y" * 21 + "NNN", "Đảng bộ xã Đồng Điều", "")


def test_every_line_gets_a_serial_and_a_code_of_its_own(cast):
    dossiers = [make.dossier(cast.village, cast.campaign, state="APPROVED") for _ in range(3)]
    decision = make.decision(cast.province, *dossiers, number="86-QĐ/TU", number_key="86-qd-tu")

    DECISION_LIFE.take(decision, "issue", by=cast.giang, at=make.NOON)

    given = [item.certificate for item in decision.items.order_by("order")]
    assert [one.serial for one in given] == ["2026/P/86-QD-TU-01", "2026/P/86-QD-TU-02", "2026/P/86-QD-TU-03"]
    assert len({one.code for one in given}) == 3
    assert all(codes.check(one.code) and one.state == "VALID" for one in given)


def test_a_commendation_marks_the_dossier_as_commended_only(cast):
    decision = ready(cast, kind="COMMEND", number="2559/QĐ-UBND", number_key="2559-qd-ubnd")

    DECISION_LIFE.take(decision, "issue", by=cast.giang, at=make.NOON)

    dossier = Dossier.objects.get()
    assert (dossier.commended_on, dossier.recognised_on) == (date(2026, 3, 5), None)
    assert decision.items.get().certificate.serial == "2026/P/2559-QD-UBND-01K"


def test_an_old_paper_without_a_number_is_recorded(cast):
    decision = ready(cast, is_archive=True, number="", number_key="", signer_name="")

    DECISION_LIFE.take(decision, "record", by=cast.quan, at=make.NOON)

    assert decision.items.get().certificate.serial == "2026/P/CU-01"
