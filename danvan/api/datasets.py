"""The open data: four tables, what each column means, and their rows from the same functions as the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from danvan.api import shapes
from danvan.decisions.models import Decision
from danvan.dossiers.models import Dossier
from danvan.reports.conditions import published_models
from danvan.reports.finding import issuer_then
from danvan.reports.year_units import by_year_and_unit
from danvan.units.models import Unit

Row = dict[str, Any]
PIECE = 1000  # rows held in memory at a time


@dataclass(frozen=True)
class Column:
    """One column: its name in the file, what it holds, and where it stands in the shape ("unit.code")."""

    name: str
    kind: str
    about: str
    path: str = ""

    def of(self, row: Row) -> Any:
        """The value of this column."""
        value: Any = row
        for step in (self.path or self.name).split("."):
            value = value.get(step) if isinstance(value, dict) else None
        return value


@dataclass(frozen=True)
class Dataset:
    """One table: its name in the address, its title, its columns and its rows on a day."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[date], Iterator[Row]]

    def lines(self, today: date) -> Iterator[Row]:
        """Every row with every column, in their order."""
        return ({column.name: column.of(row) for column in self.columns} for row in self.rows(today))


def _practices(today: date) -> Iterator[Row]:
    rows = Dossier.objects.public().models_only().select_related("theme", "unit").order_by("pk")
    return (shapes.practice(row) for row in rows.iterator(chunk_size=PIECE))


def _units(today: date) -> Iterator[Row]:
    rows = Unit.objects.begun(today).select_related("parent").order_by("pk")
    return (shapes.unit(row, today) for row in rows.iterator(chunk_size=PIECE))


def _decisions(today: date) -> Iterator[Row]:
    rows = Decision.objects.public().select_related("unit", "amends")
    counted: QuerySet[Any] = rows.annotate(size=Count("items"), issuer=issuer_then()).order_by("pk")
    return (shapes.decision(row, row.issuer, row.size) for row in counted.iterator(chunk_size=PIECE))


def _figures(today: date) -> Iterator[Row]:
    for row in by_year_and_unit(published_models()):
        totals = {"commended_all": row.figures.commended, **shapes.figures(row.figures)}
        yield {"year": row.year, "unit_code": row.unit_code, "unit_name": row.unit_name, **totals}


_ILLUSTRATIVE = Column("is_illustrative", "đúng/sai", "Dòng là dữ liệu minh họa, không dùng để tổng hợp thật")
DATASETS = (
    Dataset(
        "mo-hinh", "Mô hình được công nhận", "Mỗi dòng là một mô hình đang được công nhận.",
        (
            Column("id", "số", "Số ổn định của mô hình; trang là /mo-hinh/<id>/"),
            Column("title", "chữ", "Tên mô hình như ghi khi công nhận"),
            Column("kind", "mã", "collective: tập thể; individual: cá nhân"),
            Column("holder", "chữ", "Tập thể hoặc cá nhân thực hiện"),
            Column("unit_code", "mã", "Mã đơn vị khi đăng ký, nối với cột code của bảng đơn vị", "unit.code"),
            Column("unit_name", "chữ", "Tên đơn vị khi đăng ký", "unit.name"),
            Column("superior_name", "chữ", "Tên cấp trên khi đăng ký", "superior"),
            Column("theme_code", "mã", "Mã lĩnh vực; trống khi hồ sơ cũ không ghi", "theme.code"),
            Column("theme_name", "chữ", "Tên lĩnh vực", "theme.name"),
            Column("year", "năm", "Năm đăng ký"),
            Column("recognised_on", "ngày", "Ngày quyết định công nhận, năm-tháng-ngày"),
            Column("recognised_by", "chữ", "Quyết định công nhận"),
            Column("commended_on", "ngày", "Ngày quyết định khen thưởng; trống khi chưa được khen"),
            Column("commended_by", "chữ", "Quyết định khen thưởng"),
            _ILLUSTRATIVE,
            Column("url", "địa chỉ", "Trang của mô hình"),
        ),
        _practices,
    ),
    Dataset(
        "don-vi", "Đơn vị", "Mỗi dòng là một đảng bộ, cơ quan, đơn vị, cả những đơn vị đã kết thúc.",
        (
            Column("id", "số", "Số ổn định của đơn vị"),
            Column("code", "mã", "Mã ổn định, dùng chung cho mọi bảng và API"),
            Column("name", "chữ", "Tên hiện nay, hoặc tên cuối cùng của đơn vị đã kết thúc"),
            Column("kind", "mã", "Loại đơn vị"),
            Column("parent_code", "mã", "Mã cấp trên trực tiếp", "parent.code"),
            Column("parent_name", "chữ", "Tên cấp trên trực tiếp", "parent.name"),
            Column("ended_on", "ngày", "Ngày kết thúc hoạt động; trống khi còn hoạt động"),
            Column("url", "địa chỉ", "Trang của đơn vị"),
        ),
        _units,
    ),
    Dataset(
        "quyet-dinh", "Quyết định", "Mỗi dòng là một quyết định công nhận, khen thưởng, đính chính hoặc thu hồi.",
        (
            Column("id", "số", "Số ổn định của quyết định trên cổng"),
            Column("number", "chữ", "Số, ký hiệu; trống khi tài liệu cũ không ghi"),
            Column("signed_on", "ngày", "Ngày ký"),
            Column("date_text", "chữ", "Thời gian như tài liệu cũ ghi, khi không có ngày đầy đủ"),
            Column("kind", "mã", "recognise, commend, amend, revoke"),
            Column("state", "mã", "issued: có hiệu lực; replaced: đã thay thế; revoked: đã thu hồi"),
            Column("body", "chữ", "Cơ quan ban hành như in trên quyết định"),
            Column("unit_code", "mã", "Mã đơn vị ban hành", "unit.code"),
            Column("unit_name", "chữ", "Tên đơn vị ban hành vào ngày ký", "unit.name"),
            Column("summary", "chữ", "Trích yếu"),
            Column("items", "số", "Số dòng trong danh sách kèm theo"),
            Column("amends_id", "số", "Quyết định được đính chính, thu hồi", "amends.id"),
            _ILLUSTRATIVE,
            Column("url", "địa chỉ", "Trang của quyết định"),
        ),
        _decisions,
    ),
    Dataset(
        "so-lieu", "Số liệu theo năm và đơn vị",
        "Mỗi dòng là một đơn vị trong một năm đăng ký; cộng các dòng ra đúng số liệu trên các trang.",
        (
            Column("year", "năm", "Năm đăng ký"),
            Column("unit_code", "mã", "Mã đơn vị khi đăng ký"),
            Column("unit_name", "chữ", "Tên đơn vị khi đăng ký"),
            Column("registered", "số", "Mô hình đăng ký đã công bố số liệu"),
            Column("recognised", "số", "Trong đó được công nhận: bằng tổng tập thể và cá nhân"),
            Column("collective", "số", "Mô hình tập thể được công nhận"),
            Column("individual", "số", "Mô hình cá nhân được công nhận"),
            Column("commended", "số", "Mô hình được khen thưởng", "commended_all"),
        ),
        _figures,
    ),
)  # fmt: skip
BY_NAME = {one.name: one for one in DATASETS}
