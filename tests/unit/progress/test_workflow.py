"""Every step of a report and of a contribution from every state by everyone, and what keeps a report from going."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from danvan.accounts.models import Role
from danvan.ledger.machine import StepRefused
from danvan.progress.enums import GiftState, ReportState
from danvan.progress.models import Contribution
from danvan.progress.workflow import GIFT_LIFE, REPORT_LIFE
from tests import make
from tests.unit.progress import rows

MARCH = datetime(2026, 3, 25, 5, tzinfo=UTC)
EVERYONE = ("an", "oanh", "binh", "chi", "dung", "giang", "hoa", "quan")  # oanh writes for the office
# The state and the step: who may take it, and where it leads. Whatever is not here is refused to everyone.
REPORTS = {
    ("DRAFT", "send"): ("an binh", "SENT"),
    ("RETURNED", "send"): ("an binh", "SENT"),
    ("SENT", "note"): ("binh", "NOTED"),
    ("SENT", "return"): ("binh", "RETURNED"),
}
GIFTS = {
    ("RECORDED", "confirm"): ("an binh", "CONFIRMED"),
    ("RECORDED", "dispute"): ("an binh", "DISPUTED"),
    ("RECORDED", "correct"): ("oanh binh", "RECORDED"),
    ("DISPUTED", "correct"): ("oanh binh", "RECORDED"),
    ("RECORDED", "withdraw"): ("oanh binh", "WITHDRAWN"),
    ("DISPUTED", "withdraw"): ("oanh binh", "WITHDRAWN"),
}


def outcome(life, thing, step: str, by) -> str:
    """The state it leads to, or nothing when it is refused."""
    try:
        life.take(thing, step, by=by, at=MARCH, note="Đã xem lại")
    except StepRefused:
        return ""
    thing.refresh_from_db()
    return str(thing.state)


def who(cast, name: str):
    return make.user(Role.UNIT_CLERK, cast.office) if name == "oanh" else getattr(cast, name)


@pytest.mark.parametrize("state", ReportState.values)
def test_each_step_of_a_report_by_each_person(cast, state):
    dossier = rows.running(cast)
    rows.target(dossier)
    for step in REPORT_LIFE.steps:
        able, leads = REPORTS.get((state, step), ("", ""))
        for name in EVERYONE:
            report = rows.report(dossier, state=state)
            got = outcome(REPORT_LIFE, report, step, who(cast, name))
            assert got == (leads if name in able.split() else ""), (state, step, name)
            report.lines.all().delete()
            report.delete()


@pytest.mark.parametrize("state", GiftState.values)
def test_each_step_of_a_contribution_by_each_person(cast, state):
    for step in GIFT_LIFE.steps:
        able, leads = GIFTS.get((state, step), ("", ""))
        for name in EVERYONE:
            gift = rows.gift(cast, state=state)
            got = outcome(GIFT_LIFE, gift, step, who(cast, name))
            assert got == (leads if name in able.split() else ""), (state, step, name)
            Contribution.objects.all().delete()


@pytest.mark.parametrize(
    ("more", "at", "says"),
    [
        ({}, make.NOON, "gửi được từ ngày 11/03/2026"),
        ({"summary": " "}, MARCH, "Ghi kết quả"),
        ({"done": None}, MARCH, "mục tiêu 1"),
    ],
)
def test_a_report_that_lacks_something_is_not_sent(cast, more, at, says):
    dossier = rows.running(cast)
    rows.target(dossier)
    report = rows.report(dossier, state="DRAFT", **more)

    with pytest.raises(StepRefused, match=says):
        REPORT_LIFE.take(report, "send", by=cast.an, at=at)


def test_nothing_is_reported_on_a_dossier_that_was_stopped(cast):
    report = rows.report(rows.running(cast, state="STOPPED"), state="DRAFT")

    with pytest.raises(StepRefused, match="không còn thực hiện"):
        REPORT_LIFE.take(report, "send", by=cast.an, at=MARCH)
