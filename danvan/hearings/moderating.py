"""Reading an opinion, showing it with personal data covered or keeping it from the page with a reason, and replying."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from danvan.accounts.access import Action, homes, may
from danvan.accounts.models import User
from danvan.hearings.consulting import count_again
from danvan.hearings.enums import ConsultationState, OpinionState, Stance
from danvan.hearings.masking import only_covers
from danvan.hearings.models import Candidate, Opinion
from danvan.hearings.workflow import OPINION_LIFE
from danvan.kit import vi
from danvan.ledger.machine import MOVED_ON, StepRefused
from danvan.ledger.record import Act, record, wait_for_writers

MOST_REPLY, MOST_REASON = 2000, 300


class CannotModerate(Exception):
    """It is not done; the message says why."""


@dataclass(frozen=True)
class Reading:
    """How an officer understands an opinion, and the words to be shown: the sent ones, or those with parts covered."""

    stance: str
    shown_text: str


@transaction.atomic
def show(*, opinion: Opinion, reading: Reading, by: User, at: datetime, seen: int | None = None) -> Opinion:
    """Show an opinion to everyone. Raises ``CannotModerate`` or ``StepRefused``."""
    fresh = _fresh(opinion, by, seen)
    words = vi.clean_text(reading.shown_text)
    if reading.stance not in Stance.values:
        raise CannotModerate("Chọn loại ý kiến: ủng hộ, góp ý hay phản ánh.")
    if not only_covers(words, fresh.text or fresh.shown_text):
        raise CannotModerate("Bản đăng chỉ được che hoặc lược bớt, không được viết khác điều người dân đã gửi.")
    fresh.shown_text, fresh.stance, fresh.reason = words, reading.stance, ""
    _read(fresh, by, at, "shown_text", "stance", "reason")
    OPINION_LIFE.take(fresh, "show", by=by, at=at)
    return _settled(fresh)


@transaction.atomic
def show_many(*, opinions: list[tuple[Opinion, Reading, int]], by: User, at: datetime) -> int:
    """Show several at once, each as it was seen, or none of them."""
    for opinion, reading, seen in opinions:
        show(opinion=opinion, reading=reading, by=by, at=at, seen=seen)
    return len(opinions)


@transaction.atomic
def withhold(*, opinion: Opinion, reason: str, by: User, at: datetime, seen: int | None = None) -> Opinion:
    """Keep an opinion from the page; whoever sent it reads the reason under their code. Raises ``CannotModerate`` or
    ``StepRefused``."""
    fresh = _fresh(opinion, by, seen)
    why = vi.clean_line(reason)
    if not why or len(why) > MOST_REASON:
        raise CannotModerate(f"Ghi lý do không đăng, nhiều nhất {MOST_REASON} ký tự; người gửi sẽ đọc được.")
    fresh.reason = why
    if fresh.erased_at is not None:  # past its days: what is not shown is not kept
        fresh.shown_text = ""
    _read(fresh, by, at, "reason", "shown_text")
    OPINION_LIFE.take(fresh, "withhold", by=by, at=at)
    return _settled(fresh)


def may_reply(by: User, opinion: Opinion) -> bool:
    """The unit of the model once the opinion is shown; the organiser and the boards above it always."""
    if may(by, Action.RUN, opinion.unit):
        return True
    return opinion.state == OpinionState.SHOWN and may(by, Action.EDIT, opinion.dossier.keeper)


@transaction.atomic
def reply(*, opinion: Opinion, text: str, by: User, at: datetime, seen_reply: str | None = None) -> Opinion:
    """Answer an opinion for one's unit or board; written again, it takes the place of the earlier answer.

    ``seen_reply`` is the answer the page showed: another one given meanwhile is not written over. Raises
    ``CannotModerate``.
    """
    wait_for_writers()
    fresh = Opinion.objects.select_related("unit", "dossier__keeper", "candidate").get(pk=opinion.pk)
    said = vi.clean_text(text)
    if not may_reply(by, fresh):
        raise CannotModerate("Bạn không trả lời được ý kiến này.")
    if seen_reply is not None and vi.clean_text(seen_reply) != fresh.reply:
        raise CannotModerate("Người khác vừa trả lời ý kiến này. Hãy xem lại rồi gửi lần nữa nếu vẫn cần.")
    if not said or len(said) > MOST_REPLY:
        raise CannotModerate(f"Viết câu trả lời, nhiều nhất {MOST_REPLY} ký tự.")
    if said == fresh.reply:
        return fresh
    fresh.reply, fresh.reply_as, fresh.replied_by, fresh.replied_at = said, in_the_name_of(by, fresh), by, at
    fresh.save(update_fields=["reply", "reply_as", "replied_by", "replied_at"])
    record(Act(fresh, "reply", "Trả lời ý kiến", fresh.unit), by=by, at=at)
    return fresh


def in_the_name_of(by: User, opinion: Opinion) -> str:
    """The unit the answer is given for: the one of this person that may answer."""
    near = [home for home in homes(by) if opinion.dossier.keeper.path.startswith(home.path)]
    return near[-1].name if near else opinion.unit.name


def _fresh(opinion: Opinion, by: User, seen: int | None) -> Opinion:
    """The opinion as it stands, for those who moderate; one that another officer has dealt with is refused."""
    wait_for_writers()
    fresh = Opinion.objects.select_related("unit", "dossier__keeper", "candidate__consultation").get(pk=opinion.pk)
    if not may(by, Action.RUN, fresh.unit):
        raise StepRefused("Bạn không có quyền thực hiện bước này.")
    if seen is not None and fresh.moves != seen:
        raise StepRefused(MOVED_ON)
    return fresh


def _read(opinion: Opinion, by: User, at: datetime, *fields: str) -> None:
    opinion.read_by, opinion.read_at = by, at
    opinion.save(update_fields=[*fields, "read_by", "read_at"])


def _settled(opinion: Opinion) -> Opinion:
    """After the last day the stored counts follow what is shown."""
    candidate = opinion.candidate
    if candidate is not None and candidate.consultation.state == ConsultationState.CLOSED:
        count_again(list(Candidate.objects.filter(pk=candidate.pk)))
    return Opinion.objects.select_related("unit", "dossier", "candidate__consultation").get(pk=opinion.pk)
