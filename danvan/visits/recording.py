"""Writing down a visit: the facts, the checklist, the findings and the photographs, as often as one likes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.files.base import File
from django.db import transaction

from danvan.accounts.models import User
from danvan.criteria.models import Criterion
from danvan.kit import dates
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.visits.actions import CannotVisit, fresh_visit, may_record
from danvan.visits.enums import FindingState, VisitState
from danvan.visits.keeping import kept
from danvan.visits.models import ChecklistItem, Finding, Visit, VisitAnswer, VisitPhoto

MOST_PHOTOS, MOST_FINDINGS = 60, 40


@dataclass(frozen=True)
class Found:
    """One finding as it was written; without text it is not, or no longer, wanted."""

    text: str
    responsible: str = ""
    due_on: date | None = None
    criterion: Criterion | None = None
    pk: int | None = None  # of the one that stands already


@dataclass(frozen=True)
class Noted:
    """Everything the form of a visit says."""

    visited_on: date | None = None
    members: str = ""
    met: str = ""
    summary: str = ""
    following: str = ""
    answers: Mapping[int, tuple[str, str]] = field(default_factory=dict)  # item: (result, note)
    found: Sequence[Found] = ()
    captions: Mapping[int, str] = field(default_factory=dict)  # by photograph


_FIELDS = ("visited_on", "members", "met", "summary", "following")


@transaction.atomic
def note_down(*, visit: Visit, noted: Noted, edition: int, by: User, at: datetime) -> Visit:
    """Keep what was written so far; the visit stays open. Raises ``CannotVisit``, and changes nothing then."""
    wait_for_writers()
    fresh = fresh_visit(visit, edition, by)
    before = {name: getattr(fresh, name) for name in _FIELDS}
    for name in _FIELDS:
        setattr(fresh, name, getattr(noted, name))
    details = {
        name: [_word(old), _word(getattr(fresh, name))] for name, old in before.items() if old != getattr(fresh, name)
    }
    changed = _keep_answers(fresh, noted.answers) + _keep_findings(fresh, noted.found)
    changed += _keep_captions(fresh, noted.captions)
    if not details and not changed:
        return fresh
    fresh.edition += 1
    fresh.save(update_fields=[*_FIELDS, "edition"])
    details |= {"lines": ["", str(changed)]} if changed else {}
    record(Act(fresh, "note_down", "Ghi biên bản kiểm tra", fresh.unit, details=details), by=by, at=at)
    return fresh


def items_of(visit: Visit) -> list[ChecklistItem]:
    """The lines to look at: those in use, and those this visit answered before they were taken off."""
    if visit.checklist_id is None:
        return []
    answered = set(visit.answers.values_list("item_id", flat=True))
    items = ChecklistItem.objects.filter(checklist=visit.checklist_id).order_by("order", "pk")
    return [item for item in items if item.is_active or item.pk in answered]


def _keep_answers(visit: Visit, answers: Mapping[int, tuple[str, str]]) -> int:
    """Store the lines that changed; how many."""
    known = {item.pk for item in items_of(visit)}
    stored = {answer.item_id: answer for answer in visit.answers.all()}
    changed = 0
    for item, (result, note) in answers.items():
        answer = stored.get(item) or VisitAnswer(visit=visit, item_id=item)
        if item not in known or (answer.result, answer.note) == (result, note):
            continue
        answer.result, answer.note = result, note
        answer.save()
        changed += 1
    return changed


def _keep_findings(visit: Visit, found: Sequence[Found]) -> int:
    """Store findings new and changed, and let go of those whose text was taken away; how many."""
    stored = {finding.pk: finding for finding in visit.findings.all()}
    if len([one for one in found if one.text]) > MOST_FINDINGS:
        raise CannotVisit(f"Mỗi biên bản ghi nhiều nhất {MOST_FINDINGS} kiến nghị.")
    return sum(_keep_finding(visit, one, stored.get(one.pk or 0)) for one in found)


def _keep_finding(visit: Visit, one: Found, stored: Finding | None) -> bool:
    if stored is not None and stored.moves:
        return False  # the unit was told of it before the minutes were opened again
    if not one.text:
        if stored is not None:
            stored.delete()
        return stored is not None
    finding = stored or Finding(visit=visit, unit=visit.unit, state=FindingState.OPEN)
    said = (one.text, one.responsible, one.due_on, one.criterion)
    if stored is not None and said == (finding.text, finding.responsible, finding.due_on, finding.criterion):
        return False
    finding.text, finding.responsible, finding.due_on, finding.criterion = said
    finding.save()
    return True


def _keep_captions(visit: Visit, captions: Mapping[int, str]) -> int:
    """Store the captions that changed; how many."""
    changed = [photo for photo in visit.photos.all() if captions.get(photo.pk, photo.caption) != photo.caption]
    for photo in changed:
        photo.caption = captions[photo.pk]
        photo.save(update_fields=["caption"])
    return len(changed)


@transaction.atomic
def add_photo(*, visit: Visit, upload: File[bytes], caption: str = "", by: User, at: datetime) -> VisitPhoto:
    """Keep a photograph. Raises ``CannotVisit`` out of turn, ``kit.uploads.BadUpload`` for a bad file."""
    _writable(visit, by)
    made = kept(VisitPhoto(visit=visit, caption=caption), upload, by=by, at=at, pictures_only=True)
    wait_for_writers()
    visit.refresh_from_db(fields=["state"])
    _writable(visit, by)
    others = visit.photos.filter(removed_at__isnull=True).exclude(pk=made.pk)
    if twin := others.filter(sha256=made.sha256).first():  # the same photograph sent twice is one
        made.file.delete(save=False)
        made.delete()
        return twin
    if others.count() >= MOST_PHOTOS:
        raise CannotVisit(f"Mỗi lần kiểm tra giữ nhiều nhất {MOST_PHOTOS} ảnh.")
    record(Act(visit, "add_photo", "Thêm ảnh kiểm tra", visit.unit, details={"name": ["", made.name]}), by=by, at=at)
    return made


@transaction.atomic
def set_aside(*, photo: VisitPhoto, by: User, at: datetime) -> None:
    """Take a photograph off the visit; the file and the fact stay on record."""
    wait_for_writers()
    photo.refresh_from_db()
    _writable(photo.visit, by)
    if photo.removed_at is not None:
        return
    photo.removed_at = at
    photo.save(update_fields=["removed_at"])
    act = Act(photo.visit, "drop_photo", "Bỏ ảnh kiểm tra", photo.visit.unit, details={"name": [photo.name, ""]})
    record(act, by=by, at=at)


def _writable(visit: Visit, by: User) -> None:
    if not may_record(by, visit) or visit.state != VisitState.PLANNED:
        raise CannotVisit("Không thêm, bỏ ảnh được: biên bản đã hoàn thành, hoặc bạn không ghi lần kiểm tra này.")


def _word(value: object) -> str:
    if isinstance(value, date):
        return dates.plain(value)
    return "" if value is None else str(value)
