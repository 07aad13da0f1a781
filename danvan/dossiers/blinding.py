"""Two judges who do not see each other (thẩm định độc lập): whose card is whose, and where both differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.criteria.models import Criterion
from danvan.dossiers.blind import BlindCard, BlindScore
from danvan.dossiers.cards import Mark, Scorecard
from danvan.dossiers.enums import CardState
from danvan.dossiers.judging import Seat
from danvan.dossiers.models import Dossier
from danvan.dossiers.scores import criteria_of, scores_of
from danvan.dossiers.voices import last_voice

APART_WORDS = "Đang thẩm định độc lập"
JOINED_WORDS = "Hai phiếu độc lập đã ký, chờ thống nhất"
NOT_YET = "Phiếu thống nhất chỉ mở được khi cả hai phiếu độc lập đã ký."
NO_SEAT = "Đang thẩm định độc lập: chỉ hai người được phân công chấm hồ sơ này."
NOT_YOURS = "Phiếu độc lập này của người thẩm định khác."

Difference = tuple[Criterion, BlindScore, BlindScore]  # a criterion, what the first says on it, what the second
Both = tuple[BlindCard, BlindCard]


class BlindState(StrEnum):
    """How far the two judges of a dossier are, as far as anyone may know it."""

    NONE = ""  # the campaign asks for one card of its organiser
    APART = "APART"  # each sees only their own, and nobody sees how far they are
    JOINED = "JOINED"  # both are signed: they may be read, and made into one


def asks_two(dossier: Dossier) -> bool:
    """Is this dossier judged on two independent cards? Old papers never are."""
    return dossier.campaign.asks_two and not dossier.campaign.is_archive


def blind_state(dossier: Dossier) -> BlindState:
    """Whether two judges are at work on a dossier, and whether both are done; one query where two are asked for."""
    if not asks_two(dossier):
        return BlindState.NONE
    return BlindState.JOINED if both_signed(dossier) else BlindState.APART


def both_signed(dossier: Dossier) -> bool:
    """Are both independent cards of a dossier signed?"""
    return BlindCard.objects.filter(dossier=dossier).signed().count() == 2


def own_seat(dossier: Dossier, person: User) -> Seat | None:
    """The seat that this person holds on a dossier and may still judge from, or None."""
    if not may(person, Action.REVIEW, dossier.campaign.keeper):
        return None
    return Seat.objects.filter(dossier=dossier, person=person).first()


def own_card(dossier: Dossier, person: User) -> BlindCard | None:
    """One's own independent card with its lines, or None before it is begun."""
    if not may(person, Action.REVIEW, dossier.campaign.keeper):
        return None
    mine = BlindCard.objects.of(person).filter(dossier=dossier)
    return mine.select_related("version__criteria_set", "signed_by", "seat").prefetch_related("scores").first()


def may_read_both(person: User, dossier: Dossier) -> bool:
    """Once both are signed, those who judge or approve for the organiser read both."""
    return any(may(person, action, dossier.campaign.keeper) for action in (Action.REVIEW, Action.APPROVE))


def both_cards(dossier: Dossier) -> Both | None:
    """The two cards, the first seat before the second, or None until both are signed."""
    if not asks_two(dossier) or not both_signed(dossier):
        return None
    found = BlindCard.objects.filter(dossier=dossier).signed().order_by("seat__number")
    first, second = found.select_related("version", "seat__person", "signed_by").prefetch_related("scores")
    return first, second


def compared(cards: Both, criteria: Iterable[Criterion]) -> tuple[list[Difference], dict[int, BlindScore]]:
    """Where two cards differ, and by criterion id what they agree on with the words of both; in official order."""
    first, second = (scores_of(card) for card in cards)
    apart: list[Difference] = []
    agreed: dict[int, BlindScore] = {}
    for criterion in criteria:
        one, other = first.get(criterion.pk, BlindScore()), second.get(criterion.pk, BlindScore())
        if (one.result, one.points) != (other.result, other.points):
            apart.append((criterion, one, other))
        else:
            agreed[criterion.pk] = BlindScore(result=one.result, points=one.points, note=_notes(one, other))
    return apart, agreed


def differences(dossier: Dossier) -> list[Difference]:
    """The criteria on which the two judges differ, with what each says; none until both are signed."""
    cards = both_cards(dossier)
    return compared(cards, criteria_of(cards[0].version))[0] if cards else []


def agreements(dossier: Dossier) -> Mapping[int, BlindScore]:
    """What both judges say alike, by criterion id, with their words joined; nothing until both are signed."""
    cards = both_cards(dossier)
    return compared(cards, criteria_of(cards[0].version))[1] if cards else {}


def _notes(one: Mark, other: Mark) -> str:
    return "\n".join(dict.fromkeys(note for line in (one, other) if (note := line.note.strip())))


def is_joint(card: Scorecard | BlindCard) -> bool:
    """Is this the one card that is made of two independent ones (phiếu thống nhất)?"""
    return isinstance(card, Scorecard) and asks_two(card.dossier) and card.voice == last_voice(card.dossier)


def unsettled(card: Scorecard, at: datetime) -> str:
    """The joint card is signed after both others, with a reason on every line on which they differ."""
    if not is_joint(card):
        return ""
    cards = both_cards(card.dossier)
    if cards is None:
        return NOT_YET
    said, apart = scores_of(card), compared(cards, criteria_of(card.version))[0]
    bare = [line for line, *_ in apart if line.pk not in said or not said[line.pk].note.strip()]
    numbers = ", ".join(str(criterion.order) for criterion in bare)
    return f"Tiêu chí {numbers}: hai phiếu độc lập chấm khác nhau, cần ghi lý do thống nhất." if bare else ""


def not_ones_own(card: BlindCard, by: User) -> str:
    """An independent card is its judge's alone."""
    return "" if card.seat.person_id == by.pk else NOT_YOURS


def other_is_signed(card: BlindCard, at: datetime) -> str:
    """Once both are signed, neither is opened again: what is to be mended is mended on the joint card."""
    others = BlindCard.objects.filter(dossier=card.dossier_id, state=CardState.SIGNED).exclude(pk=card.pk)
    return "Cả hai phiếu độc lập đã ký nên không mở lại; hãy thống nhất trên phiếu chung." if others.exists() else ""
