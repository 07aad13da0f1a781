"""Confirming many dossiers at once: only those on which both levels agree and every claim is proved (hai cấp khớp)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.criteria.models import Criterion
from danvan.dossiers.asking import points_left
from danvan.dossiers.blinding import asks_two
from danvan.dossiers.cards import Evidence, Mark, Score, Scorecard
from danvan.dossiers.conflicts import barred_dossiers, undeclared
from danvan.dossiers.contradicting import contradicted
from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.models import PARTIES, Dossier
from danvan.dossiers.scores import claims, criteria_of, differing, is_judged, scores_of
from danvan.dossiers.scoring import CannotScore, open_card, prefill
from danvan.dossiers.voices import last_voice
from danvan.dossiers.workflow import CARD_LIFE, LIFE
from danvan.kit import numbers
from danvan.ledger.machine import MOVED_ON, StepRefused
from danvan.ledger.record import wait_for_writers

STEP = "confirm"
SIGN = "sign_review"
MOST = 50  # at once: what a person can still read through before pressing the button
NOT_JUDGED_HERE = "Bạn không thẩm định hồ sơ này."
ONE_LEVEL = "Chỉ có phiếu tự chấm, chưa có hai cấp để đối chiếu."
MOVED = "Hồ sơ không ở bước chờ thẩm định."
TWO_CARDS = "Đợt này chấm hai phiếu độc lập: không xác nhận nhiều hồ sơ cùng lúc."
UNSCORED = "Hồ sơ không chấm theo bộ tiêu chí."
GONE = "Có hồ sơ không còn trong phạm vi của bạn. Hãy xem lại danh sách rồi xác nhận."


@dataclass(frozen=True)
class Standing:
    """How a dossier stands to being confirmed with others: ``why`` says what keeps it from that, "" when nothing."""

    dossier: Dossier
    why: str
    source: Scorecard | None = None  # the signed card that is taken over
    own: Scorecard | None = None  # what the organiser has written already
    filled: int = 0  # how many lines are filled in from the source


@dataclass(frozen=True)
class _Read:
    """What many dossiers say, read at once."""

    cards: Mapping[int, Mapping[str, Scorecard]]
    proved: Mapping[int, set[int | None]]
    against: Mapping[int, set[int]]
    barred: Mapping[int, str]
    criteria: dict[int, list[Criterion]] = field(default_factory=dict)

    def lines(self, card: Scorecard) -> list[Criterion]:
        """The criteria of a card, read once a list."""
        if card.version_id not in self.criteria:
            self.criteria[card.version_id] = criteria_of(card.version)
        return self.criteria[card.version_id]


def standings(dossiers: Iterable[Dossier], by: User, at: datetime) -> list[Standing]:
    """Which of these may be confirmed together by this person, and why the others may not."""
    found = list(dossiers)
    told = _read(found, by)
    ties: dict[int, str] = {}
    for dossier in found:
        if dossier.campaign_id not in ties:
            ties[dossier.campaign_id] = undeclared(by, dossier.campaign)
    return [_standing(dossier, told, ties[dossier.campaign_id], by, at) for dossier in found]


def _read(dossiers: Sequence[Dossier], by: User) -> _Read:
    pks = [dossier.pk for dossier in dossiers]
    cards: dict[int, dict[str, Scorecard]] = defaultdict(dict)
    rows = Scorecard.objects.filter(dossier__in=pks).select_related("version", "signed_by").prefetch_related("scores")
    for card in rows:
        cards[card.dossier_id][card.voice] = card
    proved: dict[int, set[int | None]] = defaultdict(set)
    files = Evidence.objects.filter(dossier__in=pks, removed_at__isnull=True)
    for dossier, criterion in files.values_list("dossier_id", "criterion_id"):
        proved[dossier].add(criterion)
    against = contradicted(Score.objects.filter(card__dossier__in=pks))
    return _Read(cards, proved, against, barred_dossiers(by, dossiers))


def _standing(dossier: Dossier, told: _Read, tie: str, by: User, at: datetime) -> Standing:
    cards = told.cards.get(dossier.pk, {})
    source, own = cards.get(Voice.SUPERIOR), cards.get(last_voice(dossier))
    why = _not_here(dossier, by) or tie or told.barred.get(dossier.pk, "") or _unsigned(cards)
    if why or source is None:
        return Standing(dossier, why or UNSCORED)
    why = _apart(dossier, cards, told) or points_left(dossier, at)
    mine = scores_of(own) if own else {}
    left = [pk for pk, line in scores_of(source).items() if is_judged(line) and not _judged(mine.get(pk))]
    return Standing(dossier, why, source, own, len(left))


def _judged(line: Mark | None) -> bool:
    return line is not None and is_judged(line)


def _not_here(dossier: Dossier, by: User) -> str:
    if not may(by, Action.REVIEW, dossier.campaign.keeper):
        return NOT_JUDGED_HERE
    if not dossier.has_middle_tier:
        return ONE_LEVEL
    if dossier.state != State.SENT:
        return MOVED
    return TWO_CARDS if asks_two(dossier) else ""


def _unsigned(cards: Mapping[str, Scorecard]) -> str:
    if not cards:
        return UNSCORED
    for voice in (Voice.SELF, Voice.SUPERIOR):
        if voice not in cards or cards[voice].state != CardState.SIGNED:
            return f"Phiếu “{voice.label}” chưa ký."
    return ""


def _apart(dossier: Dossier, cards: Mapping[str, Scorecard], told: _Read) -> str:
    """Names the criteria on which the levels differ, those without proof, and those against the portal's data."""
    lines = told.lines(cards[Voice.SUPERIOR])
    said = {voice: scores_of(card) for voice, card in cards.items()}
    first = said[Voice.SELF]
    unlike = {one.order for voice in said if voice != Voice.SELF for one in differing(lines, first, said[voice])}
    proved = told.proved.get(dossier.pk, set())
    bare = {
        one.order for one in lines
        if one.evidence_required and one.pk in first and claims(first[one.pk]) and one.pk not in proved
    }  # fmt: skip
    against = told.against.get(dossier.pk, set())
    parts = ((unlike, "các cấp chấm khác nhau"), (bare, "chưa có minh chứng"), (against, "chấm khác số liệu của cổng"))
    return " ".join(f"Tiêu chí {_numbers(orders)} {words}." for orders, words in parts if orders)


def _numbers(orders: Iterable[int]) -> str:
    return ", ".join(str(order) for order in sorted(orders))


@transaction.atomic
def agree(*, seen: Mapping[int, int], by: User, at: datetime) -> list[Dossier]:
    """Confirm all of these dossiers or none: fill in the organiser's card from the level before, sign it, step on.

    ``seen`` are the moves of each as the list was shown. Raises ``StepRefused`` and changes nothing.
    """
    wait_for_writers()
    fresh = list(Dossier.objects.select_related(*PARTIES).filter(pk__in=list(seen)).order_by("pk"))
    if not fresh or len(fresh) != len(seen):
        raise StepRefused(GONE)
    for dossier in fresh:
        if dossier.moves != seen[dossier.pk]:
            raise StepRefused(f"{name_of(dossier)}: {MOVED_ON}")
    for standing in standings(fresh, by, at):
        if standing.why:
            raise StepRefused(f"{name_of(standing.dossier)}: {standing.why}")
        _sign(standing, by, at)
    note = f"Hai cấp khớp, đủ minh chứng; xác nhận cùng lúc {numbers.grouped(len(fresh))} hồ sơ."
    LIFE.take_many(fresh, STEP, by=by, at=at, notes={dossier.pk: note for dossier in fresh})
    return fresh


def _sign(standing: Standing, by: User, at: datetime) -> None:
    dossier, source = standing.dossier, standing.source
    if source is None or (standing.own is not None and standing.own.state == CardState.SIGNED):
        return
    try:
        card = open_card(dossier=dossier, voice=last_voice(dossier), by=by, at=at)
        card = prefill(card=card, source=source, by=by, at=at)
    except CannotScore as refusal:
        raise StepRefused(f"{name_of(dossier)}: {refusal}") from refusal
    CARD_LIFE.take(card, SIGN, by=by, at=at)


def name_of(dossier: Dossier) -> str:
    """A dossier as the lists name it."""
    return dossier.title if dossier.is_model else dossier.unit_name
