"""Assessed units as the public sees them: the finding of a year, its figures, and each unit with its strip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from danvan.criteria.enums import Track
from danvan.dossiers.results import COUNTING, HALF, Measure
from danvan.kit import numbers, vi
from danvan.portal import findings, links
from danvan.portal.rows import strip_tone
from danvan.reports.readings import Reading
from danvan.reports.scope import Scope
from danvan.reports.titles import TitleCount, TitleRow

NOUNS = {Track.COMMUNE: "đảng bộ xã, phường, thị trấn", Track.AGENCY: "cơ quan, đơn vị"}
SHOWN = {Track.COMMUNE: 4, Track.AGENCY: 2}


@dataclass(frozen=True)
class TitleLine:
    """One assessed unit with its strip."""

    name: str
    url: str
    note: str
    marks: str
    groups: list[int]
    points: str  # "97/100" on a list by points
    tone: str
    state_kind: str
    state_label: str


def focus(counts: Sequence[TitleCount]) -> list[TitleCount]:
    """The figures of the year with the most assessed units, the newest of equals."""
    by_year: dict[int, int] = {}
    for count in counts:
        by_year[count.year] = by_year.get(count.year, 0) + count.assessed
    year = max(by_year, key=lambda year: (by_year[year], year), default=None)
    return [count for count in counts if count.year == year and count.assessed]


def title_heading(counts: Sequence[TitleCount]) -> str:
    """What the assessment of that year found for the first of its criteria sets."""
    first = counts[0]
    return f"{findings.titles(first.passed, first.assessed, NOUNS[Track(first.track)])} năm {first.year}"


def title_facts(counts: Sequence[TitleCount], rows: Sequence[TitleRow], scope: Scope) -> list[dict[str, str]]:
    """The figures behind the heading, each with the rows it counts."""
    facts = []
    for count in counts:
        size = max((len(row.marks) for row in rows if row.track == count.track), default=0)
        by_points = any(row.by_points for row in rows if row.track == count.track)
        noun = NOUNS[Track(count.track)]
        told = {
            "": f"{count.assessed} {noun} được chấm",
            "dat": f"{count.passed} đạt ngưỡng" if by_points or count.passed != count.full else "",
            "du": "" if by_points else f"{count.full} đạt đủ {size}/{size}",
        }
        for key, label in told.items():
            address = links.titles_in(scope, nam=count.year, bo=count.criteria_set, ket_qua=key)
            facts += [{"label": label, "url": address}] if label else []
    return facts


def title_lines(rows: Sequence[TitleRow], by: Mapping[int, Measure], reading: Reading) -> list[TitleLine]:
    """Assessed units with their strips, ready to be drawn."""
    return [
        TitleLine(
            name=row.unit_name, url=links.unit(row.unit_id, row.unit_name.partition(":")[0], reading),
            note=", ".join(part for part in (_sheet(row), row.superior_name, _was(row)) if part), marks=row.marks,
            groups=by.get(row.version_id or 0, COUNTING).sizes, points=points_of(row, by),
            tone=strip_tone(row.is_pass, row.recognised_on is not None),
            **title_state(row),
        )
        for row in rows
    ]  # fmt: skip


def points_of(row: TitleRow, by: Mapping[int, Measure]) -> str:
    """What the strip of a registration shows beside it on a list by points: "97/100"."""
    return by.get(row.version_id or 0, COUNTING).total(row.marks, row.points)


def half(rows: Sequence[TitleRow]) -> str:
    """What a full grain means, where one of these strips is drawn from points."""
    return HALF if any(row.by_points for row in rows) else ""


def threshold(row: TitleRow) -> str:
    """The bar that a registration was judged by, and the class its points reached; empty before it was."""
    if not row.is_assessed:
        return ""
    if not row.by_points:
        return f"Ngưỡng {row.threshold}" if row.threshold else ""
    told = [f"Ngưỡng {numbers.short(row.min_points)} điểm"] if row.min_points else []
    return vi.capfirst_vi(", ".join([*told, *([f"xếp loại {row.grade}"] if row.grade else [])]))


def _sheet(row: TitleRow) -> str:
    told = f"Phiếu {len(row.marks)} tiêu chí{' chấm điểm' if row.by_points else ''}" if row.marks else row.set_title
    return f"{told}, xếp loại {row.grade}" if row.grade else told


def _was(row: TitleRow) -> str:
    return f"khi đó là {row.was}" if row.was else ""


def title_state(row: TitleRow) -> dict[str, str]:
    """How the result of a unit is drawn, and its words: a title needs a decision, a threshold does not."""
    if row.recognised_on:
        return {"state_kind": "rec", "state_label": f"Công nhận {row.recognised_on.year}"}
    if not row.is_assessed:
        return {"state_kind": "idle", "state_label": f"Đăng ký {row.year}"}
    if row.is_pass:
        return {"state_kind": "done", "state_label": "Đạt đủ" if row.is_full else "Đạt ngưỡng"}
    return {"state_kind": "idle", "state_label": "Chưa đạt ngưỡng"}
