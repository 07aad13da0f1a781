"""The life of an independent card: signed by its own judge, opened again only while the other is not signed."""

from __future__ import annotations

from danvan.accounts.access import Action
from danvan.accounts.models import User
from danvan.dossiers.blind import BlindCard
from danvan.dossiers.blinding import not_ones_own, other_is_signed
from danvan.dossiers.conflicts import kept_from_judging
from danvan.dossiers.enums import CardState
from danvan.dossiers.freezing import freeze_card, unfreeze_card
from danvan.dossiers.models import PARTIES
from danvan.dossiers.scores import unfinished
from danvan.dossiers.turns import not_in_turn
from danvan.ledger.machine import Machine, Step
from danvan.units.models import Unit


def _organiser(card: BlindCard) -> Unit:
    return card.dossier.campaign.keeper


def _barred(card: BlindCard, by: User) -> str:
    return not_ones_own(card, by) or kept_from_judging(card.dossier, by)


# fmt: off
BLIND_LIFE: Machine[BlindCard] = Machine(
    BlindCard,
    Step("blind_sign", "Ký phiếu độc lập", frozenset({CardState.OPEN, CardState.REOPENED}), CardState.SIGNED,
         Action.REVIEW, _organiser, barred=_barred, blockers=(not_in_turn, unfinished), after=(freeze_card,)),
    Step("blind_reopen", "Mở lại phiếu độc lập", frozenset({CardState.SIGNED}), CardState.REOPENED, Action.REVIEW,
         _organiser, barred=_barred, needs_note=True, blockers=(not_in_turn, other_is_signed),
         after=(unfreeze_card,)),
    related=("unit", "version", "seat", *(f"dossier__{party}" for party in PARTIES)),
)
# fmt: on
