"""The first page, section by section: every figure with the list that proves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from danvan.dossiers.enums import Holder
from danvan.dossiers.models import Dossier
from danvan.kit import numbers
from danvan.portal import links
from danvan.portal.rows import icon, together
from danvan.reports.scope import Scope
from danvan.reports.totals import ThemeCount, Totals, UnitCount, YearCount

SHORTENED = ("Đảng bộ xã ", "Đảng bộ thị trấn ", "Đảng bộ phường ", "Đảng bộ ", "Chi bộ ")


@dataclass(frozen=True)
class FunnelRow:
    """One stage of the funnel."""

    value: int
    label: str
    note: str
    url: str
    tone: str


@dataclass(frozen=True)
class Bar:
    """One theme, one grain a model."""

    icon: str
    label: str
    value: int
    url: str


@dataclass(frozen=True)
class Tile:
    """One unit with its number; ``share`` deepens the gold."""

    name: str
    value: int
    url: str
    share: float
    row: str = ""
    col: str = ""
    current: bool = False


@dataclass(frozen=True)
class YearColumn:
    """One year of the paired columns."""

    year: int
    registered: int
    recognised: int
    url: str


def funnel(scope: Scope, figures: Totals, units: int) -> list[FunnelRow]:
    """Registered, recognised, commended: each opens exactly its rows."""
    return [
        FunnelRow(figures.registered, "đăng ký", f"của {numbers.grouped(units)} đơn vị",
                  links.practices(scope, tinh_trang="dang-ky"), "hollow"),
        FunnelRow(figures.recognised, "được công nhận",
                  _parts(figures.collective, figures.individual), links.practices(scope), "gold"),
        FunnelRow(figures.commended, "được khen thưởng",
                  _parts(figures.commended_collective, figures.commended_individual),
                  links.practices(scope, tinh_trang="khen-thuong"), "red"),
    ]  # fmt: skip


def _parts(collective: int, individual: int) -> str:
    parts = ((collective, "tập thể"), (individual, "cá nhân"))
    return ", ".join(f"{numbers.grouped(count)} {word}" for count, word in parts if count) or "chưa có"


def bars(scope: Scope, rows: Sequence[ThemeCount]) -> list[Bar]:
    """The recognised models of a scope by theme, or by the common four where it holds several schemes."""
    return [
        Bar(row.code.partition("-")[2], row.name, row.recognised, links.practices(scope, linh_vuc=row.codes))
        for row in rows
    ]


def tiles(scope: Scope, rows: Sequence[UnitCount]) -> list[Tile]:
    """The units with recognised models, the most first; a stable order keeps Vietnamese names in theirs."""
    shown = sorted((row for row in rows if row.recognised), key=lambda row: -row.recognised)
    most = shown[0].recognised if shown else 1
    inside = scope.of_any_unit()
    return [
        Tile(_short(row.name), row.recognised, links.practices(inside, don_vi=row.code), row.recognised / most)
        for row in shown
    ]


def _short(name: str) -> str:
    return next((name.removeprefix(head) for head in SHORTENED if name.startswith(head)), name)


def columns(scope: Scope, rows: Sequence[YearCount]) -> list[YearColumn]:
    """Registered and recognised by year; a column opens what was registered that year."""
    return [
        YearColumn(
            row.year, row.registered, row.recognised,
            links.practices(scope.of_any_year(), nam=row.year, tinh_trang="dang-ky"),
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class Table:
    """The table twin of a chart: every number is a link to its rows."""

    caption: str
    heads: list[dict[str, str]]
    rows: list[list[dict[str, str]]]


def unit_table(scope: Scope, rows: Sequence[UnitCount]) -> Table:
    """Every unit that registered, in Vietnamese order."""
    inside = scope.of_any_unit()
    lines = [
        _table_row(row.name, links.unit(row.unit_id, row.name.partition(":")[0], scope.reading), row, inside,
                   don_vi=row.code)
        for row in rows
    ]  # fmt: skip
    return Table(f"Mô hình theo đơn vị, {scope.label}", _heads("Đơn vị"), lines)


def year_table(scope: Scope, rows: Sequence[YearCount]) -> Table:
    """Every year of the scope."""
    inside = scope.of_any_year()
    lines = [_table_row(str(row.year), "", row, inside, nam=row.year) for row in rows]
    return Table(f"Mô hình theo năm đăng ký, {scope.label}", _heads("Năm"), lines)


def _heads(first: str) -> list[dict[str, str]]:
    return [{"label": first, "kind": ""}, *({"label": label, "kind": "right"} for label in ("Đăng ký", "Công nhận"))]


def _table_row(
    name: str, url: str, row: UnitCount | YearCount, scope: Scope, **asked: str | int
) -> list[dict[str, str]]:
    registered = links.practices(scope, **asked, tinh_trang="dang-ky")
    return [
        {"text": name, "url": url},
        {"text": numbers.grouped(row.registered), "url": registered, "kind": "right"},
        {"text": numbers.grouped(row.recognised), "url": links.practices(scope, **asked), "kind": "right"},
    ]


def cards(dossiers: Sequence[Dossier]) -> list[dict[str, Any]]:
    """The newest names in the book."""
    return [
        {
            "state_label": f"Công nhận {dossier.recognised_on.year}" if dossier.recognised_on else "",
            "icon": icon(dossier.theme),
            "title": dossier.title,
            "url": links.practice(dossier.pk, dossier.title),
            "by": [line for line in (
                together(dossier.holder_name, dossier.unit_name),
                Holder(dossier.holder_kind).label, dossier.theme.name if dossier.theme else "",
            ) if line],
            "note": dossier.recognised_by,
        }
        for dossier in dossiers
    ]  # fmt: skip
