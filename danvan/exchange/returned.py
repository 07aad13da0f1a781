"""The wrong rows of a workbook, sent back as a workbook: each wrong cell coloured, with what to mend beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain, count
from typing import Any

from danvan.accounts.models import User
from danvan.criteria.enums import Result
from danvan.dossiers.models import Campaign
from danvan.exchange.blanks import GUIDE_SHEET, LISTS_SHEET, SHEETS, Lists, write_guide
from danvan.exchange.cells import label_key
from danvan.exchange.columns import Columns
from danvan.exchange.grid import Line, Table
from danvan.exchange.preview import WRONG, RowPreview
from danvan.exchange.registrations import Walked
from danvan.exchange.stamps import STAMP_SHEET, write_stamp
from danvan.exchange.writing import Pen

REMARK = "Cần sửa"
_BLANKS = {blank.name: blank for _, _, columns in SHEETS.values() for blank in columns}
_RULES = {"self_score": {"validate": "list", "source": [result.label for result in Result]}}
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")


def wrong_rows(walked: Sequence[Walked], *, campaign: Campaign, by: User, is_form: bool) -> bytes:
    """An .xlsx with the sheets and headings of the one that was sent, the wrong rows only, and a column of remarks;
    with its lists and its stamp when it was our own form, so that it can be mended and sent again."""
    pen, lists = Pen(in_memory=True), Lists(campaign, by)
    tables: dict[int, list[Walked]] = {}
    names = {name.casefold() for name in (LISTS_SHEET, GUIDE_SHEET, STAMP_SHEET)}
    for step in walked:
        if any(row.outcome == WRONG for row in step.rows):
            tables.setdefault(id(step.columns), []).append(step)
    for steps in tables.values():
        _write_table(pen, steps, lists, _name(steps[0].columns.table.sheet, names))
    if is_form:
        write_guide(pen, campaign)
    lists.write(pen)
    if is_form:
        write_stamp(pen, campaign)
    return pen.close()


def _write_table(pen: Pen, steps: Sequence[Walked], lists: Lists, name: str) -> None:
    columns = steps[0].columns
    sheet = pen.book.add_worksheet(name)
    place = _remark_column(columns.table)
    row = _write_head(pen, sheet, columns.table, place)
    group, first = "", row
    for step in steps:
        if step.line.group and step.line.group != group:
            group = step.line.group
            pen.put(sheet, row, columns.table.number_column, f"I. {group}", pen.head)
            row += 1
        _write_line(pen, sheet, row, step, place)
        row += 1
    for field, column in columns.places.items():
        rule = lists.rule(_BLANKS[field]) if field in _BLANKS else _RULES.get(field)
        if rule:
            sheet.data_validation(first, column, row, column, rule)
    sheet.freeze_panes(first, 0)


def _name(wanted: str, taken: set[str]) -> str:
    """The name of the sheet as a new workbook takes it: like the old one wherever that can be."""
    stem = _NOT_IN_A_NAME.sub(" ", wanted).strip("' ")[:31] or "Trang"
    tries = chain([stem], (f"{stem[:26]} ({number})" for number in count(2)))
    name = next(one for one in tries if one.casefold() not in taken)
    taken.add(name.casefold())
    return name


def _remark_column(table: Table) -> int:
    """Where the remarks stand: where they stood the last time, or behind the last column."""
    known = [place for place, labels in enumerate(table.heads) if labels and label_key(labels[-1]) == label_key(REMARK)]
    return known[0] if known else len(table.heads)


def _write_head(pen: Pen, sheet: Any, table: Table, remarks: int) -> int:
    """The lines over the table and its headings, as they were; gives the row under them."""
    for number, line in enumerate(table.preface):
        pen.put(sheet, number, 0, line, pen.title)
    top = len(table.preface) + (1 if table.preface else 0)
    for place in range(len(table.heads)):
        sheet.set_column(place, place, 6 if place == table.number_column else 28)
    for depth, labels in enumerate(table.header):
        for place, label in enumerate(labels):
            pen.put(sheet, top + depth, place, label, pen.head)
    sheet.set_column(remarks, remarks, 60)
    pen.put(sheet, top, remarks, REMARK, pen.head)
    return top + len(table.header)


def _write_line(pen: Pen, sheet: Any, row: int, step: Walked, remarks: int) -> None:
    wrong = [found for found in step.rows if found.outcome == WRONG]
    faults = _faults(step.columns, step.line, wrong)
    for place, value in enumerate(step.line.values):
        if place != remarks:
            pen.put(sheet, row, place, value, _look(pen, value, place in faults))
    for place, sentence in faults.items():
        sheet.write_comment(row, place, sentence, {"x_scale": 2, "y_scale": 1, "author": "Dân vận khéo"})
    told = " ".join(dict.fromkeys(found.sentence for found in wrong))
    pen.put(sheet, row, remarks, told, pen.remark)


def _look(pen: Pen, value: object, is_wrong: bool) -> Any:
    if not is_wrong:
        return None
    return pen.wrong_day if hasattr(value, "year") else pen.wrong


def _faults(columns: Columns, line: Line, rows: Sequence[RowPreview]) -> Mapping[int, str]:
    """What is wrong with a line, by column."""
    places = {columns.ref(line, name): place for name, place in columns.places.items()}
    found: dict[int, str] = {}
    for row in rows:
        for cell in row.problems:
            found.setdefault(places[cell.ref], cell.problem)
    return found
