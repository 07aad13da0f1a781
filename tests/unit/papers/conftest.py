"""Papers are printed for real; without the native libraries their tests are counted as missing."""

from __future__ import annotations

import os

import pytest

from danvan.decisions.workflow import DECISION_LIFE
from danvan.papers.render import why_off
from tests import make


@pytest.fixture
def printer():
    """Fails under CI, and is a counted skip elsewhere, when this machine cannot print."""
    if why := why_off():
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)


@pytest.fixture
def issued(cast):
    """Decisions issued with the dossiers given."""

    def issue(*dossiers, **more):
        decision = make.decision(cast.province, *dossiers, campaign=cast.campaign, **more)
        DECISION_LIFE.take(decision, "issue", by=cast.giang, at=make.NOON)
        decision.refresh_from_db()
        return decision

    return issue
