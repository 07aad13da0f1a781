"""Every step of a visit and of a finding from every state by everyone, and when a finding is overdue."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.ledger.machine import StepRefused
from danvan.visits.models import Finding, Visit
from danvan.visits.workflow import FINDING_LIFE, VISIT_LIFE
from tests import make
from tests.unit.visits import rows

EVERYONE = ("an", "binh", "chi", "dung", "giang", "hoa", "quan")
# The state and the step: who may take it, and where it leads. Whatever is not here is refused to everyone.
VISITS = {
    ("PLANNED", "finish"): ("binh dung", "DONE"),
    ("PLANNED", "cancel"): ("binh dung", "CANCELLED"),
    ("DONE", "reopen"): ("binh dung", "PLANNED"),
}
FINDINGS = {
    ("OPEN", "answer"): ("an binh", "ANSWERED"),
    ("OPEN", "close_seen"): ("binh dung", "CLOSED"),
    ("ANSWERED", "close"): ("binh dung", "CLOSED"),
    ("ANSWERED", "again"): ("binh dung", "OPEN"),
    ("CLOSED", "again"): ("binh dung", "OPEN"),
}


def outcome(life, thing, step: str, by) -> str:
    """The state it leads to, or nothing when it is refused."""
    try:
        life.take(thing, step, by=by, at=make.NOON, note="Đã xem lại")
    except StepRefused:
        return ""
    thing.refresh_from_db()
    return str(thing.state)


@pytest.mark.parametrize("state", ["PLANNED", "DONE", "CANCELLED"])
def test_each_step_of_a_visit_by_each_person(cast, state):
    for step in VISIT_LIFE.steps:
        who, leads = VISITS.get((state, step), ("", ""))
        for name in EVERYONE:
            visit = rows.visit(cast, state=state)
            got = outcome(VISIT_LIFE, visit, step, getattr(cast, name))
            assert got == (leads if name in who.split() else ""), (state, step, name)
            Visit.objects.filter(pk=visit.pk).delete()


@pytest.mark.parametrize("state", ["OPEN", "ANSWERED", "CLOSED"])
def test_each_step_of_a_finding_by_each_person(cast, state):
    visit = rows.visit(cast)
    for step in FINDING_LIFE.steps:
        who, leads = FINDINGS.get((state, step), ("", ""))
        for name in EVERYONE:
            finding = rows.finding(visit, state=state)
            got = outcome(FINDING_LIFE, finding, step, getattr(cast, name))
            assert got == (leads if name in who.split() else ""), (state, step, name)


def test_what_the_province_found_only_the_province_closes(cast):
    visit = rows.visit(cast, host=cast.province, lead=cast.dung)
    finding = rows.finding(visit, state="ANSWERED")

    assert outcome(FINDING_LIFE, finding, "close", cast.binh) == ""
    assert outcome(FINDING_LIFE, finding, "close", cast.dung) == "CLOSED"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"visited_on": None}, "Ghi ngày đi."),
        ({"visited_on": date(2026, 3, 11)}, "Ngày đi chưa tới"),  # noon of the tenth
        ({"summary": " "}, "Ghi kết quả"),
    ],
)
def test_minutes_that_lack_something_are_not_done(cast, more, says):
    visit = rows.visit(cast, state="PLANNED", **more)

    with pytest.raises(StepRefused, match=says):
        VISIT_LIFE.take(visit, "finish", by=cast.binh, at=make.NOON)


@pytest.mark.parametrize(("due", "says"), [(None, "có hạn"), (date(2026, 3, 9), "trước ngày đi")])
def test_a_finding_is_due_on_a_day_after_the_visit(cast, due, says):
    visit = rows.visit(cast, state="PLANNED")
    rows.finding(visit, due_on=due)

    with pytest.raises(StepRefused, match=says):
        VISIT_LIFE.take(visit, "finish", by=cast.binh, at=make.NOON)


@pytest.mark.parametrize(
    ("state", "visit_state", "due", "overdue"),
    [
        ("OPEN", "DONE", date(2026, 3, 9), True),
        ("OPEN", "DONE", date(2026, 3, 10), False),  # the day itself is still time
        ("OPEN", "DONE", None, False),
        ("OPEN", "PLANNED", date(2026, 3, 9), False),  # nobody was told yet
        ("ANSWERED", "DONE", date(2026, 3, 9), False),  # it is not the unit that owes something
        ("CLOSED", "DONE", date(2026, 3, 9), False),
    ],
)
def test_when_a_finding_is_overdue(cast, state, visit_state, due, overdue):
    rows.finding(rows.visit(cast, state=visit_state), state=state, due_on=due)

    assert Finding.objects.overdue(date(2026, 3, 10)).exists() is overdue
