"""The note “Đề xuất hoàn thiện bộ tiêu chí” for the yearly workshop: figures, what stands out, what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from danvan.criteria.models import CriteriaVersion
from danvan.kit import dates, numbers
from danvan.kit.vi import slug
from danvan.papers.paper import Paper, paper
from danvan.reports.lessons import Lessons, Line


@dataclass(frozen=True)
class Row:
    """One criterion in the table of figures."""

    number: str
    title: str
    met: str
    cut: str
    bare: str
    note: str


@dataclass(frozen=True)
class Said:
    """What was said on one criterion, each remark with its unit."""

    heading: str
    remarks: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Note:
    """The whole note, ready to print."""

    board: str
    dated: str
    version: str
    basis: str
    year: int
    summary: str
    rows: Sequence[Row]
    points: Sequence[tuple[str, str]]
    said: Sequence[Said]
    by_points: bool


def lessons_paper(told: Lessons, *, board: str, at: datetime) -> Paper:
    """The note on a year, from the board that prints it."""
    version = told.version
    note = Note(
        board=board, dated=dates.official(timezone.localdate(at)),
        version=f"{version.criteria_set.name}, {version.label}", basis=_basis(version), year=told.year,
        summary=_summary(told), rows=[_row(line) for line in told.lines], points=_points(told.lines),
        said=[_said(line) for line in told.lines if line.remarks], by_points=told.by_points,
    )  # fmt: skip
    name = f"de-xuat-{slug(version.criteria_set.code, 30)}-{told.year}.pdf"
    title = f"Đề xuất hoàn thiện bộ tiêu chí, năm {told.year}"
    return paper("lessons", {"note": note, "title": title}, css=("lessons",), filename=name)


def _basis(version: CriteriaVersion) -> str:
    """What the list rests on; a sample rests on nothing and says so."""
    if version.is_sample:
        return "Bộ tiêu chí mẫu (minh họa), không phải bộ tiêu chí chính thức."
    return f"Căn cứ ban hành: {version.basis}" if version.basis else ""


def _summary(told: Lessons) -> str:
    count = numbers.grouped(len(told.units))
    return f"{count} đơn vị có kết quả cuối cùng, {told.passed} đơn vị đạt ngưỡng; {told.said} góp ý."


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({numbers.percent(part, whole)})" if whole else "0/0"


def _row(line: Line) -> Row:
    criterion = line.criterion
    note = "Ai cũng đạt" if line.is_met_by_all else "Không ai đạt" if line.is_met_by_none else ""
    return Row(
        number=str(criterion.order), title=criterion.title, met=_share(line.met, line.judged),
        cut=_share(line.cut, line.claimed), note=note,
        bare=_share(line.bare, line.claimed) if criterion.evidence_required else "không yêu cầu",
    )  # fmt: skip


def _points(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """What the workshop should look at, each with the numbers of the criteria; what does not occur is left out."""
    found = [
        ("Ai cũng đạt, cân nhắc nâng yêu cầu hoặc bỏ", [line for line in lines if line.is_met_by_all]),
        ("Không ai đạt, cân nhắc sửa yêu cầu hoặc hướng dẫn", [line for line in lines if line.is_met_by_none]),
        ("Cấp trên hạ từ một phần ba số lần tự chấm đạt, cần viết rõ “đạt khi”",
         [line for line in lines if line.cut and line.cut * 3 >= line.claimed]),
        ("Thiếu minh chứng từ một phần ba số lần tự chấm đạt, cần hướng dẫn minh chứng",
         [line for line in lines if line.bare and line.bare * 3 >= line.claimed]),
    ]  # fmt: skip
    return [(words, ", ".join(str(line.criterion.order) for line in rows)) for words, rows in found if rows]


def _said(line: Line) -> Said:
    return Said(f"{line.criterion.order}. {line.criterion.title}", [(one.unit.name, one.text) for one in line.remarks])
