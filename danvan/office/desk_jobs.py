"""Turning what waits for a person into jobs: one line each, with its days left, its names and its button."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse

from danvan.criteria.enums import Track
from danvan.dossiers.enums import Voice, WindowStage
from danvan.dossiers.models import Campaign
from danvan.kit import dates, numbers, vi
from danvan.office.desk_calendar import Calendar
from danvan.office.desk_kinds import BY_KEY, Kind
from danvan.office.owners import Held
from danvan.reports.desk import DraftDecision, UnitRow, Waiting

URGENT = 3  # days
NAMED = 4  # how many names a line says before "và … nữa"
_PREFIX = re.compile(r"^Đảng bộ (xã|phường|thị trấn) ")


@dataclass(frozen=True)
class Job:
    """One thing to do now: ``url`` opens exactly the rows it counts, ``button_url`` begins the work."""

    title: str
    text: str
    url: str
    button: str
    button_url: str
    days: int | None

    @property
    def hot(self) -> bool:
        return self.days is not None and self.days <= URGENT

    @property
    def figure(self) -> str:
        return "–" if self.days is None else str(abs(self.days))

    @property
    def unit(self) -> str:
        """The words under the number of days."""
        if self.days is None:
            return "không có hạn"
        return "ngày quá hạn" if self.days < 0 else "ngày còn lại" if self.days else "ngày, hạn hôm nay"


def names(all_names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    short = list(dict.fromkeys(_PREFIX.sub("", name) for name in all_names))
    if len(short) <= NAMED + 1:
        return ", ".join(short)
    return f"{', '.join(short[:NAMED])} và {numbers.words(len(short) - NAMED)} nơi khác"


def counted(count: int) -> str:
    """A number at the head of a sentence."""
    return vi.capfirst_vi(numbers.words(count))


def dossier_jobs(rows: Sequence[Waiting], when: Calendar) -> list[Job]:
    """One job for each kind of work in each campaign."""

    def together(row: Waiting) -> tuple[str, int]:
        return row.job, row.campaign_id

    groups = groupby(sorted(rows, key=lambda row: (*together(row), row.pk)), key=together)
    return [_job(BY_KEY[key], campaign_id, list(group), when) for (key, campaign_id), group in groups]


def _job(kind: Kind, campaign_id: int, rows: list[Waiting], when: Calendar) -> Job:
    campaign = when.campaigns[campaign_id]
    alone = rows[0] if len(rows) == 1 else None
    listing = f"{reverse('office:dossiers')}?viec={kind.key}&dot={campaign.code}"
    url = reverse("office:dossier", args=[alone.pk]) if alone else listing
    places = [(row.unit_id, row.unit_kind) for row in rows]
    about = _alone(kind, alone) if alone else f"{names([_named(row) for row in rows])}."
    return Job(
        title=kind.one.format(of=_of(alone)) if alone else kind.many.format(count=counted(len(rows))),
        text=" ".join(filter(None, [about, when.about(campaign_id), when.limit(campaign_id, kind.stage, places)])),
        url=url, button=kind.button if alone or kind.key == "cho-quyet-dinh" else "Mở danh sách",
        button_url=_begin(kind, alone, campaign, listing), days=when.left(campaign_id, kind.stage, places),
    )  # fmt: skip


def _of(row: Waiting) -> str:
    return f"mô hình “{row.title}”" if row.track == Track.MODEL else f"của {row.unit_name}"


def _named(row: Waiting) -> str:
    return f"“{row.title}”" if row.track == Track.MODEL else row.unit_name


def _alone(kind: Kind, row: Waiting) -> str:
    """What is worth saying of a single dossier: why it came back, or how much of its card is done."""
    place = f"{row.unit_name}." if row.track == Track.MODEL else ""
    if kind.key in {"tinh-tra", "phieu-bi-tra", "dang-ky-bi-tra"} and row.reason:
        return f"{place} Yêu cầu: {row.reason.rstrip('.')}.".strip()
    if row.signed:
        return f"{place} Phiếu đã ký, chưa gửi.".strip()
    if row.left:
        done = len(row.marks) - row.marks.count(".")
        return f"{place} Đã chấm {done}/{done + row.left}, còn {row.left} tiêu chí.".strip()
    return place


def _begin(kind: Kind, alone: Waiting | None, campaign: Campaign, listing: str) -> str:
    if kind.key == "cho-quyet-dinh":
        return f"{reverse('office:decision-new')}?dot={campaign.code}"
    if alone is None:
        return listing
    if kind.key in {"nhap", "dang-ky-bi-tra"}:
        return reverse("office:dossier-edit", args=[alone.pk])
    if kind.key == "tham-dinh":
        return reverse("office:review-dossier", args=[alone.pk])
    if kind.voice in {Voice.SELF, Voice.SUPERIOR} and alone.marks and not alone.signed:
        return reverse("office:card", kwargs={"pk": alone.pk, "voice": str(kind.voice)})
    return reverse("office:dossier", args=[alone.pk])


def decision_jobs(drafts: Sequence[DraftDecision], when: Calendar) -> list[Job]:
    """The decisions to issue, as one job."""
    if not drafts:
        return []
    first = drafts[0]
    alone = len(drafts) == 1
    url = reverse("office:decision", args=[first.pk]) if alone else reverse("office:decisions")
    title = "Xem và ban hành quyết định" if alone else f"{counted(len(drafts))} dự thảo quyết định chờ ban hành"
    text = f"{vi.capfirst_vi(first.summary)}. Danh sách có {first.items} dòng." if alone else ""
    soonest = [when.left(d.campaign_id, WindowStage.CONFIRM) for d in drafts if d.campaign_id]
    days = min((left for left in soonest if left is not None), default=None)
    return [Job(title, text, url, "Mở dự thảo" if alone else "Mở danh sách", url, days)]


def registering_job(units: Sequence[UnitRow], campaign: Campaign, when: Calendar, *, own: bool) -> list[Job]:
    """The units that have sent nothing, while they still can: named, as one job."""
    units = [unit for unit in units if (when.left(campaign.pk, WindowStage.REGISTER, [_place(unit)]) or 0) >= 0]
    if not units:
        return []
    places = [_place(unit) for unit in units]
    days = when.left(campaign.pk, WindowStage.REGISTER, places)
    limit = when.limit(campaign.pk, WindowStage.REGISTER, places)
    register = reverse("office:dossier-new", args=[campaign.code])
    if own:
        text = " ".join(filter(None, [f"{campaign.name}.", limit]))
        return [Job(f"{units[0].name} chưa đăng ký", text, register, "Đăng ký", register, days)]
    title = f"{counted(len(units))} đơn vị chưa đăng ký năm {campaign.last_year}"
    text = " ".join(filter(None, [f"{names([unit.name for unit in units])}.", when.about(campaign.pk), limit]))
    listing = f"{reverse('office:desk')}?dot={campaign.code}&loc=chua-dang-ky#tien-do"
    return [Job(title, text, listing, "Xem các đơn vị này", listing, days)]


def _place(unit: UnitRow) -> tuple[int, str]:
    return unit.pk, unit.kind


def held_jobs(held: Sequence[Held], today: date) -> list[Job]:
    """The criteria in this person's own hands, one job for each dossier."""
    jobs = []
    for one in held:
        title = "Tiêu chí được giao" if len(one.numbers) > 1 else f"Tiêu chí {one.numbers[0]} được giao"
        count = f"{counted(len(one.numbers))} tiêu chí: {', '.join(map(str, sorted(one.numbers)))}."
        limit = f"Hạn gần nhất {dates.short(one.due_on)}." if one.due_on else ""
        text = " ".join(filter(None, [f"{_about(one)}.", count if len(one.numbers) > 1 else "", limit]))
        days = (one.due_on - today).days if one.due_on else None
        jobs.append(Job(title, text, one.url, "Mở phiếu", one.url, days))
    return jobs


def _about(held: Held) -> str:
    dossier = held.dossier
    return f"Mô hình “{dossier.title}”" if dossier.is_model else f"{dossier.unit_name}, phiếu năm {dossier.year}"


def in_order(jobs: Sequence[Job]) -> list[Job]:
    """Least time left first; what has no limit comes last."""
    return sorted(jobs, key=lambda job: (job.days is None, job.days or 0))


def headline(jobs: Sequence[Job], *, reads_only: bool) -> str:
    """The counted sentence over the desk."""
    if not jobs:
        return "Tài khoản này chỉ xem" if reads_only else "Không có việc nào đang chờ"
    urgent = sum(job.hot for job in jobs)
    if urgent == len(jobs):
        return f"{counted(urgent)} việc gấp cần làm"
    rest = f", {numbers.words(urgent)} việc gấp" if urgent else ""
    return f"{counted(len(jobs))} việc cần làm{rest}"
