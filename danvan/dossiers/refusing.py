"""Declining a dossier: the only way to it, with the reason in general and criterion by criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from danvan.accounts.models import User
from danvan.criteria.enums import Result
from danvan.criteria.models import Criterion
from danvan.dossiers.cards import Score, Scorecard
from danvan.dossiers.models import PARTIES, Dossier, Refusal, RefusalPoint
from danvan.dossiers.scores import criteria_of, scores_of
from danvan.dossiers.workflow import LIFE
from danvan.kit import vi
from danvan.ledger.machine import StepRefused
from danvan.ledger.record import wait_for_writers

STEP = "decline"
LEAST_NOTE = 20  # characters of a reason in general that stands without any criterion


class CannotRefuse(StepRefused):
    """The reasons do not do; the message says which and how to mend it. ``criterion`` is the one it is about."""

    def __init__(self, sentence: str, criterion: int | None = None) -> None:
        super().__init__(sentence)
        self.criterion = criterion


@dataclass(frozen=True)
class Ground:
    """One criterion on which a refusal may rest: what the final card says there, and whether that is a shortfall."""

    criterion: Criterion
    score: Score | None
    lacks: bool

    @property
    def note(self) -> str:
        """The words of whoever judged it."""
        return self.score.note if self.score else ""


def final_card(dossier: Dossier) -> Scorecard | None:
    """The signed card of the last voice, on which the conclusion rests."""
    return dossier.cards.filter(is_final=True).select_related("version", "signed_by").first()


def grounds(dossier: Dossier) -> list[Ground]:
    """Every criterion of a scored dossier, those that fell short on the final card first; none where nothing is
    scored."""
    card = final_card(dossier)
    criteria, scores = _lines(dossier, card)
    found = [Ground(one, scores.get(one.pk), falls_short(one, scores.get(one.pk))) for one in criteria]
    return sorted(found, key=lambda ground: not ground.lacks)


def _lines(dossier: Dossier, card: Scorecard | None) -> tuple[list[Criterion], dict[int, Score]]:
    if card is not None:
        return criteria_of(card.version), scores_of(card)
    track = dossier.campaign.tracks.filter(track=dossier.track, version__isnull=False).select_related("version").first()
    return (criteria_of(track.version) if track and track.version else []), {}


def falls_short(criterion: Criterion, score: Score | None) -> bool:
    """Not met; or, by points, less than the line is worth. A bonus line takes nothing away."""
    if score is None or criterion.is_bonus:
        return False
    if score.points is not None:
        return score.points < criterion.weight
    return score.result == Result.NOT_MET


@transaction.atomic
def refuse(
    *, dossier: Dossier, note: str, points: Mapping[int, str], by: User, at: datetime, seen: int | None = None
) -> Refusal:
    """Decline a dossier with its reasons; ``points`` are the reasons by criterion id.

    Raises ``StepRefused`` and changes nothing.
    """
    wait_for_writers()
    fresh = Dossier.objects.select_related(*PARTIES).get(pk=dossier.pk)
    said = {pk: vi.clean_text(reason) for pk, reason in points.items()}
    general = vi.clean_text(note)
    known = {ground.criterion.pk: ground.criterion for ground in grounds(fresh)} if said else {}
    if LIFE.steps[STEP].open_to(fresh, by):  # otherwise the step itself says why not
        _check(general, said, known)
    refusal = Refusal.objects.create(dossier=fresh, note=general, refused_by=by, refused_at=at)
    chosen = sorted((known[pk] for pk in said if pk in known), key=lambda criterion: criterion.order)
    LIFE.take(fresh, STEP, by=by, at=at, note=_told(general, chosen, said), seen=seen)
    fresh.refresh_from_db(fields=["state", "moves"])
    RefusalPoint.objects.bulk_create(
        RefusalPoint(refusal=refusal, criterion=criterion, reason=said[criterion.pk]) for criterion in chosen
    )
    return refusal


def _check(note: str, said: Mapping[int, str], known: Mapping[int, Criterion]) -> None:
    for pk, reason in said.items():
        if pk not in known:
            raise CannotRefuse("Có tiêu chí không thuộc bộ tiêu chí của hồ sơ này; hãy tải lại trang.")
        if not reason:
            raise CannotRefuse(f"Tiêu chí {known[pk].order}: ghi rõ lý do, hoặc bỏ chọn.", pk)
    if not said and len(note) < LEAST_NOTE:
        raise CannotRefuse(f"Nêu lý do của ít nhất một tiêu chí, hoặc lý do chung từ {LEAST_NOTE} ký tự.")


def _told(note: str, chosen: Sequence[Criterion], said: Mapping[int, str]) -> str:
    """The note of the ledger: what was said in general, then a line for each criterion."""
    lines = [note, *(f"Tiêu chí {criterion.order}: {said[criterion.pk]}" for criterion in chosen)]
    return "\n".join(line for line in lines if line)
