"""What the pages of one dossier's progress and of one report show, each to whoever reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from danvan.accounts.models import User
from danvan.dossiers.models import PARTIES, Dossier
from danvan.kit import dates, numbers
from danvan.ledger.machine import Machine
from danvan.ledger.models import Event, Stateful
from danvan.office.progress.forms import figure
from danvan.progress.models import ProgressReport
from danvan.progress.periods import periods_of
from danvan.progress.reporting import last_before, may_begin, may_write
from danvan.progress.targets import may_set_targets
from danvan.progress.workflow import REPORT_LIFE
from danvan.reports.progressing import achieved

Cell = dict[str, str]


@dataclass(frozen=True)
class StepButton:
    """A step this person may try now."""

    name: str
    label: str
    url: str
    needs_note: bool
    typed: str = ""


def load_dossier(user: User, pk: int) -> Dossier:
    """The dossier, or 404 out of reach."""
    return get_object_or_404(Dossier.objects.for_user(user).select_related(*PARTIES), pk=pk)


def load_report(user: User, pk: int) -> ProgressReport:
    """The report, or 404 out of reach; a draft only for those who write it."""
    related = [f"dossier__{name}" for name in PARTIES]
    reports = ProgressReport.objects.readable(user).select_related("unit", "sent_by", "seen_by", "dossier", *related)
    return get_object_or_404(reports, pk=pk)


def figures_before(report: ProgressReport) -> dict[int, str]:
    """What the report before said of each target, in figures or, without any, in its words."""
    last = last_before(report.dossier, report.period)
    lines = last.lines.all() if last else []
    return {line.target_id: figure(line.done, line.measure) or line.note for line in lines}


HEADS = ("Mục tiêu", "Chỉ tiêu", "Kỳ trước", "Đã thực hiện", "Đạt", "Ghi chú")


def heads(*labels: str) -> list[dict[str, str]]:
    """The heads of a table; figures stand on the right."""
    plain = {"Mục tiêu", "Ghi chú"}
    return [{"label": label, "kind": "" if label in plain else "right"} for label in labels]


def line_rows(report: ProgressReport) -> list[list[Cell]]:
    """The table of a report."""
    before = figures_before(report)
    return [
        [
            {"text": f"{line.order}. {line.text}"}, _right(figure(line.goal, line.measure)),
            _right(before.get(line.target_id, "")), _right(figure(line.done, line.measure)),
            _right(numbers.percent(line.done, line.goal) if line.goal and line.done is not None else ""),
            {"text": line.note},
        ]
        for line in report.lines.order_by("order", "pk")
    ]  # fmt: skip


def _right(text: str) -> Cell:
    return {"text": text.replace(" ", "\u00a0") if len(text) < 20 else text, "kind": "right"}  # a figure is one piece


def dossier_context(user: User, dossier: Dossier, today: date) -> dict[str, Any]:
    """The page of a dossier's progress: targets with what was reached, and the reports of its year."""
    reports = {one.period: one for one in ProgressReport.objects.readable(user).filter(dossier=dossier)}
    begins = may_begin(user, dossier)
    periods = [one for one in periods_of(dossier.year) if one in reports or one.begins_on <= today]
    return {
        "dossier": dossier, "may_set": may_set_targets(user, dossier),
        "rows": [
            [{"text": f"{one.number}. {one.text}"}, _right(figure(one.goal, one.measure)),
             _right(figure(one.done, one.measure)),
             _right(numbers.percent(one.done, one.goal) if one.goal and one.done is not None else ""),
             {"text": one.note}]
            for one in achieved(dossier)
        ],
        "heads": heads(*(label for label in HEADS if label != "Kỳ trước")),
        "periods": [
            {"period": one, "name": one.label[:1].upper() + one.label[1:], "report": reports.get(one),
             "due": dates.plain(one.due_on),
             "begin_url": reverse("office:report-begin", args=[dossier.pk]) if begins and one not in reports else ""}
            for one in periods
        ],
        "crumbs": [*crumbs(), {"label": dossier.title, "url": ""}],
    }  # fmt: skip


def report_context(user: User, report: ProgressReport, typed: dict[str, str] | None = None) -> dict[str, Any]:
    """The page of a report."""
    trail = history(report)
    returned = next((one["note"] for one in trail if one["verb"] == "return"), "")
    about = report.dossier
    rows = [
        ("Đơn vị", about.unit_name, ""), ("Hồ sơ", about.title, reverse("office:progress", args=[about.pk])),
        ("Kỳ báo cáo", f"{dates.plain(report.period.begins_on)} đến {dates.plain(report.period.ends_on)}", ""),
        ("Hạn gửi", dates.plain(report.period.due_on), ""), ("Gửi", _who(report.sent_by, report.sent_at), ""),
        ("Ghi nhận", _who(report.seen_by, report.seen_at), ""),
    ]  # fmt: skip
    texts = [
        ("Kết quả nổi bật", report.summary), ("Khó khăn, nguyên nhân", report.difficulties),
        ("Kiến nghị, đề xuất", report.proposals),
    ]  # fmt: skip
    return {
        "report": report, "heads": heads(*HEADS), "rows": line_rows(report),
        "texts": [{"label": label, "text": text} for label, text in texts if text],
        "facts": [{"label": label, "value": value, "url": url} for label, value, url in rows if value],
        "writes": may_write(user, report), "returned": returned if report.grain == "back" else "",
        "steps": buttons(REPORT_LIFE, user, report, "office:report-step", typed), "history": trail,
        "crumbs": [*crumbs(), {"label": about.title, "url": reverse("office:progress", args=[about.pk])},
                   {"label": f"Báo cáo {report.period.label}", "url": ""}],
    }  # fmt: skip


def _who(person: User | None, at: datetime | None) -> str:
    return f"{timezone.localtime(at):%H:%M ngày %d/%m/%Y}, {person}" if person and at else ""


def buttons(
    life: Machine[Any], user: User, thing: Stateful, address: str, typed: dict[str, str] | None = None,
    hidden: Sequence[str] = ("send",),
) -> list[StepButton]:  # fmt: skip
    """The steps to show; a reason typed on a refused attempt is not lost."""
    typed = typed or {}
    return [
        StepButton(step.name, step.label, reverse(address, args=[thing.pk, step.name]), step.needs_note,
                   typed.get(step.name, ""))
        for step in life.open_to(user, thing) if step.name not in hidden
    ]  # fmt: skip


def history(thing: Stateful) -> list[dict[str, Any]]:
    """What happened to it, newest first, for a timeline."""
    events = Event.objects.filter(subject=Event.subject_of(thing)).select_related("actor").order_by("-pk")
    return [
        {"at": f"{timezone.localtime(event.at):%H:%M, %d/%m/%Y}, {event.actor}", "title": event.label, "kind": "done",
         "note": event.note, "verb": event.verb}
        for event in events
    ]  # fmt: skip


def crumbs() -> list[dict[str, str]]:
    """The way back to the list."""
    return [{"label": "Báo cáo", "url": reverse("office:reports")}]
