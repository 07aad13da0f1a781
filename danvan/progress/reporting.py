"""Beginning a progress report from the last one, and writing it as often as one likes until it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from danvan.accounts.access import Action, may
from danvan.accounts.models import User
from danvan.dossiers.models import PARTIES, Dossier
from danvan.kit import numbers
from danvan.ledger.record import Act, record, wait_for_writers
from danvan.progress.enums import RUNNING, WRITABLE, ReportState
from danvan.progress.models import ProgressLine, ProgressReport, Target
from danvan.progress.periods import Period
from danvan.progress.targets import CannotReport, follow

EDITED = "Người khác vừa lưu báo cáo này. Phần anh/chị ghi còn nguyên bên dưới; hãy xem lại rồi lưu lần nữa."


class EditedMeanwhile(CannotReport):
    """Somebody else stored the report since the page was shown."""


@dataclass(frozen=True)
class Written:
    """Everything the form of a report says; figures and notes are by line."""

    summary: str = ""
    difficulties: str = ""
    proposals: str = ""
    lines: Mapping[int, tuple[Decimal | None, str]] = field(default_factory=dict)


_FIELDS = ("summary", "difficulties", "proposals")


def may_write(by: User, report: ProgressReport) -> bool:
    """Those who write for the unit, before it is sent and after it came back."""
    return report.state in WRITABLE and may(by, Action.EDIT, report.dossier.keeper)


def may_begin(by: User, dossier: Dossier) -> bool:
    """Those who write for the unit, while the dossier is carried out."""
    return dossier.state in RUNNING and may(by, Action.EDIT, dossier.keeper)


def last_before(dossier: Dossier, period: Period) -> ProgressReport | None:
    """The report on the period before; one never sent is no report."""
    sent = ProgressReport.objects.filter(dossier=dossier).exclude(state=ReportState.DRAFT)
    earlier = [report for report in sent if report.period.is_before(period)]
    return max(earlier, key=lambda one: (one.period.ends_on, one.period.begins_on.toordinal() * -1), default=None)


@transaction.atomic
def begin(*, dossier: Dossier, period: Period, by: User, at: datetime) -> ProgressReport:
    """The report of a dossier on a period, filled in from the last; begun already, it is the one that stands.

    Raises ``CannotReport``.
    """
    wait_for_writers()
    fresh = Dossier.objects.select_related(*PARTIES).get(pk=dossier.pk)
    if not may_begin(by, fresh):
        raise CannotReport("Chỉ đơn vị có hồ sơ đang thực hiện mới lập báo cáo.")
    if period.year != fresh.year:
        raise CannotReport(f"Hồ sơ này thuộc năm {fresh.year}.")
    standing = ProgressReport.objects.filter(dossier=fresh).about(period).first()
    if standing is not None:
        return standing
    report = ProgressReport(
        unit=fresh.unit, dossier=fresh, state=ReportState.DRAFT, kind=period.kind, year=period.year,
        number=period.number, created_by=by, created_at=at, is_illustrative=fresh.is_illustrative,
    )  # fmt: skip
    report.save(force_insert=True)
    follow(report, list(Target.objects.standing(fresh)))
    _fill(report, last_before(fresh, period))
    record(
        Act(report, "begin", "Lập báo cáo", fresh.unit, after=report.state, details={"period": ["", period.label]}),
        by=by, at=at,
    )  # fmt: skip
    return report


def _fill(report: ProgressReport, last: ProgressReport | None) -> None:
    """The figures of the last report are where this one begins: they count from the start of the year."""
    done = dict(last.lines.values_list("target_id", "done")) if last else {}
    lines = list(report.lines.all())
    for line in lines:
        line.done = done.get(line.target_id)
    ProgressLine.objects.bulk_update(lines, ["done"])
    if last is not None:
        report.difficulties, report.proposals = last.difficulties, last.proposals
        report.save(update_fields=["difficulties", "proposals"])


@transaction.atomic
def write(*, report: ProgressReport, written: Written, edition: int, by: User, at: datetime) -> ProgressReport:
    """Keep what was written so far; the report stays open. Raises ``CannotReport``, and changes nothing then."""
    wait_for_writers()
    fresh = ProgressReport.objects.select_related("unit", "dossier__keeper").get(pk=report.pk)
    if not may_write(by, fresh):
        raise CannotReport("Báo cáo đã gửi, hoặc anh/chị không ghi báo cáo này.")
    if fresh.edition != edition:
        raise EditedMeanwhile(EDITED)
    details = {
        name: [getattr(fresh, name), getattr(written, name)]
        for name in _FIELDS if getattr(fresh, name) != getattr(written, name)
    }  # fmt: skip
    for name in _FIELDS:
        setattr(fresh, name, getattr(written, name))
    details |= _keep_lines(fresh, written.lines)
    if not details:
        return fresh
    fresh.edition += 1
    fresh.save(update_fields=[*_FIELDS, "edition"])
    record(Act(fresh, "write", "Ghi báo cáo", fresh.unit, details=details), by=by, at=at)
    return fresh


def _keep_lines(report: ProgressReport, lines: Mapping[int, tuple[Decimal | None, str]]) -> dict[str, list[str]]:
    """Store the lines that changed; what changed in them, by their number."""
    told: dict[str, list[str]] = {}
    for line in report.lines.filter(pk__in=lines).order_by("order"):
        done, note = lines[line.pk]
        if (line.done, line.note) == (done, note):
            continue
        told[f"line {line.order}"] = [_word(line.done, line.note), _word(done, note)]
        line.done, line.note = done, note
        line.save(update_fields=["done", "note"])
    return told


def _word(done: Decimal | None, note: str) -> str:
    return " ".join(filter(None, [numbers.short(done) if done is not None else "", note]))
