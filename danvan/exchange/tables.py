"""One table of figures as a file: comma separated values that Excel opens with its marks, or a workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from danvan.exchange.lists import Column, workbook
from danvan.kit.sheets import csv_safe

WIDE, NARROW = 48, 16
FILES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The head and the rows in UTF-8 that Excel reads with its Vietnamese marks; no text of ours runs as a formula."""
    target = StringIO(newline="")
    pen = csv.writer(target)
    pen.writerow([csv_safe(head) for head in heads])
    pen.writerows([[csv_safe(value) for value in row] for row in rows])
    return target.getvalue().encode("utf-8-sig")


def xlsx_bytes(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The same as a workbook with its title over it."""
    columns = [Column(head, WIDE if place == 0 else NARROW) for place, head in enumerate(heads)]
    return workbook(title, columns, rows)
