"""Who may take which step from which state: the whole table, for consultations, opinions and requests."""

from __future__ import annotations

from itertools import product

import pytest

from danvan.hearings.actions import Request, ask_removal
from danvan.hearings.enums import ConsultationState, OpinionState, RemovalState
from danvan.hearings.models import Consultation, Opinion, Removal
from danvan.hearings.workflow import CONSULTATION_LIFE, OPINION_LIFE, REMOVAL_LIFE
from tests.conftest import PEOPLE
from tests.unit.hearings import rows

RUNNERS = {"dung", "giang", "quan"}  # the province's campaign: its board, its approver, the administrator
# state: the steps those who run campaigns for the organiser have buttons for; the others have none anywhere
CONSULTATION = {
    ConsultationState.DRAFT: {"open", "cancel"}, ConsultationState.OPEN: {"close", "cancel"},
    ConsultationState.CLOSED: set(), ConsultationState.CANCELLED: set(),
}  # fmt: skip
OPINION = {
    OpinionState.RECEIVED: {"show", "withhold"}, OpinionState.SHOWN: {"withhold"}, OpinionState.WITHHELD: {"show"},
}  # fmt: skip
REMOVAL = {RemovalState.OPEN: {"done", "refuse"}, RemovalState.DONE: set(), RemovalState.REFUSED: set()}


@pytest.mark.parametrize(("name", "state"), list(product(PEOPLE, CONSULTATION)))
def test_steps_of_a_consultation(cast, name, state):
    made = rows.opened(cast)
    Consultation.objects.update(state=state)
    made.refresh_from_db()

    found = {step.name for step in CONSULTATION_LIFE.open_to(getattr(cast, name), made)}
    assert found == (CONSULTATION[state] if name in RUNNERS else set())


@pytest.mark.parametrize(("name", "state"), list(product(PEOPLE, OPINION)))
def test_steps_of_an_opinion(cast, name, state):
    said = rows.opinion(rows.first(rows.opened(cast)))
    Opinion.objects.update(state=state)
    said.refresh_from_db()

    found = {step.name for step in OPINION_LIFE.open_to(getattr(cast, name), said)}
    assert found == (OPINION[state] if name in RUNNERS else set())


@pytest.mark.parametrize(("name", "state"), list(product(PEOPLE, REMOVAL)))
def test_steps_of_a_request(cast, name, state):
    dossier = rows.candidates(cast)[1]
    request = Request("Trang của tôi", "Xin gỡ tên tôi khỏi trang.", dossier=dossier)
    asked = ask_removal(request=request, request_key="r" * 32, at=rows.make.NOON).removal
    Removal.objects.update(state=state)
    asked.refresh_from_db()

    found = {step.name for step in REMOVAL_LIFE.open_to(getattr(cast, name), asked)}
    assert found == (REMOVAL[state] if name in RUNNERS else set())
