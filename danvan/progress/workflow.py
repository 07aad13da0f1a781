"""The life of a progress report and of a contribution, as tables an officer can read aloud."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from danvan.accounts.access import Action
from danvan.accounts.models import User
from danvan.kit import dates
from danvan.ledger.machine import Machine, Step
from danvan.progress.enums import RUNNING, GiftState, ReportState
from danvan.progress.models import Contribution, ProgressReport
from danvan.units.models import Unit


def _keeper(report: ProgressReport) -> Unit:
    return report.dossier.keeper


def _board(report: ProgressReport) -> Unit:
    """Who reads the report: the superior of the unit, or the organiser where there is none between."""
    return report.dossier.superior_keeper or report.dossier.campaign.keeper


def _receiver(gift: Contribution) -> Unit:
    return gift.receiver


def _at(*states: str) -> frozenset[str]:
    return frozenset(states)


def too_early(report: ProgressReport, at: datetime) -> str:
    """A report is sent when its period is about to end."""
    opens = report.period.opens_on
    if timezone.localdate(at) < opens:
        return f"Báo cáo {report.period.label} gửi được từ ngày {dates.plain(opens)}."
    return ""


def summary_missing(report: ProgressReport, at: datetime) -> str:
    """A report says something."""
    return "" if report.summary.strip() else "Ghi kết quả nổi bật."


def figures_missing(report: ProgressReport, at: datetime) -> str:
    """Each target has its figure, or a note that says why there is none."""
    bare = report.lines.filter(done__isnull=True, note="").order_by("order")
    numbers = ", ".join(str(line.order) for line in bare)
    return f"Ghi số đã thực hiện hoặc ghi chú cho mục tiêu {numbers}." if numbers else ""


def not_running(report: ProgressReport, at: datetime) -> str:
    """Nothing is reported on a dossier that was withdrawn, stopped or has come to its end."""
    return "" if report.dossier.state in RUNNING else "Hồ sơ không còn thực hiện nên không gửi báo cáo."


def remember_sender(report: ProgressReport, by: User, at: datetime) -> None:
    """Who sent it and when; the newest sending counts."""
    report.sent_at, report.sent_by = at, by
    report.save(update_fields=["sent_at", "sent_by"])


def remember_reader(report: ProgressReport, by: User, at: datetime) -> None:
    """Who took note of it and when."""
    report.seen_at, report.seen_by = at, by
    report.save(update_fields=["seen_at", "seen_by"])


def not_given_yet(gift: Contribution, at: datetime) -> str:
    """Nobody confirms what is still to come."""
    return "Ngày giao nhận chưa tới." if gift.given_on > timezone.localdate(at) else ""


def remember_answer(gift: Contribution, by: User, at: datetime) -> None:
    """Who answered for the commune and when."""
    gift.settled_by, gift.settled_at = by, at
    gift.save(update_fields=["settled_by", "settled_at"])


# fmt: off
REPORT_LIFE: Machine[ProgressReport] = Machine(
    ProgressReport,
    Step("send", "Gửi báo cáo", _at(ReportState.DRAFT, ReportState.RETURNED), ReportState.SENT, Action.EDIT, _keeper,
         blockers=(not_running, too_early, summary_missing, figures_missing), after=(remember_sender,)),
    Step("note", "Ghi nhận báo cáo", _at(ReportState.SENT), ReportState.NOTED, Action.REVIEW, _board,
         after=(remember_reader,)),
    Step("return", "Trả lại báo cáo", _at(ReportState.SENT), ReportState.RETURNED, Action.REVIEW, _board,
         needs_note=True),
    related=("unit", "dossier__keeper", "dossier__superior_keeper", "dossier__campaign__keeper"),
)

GIFT_LIFE: Machine[Contribution] = Machine(
    Contribution,
    Step("confirm", "Xác nhận đã nhận", _at(GiftState.RECORDED), GiftState.CONFIRMED, Action.EDIT, _receiver,
         blockers=(not_given_yet,), after=(remember_answer,)),
    Step("dispute", "Không xác nhận", _at(GiftState.RECORDED), GiftState.DISPUTED, Action.EDIT, _receiver,
         needs_note=True, after=(remember_answer,)),
    Step("correct", "Sửa, gửi lại nơi nhận", _at(GiftState.RECORDED, GiftState.DISPUTED), GiftState.RECORDED,
         Action.EDIT),
    Step("withdraw", "Bỏ khoản này", _at(GiftState.RECORDED, GiftState.DISPUTED), GiftState.WITHDRAWN, Action.EDIT,
         needs_note=True),
    related=("unit", "receiver"),
)
# fmt: on
