"""The life of a complaint, as a table an officer can read aloud: it waits, is answered once, or is taken back."""

from __future__ import annotations

from danvan.accounts.access import Action
from danvan.appeals.blockers import why_not_answer
from danvan.appeals.enums import AppealState
from danvan.appeals.models import Appeal
from danvan.ledger.machine import Machine, Step
from danvan.units.models import Unit

_OPEN = frozenset({str(AppealState.OPEN)})


def _organiser(appeal: Appeal) -> Unit:
    return appeal.dossier.campaign.keeper


def _keeper(appeal: Appeal) -> Unit:
    return appeal.dossier.keeper


# Answered by who judges as well as by who approves: ``why_not_answer`` asks for one of the two.
# fmt: off
APPEAL_LIFE: Machine[Appeal] = Machine(
    Appeal,
    Step("uphold", "Chấp nhận, xem lại hồ sơ", _OPEN, AppealState.UPHELD, Action.VIEW, _organiser,
         barred=why_not_answer, needs_note=True),
    Step("keep", "Giữ nguyên kết luận", _OPEN, AppealState.KEPT, Action.VIEW, _organiser,
         barred=why_not_answer, needs_note=True),
    Step("take_back", "Rút kiến nghị", _OPEN, AppealState.TAKEN_BACK, Action.EDIT, _keeper),
    related=("unit", "refusal", "dossier__keeper", "dossier__campaign__keeper", "dossier__campaign__organiser"),
)
# fmt: on
