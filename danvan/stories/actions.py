"""Writing a story, showing it to the public and hiding it again, keeping a contact, and counting readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from danvan.accounts.models import User
from danvan.dossiers.models import PARTIES, Dossier
from danvan.kit import vi
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.stories.contacts import Contact, keep_contact
from danvan.stories.errors import EDITED, CannotTell, EditedMeanwhile
from danvan.stories.fields import label, most
from danvan.stories.models import MOST_FIGURES, Figure, Reads, Story
from danvan.stories.photos import Words, add_photo, place_photo, record_consent, remove_photo, sweep
from danvan.stories.queries import may_have_story, may_write, organises, story_of

__all__ = [
    "MOST_STEPS", "MOST_TEXT", "CannotTell", "Contact", "EditedMeanwhile", "Told", "Words", "add_photo", "count_read",
    "hide_story", "keep_contact", "place_photo", "record_consent", "remove_photo", "show_story", "sweep",
    "write_story",
]  # fmt: skip

MOST_TEXT = {"lesson": 4_000, "steps": 6_000, "cost": 2_000, "people": 2_000}
MOST_STEPS = 15


@dataclass(frozen=True)
class Told:
    """What is written of a model; ``figures`` are pairs of a value and what it counts, ``steps`` one a line."""

    lead: str = ""
    lesson: str = ""
    quote: str = ""
    quote_by: str = ""
    steps: str = ""
    cost: str = ""
    people: str = ""
    contact: str = ""
    figures: Sequence[tuple[str, str]] = ()


_LINES = ("lead", "quote", "quote_by", "contact")
_FIELDS = (*_LINES, *MOST_TEXT)
_PRIVATE = "contact"  # may turn out to be a person's, and events cannot be erased


@transaction.atomic
def write_story(
    *, dossier: Dossier, told: Told, edition: int, by: User, at: datetime, is_illustrative: bool = False
) -> Story:  # fmt: skip
    """Keep the story as it is written; ``edition`` is the one that was on the page, 0 before there was any.

    The same words sent twice are kept once. Raises ``CannotTell``, and changes nothing then.
    """
    wait_for_writers()
    fresh = _fresh(dossier)
    story = story_of(fresh)
    if not may_write(by, fresh, story):
        raise CannotTell(_why_not(fresh, story))
    new, pairs = _cleaned(told), _figures(told.figures)
    kept = story or Story(dossier=fresh, edition=0, is_illustrative=is_illustrative)
    details = _changed(kept, new, pairs)
    if story is not None and not details:
        return story
    if edition != kept.edition:
        raise EditedMeanwhile(EDITED)
    for name, text in new.items():
        setattr(kept, name, text)
    kept.edition, kept.written_by, kept.written_at = kept.edition + 1, by, at
    _fitting(kept)
    kept.save()
    kept.figures.all().delete()
    Figure.objects.bulk_create(
        Figure(story=kept, order=order, value=value, label=words) for order, (value, words) in enumerate(pairs, 1)
    )
    record(Act(fresh, "write_story", "Viết câu chuyện mô hình", fresh.unit, details=details), by=by, at=at)
    return kept


@transaction.atomic
def show_story(*, dossier: Dossier, edition: int, by: User, at: datetime) -> Story:
    """Let the public read the story, as the organiser saw it. Raises ``CannotTell``."""
    wait_for_writers()
    fresh, story = _for_organiser(dossier, by)
    if story.shown_at is not None:
        return story
    if fresh.recognised_on is None:
        raise CannotTell("Mô hình chưa được công nhận nên câu chuyện chưa đăng được.")
    if story.edition != edition:
        raise EditedMeanwhile("Câu chuyện vừa được sửa. Hãy đọc lại bản mới rồi đăng.")
    if not (story.lead and story.steps):
        raise CannotTell("Cần có câu mở đầu và các bước làm theo trước khi đăng.")
    story.shown_at, story.shown_by = at, by
    story.save(update_fields=["shown_at", "shown_by"])
    record(Act(fresh, "show_story", "Đăng câu chuyện lên sổ vàng", fresh.unit), by=by, at=at)
    return story


@transaction.atomic
def hide_story(*, dossier: Dossier, why: str, by: User, at: datetime) -> Story:
    """Take the story off the public page with a reason; the unit may then write on it again."""
    wait_for_writers()
    fresh, story = _for_organiser(dossier, by)
    note = vi.clean_text(why)
    if not note:
        raise CannotTell("Cần ghi rõ lý do gỡ câu chuyện.")
    if story.shown_at is None:
        return story
    story.shown_at = story.shown_by = None
    story.save(update_fields=["shown_at", "shown_by"])
    record(Act(fresh, "hide_story", "Gỡ câu chuyện khỏi sổ vàng", fresh.unit, note=note), by=by, at=at)
    return story


def count_read(dossier_pk: int, on: date) -> bool:
    """One more reading of a recognised model in the month of that day; nothing is kept of who read."""
    if not Dossier.objects.public().models_only().filter(pk=dossier_pk).exists():
        return False
    row = Reads.objects.filter(dossier=dossier_pk, month=on.replace(day=1))
    if row.update(times=F("times") + 1):
        return True
    try:
        with transaction.atomic():
            Reads.objects.create(dossier_id=dossier_pk, month=on.replace(day=1), times=1)
    except IntegrityError:  # another reader was the first of the month at the same moment
        row.update(times=F("times") + 1)
    return True


def _fresh(dossier: Dossier) -> Dossier:
    return Dossier.objects.select_related(*PARTIES).get(pk=dossier.pk)


def _for_organiser(dossier: Dossier, by: User) -> tuple[Dossier, Story]:
    fresh = _fresh(dossier)
    story = story_of(fresh)
    if not organises(by, fresh):
        raise CannotTell("Chỉ cơ quan tổ chức đợt thi đua đăng hoặc gỡ câu chuyện.")
    if story is None:
        raise CannotTell("Mô hình này chưa có câu chuyện để đăng.")
    return fresh, story


def _why_not(dossier: Dossier, story: Story | None) -> str:
    if not may_have_story(dossier):
        return "Chỉ viết câu chuyện cho mô hình đã được công nhận hoặc đang ở bước thẩm định trở đi."
    if story is not None and story.shown_at is not None:
        return "Câu chuyện đã đăng; chỉ cơ quan tổ chức đợt thi đua sửa được."
    return "Bạn không viết được câu chuyện của mô hình này."


def _cleaned(told: Told) -> dict[str, str]:
    lines = {name: vi.clean_line(getattr(told, name)) for name in _LINES}
    texts = {name: vi.clean_text(getattr(told, name)) for name in MOST_TEXT}
    texts["steps"] = "\n".join(line for line in texts["steps"].split("\n") if line)
    for name, limit in MOST_TEXT.items():
        if len(texts[name]) > limit:
            raise CannotTell(f"{label(Story, name)} dài quá {limit} ký tự.")
    if texts["steps"].count("\n") >= MOST_STEPS:
        raise CannotTell(f"Chia nhiều nhất {MOST_STEPS} bước, mỗi bước một dòng.")
    return lines | texts


def _figures(given: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs that say something; half a pair is refused."""
    pairs = [(vi.clean_line(value), vi.clean_line(label)) for value, label in given]
    pairs = [pair for pair in pairs if any(pair)]
    if len(pairs) > MOST_FIGURES:
        raise CannotTell(f"Chỉ nêu nhiều nhất {MOST_FIGURES} con số.")
    if any(not all(pair) for pair in pairs):
        raise CannotTell("Mỗi con số cần cả giá trị và lời nói rõ đó là gì.")
    value_most, label_most = (most(Figure, name) for name in ("value", "label"))
    if any(len(value) > value_most or len(words) > label_most for value, words in pairs):
        raise CannotTell(f"Con số dài nhất {value_most} ký tự, lời nói rõ dài nhất {label_most} ký tự.")
    return pairs


def _changed(story: Story, new: dict[str, str], pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    """What differs from what is stored, by the names that the diary shows."""
    pairs_of = {name: [getattr(story, name), text] for name, text in new.items() if getattr(story, name) != text}
    if _PRIVATE in pairs_of:
        pairs_of[_PRIVATE] = ["", "đã sửa"]
    found = {label(Story, name).lower(): pair for name, pair in pairs_of.items()}
    stands = [(figure.value, figure.label) for figure in story.figures.all()] if story.pk else []
    if stands != pairs:
        found["con số"] = ["; ".join(map(" ".join, stands)), "; ".join(map(" ".join, pairs))]
    return found


def _fitting(story: Story) -> None:
    try:
        story.clean_fields(exclude=["dossier", "written_by", "shown_by"])
    except ValidationError as wrong:
        names = ", ".join(label(Story, name) for name in wrong.message_dict)
        raise CannotTell(f"Nội dung quá dài hoặc chưa đúng ở: {names}.") from wrong
