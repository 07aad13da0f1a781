"""The life of a consultation, of an opinion and of a request to take a name down, as tables to be read aloud."""

from __future__ import annotations

from danvan.accounts.access import Action
from danvan.hearings import blockers as lack
from danvan.hearings.enums import ConsultationState, OpinionState, RemovalState
from danvan.hearings.models import Consultation, Opinion, Removal
from danvan.ledger.machine import Machine, Step


def _at(*states: str) -> frozenset[str]:
    return frozenset(states)


# Everything is judged on the board that organises the campaign (``unit``), by those who run campaigns for it.
# fmt: off
CONSULTATION_LIFE: Machine[Consultation] = Machine(
    Consultation,
    Step("open", "Mở lấy ý kiến", _at(ConsultationState.DRAFT), ConsultationState.OPEN, Action.RUN,
         blockers=(lack.no_candidates, lack.all_decided)),
    Step("close", "Kết thúc lấy ý kiến", _at(ConsultationState.OPEN), ConsultationState.CLOSED, Action.RUN,
         needs_note=True),
    Step("close_in_time", "Hết ngày lấy ý kiến", _at(ConsultationState.OPEN), ConsultationState.CLOSED, Action.RUN,
         blockers=(lack.not_over,), by_itself=True),
    Step("cancel", "Hủy đợt lấy ý kiến", _at(ConsultationState.DRAFT, ConsultationState.OPEN),
         ConsultationState.CANCELLED, Action.RUN, needs_note=True),
)

OPINION_LIFE: Machine[Opinion] = Machine(
    Opinion,
    Step("show", "Đăng ý kiến", _at(OpinionState.RECEIVED, OpinionState.WITHHELD), OpinionState.SHOWN, Action.RUN,
         blockers=(lack.nothing_to_show,)),
    Step("withhold", "Không đăng ý kiến", _at(OpinionState.RECEIVED, OpinionState.SHOWN), OpinionState.WITHHELD,
         Action.RUN),
)

REMOVAL_LIFE: Machine[Removal] = Machine(
    Removal,
    Step("done", "Gỡ thông tin", _at(RemovalState.OPEN), RemovalState.DONE, Action.RUN),
    Step("refuse", "Không gỡ thông tin", _at(RemovalState.OPEN), RemovalState.REFUSED, Action.RUN),
)
# fmt: on
