"""What the pages of one visit and of one finding show, each to whoever reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.criteria.models import Criterion
from danvan.dossiers.scores import criteria_of
from danvan.kit import dates
from danvan.ledger.models import Event, Stateful
from danvan.office.visits.listing import Row, finding_row
from danvan.units.enums import COMMUNE_KINDS
from danvan.visits.actions import may_record
from danvan.visits.enums import Seen, VisitState
from danvan.visits.models import Finding, FindingProof, Visit, VisitPhoto
from danvan.visits.recording import items_of
from danvan.visits.workflow import FINDING_LIFE, VISIT_LIFE

VOICES = {Seen.OK: "y", Seen.NOT: "n", Seen.NA: "a"}


@dataclass(frozen=True)
class StepButton:
    """A step this person may try now."""

    name: str
    label: str
    url: str
    needs_note: bool
    typed: str = ""


@dataclass(frozen=True)
class Answered:
    """One line of the checklist as it was found; before the visit, only what will be looked at."""

    number: int
    text: str
    said: str
    mark: str
    note: str


def load_visit(user: User, pk: int) -> Visit:
    """The visit, or 404 out of reach."""
    visits = Visit.objects.for_user(user).select_related("unit", "host", "lead", "checklist", "campaign", "created_by")
    return get_object_or_404(visits, pk=pk)


def load_finding(user: User, pk: int) -> Finding:
    """The finding the unit was told of, or 404."""
    proofs = Prefetch("proofs", FindingProof.objects.filter(removed_at__isnull=True).order_by("pk"), to_attr="kept")
    related = ("unit", "visit__host", "visit__unit", "criterion", "answered_by")
    found = Finding.objects.for_user(user).told().select_related(*related).prefetch_related(proofs)
    return get_object_or_404(found, pk=pk)


def criteria_for(visit: Visit) -> Sequence[Criterion]:
    """The criteria a finding may point to: those of the unit's title in the campaign of the visit."""
    if visit.campaign is None:
        return []
    track = Track.COMMUNE if visit.unit.kind in COMMUNE_KINDS else Track.AGENCY
    chosen = visit.campaign.tracks.filter(track=track).select_related("version").first()
    return criteria_of(chosen.version) if chosen and chosen.version else []


def reads_record(user: User, visit: Visit) -> bool:
    """What was written down is read by others once the visit is done."""
    return visit.state == VisitState.DONE or may_record(user, visit)


def answered(visit: Visit, with_answers: bool) -> list[Answered]:
    """The checklist, with what was found where that may be read."""
    said = {answer.item_id: answer for answer in visit.answers.all()} if with_answers else {}
    found = []
    for number, item in enumerate(items_of(visit), 1):
        answer = said.get(item.pk)
        result = answer.result if answer else ""
        label = str(Seen(result).label) if result else "Chưa ghi"
        mark = VOICES[Seen(result)] if result else "u"
        found.append(Answered(number, item.text, label, mark, answer.note if answer else ""))
    return found


def photos(visit: Visit) -> QuerySet[VisitPhoto]:
    """The photographs that stand."""
    return visit.photos.filter(removed_at__isnull=True).order_by("pk")


def visit_facts(visit: Visit) -> list[dict[str, str]]:
    """When, who and by what, without the blanks."""
    day = "Ngày đi" if visit.visited_on else "Ngày dự kiến"
    rows = [
        (day, dates.plain(visit.on)), ("Loại kiểm tra", str(visit.get_kind_display())),
        ("Cơ quan kiểm tra", visit.host.name), ("Trưởng đoàn", str(visit.lead)), ("Thành viên", visit.members),
        ("Danh mục", visit.checklist.name if visit.checklist else ""),
        ("Đợt thi đua", visit.campaign.name if visit.campaign else ""),
    ]  # fmt: skip
    return [{"label": label, "value": value} for label, value in rows if value]


def visit_context(user: User, visit: Visit, at: datetime, typed: dict[str, str] | None = None) -> dict[str, Any]:
    """The page of a visit."""
    reads, writes = reads_record(user, visit), may_record(user, visit) and visit.state == VisitState.PLANNED
    findings = list(visit.findings.select_related("unit").order_by("pk")) if reads else []
    today = timezone.localdate(at)
    return {
        "visit": visit, "facts": visit_facts(visit), "reads": reads, "writes": writes,
        "lines": answered(visit, reads), "with_answers": reads and visit.visited_on is not None,
        "findings": [_finding_of(one, visit, today) for one in findings],
        "photos": list(photos(visit)) if reads else [],
        "steps": _buttons(VISIT_LIFE.open_to(user, visit), "office:visit-step", visit, typed, hidden=("finish",)),
        "history": history(visit) if reads else [], "crumbs": crumbs(visit.unit.name),
    }  # fmt: skip


def _finding_of(finding: Finding, visit: Visit, today: date) -> Row:
    """A finding of minutes that are not finished has no page yet."""
    row = finding_row(finding, today)
    return row if visit.state == VisitState.DONE else Row("", row.name, row.note, "idle", "Chưa gửi đơn vị", row.when)


def finding_context(user: User, finding: Finding, at: datetime, typed: dict[str, str] | None = None) -> dict[str, Any]:
    """The page of a finding."""
    today = timezone.localdate(at)
    rows = [
        ("Đơn vị", finding.unit.name, ""), ("Người chịu trách nhiệm", finding.responsible, ""),
        ("Hạn khắc phục", dates.plain(finding.due_on) if finding.due_on else "", ""),
        ("Tiêu chí", str(finding.criterion or ""), ""), ("Cơ quan kiểm tra", finding.visit.host.name, ""),
        ("Biên bản", f"Kiểm tra ngày {dates.plain(finding.visit.on)}", finding.visit.get_absolute_url()),
    ]  # fmt: skip
    open_steps = FINDING_LIFE.open_to(user, finding)
    return {
        "finding": finding, "row": finding_row(finding, today), "late": finding.is_overdue(today),
        "facts": [{"label": label, "value": value, "url": url} for label, value, url in rows if value],
        "may_answer": any(step.name == "answer" for step in open_steps),
        "steps": _buttons(open_steps, "office:finding-step", finding, typed, hidden=("answer",)),
        "history": history(finding), "crumbs": crumbs(finding.unit.name, "kien-nghi"),
    }  # fmt: skip


def _buttons(
    steps: Sequence[Any], address: str, thing: Stateful, typed: dict[str, str] | None, hidden: Sequence[str]
) -> list[StepButton]:
    typed = typed or {}
    return [
        StepButton(step.name, step.label, reverse(address, args=[thing.pk, step.name]), step.needs_note,
                   typed.get(step.name, ""))
        for step in steps if step.name not in hidden
    ]  # fmt: skip


def history(thing: Stateful) -> list[dict[str, Any]]:
    """What happened to it, newest first, for a timeline."""
    events = Event.objects.filter(subject=Event.subject_of(thing)).select_related("actor").order_by("-pk")
    return [
        {"at": f"{timezone.localtime(event.at):%H:%M}, {dates.plain(timezone.localtime(event.at))}, {event.actor}",
         "title": event.label, "kind": "done", "note": event.note}
        for event in events
    ]  # fmt: skip


def crumbs(label: str, tab: str = "sap-toi") -> list[dict[str, str]]:
    """The way back to the list."""
    return [{"label": "Kiểm tra", "url": f"{reverse('office:visits')}?muc={tab}"}, {"label": label, "url": ""}]
