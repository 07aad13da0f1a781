"""Writing on a card: opening it, scoring its criteria, and the door every score comes through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.criteria.enums import Result, ScoringMode
from danvan.criteria.models import Criterion
from danvan.dossiers.asking import criteria_locked
from danvan.dossiers.cards import Score, Scorecard
from danvan.dossiers.enums import CardState, Voice
from danvan.dossiers.models import PARTIES, Dossier
from danvan.dossiers.scores import criteria_of, is_judged, rule_of, scores_of, verdict_from
from danvan.dossiers.turns import not_in_turn
from danvan.dossiers.voices import seat, voices
from danvan.kit import vi
from danvan.ledger.models import Channel
from danvan.ledger.record import Act, record, wait_for_writers


class CannotScore(Exception):
    """The score cannot be stored; the message says what and how to mend it."""


class StaleCard(Exception):
    """Someone else wrote on the card meanwhile: their entries by criterion id, and when."""

    def __init__(self, theirs: dict[int, Score]) -> None:
        super().__init__("Phiếu vừa được người khác chấm. Hãy xem hai giá trị bên dưới và chọn lại.")
        self.theirs = theirs


@dataclass(frozen=True)
class Entry:
    """What one voice writes on one criterion; ``points`` only where the version is scored by points."""

    result: str = ""
    points: Decimal | None = None
    note: str = ""


def may_score(by: User, dossier: Dossier, voice: str) -> bool:
    """May this person speak with this voice on this dossier?"""
    action, unit = seat(dossier, voice)
    archive = dossier.campaign.is_archive and may(by, Action.RECORD, dossier.unit)
    return archive or (unit is not None and may(by, action, unit))


@transaction.atomic
def open_card(*, dossier: Dossier, voice: str, by: User, at: datetime) -> Scorecard:
    """The card of this voice, made blank on first use. Raises ``CannotScore`` with the reason otherwise."""
    track = dossier.campaign.tracks.filter(track=dossier.track, version__isnull=False).select_related("version").first()
    if track is None or track.version is None:
        raise CannotScore("Nội dung này không chấm theo bộ tiêu chí.")
    if voice not in voices(dossier):
        raise CannotScore("Hồ sơ này không có cấp chấm đó.")
    if not may_score(by, dossier, voice):
        raise CannotScore("Bạn không được chấm phiếu này.")
    wait_for_writers()
    card, made = Scorecard.objects.get_or_create(
        dossier=dossier, voice=voice, defaults={"unit": dossier.unit, "version": track.version, "state": CardState.OPEN}
    )
    if made:
        card.marks = "." * track.version.criteria.count()
        card.save(update_fields=["marks"])
        record(Act(card, "open", f"Mở phiếu: {card.get_voice_display()}", dossier.unit), by=by, at=at)
    return card


@transaction.atomic
def score(
    *, card: Scorecard, entries: Mapping[int, Entry], edition: int, by: User, at: datetime,
    channel: str = Channel.FORM,
) -> Scorecard:  # fmt: skip
    """Write entries (by criterion id) on a card. Raises ``CannotScore`` or ``StaleCard`` and stores nothing.

    An older edition is accepted as long as nobody else touched the same criteria.
    """
    wait_for_writers()
    fresh = Scorecard.objects.select_for_update(of=("self",)).select_related(
        *(f"dossier__{party}" for party in PARTIES), "version"
    ).get(pk=card.pk)  # fmt: skip
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
    _store(fresh, criteria, scores, entries)
    record(
        Act(fresh, "score", f"Chấm điểm: {fresh.get_voice_display()}", fresh.unit, details=details),
        by=by, at=at, channel=channel,
    )  # fmt: skip
    return fresh


def _refuse_scoring(card: Scorecard, by: User, at: datetime) -> None:
    if not may_score(by, card.dossier, card.voice):
        raise CannotScore("Bạn không được chấm phiếu này.")
    if card.state == CardState.SIGNED:
        raise CannotScore("Phiếu đã ký. Muốn sửa, hãy mở lại phiếu và ghi lý do.")
    if not card.dossier.campaign.is_archive and (why := not_in_turn(card, at)):
        raise CannotScore(why)


def _change(criterion: Criterion, old: Score | None, entry: Entry, card: Scorecard) -> list[str]:
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


def _store(card: Scorecard, criteria: list[Criterion], scores: dict[int, Score], entries: Mapping[int, Entry]) -> None:
    for pk, entry in entries.items():
        line = scores.setdefault(pk, Score(card=card, criterion_id=pk))
        line.result, line.points, line.note = entry.result, entry.points, vi.clean_text(entry.note)
    touched = [scores[pk] for pk in entries]
    new, old = [line for line in touched if line.pk is None], [line for line in touched if line.pk is not None]
    Score.objects.bulk_create(new)
    Score.objects.bulk_update(old, ["result", "points", "note"])
    result = verdict_from(criteria, scores, rule_of(card.version))
    card.marks, card.passed, card.points, card.is_pass = result.marks, result.passed, result.points, result.is_pass
    card.edition += 1
    card.save(update_fields=["marks", "passed", "points", "is_pass", "edition"])


def prefill(*, card: Scorecard, source: Scorecard, by: User, at: datetime) -> Scorecard:
    """Copy another voice's results, without its notes, onto the lines not judged yet, for the reviewer to correct."""
    if card.voice == Voice.SELF:
        raise CannotScore("Phiếu tự chấm không điền sẵn từ cấp khác.")
    mine = scores_of(card)
    blank = {pk: s for pk, s in scores_of(source).items() if pk not in mine or not is_judged(mine[pk])}
    notes = {pk: mine[pk].note for pk in blank if pk in mine}
    entries = {pk: Entry(s.result, s.points, notes.get(pk, "")) for pk, s in blank.items()}
    return score(card=card, entries=entries, edition=card.edition, by=by, at=at)
