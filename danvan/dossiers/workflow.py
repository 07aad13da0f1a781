"""The life of a dossier and of a scorecard, as tables an officer can read aloud (domain.md §1.7)."""

from __future__ import annotations

from datetime import datetime

from danvan.accounts.access import Action
from danvan.accounts.models import User
from danvan.dossiers import blockers as lack
from danvan.dossiers.asking import close_return, open_return, points_left
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.freezing import (
    freeze_card,
    freeze_revision,
    mark_late_registration,
    mark_late_report,
    unfreeze_card,
)
from danvan.dossiers.heading import head_unconfirmed
from danvan.dossiers.models import PARTIES, Dossier
from danvan.dossiers.scores import unfinished
from danvan.dossiers.turns import not_in_turn
from danvan.dossiers.voices import seat
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


def _archive(dossier: Dossier) -> bool:
    return dossier.campaign.is_archive


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
         _superior, needs_note=True),
    Step("send_up", "Gửi tỉnh thẩm định", _at(State.REPORTED, State.SENT_BACK), State.SENT, Action.REVIEW, _superior,
         applies=_three_tiers, blockers=(points_left, lack.superior_card_unsigned), after=(close_return,)),
    Step("send_back", "Trả lại huyện", _at(State.SENT), State.SENT_BACK, Action.REVIEW, _organiser, needs_note=True),
    Step("confirm", "Xác nhận thẩm định", _at(State.SENT), State.CONFIRMED, Action.REVIEW, _organiser,
         applies=_three_tiers, blockers=(points_left, lack.last_card_unsigned), after=(close_return,)),
    Step("confirm_direct", "Xác nhận thẩm định", _at(State.REPORTED), State.CONFIRMED, Action.REVIEW, _organiser,
         applies=_two_tiers, blockers=(points_left, lack.last_card_unsigned), after=(close_return,)),
    Step("reconsider", "Trả lại thẩm định", _at(State.CONFIRMED), State.SENT, Action.APPROVE, _organiser,
         applies=_three_tiers, needs_note=True),
    Step("reconsider_direct", "Trả lại thẩm định", _at(State.CONFIRMED), State.REPORTED, Action.APPROVE, _organiser,
         applies=_two_tiers, needs_note=True),
    Step("approve", "Duyệt công nhận", _at(State.CONFIRMED), State.APPROVED, Action.APPROVE, _organiser,
         blockers=(lack.below_threshold, lack.not_assessed)),
    Step("decline", "Không công nhận", _at(State.CONFIRMED), State.DECLINED, Action.APPROVE, _organiser,
         needs_note=True),
    Step("judge_again", "Xem lại theo kiến nghị", _at(State.DECLINED), State.SENT, Action.APPROVE, _organiser,
         applies=_three_tiers, needs_note=True),
    Step("judge_again_direct", "Xem lại theo kiến nghị", _at(State.DECLINED), State.REPORTED, Action.APPROVE,
         _organiser, applies=_two_tiers, needs_note=True),
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
         _card_seat, applies=_is_review, blockers=(not_in_turn, unfinished), after=(freeze_card,)),
    Step("reopen_self", "Mở lại phiếu tự chấm", _at(CardState.SIGNED), CardState.REOPENED, Action.EDIT, _card_seat,
         applies=_is_self, needs_note=True, blockers=(not_in_turn,), after=(unfreeze_card,)),
    Step("reopen_review", "Mở lại phiếu chấm", _at(CardState.SIGNED), CardState.REOPENED, Action.REVIEW, _card_seat,
         applies=_is_review, needs_note=True, blockers=(not_in_turn,), after=(unfreeze_card,)),
    Step("hand_back", "Mở lại phiếu để sửa", _at(CardState.SIGNED), CardState.REOPENED, Action.REVIEW, _giver,
         applies=_given_back, blockers=(_signed_since,), after=(unfreeze_card,)),
    Step("record_signed", "Ghi phiếu từ sổ sách cũ", _at(CardState.OPEN), CardState.SIGNED, Action.RECORD,
         applies=lambda card: card.dossier.campaign.is_archive, after=(freeze_card,)),
    related=("unit", "version", *(f"dossier__{party}" for party in PARTIES)),
)
# fmt: on
