"""The first page, section by section: every figure with the list that proves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from danvan.dossiers.enums import Holder
from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import public_holder, public_title
from danvan.hearings.queries import OpenCandidate
from danvan.kit import numbers, vi
from danvan.kit.art.seedhead import MOST_GRAINS as MOST_SEEDS
from danvan.portal import links
from danvan.portal.rows import icon, together
from danvan.portal.tables import Cell, Table, counted_cells, heads
from danvan.reports.funnel import Funnel
from danvan.reports.scope import Scope
from danvan.reports.totals import ThemeCount, Totals, YearCount

MOST_GRAINS = 40  # a longer row is drawn as one bar
HOT = 3  # so few days left are shown in red


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
class YearColumn:
    """One year of the paired columns."""

    year: int
    registered: int
    recognised: int
    url: str


def seeds_note(figures: Totals) -> str:
    """What one grain of the seed head stands for, where it is more than one model."""
    return "Mỗi hạt là năm mô hình." if figures.registered > MOST_SEEDS else ""


def funnel(scope: Scope, found: Funnel, units: int) -> list[FunnelRow]:
    """Registered, appraised where the books tell it, recognised, commended: each opens exactly its rows."""
    figures = found.figures
    rows = [
        FunnelRow(figures.registered, "đăng ký", f"của {numbers.grouped(units)} đơn vị",
                  links.practices(scope, tinh_trang="dang-ky"), "hollow"),
        FunnelRow(found.appraised, "được thẩm định", "đã gửi cơ quan thẩm định hoặc đã có kết luận",
                  links.practices(scope, tinh_trang="tham-dinh"), "tint"),
        FunnelRow(figures.recognised, "được công nhận",
                  _parts(figures.collective, figures.individual), links.practices(scope), "gold"),
        FunnelRow(figures.commended, "được khen thưởng",
                  _parts(figures.commended_collective, figures.commended_individual),
                  links.practices(scope, tinh_trang="khen-thuong"), "red"),
    ]  # fmt: skip
    return rows if found.tells_appraisal else [row for row in rows if row.tone != "tint"]


def unrecorded(found: Funnel) -> str:
    """Why there is no row of the appraised, where the books never told it."""
    if found.tells_appraisal:
        return ""
    if found.unrecorded == found.figures.registered:
        return "Sổ cũ không ghi mô hình nào đã qua thẩm định, nên không có dòng “được thẩm định”."
    some, all_of_them = numbers.grouped(found.unrecorded), numbers.grouped(found.figures.registered)
    told = f"{some} trong {all_of_them} mô hình chép từ sổ cũ, sổ không ghi việc thẩm định."
    return f"Không có dòng “được thẩm định”: {told}"


def _parts(collective: int, individual: int) -> str:
    parts = ((collective, "tập thể"), (individual, "cá nhân"))
    return ", ".join(f"{numbers.grouped(count)} {word}" for count, word in parts if count) or "chưa có"


def bars(scope: Scope, rows: Sequence[ThemeCount]) -> list[Bar]:
    """The recognised models of a scope by theme, or by the common four where it holds several schemes."""
    return [
        Bar(row.code.partition("-")[2], row.name, row.recognised, links.practices(scope, linh_vuc=row.codes))
        for row in rows
    ]


def grain_key(rows: Sequence[ThemeCount]) -> str:
    """How rows of models are drawn."""
    most = max((row.recognised for row in rows), default=0)
    return "Mỗi hạt là một mô hình." if most <= MOST_GRAINS else "Vạch dài hơn là nhiều mô hình hơn."


def columns(scope: Scope, rows: Sequence[YearCount]) -> list[YearColumn]:
    """Registered and recognised by year; a column opens what was registered that year."""
    return [
        YearColumn(
            row.year, row.registered, row.recognised,
            links.practices(scope.of_any_year(), nam=row.year, tinh_trang="dang-ky"),
        )
        for row in rows
    ]  # fmt: skip


def year_table(scope: Scope, rows: Sequence[YearCount]) -> Table:
    """Every year of the scope."""
    inside = scope.of_any_year()
    lines = [[Cell(str(row.year)), *counted_cells(inside, row, nam=row.year)] for row in rows]
    return Table(
        "nam", f"Mô hình theo năm đăng ký, {scope.label}", heads("Năm", "Đăng ký", "Công nhận"), lines
    )  # fmt: skip


def open_title(count: int) -> str:
    """How many models wait for the word of the people."""
    return f"{vi.capfirst_vi(numbers.words(count))} mô hình đang lấy ý kiến Nhân dân"


def open_rows(found: Sequence[OpenCandidate]) -> list[dict[str, Any]]:
    """What may be spoken about, with the days left and what was said so far."""
    return [
        {
            "days": one.days_left,
            "left": "ngày còn lại" if one.days_left else "ngày cuối",
            "hot": one.days_left <= HOT,
            "title": one.title,
            "text": f"{together(one.holder, one.unit) or one.unit}, {one.kind}. {_said(one)}",
            "url": links.candidate(one.consultation_pk, one.pk),
        }
        for one in found
    ]


def _said(one: OpenCandidate) -> str:
    if not one.counted.total:
        return "Chưa có ý kiến."
    return f"Đã có {numbers.grouped(one.counted.total)} ý kiến, {numbers.grouped(one.counted.supports)} ủng hộ."


def cards(dossiers: Sequence[Dossier]) -> list[dict[str, Any]]:
    """The newest names in the book."""
    return [
        {
            "state_label": f"Công nhận {dossier.recognised_on.year}" if dossier.recognised_on else "",
            "icon": icon(dossier.theme),
            "title": public_title(dossier),
            "url": links.practice(dossier.pk, public_title(dossier)),
            "by": [line for line in (
                together(public_holder(dossier), dossier.unit_name),
                Holder(dossier.holder_kind).label, dossier.theme.name if dossier.theme else "",
            ) if line],
            "note": dossier.recognised_by,
        }
        for dossier in dossiers
    ]  # fmt: skip
