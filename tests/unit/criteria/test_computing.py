"""Criteria that the portal works out from its own data."""

from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.dossiers.computing import work_out
from danvan.dossiers.models import Window
from danvan.ledger.record import Act, record
from tests import make
from tests.unit.criteria import lists

HOUR = timedelta(hours=1)


@pytest.fixture
def dossier(cast):
    return make.dossier(cast.village, cast.campaign, track="COMMUNE", state="REPORTED", theme=None)


def line(cast, computed: str):
    made = lists.lines(lists.of(cast.province))[0]
    made.computed = computed
    return made


def test_what_people_judge_is_not_worked_out(cast, dossier):
    assert work_out(line(cast, ""), dossier) is None


# the hours after NOON of each sending (verb, hours), while both windows close an hour after NOON -> the result
SENDINGS = {
    "nothing sent": ([], ""),
    "registered in time": ([("submit", 0)], ""),
    "registered late": ([("submit", 2)], "NOT_MET"),
    "both in time": ([("submit", 0), ("report", 1)], "MET"),
    "the report late": ([("submit", 0), ("report", 2)], "NOT_MET"),
    "late only after it was sent back": ([("submit", 0), ("report", 1), ("report", 9)], "MET"),
}


@pytest.mark.parametrize("name", SENDINGS)
def test_reports_on_time(cast, dossier, name):
    for stage in ("REGISTER", "REPORT"):
        Window.objects.create(campaign=cast.campaign, stage=stage, opens_at=make.LONG_AGO, closes_at=make.NOON + HOUR)
    sendings, result = SENDINGS[name]
    for verb, hours in sendings:
        record(Act(dossier, verb, "Gửi", dossier.unit), by=cast.an, at=make.NOON + hours * HOUR)

    worked = work_out(line(cast, "REPORTS_ON_TIME"), dossier)

    assert worked.result == result
    assert len(worked.rows) == len({verb for verb, _ in sendings})
    assert all("hạn 10/3/2026" in row.words for row in worked.rows)


def test_without_windows_whatever_was_sent_is_in_time(cast, dossier):
    for verb in ("submit", "report"):
        record(Act(dossier, verb, "Gửi", dossier.unit), by=cast.an, at=make.NOON)

    assert work_out(line(cast, "REPORTS_ON_TIME"), dossier).result == "MET"


# the states of the models of the unit this year, and whether each is recognised -> the result
MODELS = {
    "none": ([], "NOT_MET"), "one being considered": ([("SENT", False)], ""),
    "one recognised": ([("APPROVED", True)], "MET"), "one of two": ([("SENT", False), ("APPROVED", True)], "MET"),
    "all declined": ([("DECLINED", False), ("STOPPED", False)], "NOT_MET"),
    "never sent": ([("DRAFT", False), ("WITHDRAWN", False)], "NOT_MET"),
}  # fmt: skip


@pytest.mark.parametrize("name", MODELS)
def test_at_least_one_recognised_model(cast, dossier, name):
    models, result = MODELS[name]
    for state, is_recognised in models:
        on = make.NOON.date() if is_recognised else None
        make.dossier(cast.village, cast.campaign, state=state, recognised_on=on)
    make.recognised(cast.office, cast.campaign)  # another unit's
    make.recognised(cast.village, cast.campaign, year=2025)  # another year's

    worked = work_out(line(cast, "RECOGNISED_MODEL"), dossier)

    assert worked.result == result
    assert "năm 2026" in worked.formula
