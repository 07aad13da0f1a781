"""The life of a visit and of a finding, as tables an officer can read aloud."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from danvan.accounts.access import Action
from danvan.ledger.machine import Machine, Step
from danvan.units.models import Unit
from danvan.visits.enums import FindingState, Seen, VisitState
from danvan.visits.models import Finding, Visit


def _host(visit: Visit) -> Unit:
    return visit.host


def _finder(finding: Finding) -> Unit:
    return finding.visit.host


def _told(finding: Finding) -> bool:
    return finding.visit.state == VisitState.DONE


def _at(*states: str) -> frozenset[str]:
    return frozenset(states)


def day_missing(visit: Visit, at: datetime) -> str:
    """A visit took place on a day that has come."""
    if visit.visited_on is None:
        return "Ghi ngày đi."
    if visit.visited_on > timezone.localdate(at):
        return "Ngày đi chưa tới; hãy ghi đúng ngày đã đi."
    return ""


def record_missing(visit: Visit, at: datetime) -> str:
    """The minutes say what was found, and what was not met is explained."""
    if not visit.summary.strip():
        return "Ghi kết quả, nhận xét."
    if visit.answers.filter(result=Seen.NOT, note="").exists():
        return "Nội dung chưa đạt nào cũng cần ghi chú vì sao."
    return ""


def dates_missing(visit: Visit, at: datetime) -> str:
    """What is to be mended is to be mended by a day, which does not lie before the visit."""
    if visit.findings.filter(due_on__isnull=True).exists():
        return "Kiến nghị nào cũng cần có hạn khắc phục."
    if visit.visited_on and visit.findings.filter(due_on__lt=visit.visited_on).exists():
        return "Hạn khắc phục không thể trước ngày đi."
    return ""


def answered_already(visit: Visit, at: datetime) -> str:
    """Minutes the unit has acted upon are not opened again."""
    if visit.findings.exclude(state=FindingState.OPEN).exists():
        return "Đơn vị đã trả lời kiến nghị của biên bản này nên không mở lại được."
    return ""


def planned_again(visit: Visit, at: datetime) -> str:
    """Two plans for one unit on one day would be one visit too many."""
    others = Visit.objects.upcoming().filter(unit=visit.unit_id, host=visit.host_id, planned_on=visit.planned_on)
    return "Đã có lịch kiểm tra khác cho đơn vị này cùng ngày dự kiến." if others.exists() else ""


# fmt: off
VISIT_LIFE: Machine[Visit] = Machine(
    Visit,
    Step("finish", "Hoàn thành biên bản", _at(VisitState.PLANNED), VisitState.DONE, Action.VISIT, _host,
         blockers=(day_missing, record_missing, dates_missing)),
    Step("cancel", "Hủy lịch kiểm tra", _at(VisitState.PLANNED), VisitState.CANCELLED, Action.VISIT, _host,
         needs_note=True),
    Step("reopen", "Mở lại biên bản", _at(VisitState.DONE), VisitState.PLANNED, Action.VISIT, _host,
         needs_note=True, blockers=(answered_already, planned_again)),
    related=("unit", "host"),
)

FINDING_LIFE: Machine[Finding] = Machine(
    Finding,
    Step("answer", "Trả lời kiến nghị", _at(FindingState.OPEN), FindingState.ANSWERED, Action.EDIT, applies=_told,
         needs_note=True),
    Step("close", "Xác nhận đã khắc phục", _at(FindingState.ANSWERED), FindingState.CLOSED, Action.VISIT, _finder,
         applies=_told),
    Step("close_seen", "Khép kiến nghị không chờ trả lời", _at(FindingState.OPEN), FindingState.CLOSED, Action.VISIT,
         _finder, applies=_told, needs_note=True),
    Step("again", "Yêu cầu làm tiếp", _at(FindingState.ANSWERED, FindingState.CLOSED), FindingState.OPEN,
         Action.VISIT, _finder, applies=_told, needs_note=True),
    related=("unit", "visit__host"),
)
# fmt: on
