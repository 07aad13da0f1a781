"""The jobs of a desk that are not a step of a dossier: approving before it is sent, visits, progress, contributions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from danvan.dossiers.enums import WindowStage
from danvan.dossiers.models import Dossier
from danvan.kit import dates, numbers
from danvan.office.desk_calendar import Calendar
from danvan.office.desk_jobs import Job, counted, names
from danvan.reports.progressing import ProgressJobs
from danvan.reports.visiting import VisitJobs
from danvan.visits.models import Finding


def head_jobs(drafts: Sequence[Dossier], when: Calendar) -> list[Job]:
    """What the head of a unit has to read before it may be sent, one job a dossier."""
    jobs = []
    for draft in drafts:
        places = [(draft.unit_id, draft.unit.kind)]
        url = reverse("office:dossier", args=[draft.pk])
        what = f"mô hình “{draft.title}”" if draft.is_model else f"đăng ký danh hiệu của {draft.unit_name}"
        text = when.limit(draft.campaign_id, WindowStage.REGISTER, places)
        days = when.left(draft.campaign_id, WindowStage.REGISTER, places)
        jobs.append(Job(f"Đọc và duyệt {what} trước khi gửi", text, url, "Đọc để duyệt", url, days))
    return jobs


def visit_jobs(found: VisitJobs, today: date) -> list[Job]:
    """The next visits, the findings to answer, those that were answered, and those nobody answered in time."""
    visits = reverse("office:visits")
    unsettled, overdue = f"{visits}?muc=kien-nghi", f"{visits}?muc=qua-han"
    jobs = []
    if found.upcoming:
        first = found.upcoming[0]
        url = reverse("office:visit", args=[first.pk]) if len(found.upcoming) == 1 else visits
        many = f"{counted(len(found.upcoming))} cuộc kiểm tra sắp tới"
        title = f"Kiểm tra {first.unit.name}" if len(found.upcoming) == 1 else many
        text = f"{names([one.unit.name for one in found.upcoming])}. Sớm nhất ngày {dates.short(first.planned_on)}."
        jobs.append(Job(title, text, url, "Mở lịch kiểm tra", url, (first.planned_on - today).days))
    jobs += _findings(
        found.to_answer, today, ("Trả lời kiến nghị kiểm tra", "kiến nghị kiểm tra chờ trả lời"), unsettled
    )
    jobs += _findings(found.to_check, today, ("Xem trả lời kiến nghị", "kiến nghị đã trả lời, chờ kết luận"), unsettled)
    own = {one.pk for one in found.to_answer}
    late = [one for one in found.overdue if one.pk not in own]
    jobs += _findings(late, today, ("Kiến nghị quá hạn chưa trả lời", "kiến nghị quá hạn chưa trả lời"), overdue)
    return jobs


def _findings(rows: Sequence[Finding], today: date, words: tuple[str, str], listing: str) -> list[Job]:
    if not rows:
        return []
    first = rows[0]
    alone = len(rows) == 1
    url = reverse("office:finding", args=[first.pk]) if alone else listing
    due = min((row.due_on for row in rows if row.due_on), default=None)
    text = f"{names([row.unit.name for row in rows])}."
    title, button = (words[0], "Mở kiến nghị") if alone else (f"{counted(len(rows))} {words[1]}", "Mở danh sách")
    return [Job(title, text, url, button, url, (due - today).days if due else None)]


def progress_jobs(found: ProgressJobs, today: date) -> list[Job]:
    """The reports to write, to mend and to read, and the contributions to confirm or to clear up."""
    listing, gifts = reverse("office:reports"), reverse("office:contributions")
    jobs = []
    if found.to_send:
        title = f"Báo cáo {found.period.label}: còn {numbers.words(len(found.to_send))} hồ sơ"
        days = (found.period.due_on - today).days
        text = f"{names([_titled(one) for one in found.to_send])}."
        jobs.append(Job(title, text, listing, "Mở báo cáo", listing, days))
    for rows, words, url in (
        (found.returned, "báo cáo bị trả lại, cần sửa", listing),
        (found.to_note, "báo cáo mới nhận, chờ xem", listing),
        (found.to_confirm, "khoản đóng góp chờ đơn vị xác nhận", gifts),
        (found.disputed, "khoản đóng góp nơi nhận chưa đồng ý", gifts),
    ):
        if rows:
            where = f"{names([row.unit.name for row in rows])}."
            jobs.append(Job(f"{counted(len(rows))} {words}", where, url, "Mở danh sách", url, None))
    return jobs


def _titled(dossier: Dossier) -> str:
    return f"“{dossier.title}”" if dossier.is_model else dossier.unit_name
