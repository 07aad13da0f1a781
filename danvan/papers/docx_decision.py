"""A decision with its attached list as a Word draft, for officers to edit before it is signed."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document

from danvan.decisions.models import Decision, DecisionItem
from danvan.papers.attached import Attached, Group, attached
from danvan.papers.changed import Change
from danvan.papers.decision import basename, sheet
from danvan.papers.docx_base import add_grid, add_row, length, new_section, number_pages, saved
from danvan.papers.docx_official import (
    CELL,
    CELL_HEAD,
    CELL_MIDDLE,
    CELL_RIGHT,
    start,
    write_head,
    write_separator,
    write_sign,
    write_text,
)
from danvan.papers.official import Official
from danvan.papers.profiles import Profile

_PRIZE = 22.0  # millimetres; taken from the title


def decision_docx(decision: Decision, items: Sequence[DecisionItem]) -> tuple[str, bytes]:
    """The name of the file and its bytes."""
    page = sheet(decision, items)
    document = start(page, decision.reference, decision.created_at)
    write_head(document, page)
    write_text(document, page)
    write_sign(document, page)
    if items:
        _write_list(document, page, attached(decision, items, page.profile))
    return f"{basename(decision)}.docx", saved(document)


def _write_list(document: Document, page: Official, rows: Attached) -> None:
    own_pages = bool(page.profile.measures["appendix_own_pages"])
    section = new_section(document, renumber=own_pages)
    section.different_first_page_header_footer = own_pages and not page.profile.measures["page_number_first"]
    number_pages(section, page.profile, is_draft=page.is_draft)
    for text, style in (
        (rows.heading, "Tên danh sách"), (rows.title, "Nội dung danh sách"), (rows.reference, "Kèm theo"),
    ):  # fmt: skip
        document.add_paragraph(text.replace("\u2060", ""), style=style)
    write_separator(document, page.profile)
    if rows.changes:
        _write_changes(document, page.profile, rows)
    else:
        _write_groups(document, page.profile, rows)
    if rows.total:
        document.add_paragraph(style="Normal").add_run(rows.total).bold = True


def _write_groups(document: Document, layout: Profile, rows: Attached) -> None:
    widths = [layout.number(f"list_{name}") for name in ("number", "holder", "unit", "theme")]
    widths += [_PRIZE] if rows.has_prizes else []
    widths.insert(1, layout.room - sum(widths))
    table = add_grid(document, [length(f"{width}mm") for width in widths], ruled=True)
    heads = ["STT", "Tên mô hình, danh hiệu", "Tập thể, cá nhân", "Địa chỉ, đơn vị", rows.last_column]
    heads += ["Tiền thưởng (đồng)"] if rows.has_prizes else []
    add_row(table, heads, [CELL_HEAD] * len(heads), repeats=True)
    styles = [CELL_MIDDLE, CELL, CELL, CELL, CELL, CELL_RIGHT][: len(heads)]
    for group in rows.groups:
        cells = add_row(table, ["", *[""] * (len(heads) - 1)], styles)
        cells[0].merge(cells[-1]).paragraphs[0].style = CELL
        cells[0].paragraphs[0].add_run(group.heading).bold = True
        for told in _rows(group):
            add_row(table, told[: len(heads)], styles)


def _rows(group: Group) -> list[list[str]]:
    return [
        [str(line.number), line.title, line.holder, line.unit, line.theme, line.prize] for line in group.lines
    ]  # fmt: skip


def _write_changes(document: Document, layout: Profile, rows: Attached) -> None:
    number, why = layout.number("list_number"), layout.number("list_unit")
    half = (layout.room - number - why) / 2
    table = add_grid(document, [length(f"{width}mm") for width in (number, half, half, why)], ruled=True)
    heads = ["STT", "Đã ghi trong danh sách", rows.now_column, "Lý do"]
    add_row(table, heads, [CELL_HEAD] * len(heads), repeats=True)
    for one in rows.changes:
        add_row(table, _change(one), [CELL_MIDDLE, CELL, CELL, CELL])


def _change(one: Change) -> list[str]:
    return [str(one.number), "\n".join(one.old), "\n".join(one.new), one.reason]
