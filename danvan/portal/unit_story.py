"""The page of one unit: its years as strips, the criteria it found hard, its models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import F, Q

from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import public_holder, public_title
from danvan.dossiers.results import Measure, measures
from danvan.kit import dates
from danvan.portal import links
from danvan.portal.assessed import half, points_of, threshold, title_state
from danvan.portal.compare import address
from danvan.portal.lineage import by_unit, inherited, present, stays, turns
from danvan.portal.rows import state_of, strip_tone, together
from danvan.portal.unit_coverage import children, title_facts
from danvan.portal.unit_words import copied, hard, lead, years_of, years_title
from danvan.reports.breaks import year_breaks
from danvan.reports.comparable import Lists, lists_of
from danvan.reports.coverage import Periods, coverage, expected_now, expected_then, turnouts
from danvan.reports.hardest import unmet
from danvan.reports.lines import Line
from danvan.reports.readings import Reading
from danvan.reports.replication import UNDER_WAY, standing
from danvan.reports.scope import Scope
from danvan.reports.titles import TitleRow, published_titles, title_rows
from danvan.reports.totals import YearCount, summed
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
    years, lists = years_of(scope), lists_of(row.version_id for row in rows)
    figures, by = summed(years.rows), measures(row.version_id for row in rows if row.by_points)
    return {
        "lead": lead(rows, lists, by, figures.recognised),
        "half": half(rows),
        **_strips(rows, years.rows, lists, by, scope),
        **hard(unmet(rows, lists)[:SHOWN_CRITERIA]),
        "figures": figures,
        "models": _models(scope),
        "models_url": links.practices(scope),
        "registered_url": links.practices(scope, tinh_trang="dang-ky"),
        "shown_models": SHOWN_MODELS,
        **copied(years, scope),
        "compare_url": address([scope.unit]),
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
    return {"years_title": years_title(rows), "years": told, "is_broken": bool(breaks)}


def _models(scope: Scope) -> list[dict[str, Any]]:
    """The newest models: the recognised, and before them those being carried out."""
    told = Q(recognised_on__isnull=False) | Q(state__in=UNDER_WAY, campaign__is_archive=False)
    newest = F("recognised_on").desc(nulls_first=True)
    rows = scope.models().filter(told).select_related("campaign").order_by(newest, "-year", "-pk")
    return [_model(dossier) for dossier in rows[:SHOWN_MODELS]]


def _model(dossier: Dossier) -> dict[str, Any]:
    recognised = dossier.recognised_on is not None
    kind, label = state_of(dossier) if recognised else standing(dossier)
    by = together(public_holder(dossier), dossier.unit_name)
    return {
        "kind": kind, "label": label, "title": public_title(dossier), "by": by,
        "url": links.practice(dossier.pk, public_title(dossier)) if recognised else "",
    }  # fmt: skip
