"""The page of one unit: its years as strips, the criteria it found hard, its models."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from danvan.dossiers.models import Dossier
from danvan.kit import dates, numbers, vi
from danvan.portal import links
from danvan.portal.assessed import title_state
from danvan.portal.lineage import by_unit, inherited, present, stays, turns
from danvan.portal.rows import holder, state_of, strip_tone, together
from danvan.portal.unit_coverage import children, title_facts
from danvan.reports.coverage import Periods, coverage, expected_now, expected_then, turnouts
from danvan.reports.hardest import criteria_lists, sizes, unmet
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
    years, lists = by_year(scope.models()), criteria_lists(rows)
    figures = summed(years)
    return {
        "lead": _lead(rows, figures.recognised),
        "years_title": _years_title(rows),
        "years": _years(rows, years, sizes(lists), scope),
        "unmet": unmet(rows, lists)[:SHOWN_CRITERIA],
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


def _lead(rows: Sequence[TitleRow], recognised: int) -> str:
    """The unit in one or two sentences: its titles first, then its models."""
    held = [row for row in rows if row.recognised_on]
    assessed = [row for row in rows if row.is_assessed]
    told = []
    if held:
        told.append(f"{vi.capfirst_vi(numbers.words(len(held)))} năm được công nhận danh hiệu “Dân vận khéo”.")
    elif assessed:
        newest = assessed[0]
        told.append(f"Năm {newest.year} đạt {newest.passed} trên {len(newest.marks.replace('A', ''))} tiêu chí.")
    elif rows:
        told.append(f"Đã đăng ký danh hiệu “Dân vận khéo” năm {rows[0].year}.")
    if recognised:
        told.append(f"{numbers.grouped(recognised)} mô hình được ghi tên vào sổ vàng.")
    return " ".join(told) or "Chưa có mô hình hoặc danh hiệu nào được công bố."


def _years_title(rows: Sequence[TitleRow]) -> str:
    years = len({row.year for row in rows})
    size = max((len(row.marks) for row in rows), default=0)
    words = vi.capfirst_vi(numbers.words(years))
    return f"{words} năm, {size} tiêu chí" if size else f"{words} năm đăng ký danh hiệu"


def _years(
    rows: Sequence[TitleRow], years: Sequence[YearCount], groups: dict[int, list[int]], scope: Scope
) -> list[dict[str, Any]]:
    models = {row.year: row.recognised for row in years}
    return [
        {
            "year": row.year, "marks": row.marks, "groups": groups.get(row.version_id or 0),
            "tone": strip_tone(row.is_pass, row.recognised_on is not None), "numerals": place == 0,
            "models": models.get(row.year, 0), "models_url": links.practices(scope.of_any_year(), nam=row.year),
            "note": f"Ngưỡng {row.threshold}" if row.threshold and row.is_assessed else "", **title_state(row),
        }
        for place, row in enumerate(rows)
    ]  # fmt: skip


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
