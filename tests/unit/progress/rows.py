"""Targets, reports and contributions in any state, for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from danvan.dossiers.models import Dossier
from danvan.progress.models import Contribution, ProgressLine, ProgressReport, Target
from tests import make


def running(cast, **more: Any) -> Dossier:
    """A model of the village that is being carried out."""
    return make.dossier(cast.village, cast.campaign, **{"state": "ACCEPTED", **more})


def target(of: Dossier, text: str = "Mở đường", goal: str = "2", order: int = 1) -> Target:
    return Target.objects.create(dossier=of, order=order, text=text, measure="km", goal=Decimal(goal))


def report(of: Dossier, *, state: str = "SENT", number: int = 1, kind: str = "QUARTER", **more: Any) -> ProgressReport:
    """A report with a line for each target, complete enough to be sent."""
    given: dict[str, Any] = {"summary": "Đã xong nền", "created_by": make.author(), "created_at": make.NOON, **more}
    done = given.pop("done", "1")
    made = ProgressReport.objects.create(
        unit=of.unit, dossier=of, state=state, kind=kind, year=of.year, number=number, **given
    )
    for one in of.targets.filter(is_active=True):
        ProgressLine.objects.create(
            report=made, target=one, order=one.order, text=one.text, measure=one.measure, goal=one.goal,
            done=None if done is None else Decimal(done),
        )  # fmt: skip
    return made


def gift(cast, *, state: str = "RECORDED", quantity: str = "1000000", **more: Any) -> Contribution:
    """Money from the office to the village."""
    given: dict[str, Any] = {
        "unit": cast.office, "receiver": cast.village, "kind": "MONEY", "given_on": date(2026, 3, 9),
        "written_by": make.author(), "written_at": make.NOON, **more,
    }  # fmt: skip
    return Contribution.objects.create(state=state, quantity=Decimal(quantity), **given)
