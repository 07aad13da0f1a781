"""The life of a meeting, as a table an officer can read aloud."""

from __future__ import annotations

from danvan.accounts.access import Action
from danvan.assessments import blockers as lack
from danvan.assessments.enums import AssessmentState
from danvan.assessments.freezing import freeze, thaw
from danvan.assessments.models import Assessment
from danvan.assessments.queries import RELATED
from danvan.ledger.machine import Machine, Step
from danvan.units.models import Unit


def _organiser(assessment: Assessment) -> Unit:
    return assessment.campaign.keeper


# fmt: off
ASSESSMENT_LIFE: Machine[Assessment] = Machine(
    Assessment,
    Step("close", "Kết thúc biên bản", frozenset({AssessmentState.OPEN}), AssessmentState.CLOSED, Action.APPROVE,
         _organiser,
         blockers=(lack.not_held_yet, lack.chair_missing, lack.secretary_missing, lack.nobody_present,
                   lack.agenda_empty, lack.not_confirmed, lack.not_voted, lack.sums_differ),
         after=(freeze,)),
    Step("reopen", "Mở lại biên bản", frozenset({AssessmentState.CLOSED}), AssessmentState.OPEN, Action.APPROVE,
         _organiser, needs_note=True, blockers=(lack.decided_already,), after=(thaw,)),
    related=RELATED,
)
# fmt: on
