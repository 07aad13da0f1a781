"""Steps sent by hand for every state, step and person, and old forms sent again: only the rule book holds."""

from __future__ import annotations

import pytest
from django.urls import reverse

from danvan.decisions.models import Certificate
from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier
from danvan.dossiers.workflow import LIFE
from danvan.ledger.models import Event
from danvan.ledger.record import broken_links
from tests import make
from tests.conftest import PEOPLE
from tests.unit.dossiers.test_workflow import NOTE, RULES, TAKERS

STEPS = [*LIFE.steps]
WITH_REASONS = {"decline", "judge_again", "judge_again_direct"}  # taken on pages of their own: refusing, answering
WORDS = {"note": NOTE, "state": "APPROVED", "target": "APPROVED", "by": "1"}


def url(dossier: Dossier, name: str) -> str:
    return reverse("office:dossier-step", args=[dossier.pk, name])


@pytest.mark.parametrize("edge", sorted(edge for edge in RULES if edge[1] not in WITH_REASONS), ids=" ".join)
def test_each_edge_is_taken_once_with_one_line_in_the_book(cast, visit, edge):
    state, name = edge
    dossier = make.dossier(cast.village, cast.campaign, state=state)
    client = visit(min(TAKERS[name]))

    client.post(url(dossier, name), WORDS)
    client.post(url(dossier, name), WORDS)  # pressed twice

    dossier.refresh_from_db()
    told = [(e.verb, e.before, e.after, e.actor.username) for e in Event.objects.all()]
    assert dossier.state == RULES[edge]
    assert told == [(name, state, RULES[edge], min(TAKERS[name]))]


@pytest.mark.parametrize(("place", "who"), list(enumerate(PEOPLE)))
def test_every_other_pair_is_refused(cast, visit, place, who):
    """A seventh of all pairs for each of the seven, so that together they try every pair once."""
    client = visit(who)
    dossiers = {state: make.dossier(cast.village, cast.campaign, state=state) for state in State.values}
    pairs = [(state, name) for state in State.values for name in STEPS]

    for number, (state, name) in enumerate(pairs):
        if number % len(PEOPLE) != place or ((state, name) in RULES and who in TAKERS[name]):
            continue
        answer = client.post(url(dossiers[state], name))
        assert answer.status_code == (404 if who == "chi" else 302), (state, name)

    assert Event.objects.count() == 0
    assert {state: Dossier.objects.get(pk=one.pk).state for state, one in dossiers.items()} == {
        state: state for state in State.values
    }


def test_a_step_is_not_taken_by_reading(cast, visit):
    dossier = make.dossier(cast.village, cast.campaign)

    for name in STEPS:
        assert visit("an").get(url(dossier, name)).status_code == 405
        assert visit("an").get(url(dossier, name) + "?note=x").status_code == 405
    assert visit("an").post(f"/can-bo/ho-so/{dossier.pk}/buoc/approve_all/").status_code == 404
    assert Event.objects.count() == 0


def test_an_old_approval_is_refused_after_the_dossier_went_back(cast, visit):
    dossier = make.dossier(cast.village, cast.campaign, state="CONFIRMED")
    giang = visit("giang")
    giang.post(url(dossier, "reconsider"), {"note": NOTE})

    answer = giang.post(url(dossier, "approve"), WORDS, follow=True)

    dossier.refresh_from_db()
    assert dossier.state == "SENT"
    assert "Bước này không áp dụng cho trạng thái hiện tại" in answer.content.decode()


def test_an_old_edit_is_shown_both_versions_and_writes_over_nobody(cast, visit):
    dossier = make.dossier(cast.village, cast.campaign, title="Cũ")
    form = {"title": "Của an", "continuity": "NEW", "holder_kind": "COLLECTIVE", **make.FULL, "edition": "1"}
    address = reverse("office:dossier-edit", args=[dossier.pk])
    visit("binh").post(address, {**form, "title": "Của binh"})

    for _ in range(2):
        answer = visit("an").post(address, form)
        assert answer.status_code == 409
        assert "Của an" in answer.content.decode() and "Của binh" in answer.content.decode()

    dossier.refresh_from_db()
    assert (dossier.title, dossier.edition) == ("Của binh", 2)


def test_an_edit_does_not_make_a_second_of_the_same(cast, visit):
    _, second = (make.dossier(cast.village, cast.campaign, title=title) for title in ("Đường hoa", "Hàng rào"))
    form = {"title": "ĐƯỜNG  HOA", "continuity": "NEW", "holder_kind": "COLLECTIVE", **make.FULL, "edition": "1"}

    page = visit("an").post(reverse("office:dossier-edit", args=[second.pk]), form)

    assert page.status_code == 200 and "Hãy đặt tên phân biệt" in page.content.decode()
    assert [*Dossier.objects.order_by("pk").values_list("title", flat=True)] == ["Đường hoa", "Hàng rào"]


def test_an_old_edit_is_refused_after_sending(cast, visit):
    dossier = make.dossier(cast.village, cast.campaign, title="Đã gửi")
    LIFE.take(dossier, "submit", by=cast.an, at=make.NOON)

    answer = visit("an").post(
        reverse("office:dossier-edit", args=[dossier.pk]), {"title": "Khác", "edition": 1}, follow=True
    )

    dossier.refresh_from_db()
    assert dossier.title == "Đã gửi"
    assert "không sửa nội dung được nữa" in answer.content.decode()


def test_an_issue_sent_again_gives_no_second_certificate(cast, visit):
    model = make.dossier(cast.village, cast.campaign, state="APPROVED")
    decision = make.decision(cast.province, model)
    address = reverse("office:decision-step", args=[decision.pk, "issue"])

    pages = [visit("giang").post(address, follow=True) for _ in range(3)]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert Certificate.objects.count() == Event.objects.filter(verb="issue").count() == 1
    assert broken_links() == []


@pytest.mark.parametrize(("lack", "sentence"), [
    ({"number": "", "number_key": ""}, "Chưa ghi số, ký hiệu"), ({"signed_on": None}, "Chưa ghi ngày ban hành"),
    ({"signer_name": ""}, "Chưa ghi người ký"),
])  # fmt: skip
def test_an_unready_decision_is_not_issued_and_nothing_is_half_stored(cast, visit, lack, sentence):
    decision = make.decision(cast.province, make.dossier(cast.village, cast.campaign, state="APPROVED"), **lack)

    page = visit("giang").post(reverse("office:decision-step", args=[decision.pk, "issue"]), follow=True)

    decision.refresh_from_db()
    assert sentence in page.content.decode()
    assert (decision.state, decision.issued_at, Certificate.objects.count()) == ("DRAFT", None, 0)
    assert not Dossier.objects.recognised().exists()


@pytest.mark.parametrize("number", ["9" * 31, "ﬃ" * 20, "x" * 61])
def test_a_number_that_no_serial_could_hold_is_refused_in_time(cast, visit, number):
    decision = make.decision(cast.province, make.dossier(cast.village, cast.campaign, state="APPROVED"))
    words = {"number": number, "edition": 1, "body": "B", "summary": "S", "layout": "PARTY_36"}

    page = visit("giang").post(reverse("office:decision-step", args=[decision.pk, "issue"]), words, follow=True)

    decision.refresh_from_db()
    assert page.status_code == 422 and page.context["form"].errors
    assert (decision.state, Certificate.objects.count()) == ("DRAFT", 0)
