"""The tables of the page of figures, with the list behind every number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from danvan.criteria.enums import CommonTheme, Track
from danvan.kit import dates, numbers
from danvan.portal import links
from danvan.portal.assessed import NOUNS
from danvan.portal.home import FunnelRow
from danvan.portal.tables import Cell, Table, counted_cells, heads
from danvan.reports.candidates import heard
from danvan.reports.comparable import lists_of
from danvan.reports.funnel import Cube
from danvan.reports.public_figures import copied_models
from danvan.reports.scope import Scope
from danvan.reports.titles import TitleCount, fullest_year, published_titles
from danvan.reports.totals import ThemeCount, YearCount
from danvan.reports.unmet import most_missed

MOST_COPIED, MOST_MISSED = 20, 6
COMMENDED = "khen-thuong"


def funnel_table(scope: Scope, rows: Sequence[FunnelRow]) -> Table:
    """The steps of the funnel."""
    lines = [[Cell(row.label[:1].upper() + row.label[1:]), Cell(row.value, row.url)] for row in rows]
    return Table("pheu", f"Mô hình theo từng bước, {scope.label}", heads("Bước", "Mô hình"), lines)


def kind_table(scope: Scope, found: Cube) -> Table:
    """Collectives and individuals at each step."""
    figures = found.figures
    told = (
        ("Tập thể", "tap-the", found.collectives, figures.collective, figures.commended_collective),
        ("Cá nhân", "ca-nhan", figures.registered - found.collectives, figures.individual,
         figures.commended_individual),
    )  # fmt: skip
    lines = [
        [
            Cell(label), Cell(registered, links.practices(scope, loai=kind, tinh_trang="dang-ky")),
            Cell(recognised, links.practices(scope, loai=kind)),
            Cell(commended, links.practices(scope, loai=kind, tinh_trang=COMMENDED)),
        ]
        for label, kind, registered, recognised, commended in told
    ]  # fmt: skip
    return Table(
        "loai", f"Tập thể và cá nhân, {scope.label}", heads("Loại", "Đăng ký", "Công nhận", "Khen thưởng"), lines
    )


def year_table(scope: Scope, rows: Sequence[YearCount]) -> Table:
    """Year by year, with who carried out the recognised and how many were commended."""
    inside = scope.of_any_year()
    lines = [
        [
            Cell(str(row.year)), *counted_cells(inside, row, nam=row.year),
            Cell(row.figures.collective, links.practices(inside, nam=row.year, loai="tap-the")),
            Cell(row.figures.individual, links.practices(inside, nam=row.year, loai="ca-nhan")),
            Cell(row.figures.commended, links.practices(inside, nam=row.year, tinh_trang=COMMENDED)),
        ]
        for row in rows
    ]  # fmt: skip
    labels = ("Đăng ký", "Công nhận", "Tập thể được công nhận", "Cá nhân được công nhận", "Khen thưởng")
    return Table("nam", f"Mô hình theo năm đăng ký, {scope.label}", heads("Năm", *labels), lines)


def theme_table(scope: Scope, rows: Sequence[ThemeCount]) -> Table:
    """The themes of every scheme, each with its common theme."""
    lines = [
        [
            Cell(row.name), Cell(row.scheme), Cell(CommonTheme(row.common).label if row.common else ""),
            *counted_cells(scope, row, linh_vuc=row.codes),
        ]
        for row in rows
    ]  # fmt: skip
    named = [*heads("Lĩnh vực"), *heads("Bộ lĩnh vực"), *heads("Lĩnh vực chung", "Đăng ký", "Công nhận")]
    return Table("linh-vuc", f"Mô hình theo lĩnh vực, {scope.label}", named, lines)


def common_table(scope: Scope, rows: Sequence[ThemeCount]) -> Table:
    """The common four."""
    lines = [[Cell(row.name), *counted_cells(scope, row, linh_vuc=row.codes)] for row in rows]
    caption = f"Mô hình theo bốn lĩnh vực chung, {scope.label}"
    return Table("bon-linh-vuc", caption, heads("Lĩnh vực chung", "Đăng ký", "Công nhận"), lines)


def schemes_note(schemes: Mapping[str, tuple[int, int]]) -> str:
    """Which scheme was used in which years, where there are several that cannot be held against each other."""
    if len(schemes) < 2:
        return ""
    told = "; ".join(
        f"“{name}” {'năm' if first == last else 'các năm'} {first if first == last else f'{first}–{last}'}"
        for name, (first, last) in schemes.items()
    )
    return (
        f"Phạm vi này có {numbers.words(len(schemes))} bộ lĩnh vực: {told}. Không so sánh các lĩnh vực khác bộ với "
        "nhau; hãy xem bốn lĩnh vực chung."
    )


def replication_table(scope: Scope) -> tuple[Table, int, int]:
    """The models of the scope that others copied, the most copied first; how many these are, and their copies."""
    found = copied_models(scope.models())
    lines = [
        [
            Cell(one.title, links.practice(one.pk, one.title) if one.pk else ""), Cell(one.unit_name),
            Cell(str(one.year)), Cell(one.copies, links.copies(one.pk, one.title) if one.pk else ""),
        ]
        for one in found[:MOST_COPIED]
    ]  # fmt: skip
    named = [*heads("Mô hình"), *heads("Đơn vị"), *heads("Năm", "Nơi làm theo")]
    table = Table("nhan-rong", f"Mô hình được nhân rộng, {scope.label}", named, lines)
    return table, len(found), sum(one.copies for one in found)


def title_table(scope: Scope, counts: Sequence[TitleCount]) -> Table:
    """Every criteria set and year; each number opens its units."""
    lines = []
    for one in counts:
        results = (("dang-ky", one.registered), ("", one.assessed), ("dat", one.passed), ("du", one.full))
        cells = [
            Cell(value, links.titles_in(scope, nam=one.year, bo=one.criteria_set, ket_qua=result))
            for result, value in results
        ]
        lines.append([Cell(f"{one.set_name or NOUNS[Track(one.track)]}, {one.year}"), *cells])
    labels = ("Đăng ký", "Được chấm", "Đạt ngưỡng", "Đạt đủ mọi tiêu chí")
    caption = f"Danh hiệu “Dân vận khéo” của đơn vị, {scope.label}"
    return Table("danh-hieu", caption, heads("Bộ tiêu chí, năm", *labels), lines)


def criteria_table(scope: Scope) -> tuple[Table, str]:
    """The criteria of the year with the most cards that most units did not meet."""
    rows = fullest_year(scope.rows(published_titles()), scope.reading)
    found = most_missed(rows, lists_of({row.version_id for row in rows}), MOST_MISSED)
    lines = [
        [
            Cell(f"{one.number}. {one.title}"), Cell(one.set_title), Cell(str(one.year)),
            Cell(one.missed, links.titles_in(scope, nam=one.year, bo=one.criteria_set, chua=one.number)),
            Cell(one.judged, links.titles_in(scope, nam=one.year, bo=one.criteria_set)),
        ]
        for one in found
    ]  # fmt: skip
    named = [*heads("Tiêu chí"), *heads("Bộ tiêu chí"), *heads("Năm", "Đơn vị chưa đạt", "Đơn vị được chấm")]
    table = Table("tieu-chi", f"Tiêu chí nhiều đơn vị chưa đạt nhất, {scope.label}", named, lines)
    if not found:
        return table, "Chưa có tiêu chí nào bị ghi là chưa đạt"
    most = max(found, key=lambda one: (one.missed / one.judged, -one.number))
    return table, f"{most.missed} trong {most.judged} đơn vị chưa đạt tiêu chí {most.number} năm {most.year}"


def consultation_table(scope: Scope) -> tuple[Table, str]:
    """The consultations with candidates in the scope, and what was said of these."""
    found = heard(scope)
    lines = [
        [
            Cell(one.title, links.hearing(one.pk)), Cell(f"{dates.short(one.opens_on)}–{dates.short(one.closes_on)}"),
            Cell(one.candidates, links.hearing(one.pk)), Cell(one.counted.total), Cell(one.counted.supports),
        ]
        for one in found
    ]  # fmt: skip
    named = [*heads("Đợt lấy ý kiến"), *heads("Thời gian", "Mô hình", "Ý kiến", "Ủng hộ")]
    table = Table("lay-y-kien", f"Lấy ý kiến Nhân dân, {scope.label}", named, lines)
    said = sum(one.counted.total for one in found)
    if not found:
        return table, "Chưa có đợt lấy ý kiến Nhân dân nào"
    return table, f"{numbers.grouped(said)} ý kiến Nhân dân qua {numbers.grouped(len(found))} đợt"
