"""Lists as workbooks and as .csv: every text stays text, whatever sign it begins with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import public_holder, public_title
from danvan.exchange.writing import Pen
from danvan.kit.sheets import csv_safe

_FIRST_ROW = 2  # the title and a free line stand above the header


@dataclass(frozen=True)
class Column:
    """The head of a column and its width in characters."""

    label: str
    width: int = 24


PRACTICE_COLUMNS = (
    Column("STT", 6), Column("Mã", 8), Column("Tên mô hình", 50), Column("Tập thể, cá nhân", 36), Column("Loại", 11),
    Column("Đơn vị", 32), Column("Cấp trên", 26), Column("Lĩnh vực", 32), Column("Năm", 8),
    Column("Ngày công nhận", 15), Column("Quyết định công nhận", 36), Column("Quyết định khen thưởng", 36),
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One sheet: its name, the title line over it, its columns and its rows."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]


def workbook(
    title: str, columns: Sequence[Column | str], rows: Iterable[Sequence[object]], more: Iterable[Page] = ()
) -> bytes:
    """An .xlsx with a title line, a frozen header with filters, and these rows in this order; more sheets follow."""
    pen = Pen(constant_memory=True)
    heads = [column if isinstance(column, Column) else Column(column) for column in columns]
    for page in [Page("Danh sách", title, heads, rows), *more]:
        _write(pen, page)
    return pen.close()


def _write(pen: Pen, page: Page) -> None:
    sheet = pen.book.add_worksheet(page.name)
    pen.put(sheet, 0, 0, page.title, pen.title)
    for place, head in enumerate(page.columns):
        sheet.set_column(place, place, head.width)
        pen.put(sheet, _FIRST_ROW, place, head.label, pen.head)
    last = _FIRST_ROW
    for last, row in enumerate(page.rows, _FIRST_ROW + 1):
        for place, value in enumerate(row):
            pen.put(sheet, last, place, value)
    sheet.freeze_panes(_FIRST_ROW + 1, 0)
    sheet.repeat_rows(_FIRST_ROW)
    sheet.autofilter(_FIRST_ROW, 0, last, max(len(page.columns) - 1, 0))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def practices_workbook(rows: Iterable[Dossier], *, title: str = "Danh sách mô hình “Dân vận khéo”") -> bytes:
    """The list of dossiers as citizens may read it; give rows with ``select_related("theme")``.

    An individual who is not recognised is not named.
    """
    lines = (_practice(number, dossier) for number, dossier in enumerate(rows, 1))
    return workbook(title, PRACTICE_COLUMNS, lines)


def practices_csv(rows: Iterable[Dossier]) -> bytes:
    """The same rows as .csv, days as 2020-08-31, no cell that a spreadsheet would run; with a byte order mark, without
    which Excel misreads Vietnamese letters."""
    target = io.StringIO()
    pen = csv.writer(target)
    pen.writerow([column.label for column in PRACTICE_COLUMNS])
    for number, dossier in enumerate(rows, 1):
        pen.writerow([csv_safe(value) for value in _practice(number, dossier)])
    return target.getvalue().encode("utf-8-sig")


def _practice(number: int, dossier: Dossier) -> tuple[object, ...]:
    return (
        number, dossier.pk, public_title(dossier), public_holder(dossier), dossier.get_holder_kind_display(),
        dossier.unit_name, dossier.superior_name, dossier.theme.name if dossier.theme else "", dossier.year,
        dossier.recognised_on, dossier.recognised_by, dossier.commended_by,
    )  # fmt: skip
