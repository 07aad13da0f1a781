"""The page of all figures, section by section: a finding, a chart, and the table that holds the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from danvan.kit import numbers
from danvan.portal import findings
from danvan.portal import home as drawn
from danvan.portal import more_tables as told
from danvan.portal.assessed import focus, title_heading
from danvan.portal.by_unit import ByUnit, by_unit
from danvan.portal.scoping import Asked
from danvan.portal.tables import Table
from danvan.reports import totals
from danvan.reports.breaks import rate_breaks
from danvan.reports.funnel import Cube, cube
from danvan.reports.titles import TitleCount, published_titles, title_counts

BREAKS_SHOWN = 3
NAMES = {
    "pheu": "Từ đăng ký đến khen thưởng", "loai": "Tập thể, cá nhân", "nam": "Theo năm", "linh-vuc": "Lĩnh vực",
    "bon-linh-vuc": "Bốn lĩnh vực chung", "don-vi": "Theo đơn vị", "nhan-rong": "Nhân rộng",
    "danh-hieu": "Danh hiệu của đơn vị", "tieu-chi": "Tiêu chí khó đạt", "lay-y-kien": "Lấy ý kiến Nhân dân",
}  # fmt: skip


@dataclass(frozen=True)
class Section:
    """One figure: what it found, how it is to be read, its table, and what its chart draws."""

    key: str
    title: str
    scope: str
    table: Table
    how: str = ""
    chart: str = ""  # funnel, bars, columns or tiles; nothing where the table says it all
    drawn: Any = None
    total: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The short name by which the page lists it."""
        return NAMES[self.key]


class Figures:
    """Everything that the sections of one page are made of, each read once and only when it is asked for."""

    def __init__(self, asked: Asked, today: date) -> None:
        self.asked, self.today = asked, today
        self.scope, self.wide = asked.scope, asked.wide

    @cached_property
    def cube(self) -> Cube:
        """The steps, years and themes of the scope."""
        return cube(self.scope.models())

    @cached_property
    def themed(self) -> Cube:
        """The same of the scope whose themes are told."""
        return self.cube if self.asked.told else cube(self.asked.themed.models())

    @cached_property
    def units(self) -> ByUnit:
        """The units of the scope."""
        return by_unit(self.asked)

    @cached_property
    def titles(self) -> list[TitleCount]:
        """The figures on titles."""
        return title_counts(self.wide.rows(published_titles()))


def funnel(found: Figures) -> Section:
    """How far models came."""
    scope, cubed = found.scope, found.cube
    rows = drawn.funnel(scope, cubed.funnel, found.units.units)
    percent = numbers.percent(cubed.figures.recognised, cubed.figures.registered)
    return Section(
        "pheu", findings.rate(cubed.figures), scope.label, told.funnel_table(scope, rows),
        f"Tỷ lệ công nhận {percent}." if percent else "", "funnel", rows, cubed.figures.registered,
        [note for note in (drawn.unrecorded(cubed.funnel), scope.note) if note],
    )  # fmt: skip


def kinds(found: Figures) -> Section:
    """Collectives and individuals."""
    figures = found.cube.figures
    title = (
        f"{numbers.grouped(figures.collective)} tập thể và {numbers.grouped(figures.individual)} cá nhân được công nhận"
    )
    return Section("loai", title, found.scope.label, told.kind_table(found.scope, found.cube))


def years(found: Figures) -> Section:
    """Year by year."""
    rows = found.cube.years
    return Section(
        "nam", findings.years(rows), found.scope.label, told.year_table(found.scope, rows),
        "Cột rỗng: đăng ký. Cột vàng: công nhận, tính theo năm đăng ký.", "columns", drawn.columns(found.scope, rows),
    )  # fmt: skip


def themes(found: Figures) -> Section:
    """By the themes of each scheme."""
    scope, cubed = found.asked.themed, found.themed
    rows = cubed.themes
    single = totals.across_schemes(rows) == rows
    shown = drawn.bars(scope, [row for row in rows if row.recognised]) if single else None
    return Section(
        "linh-vuc", findings.themes([row for row in totals.across_schemes(rows) if row.recognised]), scope.label,
        told.theme_table(scope, rows), drawn.grain_key(rows), "bars" if shown else "", shown,
        notes=[note for note in (told.schemes_note(cubed.schemes), scope.note) if note],
    )  # fmt: skip


def common(found: Figures) -> Section:
    """By the four themes that all schemes share."""
    scope, rows = found.asked.themed, totals.by_common(found.themed.themes)
    shown = drawn.bars(scope, [row for row in rows if row.recognised])
    return Section(
        "bon-linh-vuc", "Theo bốn lĩnh vực chung", scope.label, told.common_table(scope, rows),
        f"Lĩnh vực của mọi bộ được xếp vào bốn lĩnh vực chung để so sánh. {drawn.grain_key(rows)}",
        "bars" if shown else "", shown,
    )  # fmt: skip


def units(found: Figures) -> Section:
    """By unit."""
    rows = found.units
    return Section("don-vi", rows.title, found.scope.label, rows.table, rows.how, "tiles", rows)


def replication(found: Figures) -> Section:
    """Which models were copied."""
    table, copied, copies = told.replication_table(found.wide)
    title = (
        f"{numbers.grouped(copied)} mô hình đã được nơi khác làm theo, {numbers.grouped(copies)} lần"
        if copied
        else "Chưa có mô hình nào được ghi là làm theo mô hình khác"
    )
    return Section("nhan-rong", title, found.wide.label, table)


def titles(found: Figures) -> Section:
    """How many units were assessed and reached the threshold."""
    counts = [one for one in found.titles if one.assessed]
    best = focus(counts)
    title = title_heading(best) if best else "Chưa có phiếu chấm danh hiệu nào được công bố"
    breaks = sorted(rate_breaks(counts).items(), key=lambda item: -item[1].since)[:BREAKS_SHOWN]
    return Section(
        "danh-hieu", title, found.wide.label, told.title_table(found.wide, found.titles),
        "Đạt ngưỡng là kết quả chấm, chưa phải công nhận.", notes=[one.rate_words for _, one in breaks],
    )  # fmt: skip


def criteria(found: Figures) -> Section:
    """Which criteria were met least often."""
    table, title = told.criteria_table(found.wide)
    return Section("tieu-chi", title, found.wide.label, table, "Tính trên phiếu chấm cuối cùng của mỗi đơn vị.")


def consultations(found: Figures) -> Section:
    """What the people were asked, and said."""
    table, title = told.consultation_table(found.wide)
    return Section("lay-y-kien", title, found.wide.label, table, "Chỉ đếm ý kiến đã đăng.")


SECTIONS: dict[str, Callable[[Figures], Section]] = {
    "pheu": funnel, "loai": kinds, "nam": years, "linh-vuc": themes, "bon-linh-vuc": common, "don-vi": units,
    "nhan-rong": replication, "danh-hieu": titles, "tieu-chi": criteria, "lay-y-kien": consultations,
}  # fmt: skip
