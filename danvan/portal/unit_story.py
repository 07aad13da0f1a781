"""The page of one unit: its years as strips, the criteria it found hard, its models."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from danvan.criteria.enums import Track
from danvan.dossiers.models import Dossier
from danvan.kit import dates, numbers, vi
from danvan.portal import links
from danvan.portal.assessed import NOUNS, title_state
from danvan.portal.rows import holder, state_of, strip_tone, together
from danvan.reports.hardest import criteria_lists, sizes, unmet
from danvan.reports.scope import Scope
from danvan.reports.titles import TitleRow, published_titles, title_counts, title_rows
from danvan.reports.totals import YearCount, by_year, summed
from danvan.units.enums import REVIEWING, UnitKind
from danvan.units.models import Unit

SHOWN_MODELS, SHOWN_CRITERIA = 8, 5


def unit_story(unit: Unit) -> dict[str, Any]:
    """Everything the page shows about a unit and what lies below it."""
    scope = Scope(unit=unit.code, unit_name=unit.name)
    years = by_year(scope.models())
    rows = title_rows(published_titles().filter(unit=unit).order_by("-year", "pk"))
    lists = criteria_lists(rows)
    figures = summed(years)
    return {
        "unit": unit,
        "crumbs": _crumbs(unit),
        "over": UnitKind(unit.kind).label + (f", hoạt động đến {dates.short(unit.ended_on)}" if unit.ended_on else ""),
        "lead": _lead(rows, figures.recognised),
        "years_title": _years_title(rows),
        "years": _years(rows, years, sizes(lists), scope),
        "unmet": unmet(rows, lists)[:SHOWN_CRITERIA],
        "figures": figures,
        "models": _models(scope),
        "models_url": links.practices(scope),
        "registered_url": links.practices(scope, tinh_trang="dang-ky"),
        "shown_models": SHOWN_MODELS,
        **(_below(unit, scope) if unit.kind in REVIEWING else {}),
    }


def _below(unit: Unit, scope: Scope) -> dict[str, Any]:
    """What a unit that has others below it shows of them: their names, and how their titles came out."""
    children = Unit.objects.filter(parent=unit).order_by("sort_key", "pk")
    counts = title_counts(scope.rows(published_titles()))
    facts = [
        {
            "label": f"Năm {count.year}: {count.passed} trên {count.assessed} {NOUNS[Track(count.track)]} đạt ngưỡng",
            "url": links.titles(don_vi=unit.code, nam=count.year, bo=count.criteria_set),
        }
        for count in counts
        if count.assessed
    ]
    kin = [{"name": child.name, "url": links.unit(child.pk, child.name)} for child in children]
    return {"children": kin, "title_facts": facts}


def _crumbs(unit: Unit) -> list[dict[str, str]]:
    above = [{"label": unit.parent.name, "url": links.unit(unit.parent.pk, unit.parent.name)}] if unit.parent else []
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
            "models": models.get(row.year, 0), "models_url": links.practices(Scope(unit=scope.unit), nam=row.year),
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
