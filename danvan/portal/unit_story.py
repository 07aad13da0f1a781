"""The page of one unit: its years as strips, the criteria it found hard, its models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from danvan.dossiers.models import Dossier
from danvan.dossiers.results import COUNTING, Measure, measures
from danvan.kit import dates, numbers, vi
from danvan.portal import links
from danvan.portal.assessed import half, points_of, threshold, title_state
from danvan.portal.lineage import by_unit, inherited, present, stays, turns
from danvan.portal.rows import holder, state_of, strip_tone, together
from danvan.portal.unit_coverage import children, title_facts
from danvan.reports.breaks import year_breaks
from danvan.reports.comparable import Lists, lists_of
from danvan.reports.coverage import Periods, coverage, expected_now, expected_then, turnouts
from danvan.reports.hardest import Unmet, unmet
from danvan.reports.lines import Line
from danvan.reports.readings import Reading
from danvan.reports.scope import Scope
from danvan.reports.titles import TitleRow, published_titles, title_rows
from danvan.reports.totals import YearCount, by_year, summed
from danvan.units.enums import REVIEWING, UnitKind
from danvan.units.heritage import Heirs
from danvan.units.models import Unit

SHOWN_MODELS, SHOWN_CRITERIA = 8, 5


def unit_story(unit: Unit, today: date, reading: Reading) -> dict[str, Any]:
    """Everything the page shows about a unit and what lies below it."""
    scope = Scope(unit=unit.code, unit_name=unit.name, reading=reading)
    heirs = Heirs(today) if unit.kind in REVIEWING and reading is Reading.NOW else None
    periods = Periods() if unit.kind in REVIEWING else None
    line = Line(unit, today, heirs)
    rows = by_unit(_title_rows(unit, line), unit)
    told = {
        "unit": unit,
        "crumbs": _crumbs(unit, reading),
        "over": _over(unit, today),
        "present": present(unit, line, today, reading),
        "turns": turns(unit, line, stays(unit, today, periods), reading),
        "inherited": inherited(unit, line, rows[False]),
        **_figures(scope, rows[True]),
    }
    if told["present"] and reading is Reading.NOW:
        told["lead"] = "Đơn vị đã kết thúc; số liệu quy đổi được tính vào đơn vị kế thừa hoặc cấp trên."
    if periods:
        found = turnouts(scope.rows(published_titles()))
        expected = expected_now(periods, unit, heirs) if heirs else expected_then(periods, unit)
        told["children"] = children(unit, periods, today, reading)
        told["title_facts"] = title_facts(unit, found, coverage(found, expected), reading)
    return told


def _title_rows(unit: Unit, line: Line) -> list[TitleRow]:
    """The titles of the unit and of all it came from; who reviews others registers for none itself."""
    if unit.kind in REVIEWING:
        return []
    return title_rows(published_titles().filter(unit__in=[unit, *line.forebears]).order_by("-year", "unit_name", "pk"))


def _figures(scope: Scope, rows: Sequence[TitleRow]) -> dict[str, Any]:
    years, lists = by_year(scope.models()), lists_of(row.version_id for row in rows)
    figures, by = summed(years), measures(row.version_id for row in rows if row.by_points)
    return {
        "lead": _lead(rows, by, figures.recognised),
        "half": half(rows),
        **_strips(rows, years, lists, by, scope),
        **_unmet(unmet(rows, lists)[:SHOWN_CRITERIA]),
        "figures": figures,
        "models": _models(scope),
        "models_url": links.practices(scope),
        "registered_url": links.practices(scope, tinh_trang="dang-ky"),
        "shown_models": SHOWN_MODELS,
    }


def _over(unit: Unit, today: date) -> str:
    kind, ended = UnitKind(unit.kind).label, unit.ended_on
    return f"{kind}, hoạt động đến {dates.short(ended)}" if ended and ended < today else kind


def _crumbs(unit: Unit, reading: Reading) -> list[dict[str, str]]:
    parent = unit.parent
    above = [{"label": parent.name, "url": links.unit(parent.pk, parent.name, reading)}] if parent else []
    return [
        {"label": "Sổ vàng", "url": links.home()},
        {"label": "Đơn vị", "url": links.units()},
        *above,
        {"label": unit.name, "url": ""},
    ]


def _lead(rows: Sequence[TitleRow], by: Mapping[int, Measure], recognised: int) -> str:
    """The unit in one or two sentences: its titles first, then its models."""
    held = [row for row in rows if row.recognised_on]
    assessed = [row for row in rows if row.is_assessed]
    told = []
    if held:
        told.append(f"{vi.capfirst_vi(numbers.words(len(held)))} năm được công nhận danh hiệu “Dân vận khéo”.")
    elif assessed:
        newest = assessed[0]
        words = by.get(newest.version_id or 0, COUNTING).words(newest.marks, newest.points, newest.grade)
        told.append(f"Năm {newest.year} đạt {words if newest.by_points else words.replace('/', ' trên ')}.")
    elif rows:
        told.append(f"Đã đăng ký danh hiệu “Dân vận khéo” năm {rows[0].year}.")
    if recognised:
        told.append(f"{numbers.grouped(recognised)} mô hình được ghi tên vào sổ vàng.")
    return " ".join(told) or "Chưa có mô hình hoặc danh hiệu nào được công bố."


def _years_title(rows: Sequence[TitleRow]) -> str:
    years = len({row.year for row in rows})
    sizes = sorted({len(row.marks) for row in rows if row.marks})
    words = vi.capfirst_vi(numbers.words(years))
    if not sizes:
        return f"{words} năm đăng ký danh hiệu"
    return f"{words} năm, {' đến '.join(str(size) for size in dict.fromkeys((sizes[0], sizes[-1])))} tiêu chí"


def _strips(
    rows: Sequence[TitleRow], years: Sequence[YearCount], lists: Lists, by: Mapping[int, Measure], scope: Scope
) -> dict[str, Any]:  # fmt: skip
    """The years, newest first; under the first year behind a break stands why the strips below are another matter."""
    models, breaks = {row.year: row.recognised for row in years}, year_breaks(rows, lists)
    behind = [older for newer, older in pairwise(rows) if newer.dossier_id in breaks]
    headed = {row.dossier_id for row in [*rows[:1], *behind]}
    told = [
        {
            "year": row.year, "marks": row.marks, "groups": lists.sizes(row.version_id),
            "tone": strip_tone(row.is_pass, row.recognised_on is not None), "numerals": row.dossier_id in headed,
            "break": breaks[row.dossier_id].words if row.dossier_id in breaks else "",
            "models": models.get(row.year, 0), "models_url": links.practices(scope.of_any_year(), nam=row.year),
            "note": threshold(row), "points": points_of(row, by), **title_state(row),
        }
        for row in rows
    ]  # fmt: skip
    return {"years_title": _years_title(rows), "years": told, "is_broken": bool(breaks)}


def _unmet(found: Sequence[Unmet]) -> dict[str, Any]:
    """The hard criteria, and from which year on they count: said once when it is the same for all."""
    since = {one.since for one in found}
    return {"unmet": found, "unmet_since": since.pop() if len(since) == 1 else 0}


def _models(scope: Scope) -> list[dict[str, Any]]:
    recognised = scope.models().recognised().order_by("-recognised_on", "-year", "-pk")[:SHOWN_MODELS]
    return [_model(dossier) for dossier in recognised]


def _model(dossier: Dossier) -> dict[str, Any]:
    kind, label = state_of(dossier)
    by = together(holder(dossier), dossier.unit_name)
    return {
        "kind": kind, "label": label, "title": dossier.title, "by": by,
        "url": links.practice(dossier.pk, dossier.title),
    }  # fmt: skip
