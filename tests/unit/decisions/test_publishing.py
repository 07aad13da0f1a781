"""The hour of a decision: before it nobody outside knows, at it everything is known at once, and once only."""

from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.decisions.checking import public_certificate
from danvan.decisions.models import Certificate, Decision
from danvan.decisions.publishing import CannotPublish, publish_due, publish_now
from danvan.decisions.queries import candidates, free_for, why_not
from danvan.decisions.workflow import DECISION_LIFE
from danvan.dossiers.models import Dossier
from danvan.ledger.machine import StepRefused
from danvan.ledger.models import Event
from danvan.reports.finding import find_decisions
from tests import make

HOUR = make.NOON + timedelta(hours=3)


@pytest.fixture
def waiting(cast) -> Decision:
    dossier = make.dossier(cast.village, cast.campaign, state="APPROVED", title="Tiếng mõ")
    made = make.decision(cast.province, dossier, campaign=cast.campaign, number="86-QĐ/TU", number_key="86-qd-tu",
                         publish_at=HOUR)  # fmt: skip
    DECISION_LIFE.take(made, "issue", by=cast.giang, at=make.NOON)
    made.refresh_from_db()
    return made


def known() -> tuple[int, int, int, bool]:
    code = Certificate.objects.get().code
    found = find_decisions("86-QĐ/TU").count(), Dossier.objects.public().count(), Decision.objects.public().count()
    return *found, public_certificate(code) is not None


def test_before_its_hour_it_is_issued_and_unknown_and_at_its_hour_known(cast, waiting):
    assert (waiting.state, waiting.issued_at, known()) == ("ISSUED", make.NOON, (0, 0, 0, False))
    assert publish_due(at=HOUR - timedelta(seconds=1)) == []
    cast.giang.all_posts.update(to_on=make.BEGIN)  # whoever signed may have left by then

    assert publish_due(at=HOUR) == [waiting]

    assert known() == (1, 1, 1, True)
    assert Dossier.objects.get().recognised_by == "Quyết định số 86-QĐ/TU, ngày 05/3/2026"
    assert publish_due(at=HOUR) == []
    told = Event.objects.get(verb="publish")
    assert (told.actor, told.at) == (cast.giang, HOUR)


def test_no_other_draft_takes_what_waits_for_its_hour(cast, waiting):
    other = make.decision(cast.province, Dossier.objects.get(), campaign=cast.campaign)
    found = candidates(other, cast.dung).get()

    assert why_not(found, "RECOGNISE") == "Đã có trong quyết định khác, đang chờ công bố"
    assert not free_for(found, "RECOGNISE")
    with pytest.raises(StepRefused, match="Đã có trong quyết định khác: 1. Tiếng mõ."):
        DECISION_LIFE.take(other, "issue", by=cast.giang, at=make.NOON)


@pytest.mark.parametrize("who", ["dung", "binh", "quan"])
def test_only_who_issues_lets_it_out_early(cast, waiting, who):
    with pytest.raises(CannotPublish):
        publish_now(decision=waiting, by=getattr(cast, who), at=make.NOON)
    assert publish_now(decision=waiting, by=cast.giang, at=make.NOON)
    assert not publish_now(decision=waiting, by=cast.giang, at=make.NOON)
    assert known() == (1, 1, 1, True)


def test_an_hour_that_has_passed_means_at_once(cast):
    decision = make.decision(cast.province, make.dossier(cast.village, cast.campaign, state="APPROVED"),
                             publish_at=make.NOON)  # fmt: skip
    DECISION_LIFE.take(decision, "issue", by=cast.giang, at=make.NOON)
    assert Dossier.objects.public().count() == 1
