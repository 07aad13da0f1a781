"""The life of a dossier and of a scorecard, as tables an officer can read aloud (domain.md §1.7)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from danvan.accounts.access import Action
from danvan.accounts.models import User
from danvan.dossiers import blockers as lack
from danvan.dossiers.asking import close_return, open_return, points_left
from danvan.dossiers.blinding import unsettled
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.conflicts import barred_dossiers, kept_from_judging, why_barred
from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.freezing import (
    forget_assessment,
    freeze_card,
    freeze_revision,
    mark_late_registration,
    mark_late_report,
    unfreeze_card,
)
from danvan.dossiers.heading import head_unconfirmed
from danvan.dossiers.models import PARTIES, Dossier
from danvan.dossiers.refused import is_taken_up, not_of_the_organiser, unreasoned
from danvan.dossiers.scores import unfinished
from danvan.dossiers.turns import not_in_turn
from danvan.dossiers.voices import last_voice, seat
from danvan.ledger.machine import Machine, Step, StepRefused
from danvan.units.models import Unit


def _keeper(dossier: Dossier) -> Unit:
    return dossier.keeper


def _superior(dossier: Dossier) -> Unit | None:
    return dossier.superior_keeper


def _organiser(dossier: Dossier) -> Unit:
    return dossier.campaign.keeper


def _three_tiers(dossier: Dossier) -> bool:
    return dossier.has_middle_tier


def _two_tiers(dossier: Dossier) -> bool:
    return not dossier.has_middle_tier


def _again_by_three(dossier: Dossier) -> bool:
    return _three_tiers(dossier) and is_taken_up(dossier)


def _again_by_two(dossier: Dossier) -> bool:
    return _two_tiers(dossier) and is_taken_up(dossier)


def _archive(dossier: Dossier) -> bool:
    return dossier.campaign.is_archive


def _judged(name: str, label: str, sources: frozenset[str], target: str, action: Action, **more: Any) -> Step[Dossier]:
    """A step on which the organiser judges: never taken by who has a tie with the dossier (``conflicts``)."""
    return Step(
        name, label, sources, target, action, _organiser, barred=why_barred, barred_many=barred_dossiers, **more
    )


def _barred_without_a_board(dossier: Dossier, by: User) -> str:
    """Without a board between, it is the organiser that sends a card back to be mended."""
    return "" if dossier.has_middle_tier else why_barred(dossier, by)


def _barred_from_answering(dossier: Dossier, by: User) -> str:
    """A complaint is answered by those who judge or approve for the organiser, and without a tie either."""
    return not_of_the_organiser(dossier, by) or why_barred(dossier, by)


def _keep_to_quota(dossier: Dossier, by: User, at: datetime) -> None:
    """Several sent at once are told apart only when all of them are counted."""
    if full := lack.quota_full(dossier, at):
        raise StepRefused(full)


def _at(*states: str) -> frozenset[str]:
    return frozenset(states)


# fmt: off
LIFE: Machine[Dossier] = Machine(
    Dossier,
    Step("submit", "Gửi đăng ký", _at(State.DRAFT, State.RETURNED), State.SUBMITTED, Action.EDIT, _keeper,
         blockers=(lack.content_missing, head_unconfirmed, points_left, lack.registration_closed, lack.quota_full),
         after=(_keep_to_quota, mark_late_registration, freeze_revision, close_return)),
    Step("return", "Trả lại đăng ký", _at(State.SUBMITTED), State.RETURNED, Action.REVIEW, _superior, needs_note=True),
    Step("accept", "Tiếp nhận đăng ký", _at(State.SUBMITTED), State.ACCEPTED, Action.REVIEW, _superior),
    Step("report", "Gửi phiếu tự chấm", _at(State.ACCEPTED, State.REWORK), State.REPORTED, Action.EDIT, _keeper,
         blockers=(points_left, lack.self_card_unsigned, lack.report_closed),
         after=(mark_late_report, freeze_revision, close_return)),
    Step("rework", "Trả lại phiếu tự chấm", _at(State.REPORTED, State.SENT_BACK), State.REWORK, Action.REVIEW,
         _superior, needs_note=True, barred=_barred_without_a_board),
    Step("send_up", "Gửi tỉnh thẩm định", _at(State.REPORTED, State.SENT_BACK), State.SENT, Action.REVIEW, _superior,
         applies=_three_tiers, blockers=(points_left, lack.superior_card_unsigned), after=(close_return,)),
    _judged("send_back", "Trả lại huyện", _at(State.SENT), State.SENT_BACK, Action.REVIEW, needs_note=True),
    _judged("confirm", "Xác nhận thẩm định", _at(State.SENT), State.CONFIRMED, Action.REVIEW,
            applies=_three_tiers, blockers=(points_left, lack.last_card_unsigned), after=(close_return,)),
    _judged("confirm_direct", "Xác nhận thẩm định", _at(State.REPORTED), State.CONFIRMED, Action.REVIEW,
            applies=_two_tiers, blockers=(points_left, lack.last_card_unsigned), after=(close_return,)),
    _judged("reconsider", "Trả lại thẩm định", _at(State.CONFIRMED), State.SENT, Action.APPROVE,
            applies=_three_tiers, needs_note=True, after=(forget_assessment,)),
    _judged("reconsider_direct", "Trả lại thẩm định", _at(State.CONFIRMED), State.REPORTED, Action.APPROVE,
            applies=_two_tiers, needs_note=True, after=(forget_assessment,)),
    _judged("approve", "Duyệt công nhận", _at(State.CONFIRMED), State.APPROVED, Action.APPROVE,
            blockers=(lack.below_threshold, lack.not_assessed)),
    _judged("decline", "Không công nhận", _at(State.CONFIRMED), State.DECLINED, Action.APPROVE,
            needs_note=True, blockers=(unreasoned,)),
    # opened by an upheld complaint alone, which may be answered by who judges as well as by who approves
    Step("judge_again", "Xem lại theo kiến nghị", _at(State.DECLINED), State.SENT, Action.VIEW, _organiser,
         applies=_again_by_three, barred=_barred_from_answering, needs_note=True, after=(forget_assessment,)),
    Step("judge_again_direct", "Xem lại theo kiến nghị", _at(State.DECLINED), State.REPORTED, Action.VIEW, _organiser,
         applies=_again_by_two, barred=_barred_from_answering, needs_note=True, after=(forget_assessment,)),
    Step("withdraw", "Rút hồ sơ", _at(State.DRAFT, State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.REWORK),
         State.WITHDRAWN, Action.EDIT, _keeper, needs_note=True),
    Step("stop", "Thôi thực hiện", _at(State.ACCEPTED), State.STOPPED, Action.REVIEW, _superior, needs_note=True),
    Step("record", "Ghi đăng ký từ sổ sách cũ", _at(State.DRAFT), State.ACCEPTED, Action.RECORD, applies=_archive),
    Step("record_approved", "Ghi kết quả đạt từ sổ sách cũ", _at(State.ACCEPTED), State.APPROVED, Action.RECORD,
         applies=_archive),
    Step("record_declined", "Ghi kết quả không đạt từ sổ sách cũ", _at(State.ACCEPTED), State.DECLINED, Action.RECORD,
         applies=_archive, needs_note=True),
    Step("record_withdrawn", "Rút hồ sơ ghi từ sổ sách cũ", _at(State.ACCEPTED), State.WITHDRAWN, Action.RECORD,
         applies=_archive, needs_note=True),
    related=PARTIES,
)
# fmt: on


def _card_seat(card: Scorecard) -> Unit | None:
    return seat(card.dossier, card.voice)[1]


def _is_self(card: Scorecard) -> bool:
    return card.voice == Voice.SELF


def _is_review(card: Scorecard) -> bool:
    return card.voice != Voice.SELF


def _card_barred(card: Scorecard, by: User) -> str:
    """Who may not fill in the card of the organiser may not sign it or open it again either."""
    return kept_from_judging(card.dossier, by) if card.voice == last_voice(card.dossier) else ""


def _given_back(card: Scorecard) -> bool:
    """Does the dossier lie with those who signed this card, to be mended?"""
    lies_with = {Voice.SELF: State.REWORK, Voice.SUPERIOR: State.SENT_BACK}
    return card.dossier.state == lies_with.get(Voice(card.voice))


def _giver(card: Scorecard) -> Unit | None:
    return card.dossier.superior_keeper if _is_self(card) else card.dossier.campaign.keeper


def _signed_since(card: Scorecard, at: datetime) -> str:
    """What was mended and signed again is not opened by those who gave it back."""
    turned = open_return(card.dossier)
    if turned is not None and (card.signed_at is None or card.signed_at <= turned.returned_at):
        return ""
    return "Phiếu đã được ký lại sau khi trả lại; hãy chờ gửi lại rồi trả lại lần nữa nếu cần."


# fmt: off
CARD_LIFE: Machine[Scorecard] = Machine(
    Scorecard,
    Step("sign_self", "Ký phiếu tự chấm", _at(CardState.OPEN, CardState.REOPENED), CardState.SIGNED, Action.EDIT,
         _card_seat, applies=_is_self, blockers=(not_in_turn, unfinished), after=(freeze_card,)),
    Step("sign_review", "Ký phiếu chấm", _at(CardState.OPEN, CardState.REOPENED), CardState.SIGNED, Action.REVIEW,
         _card_seat, applies=_is_review, barred=_card_barred, blockers=(not_in_turn, unfinished, unsettled),
         after=(freeze_card,)),
    Step("reopen_self", "Mở lại phiếu tự chấm", _at(CardState.SIGNED), CardState.REOPENED, Action.EDIT, _card_seat,
         applies=_is_self, needs_note=True, blockers=(not_in_turn,), after=(unfreeze_card,)),
    Step("reopen_review", "Mở lại phiếu chấm", _at(CardState.SIGNED), CardState.REOPENED, Action.REVIEW, _card_seat,
         applies=_is_review, barred=_card_barred, needs_note=True, blockers=(not_in_turn,), after=(unfreeze_card,)),
    Step("hand_back", "Mở lại phiếu để sửa", _at(CardState.SIGNED), CardState.REOPENED, Action.REVIEW, _giver,
         applies=_given_back, blockers=(_signed_since,), after=(unfreeze_card,)),
    Step("record_signed", "Ghi phiếu từ sổ sách cũ", _at(CardState.OPEN), CardState.SIGNED, Action.RECORD,
         applies=lambda card: card.dossier.campaign.is_archive, after=(freeze_card,)),
    related=("unit", "version", *(f"dossier__{party}" for party in PARTIES)),
)
# fmt: on
