"""The page that holds units and years side by side: what was asked, what is shown, and the form to ask otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.urls import reverse

from danvan.dossiers.models import Dossier
from danvan.dossiers.results import Measure, measures
from danvan.kit import numbers
from danvan.portal import links
from danvan.portal.assessed import half, points_of, threshold, title_state
from danvan.portal.rows import strip_tone
from danvan.reports.comparable import Lists
from danvan.reports.comparing import Column, Comparison, History, Line, compare
from danvan.reports.finding import find_units
from danvan.reports.scope import Scope
from danvan.units.enums import AGENCY_KINDS, COMMUNE_KINDS, REVIEWING
from danvan.units.models import Unit

MOST, FOUND, BESIDE = 4, 20, 8  # columns side by side; units found by words, and offered without any
WORDS = {"Y": "Đạt", "N": "Chưa đạt", "A": "Không áp dụng", ".": "Chưa chấm", "": "Không có"}
_CODE = re.compile(r"[\w.-]{1,30}")
_YEAR = re.compile(r"(19|20|21)\d\d", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """Which units by their codes, which years, and the words typed to find more units."""

    codes: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    q: str = ""

    @classmethod
    def read(cls, asked: QueryDict, q: str) -> Asked:
        """What an address asks for; what cannot be read is left aside."""
        codes = dict.fromkeys(code for each in asked.getlist("don-vi") if _CODE.fullmatch(code := each.strip()))
        years = {int(year) for year in asked.getlist("nam") if _YEAR.fullmatch(year.strip())}
        return cls(tuple(codes)[:FOUND], tuple(sorted(years, reverse=True)), q)

    @property
    def address(self) -> str:
        """Where this comparison stands, for sending on."""
        return address(self.codes, self.years)


def address(codes: Sequence[str] = (), years: Sequence[int] = ()) -> str:
    """The comparison of these units in these years."""
    return links.with_pairs(reverse("portal:compare"), {"don-vi": list(codes), "nam": [str(year) for year in years]})


def compared(asked: Asked, today: date) -> dict[str, Any]:
    """Everything the page shows."""
    known = {
        unit.code: unit for unit in Unit.objects.begun(today).filter(code__in=asked.codes).select_related("parent")
    }
    wanted = [known[code] for code in asked.codes if code in known]
    units = wanted[:MOST]
    history = History(units)
    years = _years(asked, units, history)
    room = MOST // max(len(units), 1)
    columns = [history.column(unit, year) for unit in units for year in years[:room]]
    found = compare(columns)
    by = measures(column.version for column in columns)
    told = replace(asked, codes=tuple(unit.code for unit in units), years=tuple(years[:room]))
    return {
        "crumbs": _crumbs(), "title": _title(columns), "head": _head(columns),
        "address": told.address if columns else "",
        "sentences": [*_sentences(asked, wanted, years, room, columns), *found.notes, *_below(units)],
        **_shown(found, by),
        **_form(asked, units, wanted[MOST:], history, told.years, today),
    }  # fmt: skip


def _years(asked: Asked, units: Sequence[Unit], history: History) -> list[int]:
    """Those asked for; else the last years of one unit, or the year in which most of several have a card."""
    known = history.years()
    if chosen := [year for year in asked.years if year in known]:
        return chosen
    if len(units) < 2:
        return [year for year in known if history.assessed(year)][:MOST] or known[:MOST]
    return sorted(known, key=lambda year: (-history.assessed(year), -year))[:1]


def _crumbs() -> list[dict[str, str]]:
    return [
        {"label": "Sổ vàng", "url": links.home()}, {"label": "Đơn vị", "url": links.units()},
        {"label": "So sánh", "url": ""},
    ]  # fmt: skip


def _title(columns: Sequence[Column]) -> str:
    names = list(dict.fromkeys(column.unit.name for column in columns))
    if not names:
        return "So sánh đơn vị"
    who = " và ".join(names) if len(names) < 3 else f"So sánh {numbers.words(len(names))} đơn vị"
    return f"{who}, năm {_span(columns)}"


def _head(columns: Sequence[Column]) -> str:
    """The title with every name, for the browser and for searching."""
    names = list(dict.fromkeys(column.unit.name for column in columns))
    return f"So sánh: {', '.join(names)}, năm {_span(columns)}" if names else _title(columns)


def _span(columns: Sequence[Column]) -> str:
    years = sorted({column.year for column in columns})
    return f"{years[0]}" if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _sentences(
    asked: Asked, wanted: Sequence[Unit], years: Sequence[int], room: int, columns: Sequence[Column]
) -> list[str]:
    """What was left out, and what is still needed to compare."""
    told = []
    if not wanted:
        told.append("Chọn hai đến bốn đơn vị trong cùng một năm, hoặc một đơn vị qua nhiều năm.")
    elif not columns:
        told.append("Các đơn vị đã chọn chưa có danh hiệu hay mô hình nào được công bố.")
    elif len(columns) == 1:
        told.append("Mới có một cột. Hãy chọn thêm một đơn vị hoặc thêm một năm để so sánh.")
    if len(wanted) > MOST:
        left = ", ".join(unit.name for unit in wanted[MOST:])
        told.append(f"Mỗi lần so sánh nhiều nhất bốn đơn vị; chưa đưa vào: {left}.")
    if left_out := years[room:]:
        most = f"Mỗi lần so sánh nhiều nhất bốn cột; với {numbers.words(len(wanted[:MOST]))} đơn vị chưa đưa vào năm "
        told.append(f"{most}{', '.join(map(str, left_out))}.")
    if lost := len(asked.codes) - len(wanted):
        told.append(f"Địa chỉ này có {lost} mã đơn vị không có trong sổ.")
    return told


def _below(units: Sequence[Unit]) -> list[str]:
    wide = any(unit.kind in REVIEWING for unit in units)
    return ["Số mô hình của cấp trên tính cả các đơn vị trực thuộc."] if wide else []


def _shown(found: Comparison, by: Mapping[int, Measure]) -> dict[str, Any]:
    titles = [column.title for column in found.columns if column.title]
    several = len({column.unit.pk for column in found.columns}) > 1
    judged = [place for place, column in enumerate(found.columns) if column.version]
    rows = [_row(column, found, by, several) for column in found.columns]
    labels = [row["label"] for row in rows]
    differing = [line for line in found.lines if line.differs] if len(judged) > 1 else []
    return {
        "rows": rows, "half": half(titles), "several": several, "has_strips": bool(judged),
        "judged": len(judged), "differing": [_difference(line, labels) for line in differing],
        "lines": [_line(line, labels, judged) for line in found.lines], "heads": [labels[place] for place in judged],
    }  # fmt: skip


def _row(column: Column, found: Comparison, by: Mapping[int, Measure], several: bool) -> dict[str, Any]:
    scope = Scope(unit=column.unit.code)
    years = {other.year for other in found.columns}
    label = column.name if several and len(years) == 1 else str(column.year)
    told: dict[str, Any] = {
        "label": f"{column.name}, {column.year}" if several and len(years) > 1 else label,
        "name": column.name, "year": column.year, "url": links.unit(column.unit.pk, column.unit.name),
        "registered": column.models.registered, "recognised": column.models.recognised,
        "commended": column.models.commended, "copied": column.copied,
        "registered_url": links.practices(scope, nam=column.year, tinh_trang="dang-ky"),
        "recognised_url": links.practices(scope, nam=column.year), "marks": "", "note": "", "total": "",
    }  # fmt: skip
    if column.title is None:
        return {**told, "state_kind": "idle", "state_label": "Không đăng ký danh hiệu"}
    title = column.title
    points = points_of(title, by)
    marks, groups = _aligned(column, found)
    total = points or (f"{marks.count('Y')}/{len(marks) - marks.count('A')}" if marks else "")
    return {
        **told, "marks": marks, "groups": groups, "points": points, "total": total, "note": threshold(title),
        "tone": strip_tone(title.is_pass, title.recognised_on is not None), **title_state(title),
    }  # fmt: skip


def _aligned(column: Column, found: Comparison) -> tuple[str, list[int] | None]:
    """The marks in the order of the newest list where only the order changed, so that grains stand over grains."""
    marks = column.title.marks if column.title else ""
    newest = max((other.version for other in found.columns), default=0)
    apart = found.lists.between(column.version, newest) if column.version else None
    if not marks or apart is None or apart.is_of_lines:
        return marks, found.lists.sizes(column.version)
    return _moved(marks, column.version, newest, found.lists), found.lists.sizes(newest)


def _moved(marks: str, version: int, newest: int, lists: Lists) -> str:
    known = {lists.chain(line): mark for line, mark in zip(lists.lines(version), marks, strict=False)}
    return "".join(known.get(lists.chain(line), ".") for line in lists.lines(newest))


def _difference(line: Line, labels: Sequence[str]) -> dict[str, Any]:
    """One criterion on which the columns came out differently: where it was not met, in words."""
    told: dict[str, list[str]] = {}
    for label, mark in zip(labels, line.marks, strict=True):
        if mark not in {"", "Y"}:
            told.setdefault(WORDS[mark], []).append(label)
    words = "; ".join(f"{word}: {', '.join(who)}" for word, who in told.items())
    return {"number": line.number, "text": line.text, "words": words}


def _line(line: Line, labels: Sequence[str], judged: Sequence[int]) -> dict[str, Any]:
    cells = [{"label": labels[place], "word": WORDS[line.marks[place]], "mark": line.marks[place]} for place in judged]
    return {"number": line.number, "text": line.text, "cells": cells, "differs": line.differs}


def _form(
    asked: Asked, units: Sequence[Unit], left: Sequence[Unit], history: History, years: Sequence[int], today: date
) -> dict[str, Any]:
    """The units chosen, those that may be added, and the years."""
    taken = {unit.pk for unit in [*units, *left]}
    offered = _offered(asked.q, units, today).exclude(pk__in=taken).select_related("parent")
    most = FOUND if asked.q else BESIDE
    more = list(offered.order_by("sort_key", "pk")[: most + 1]) if asked.q or units else []
    return {
        "q": asked.q, "chosen": [_choice(unit) for unit in units],
        "offered": [_choice(unit) for unit in [*left, *more[:most]]], "has_more": len(more) > most,
        "year_choices": [{"year": year, "checked": year in years} for year in history.years()],
    }  # fmt: skip


def _offered(q: str, units: Sequence[Unit], today: date) -> Any:
    """The units these words find; without words, those beside the first one chosen. Only units with something out."""
    out = Exists(Dossier.objects.published().filter(unit=OuterRef("pk")))
    if q:
        return find_units(q, today).filter(Q(kind__in=REVIEWING) | out)
    if not units:
        return Unit.objects.none()
    alike = next((kinds for kinds in (COMMUNE_KINDS, AGENCY_KINDS, REVIEWING) if units[0].kind in kinds), frozenset())
    beside = Unit.objects.begun(today).filter(parent=units[0].parent_id, kind__in=alike)
    return beside if alike is REVIEWING else beside.filter(out)


def _choice(unit: Unit) -> dict[str, str]:
    above = unit.parent.name if unit.parent_id and unit.parent else ""
    return {"code": unit.code, "name": unit.name, "note": above}
