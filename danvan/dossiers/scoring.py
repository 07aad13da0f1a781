"""Writing on a card: opening it, scoring its criteria, and the door every score comes through."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Manager

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.criteria.enums import Result, ScoringMode
from danvan.criteria.models import CriteriaVersion, Criterion
from danvan.dossiers.asking import criteria_locked
from danvan.dossiers.blind import AnyCard, AnyScore, BlindCard
from danvan.dossiers.blinding import (
    NO_SEAT,
    NOT_YET,
    BlindState,
    agreements,
    asks_two,
    blind_state,
    both_signed,
    is_joint,
    not_ones_own,
    own_seat,
)
from danvan.dossiers.cards import Mark, Scorecard
from danvan.dossiers.conflicts import kept_from_judging
from danvan.dossiers.enums import CardState, Voice
from danvan.dossiers.filled_in import note_filled_in
from danvan.dossiers.models import PARTIES, Dossier
from danvan.dossiers.scores import criteria_of, is_judged, rule_of, scores_of, verdict_from
from danvan.dossiers.turns import not_in_turn
from danvan.dossiers.voices import last_voice, seat, voices
from danvan.kit import vi
from danvan.ledger.models import Channel
from danvan.ledger.record import Act, record, wait_for_writers

C = TypeVar("C", bound=AnyCard)  # a card of either kind goes in and the same comes out
CLOSED = "Bạn không được chấm phiếu này."
OPEN_FIRST = "Cả hai phiếu độc lập đã ký. Hãy mở phiếu thống nhất rồi mới chấm tiếp."


class CannotScore(Exception):
    """The score cannot be stored; the message says what and how to mend it."""


class StaleCard(Exception):
    """Someone else wrote on the card meanwhile: their entries by criterion id, and when."""

    def __init__(self, theirs: Mapping[int, AnyScore]) -> None:
        super().__init__("Phiếu vừa được người khác chấm. Hãy xem hai giá trị bên dưới và chọn lại.")
        self.theirs = theirs


@dataclass(frozen=True)
class Entry:
    """What one voice writes on one criterion; ``points`` only where the version is scored by points."""

    result: str = ""
    points: Decimal | None = None
    note: str = ""


def why_not_score(by: User, dossier: Dossier, voice: str) -> str:
    """Why this person does not speak with this voice on this dossier, in a sentence, or ""."""
    action, unit = seat(dossier, voice)
    if dossier.campaign.is_archive and may(by, Action.RECORD, dossier.unit):
        return ""
    if unit is None or not may(by, action, unit):
        return CLOSED
    if voice != last_voice(dossier):
        return ""
    if blind_state(dossier) == BlindState.APART and own_seat(dossier, by) is None:
        return NO_SEAT
    return kept_from_judging(dossier, by)


def may_score(by: User, dossier: Dossier, voice: str) -> bool:
    """May this person speak with this voice on this dossier?"""
    return not why_not_score(by, dossier, voice)


def open_sheet(*, dossier: Dossier, voice: str, by: User, at: datetime) -> AnyCard:
    """What this person writes on with this voice: where two judge apart, their own independent card.

    The joint card of the two has to be opened by ``open_card`` first, knowingly. Raises ``CannotScore``.
    """
    state = blind_state(dossier) if voice == last_voice(dossier) else BlindState.NONE
    if state == BlindState.APART:
        return open_blind(dossier=dossier, by=by, at=at)
    if state == BlindState.JOINED and not dossier.cards.filter(voice=voice).exists():
        raise CannotScore(OPEN_FIRST)
    return open_card(dossier=dossier, voice=voice, by=by, at=at)


@transaction.atomic
def open_card(*, dossier: Dossier, voice: str, by: User, at: datetime) -> Scorecard:
    """The card of this voice, made blank on first use; where two judged apart, with what they say alike.

    Raises ``CannotScore`` with the reason otherwise.
    """
    version = _version(dossier, voice, by)
    wait_for_writers()
    made_of_two = voice == last_voice(dossier) and asks_two(dossier)
    if made_of_two and not both_signed(dossier):
        raise CannotScore(NOT_YET)
    given = {"unit": dossier.unit, "version": version, "state": CardState.OPEN, "marks": "." * version.criteria.count()}
    card, made = Scorecard.objects.get_or_create(dossier=dossier, voice=voice, defaults=given)
    if made:
        record(Act(card, "open", f"Mở phiếu: {card.get_voice_display()}", dossier.unit), by=by, at=at)
    if made and made_of_two:
        alike = {pk: Entry(line.result, line.points, line.note) for pk, line in agreements(dossier).items()}
        return score(card=card, entries=alike, edition=card.edition, by=by, at=at)
    return card


@transaction.atomic
def open_blind(*, dossier: Dossier, by: User, at: datetime) -> BlindCard:
    """One's own independent card, made blank on first use. Raises ``CannotScore`` with the reason otherwise."""
    version = _version(dossier, last_voice(dossier), by)
    wait_for_writers()
    if blind_state(dossier) != BlindState.APART or (held := own_seat(dossier, by)) is None:
        raise CannotScore(NO_SEAT if asks_two(dossier) else CLOSED)
    given = {"dossier": dossier, "unit": dossier.unit, "version": version, "state": CardState.OPEN,
             "marks": "." * version.criteria.count()}  # fmt: skip
    card, made = BlindCard.objects.get_or_create(seat=held, defaults=given)
    if made:
        record(Act(card, "blind_open", "Mở phiếu độc lập", dossier.unit), by=by, at=at)
    return card


def _version(dossier: Dossier, voice: str, by: User) -> CriteriaVersion:
    """The list on which this person may fill in a card of this voice."""
    track = dossier.campaign.tracks.filter(track=dossier.track, version__isnull=False).select_related("version").first()
    if track is None or track.version is None:
        raise CannotScore("Nội dung này không chấm theo bộ tiêu chí.")
    if voice not in voices(dossier):
        raise CannotScore("Hồ sơ này không có cấp chấm đó.")
    if why := why_not_score(by, dossier, voice):
        raise CannotScore(why)
    return track.version


@transaction.atomic
def score(
    *, card: C, entries: Mapping[int, Entry], edition: int, by: User, at: datetime, channel: str = Channel.FORM,
) -> C:  # fmt: skip
    """Write entries (by criterion id) on a card. Raises ``CannotScore`` or ``StaleCard`` and stores nothing.

    An older edition is accepted as long as nobody else touched the same criteria.
    """
    wait_for_writers()
    fresh = _locked(card)
    _refuse_scoring(fresh, by, at)
    criteria, scores = criteria_of(fresh.version), scores_of(fresh)
    known = {criterion.pk: criterion for criterion in criteria}
    details = {}
    for pk, entry in entries.items():
        if pk not in known:
            raise CannotScore("Phiếu không có tiêu chí này; hãy tải lại trang.")
        if change := _change(known[pk], scores.get(pk), entry, fresh):
            details[str(known[pk].order)] = change
    if not details:
        return fresh
    if why := criteria_locked(fresh.dossier, fresh.voice, [c for c in criteria if str(c.order) in details]):
        raise CannotScore(why)
    if edition != fresh.edition:
        raise StaleCard(scores)
    _store(fresh, criteria, dict(scores), entries)
    record(_scored(fresh, details), by=by, at=at, channel=channel)
    return fresh


def _locked(card: C) -> C:
    """The card as it stands, in the table of its kind, kept from others while it is written on."""
    cards: Manager[Any] = type(card)._default_manager
    related = [*(f"dossier__{party}" for party in PARTIES), "version"]
    fresh: C = cards.select_for_update(of=("self",)).select_related(*related).get(pk=card.pk)
    return fresh


def _scored(card: AnyCard, details: Mapping[str, list[str]]) -> Act:
    """What the ledger says of it: of an independent card only that it was written on."""
    if isinstance(card, BlindCard):
        return Act(card, "blind_score", "Chấm phiếu độc lập", card.unit)
    return Act(card, "score", f"Chấm điểm: {card.get_voice_display()}", card.unit, details=details)


def _refuse_scoring(card: AnyCard, by: User, at: datetime) -> None:
    if isinstance(card, BlindCard) and (why := not_ones_own(card, by)):
        raise CannotScore(why)
    if why := why_not_score(by, card.dossier, card.voice):
        raise CannotScore(why)
    if is_joint(card) and not both_signed(card.dossier):
        raise CannotScore(NOT_YET)
    if card.state == CardState.SIGNED:
        raise CannotScore("Phiếu đã ký. Muốn sửa, hãy mở lại phiếu và ghi lý do.")
    if not card.dossier.campaign.is_archive and (why := not_in_turn(card, at)):
        raise CannotScore(why)


def _change(criterion: Criterion, old: Mark | None, entry: Entry, card: AnyCard) -> list[str]:
    if entry.result == Result.NOT_APPLICABLE and not criterion.may_not_apply:
        raise CannotScore(f"Tiêu chí {criterion.order} luôn áp dụng, không chọn «Không áp dụng» được.")
    by_points = card.version.mode == ScoringMode.POINTS
    if entry.points is not None and not (by_points and 0 <= entry.points <= criterion.weight):
        raise CannotScore(f"Tiêu chí {criterion.order}: điểm phải từ 0 đến {criterion.weight.normalize():f}.")
    before = _said(old.result, old.points, old.note) if old else ""
    after = _said(entry.result, entry.points, vi.clean_text(entry.note))
    return [before, after] if before != after else []


def _said(result: str, points: Decimal | None, note: str) -> str:
    """A line as the ledger says it; nought points are points, and 7 is the same as 7,00."""
    figure = "" if points is None else f"{points.normalize():f}"
    return " ".join(part for part in (result, figure, note) if part)


def _store(
    card: AnyCard, criteria: list[Criterion], stored: dict[int, Any], entries: Mapping[int, Entry]
) -> None:  # fmt: skip
    """Write the lines in the table that the lines of this card are kept in, and add the card up again."""
    lines: Manager[Any] = card.scores.model._default_manager
    for pk, entry in entries.items():
        line = stored.setdefault(pk, lines.model(card=card, criterion_id=pk))
        line.result, line.points, line.note = entry.result, entry.points, vi.clean_text(entry.note)
    touched = [stored[pk] for pk in entries]
    new, old = [line for line in touched if line.pk is None], [line for line in touched if line.pk is not None]
    lines.bulk_create(new)
    lines.bulk_update(old, ["result", "points", "note"])
    result = verdict_from(criteria, stored, rule_of(card.version))
    card.marks, card.passed, card.points, card.is_pass = result.marks, result.passed, result.points, result.is_pass
    card.edition += 1
    card.save(update_fields=["marks", "passed", "points", "is_pass", "edition"])


def prefill(*, card: C, source: Scorecard, by: User, at: datetime, only: Collection[int] | None = None) -> C:
    """Copy another voice's results, without its notes, onto the lines not judged yet, for the reviewer to correct;
    ``only`` onto these criteria. The ledger keeps which lines they were, until somebody writes there."""
    if card.voice == Voice.SELF:
        raise CannotScore("Phiếu tự chấm không điền sẵn từ cấp khác.")
    if is_joint(card):
        raise CannotScore(
            "Phiếu thống nhất đã điền sẵn những dòng hai người chấm khớp; các dòng còn lại chấm từng dòng."
        )
    mine = scores_of(card)
    said = {pk: line for pk, line in scores_of(source).items() if is_judged(line) and (only is None or pk in only)}
    blank = {pk: line for pk, line in said.items() if pk not in mine or not is_judged(mine[pk])}
    notes = {pk: mine[pk].note for pk in blank if pk in mine}
    entries = {pk: Entry(s.result, s.points, notes.get(pk, "")) for pk, s in blank.items()}
    card = score(card=card, entries=entries, edition=card.edition, by=by, at=at)
    if blank and isinstance(card, Scorecard):
        note_filled_in(card, source, blank, by=by, at=at)
    return card
