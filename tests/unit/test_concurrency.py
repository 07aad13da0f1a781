"""Many people in the same instant, on a real PostgreSQL: one wins, the others are told, and the book stays whole."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from danvan.decisions.models import Certificate, Decision
from danvan.decisions.workflow import DECISION_LIFE
from danvan.dossiers.actions import Stale
from danvan.dossiers.content import CannotRegister
from danvan.dossiers.editing import edit
from danvan.dossiers.enums import CardState, Voice
from danvan.dossiers.models import Dossier, Evidence, Practice
from danvan.dossiers.proofs import attach
from danvan.dossiers.scoring import Entry, StaleCard, open_card, score
from danvan.dossiers.workflow import CARD_LIFE, LIFE
from danvan.exchange import registrations as sheet
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Event
from danvan.ledger.record import broken_links
from danvan.office.deciding import decide
from danvan.office.forms_cards import Conclusion
from tests import make
from tests.unit.exchange.books import registrations, row
from tests.unit.kit.samples import PDF

pytestmark = pytest.mark.django_db(transaction=True)
Job = Callable[[], Any]


@pytest.fixture(autouse=True)
def real_database(request):
    """SQLite lets one writer in at a time, so there is nothing to race for."""
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: make test runs it there")


def at_once(*jobs: Job) -> list[Any]:
    """Run all jobs in the same instant, each on a connection of its own; a refusal is its answer."""
    gate = Barrier(len(jobs))

    def run(job: Job) -> Any:
        try:
            gate.wait(timeout=30)
            return job()
        except (StepRefused, Stale, CannotRegister, sheet.CannotApply) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def posts(person, url: str, data: dict[str, Any], count: int) -> list[Job]:
    """The same form sent so many times, each from a browser of its own."""
    clients = [browser(person) for _ in range(count)]
    return [lambda client=client: client.post(url, data) for client in clients]


def verbs() -> Counter[str]:
    return Counter(Event.objects.values_list("verb", flat=True))


def refused(answers: list[Any]) -> list[Any]:
    return [answer for answer in answers if isinstance(answer, Exception)]


def test_of_ten_who_approve_and_decline_one_wins(cast):
    dossier = make.dossier(cast.village, cast.campaign, state="CONFIRMED")
    jobs = [
        *posts(cast.giang, reverse("office:dossier-step", args=[dossier.pk, "approve"]), {}, 5),
        *posts(cast.giang, reverse("office:refuse", args=[dossier.pk]), {"note": "Chưa đủ điều kiện công nhận"}, 5),
    ]

    answers = at_once(*jobs)

    dossier.refresh_from_db()
    assert {answer.status_code for answer in answers} <= {302, 409}
    assert [event.after for event in Event.objects.all()] == [dossier.state]
    assert broken_links() == []


def test_one_form_sent_ten_times_registers_once(cast):
    theme = cast.campaign.theme_scheme.themes.first()
    form = {"title": "Tuyến đường hoa", "unit": cast.village.pk, "theme": theme.pk, "continuity": "NEW", **make.FULL,
            "holder_kind": "COLLECTIVE", "request_key": uuid.uuid4(), "buoc": "luu"}  # fmt: skip

    answers = at_once(*posts(cast.an, reverse("office:dossier-new", args=[cast.campaign.code]), form, 10))

    assert {answer.status_code for answer in answers} == {302}
    assert {answer["Location"] for answer in answers} == {Dossier.objects.get().get_absolute_url()}
    assert (verbs(), Practice.objects.count()) == ({"register": 1}, 1)


def test_ten_people_registering_the_same_thing_make_one_dossier(cast):
    form = {"title": "Tuyến đường hoa", "unit": cast.village.pk, "continuity": "NEW", **make.FULL, "buoc": "luu",
            "holder_kind": "COLLECTIVE"}  # fmt: skip
    url = reverse("office:dossier-new", args=[cast.campaign.code])
    jobs = [posts(cast.an, url, {**form, "request_key": uuid.uuid4()}, 1)[0] for _ in range(10)]

    answers = at_once(*jobs)

    assert Counter(answer.status_code for answer in answers) == {302: 1, 200: 9}
    assert (Dossier.objects.count(), Practice.objects.count(), verbs()) == (1, 1, {"register": 1})


def test_a_decision_issued_ten_times_is_issued_once(cast):
    models = [make.dossier(cast.village, cast.campaign, state="APPROVED") for _ in range(3)]
    decision = make.decision(cast.province, *models, articles="Điều 1. Công nhận [số lượng].")

    answers = at_once(*posts(cast.giang, reverse("office:decision-step", args=[decision.pk, "issue"]), {}, 10))

    assert {answer.status_code for answer in answers} == {302}
    assert (verbs()["issue"], Certificate.objects.count()) == (1, 3)
    assert broken_links() == []


def test_one_dossier_is_recognised_by_one_of_two_decisions(cast):
    model = make.dossier(cast.village, cast.campaign, state="APPROVED")
    rivals = [make.decision(cast.province, model) for _ in range(2)]

    answers = at_once(*[lambda d=d: DECISION_LIFE.take(d, "issue", by=cast.giang, at=make.NOON) for d in rivals])

    model.refresh_from_db()
    winner = Decision.objects.get(state="ISSUED")
    assert [str(one)[:28] for one in refused(answers)] == ["Đã có trong quyết định khác:"]
    assert (model.recognised_by, Certificate.objects.count()) == (winner.reference, 1)


def test_one_number_is_given_to_one_of_two_decisions(cast):
    days = (make.date(2026, 3, 4), make.date(2026, 3, 5))
    rivals = [
        make.decision(cast.province, make.dossier(cast.village, cast.campaign, state="APPROVED"), signed_on=day,
                      number="7-QĐ/TU", number_key="7-qd-tu")
        for day in days
    ]  # fmt: skip

    answers = at_once(*[lambda d=d: DECISION_LIFE.take(d, "issue", by=cast.giang, at=make.NOON) for d in rivals])

    assert [str(one)[:19] for one in refused(answers)] == ["Số 7-QĐ/TU đã dùng "]
    assert Decision.objects.filter(state="ISSUED").count() == 1


def test_twenty_decisions_at_once_share_no_serial_and_no_code(cast):
    ready = [
        make.decision(cast.province, make.dossier(cast.village, cast.campaign, state="APPROVED")) for _ in range(20)
    ]

    answers = at_once(*[lambda d=d: DECISION_LIFE.take(d, "issue", by=cast.giang, at=make.NOON) for d in ready])

    assert refused(answers) == []
    assert Certificate.objects.values("serial").distinct().count() == 20
    assert Certificate.objects.values("code").distinct().count() == 20
    assert broken_links() == []


def test_one_draft_begun_ten_times_is_one_draft(cast):
    form = {"unit": cast.province.pk, "kind": "RECOGNISE", "campaign": cast.campaign.pk, "request_key": "k" * 32}

    answers = at_once(*posts(cast.giang, reverse("office:decision-new"), form, 10))

    assert {answer.status_code for answer in answers} == {302}
    assert (Decision.objects.count(), verbs()["draft"]) == (1, 1)


def test_twenty_writers_of_all_kinds_leave_one_whole_chain(cast):
    drafts = [make.dossier(cast.village, cast.campaign) for _ in range(7)]
    titled = make.dossier(cast.village, cast.campaign, track="COMMUNE", state="ACCEPTED", theme=None)
    criteria = list(cast.campaign.tracks.get(track="COMMUNE").version.criteria.order_by("order")[:6])
    card = open_card(dossier=titled, voice=Voice.SELF, by=cast.an, at=make.NOON)

    def mark(criterion) -> None:
        for _ in range(len(criteria)):
            card.refresh_from_db()
            try:
                score(card=card, entries={criterion.pk: Entry("MET")}, edition=card.edition, by=cast.an, at=make.NOON)
            except StaleCard:  # another line was written meanwhile: read again
                continue

    jobs: list[Job] = [lambda d=d: LIFE.take(d, "submit", by=cast.an, at=make.NOON) for d in drafts]
    jobs += [
        lambda d=d: edit(
            dossier=d, content=make.content(f"Mới {d.pk}", theme=d.theme), edition=1, by=cast.binh, at=make.NOON
        )
        for d in drafts
    ]
    jobs += [lambda c=c: mark(c) for c in criteria]
    answers = at_once(*jobs)

    assert {type(one).__name__ for one in refused(answers)} <= {"CannotRegister"}, refused(answers)
    assert broken_links() == []
    assert verbs()["submit"] == Dossier.objects.filter(state="SUBMITTED").count() == len(drafts)


def test_of_two_editors_one_is_told(cast):
    dossier = make.dossier(cast.village, cast.campaign)
    titles = [f"Tên {number}" for number in range(8)]

    answers = at_once(*[
        lambda title=title: edit(dossier=dossier, content=make.content(title), edition=1, by=cast.an, at=make.NOON)
        for title in titles
    ])  # fmt: skip

    dossier.refresh_from_db()
    assert (len(refused(answers)), dossier.edition, verbs()) == (7, 2, {"edit": 1})


def title_at(cast, state: str, **cards: str) -> Dossier:
    dossier = make.dossier(cast.village, cast.campaign, track="COMMUNE", state=state, theme=None)
    for voice, card_state in cards.items():
        make.card(dossier, voice, marks="Y" * 24, state=card_state)
    return dossier


def test_a_card_signed_with_its_step_waits_for_nobody_in_a_circle(cast):
    for _ in range(5):
        dossier = title_at(cast, "REPORTED", SELF=CardState.SIGNED, SUPERIOR=CardState.OPEN)
        send = {"voice": Voice.SUPERIOR, "by": cast.binh, "at": make.NOON}
        back = {"by": cast.binh, "at": make.NOON, "note": "chấm lại"}
        answers = at_once(
            lambda d=dossier, s=send: decide(d, Conclusion("send_up", "", None), **s),
            lambda d=dossier, b=back: LIFE.take(d, "rework", **b),
        )

        dossier.refresh_from_db()
        signed = dossier.cards.get(voice=Voice.SUPERIOR).state
        assert len(refused(answers)) == 1
        assert (dossier.state, signed) in {("SENT", "SIGNED"), ("REWORK", "OPEN")}


def test_a_card_is_never_open_on_a_dossier_that_was_sent(cast):
    for _ in range(5):
        dossier = title_at(cast, "ACCEPTED", SELF=CardState.SIGNED)
        card = dossier.cards.get()
        again = {"by": cast.an, "at": make.NOON}

        answers = at_once(
            lambda d=dossier, a=again: LIFE.take(d, "report", **a),
            lambda c=card, a=again: CARD_LIFE.take(c, "reopen_self", note="sửa", **a),
        )

        dossier.refresh_from_db()
        assert len(refused(answers)) == 1
        assert (dossier.state, dossier.cards.get().state) in {("REPORTED", "SIGNED"), ("ACCEPTED", "REOPENED")}


def test_a_sheet_and_a_step_on_the_same_dossier_wait_for_nobody_in_a_circle(cast):
    content = {"title": "Tuyến đường hoa", "holder_name": "Chi hội Phụ nữ"}
    dossier = make.dossier(cast.village, cast.campaign, **content)
    book = registrations(row(method="Cách làm mới"), row(number=2, title="Hàng rào xanh"))
    preview = sheet.read(book, campaign=cast.campaign, by=cast.binh)

    answers = at_once(
        lambda: sheet.apply(preview, by=cast.binh, at=make.NOON),
        lambda: sheet.apply(preview, by=cast.binh, at=make.NOON),
        lambda: LIFE.take(dossier, "submit", by=cast.an, at=make.NOON),
        lambda: LIFE.take(dossier, "withdraw", by=cast.an, at=make.NOON, note="thôi"),
    )

    assert {type(answer).__name__ for answer in answers} <= {"Applied", "CannotApply", "StepRefused", "Event"}
    assert Dossier.objects.filter(title="Hàng rào xanh").count() <= 1
    assert broken_links() == []


def test_the_same_proof_sent_twice_at_once_is_one_proof(cast):
    dossier = title_at(cast, "ACCEPTED")
    criterion = cast.campaign.tracks.get(track="COMMUNE").version.criteria.get(order=3)

    def send() -> Evidence:
        file = SimpleUploadedFile("bien-ban.pdf", PDF)
        return attach(
            dossier=Dossier.objects.get(pk=dossier.pk), criterion=criterion, upload=file, by=cast.an, at=make.NOON
        )

    assert len({evidence.pk for evidence in at_once(*[send] * 6)}) == 1
    assert (Evidence.objects.count(), verbs()) == (1, {"attach": 1})
