"""Correcting and taking back lines: what ends, what begins, and what the dossiers say afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.decisions.actions import CannotDecide
from danvan.decisions.following import Asked, Correction, choose_lines, correct, follow, open_lines
from danvan.decisions.models import Certificate, Decision
from danvan.decisions.publishing import publish_due, publish_now
from danvan.decisions.workflow import DECISION_LIFE
from danvan.dossiers.models import Dossier
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Event
from danvan.ledger.record import broken_links
from tests import make

LATER = make.NOON + timedelta(days=1)


@pytest.fixture
def original(cast) -> Decision:
    """A recognition in force with two lines: "Tiếng mõ" and "Đường hoa"."""
    return issued(cast, "RECOGNISE", number="86-QĐ/TU")


def issued(cast, kind, **more):
    titles = "Tiếng mõ", "Đường hoa"
    found = [make.dossier(cast.village, cast.campaign, state="APPROVED", title=title) for title in titles]
    made = make.decision(cast.province, *found, campaign=cast.campaign, kind=kind, **more)
    DECISION_LIFE.take(made, "issue", by=cast.giang, at=make.NOON)
    made.refresh_from_db()
    return made


def follower(cast, decision, kind, *titles, reason="Ghi nhầm tên", title="Tiếng mõ an ninh", **more):
    """A draft ready to be issued on these lines; each amended line gets this title."""
    lines = [line.pk for line in open_lines(decision).filter(title__in=titles)]
    made = follow(decision=decision, asked=Asked(kind, lines), by=cast.dung, at=make.NOON)
    number = Decision.objects.count() + 100
    Decision.objects.filter(pk=made.pk).update(
        number=f"{number}-QĐ/TU", number_key=f"{number}-qd-tu", signed_on=make.NOON.date(), signer_name="Người Ký",
        **more,
    )  # fmt: skip
    make.scan(made)
    typed = {
        item.about_id: Correction(title, item.holder_name, item.unit_name, item.theme_name, item.award, reason=reason)
        for item in made.items.all()
    }
    return correct(decision=made, typed=typed, edition=1, by=cast.dung, at=make.NOON)


def issue(cast, decision, at=make.NOON):
    DECISION_LIFE.take(decision, "follow", by=cast.giang, at=at)
    decision.refresh_from_db()
    return decision


def states(decision):
    return [item.certificate.state for item in decision.items.order_by("order")]


def test_an_amendment_ends_the_old_line_and_gives_a_new_certificate(cast, original):
    later = issue(cast, follower(cast, original, "AMEND", "Tiếng mõ"))

    old, kept = original.items.order_by("order")
    new, dossier = later.items.get(), Dossier.objects.get(pk=old.dossier_id)
    assert (old.title, old.ended_by, kept.ended_by) == ("Tiếng mõ", later, None)
    assert (states(original), states(later)) == (["REPLACED", "VALID"], ["VALID"])
    assert (new.title, new.year, new.superior_name) == ("Tiếng mõ an ninh", old.year, old.superior_name)
    assert (dossier.title, dossier.recognised_by) == ("Tiếng mõ an ninh", original.reference)
    assert Dossier.objects.public().count() == 2
    assert Event.objects.get(verb="amend").details == {"title": ["Tiếng mõ", "Tiếng mõ an ninh"]}
    original.refresh_from_db()
    assert original.state == "ISSUED" and broken_links() == []


def test_an_amended_line_is_amended_again_and_then_taken_back(cast, original):
    first = issue(cast, follower(cast, original, "AMEND", "Tiếng mõ"))
    second = issue(cast, follower(cast, first, "AMEND", "Tiếng mõ an ninh", title="Tiếng mõ bình yên"))
    last = issue(cast, follower(cast, second, "REVOKE", "Tiếng mõ bình yên", reason="Không duy trì"))

    first.refresh_from_db()
    second.refresh_from_db()
    dossier = original.items.order_by("order")[0].dossier
    assert (states(first), first.state) == (["REPLACED"], "REPLACED")
    assert (states(second), second.state) == (["REVOKED"], "REVOKED")
    assert (dossier.title, dossier.recognised_on, dossier.recognised_by) == ("Tiếng mõ bình yên", None, "")
    assert not Certificate.objects.filter(item__decision=last).exists()


def test_a_revoked_dossier_leaves_the_public_and_the_decision_goes_when_all_its_lines_have(cast, original):
    issue(cast, follower(cast, original, "REVOKE", "Tiếng mõ"))
    original.refresh_from_db()
    assert ([one.title for one in Dossier.objects.public()], original.state) == (["Đường hoa"], "ISSUED")

    issue(cast, follower(cast, original, "REVOKE", "Đường hoa"))

    original.refresh_from_db()
    assert (original.state, states(original)) == ("REVOKED", ["REVOKED", "REVOKED"])
    assert not Dossier.objects.public().exists()
    assert Event.objects.filter(verb="revoke", label="Thu hồi công nhận").count() == 2
    assert Decision.objects.public().count() == 3


def test_a_commendation_is_taken_back_alone(cast):
    commended = issued(cast, "COMMEND", number="2559/QĐ-UBND")
    Dossier.objects.update(recognised_on=make.BEGIN, recognised_by="Quyết định số 1")
    later = issue(cast, follower(cast, commended, "AMEND", "Tiếng mõ"))
    issue(cast, follower(cast, commended, "REVOKE", "Đường hoa"))

    told = {one.title: (bool(one.recognised_on), bool(one.commended_on)) for one in Dossier.objects.all()}
    assert told == {"Tiếng mõ an ninh": (True, True), "Đường hoa": (True, False)}
    assert later.items.get().certificate.serial.endswith("K")


def test_of_two_drafts_on_one_line_the_second_is_refused(cast, original):
    one, other = (follower(cast, original, "AMEND", "Tiếng mõ", publish_at=LATER) for _ in range(2))
    issue(cast, one)

    with pytest.raises(StepRefused, match="Đã có quyết định khác đính chính hoặc thu hồi: dòng 1, Tiếng mõ an ninh."):
        issue(cast, other)  # though the first is not public yet
    publish_due(at=LATER)
    with pytest.raises(StepRefused, match="Đã có quyết định khác"):
        issue(cast, other)
    with pytest.raises(CannotDecide, match="không còn hiệu lực"):
        choose_lines(decision=other, lines=[original.items.get(order=1).pk], by=cast.dung, at=make.NOON)


@pytest.mark.parametrize(("spoiled", "sentence"), [
    ({"reason": ""}, "Chưa ghi lý do: dòng 1, Tiếng mõ an ninh."),
    ({"title": "Tiếng mõ"}, "Chưa sửa chỗ nào: dòng 1, Tiếng mõ."),
    ({"title": "Đường hoa"}, "Đơn vị đã có hồ sơ khác mang tên này: dòng 1, Đường hoa."),
])  # fmt: skip
def test_what_an_amendment_lacks_is_named(cast, original, spoiled, sentence):
    with pytest.raises(StepRefused) as refusal:
        issue(cast, follower(cast, original, "AMEND", "Tiếng mõ", **spoiled))

    assert str(refusal.value) == sentence
    assert states(original) == ["VALID", "VALID"]


def test_the_words_are_proposed_and_typed_lines_outlive_a_new_choice(cast, original):
    made = follower(cast, original, "AMEND", "Tiếng mõ")
    one, other = original.items.order_by("order")

    choose_lines(decision=made, lines=[one.pk, other.pk], by=cast.dung, at=make.NOON)

    cited = "Quyết định số 86-QĐ/TU, ngày 05/3/2026 của Ban Thường vụ Tỉnh ủy"
    assert made.summary == f"về việc đính chính {cited}"
    assert f"Căn cứ {cited} công nhận mô hình" in made.bases
    assert [item.title for item in made.items.order_by("order")] == ["Tiếng mõ an ninh", "Đường hoa"]


@pytest.mark.parametrize("who", ["an", "binh", "hoa", "quan"])
def test_nobody_else_drafts_one(cast, original, who):
    with pytest.raises(CannotDecide, match="không được soạn"):
        follow(decision=original, asked=Asked("AMEND", [1]), by=getattr(cast, who), at=make.NOON)


def test_what_is_not_public_is_not_corrected(cast):
    waiting = issued(cast, "RECOGNISE", publish_at=LATER)
    with pytest.raises(CannotDecide, match="không được soạn"):
        follow(decision=waiting, asked=Asked("AMEND", [waiting.items.first().pk]), by=cast.dung, at=make.NOON)
    assert publish_now(decision=waiting, by=cast.giang, at=make.NOON)
    waiting.refresh_from_db()
    assert follow(decision=waiting, asked=Asked("AMEND", [waiting.items.first().pk]), by=cast.dung, at=make.NOON)
