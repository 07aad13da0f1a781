"""A paper in parts as a Word draft: after its words the numbered parts with their tables, then who signs."""

from __future__ import annotations

from datetime import datetime

from docx.document import Document

from danvan.papers.docx_base import add_grid, add_row, length, new_section, number_pages, plain, saved
from danvan.papers.docx_official import (
    CELL,
    CELL_HEAD,
    CELL_MIDDLE,
    TEXT,
    start,
    write_head,
    write_pair,
    write_sign,
    write_text,
)
from danvan.papers.official import Official
from danvan.papers.parts import Body, Column, Grid, Part
from danvan.papers.profiles import Profile

_WIDTHS = {"number": 10.0, "count": 17.0, "name": 42.0, "note": 34.0}  # millimetres, as parted.css; text: what is left
_IN_THE_MIDDLE = {"number", "count"}


def parted_docx(page: Official, body: Body, *, title: str, at: datetime) -> bytes:
    """The paper with its parts, where they stand on the printed one."""
    document = start(page, title, at)
    write_head(document, page)
    write_text(document, page)
    if not body.apart:
        _write_parts(document, page.profile, body.parts)
    for text in body.closing:
        document.add_paragraph(plain(text), style=TEXT)
    if body.pair:
        write_pair(document, page.profile, body.pair)
    else:
        write_sign(document, page)
    if body.apart:
        _start_list(document, page)
        _write_parts(document, page.profile, body.parts)
    return saved(document)


def _start_list(document: Document, page: Official) -> None:
    """A list on pages of its own, numbered by itself where the layout says so."""
    own_pages = bool(page.profile.measures["appendix_own_pages"])
    section = new_section(document, renumber=own_pages)
    section.different_first_page_header_footer = own_pages and not page.profile.measures["page_number_first"]
    number_pages(section, page.profile, is_draft=page.is_draft)


def _write_parts(document: Document, layout: Profile, parts: tuple[Part, ...]) -> None:
    for part in parts:
        if part.heading:
            line = document.add_paragraph(style=TEXT)
            line.add_run(plain(part.heading)).bold = True
            line.paragraph_format.keep_with_next = True
        for text in part.paragraphs:
            document.add_paragraph(plain(text), style=TEXT)
        if part.grid:
            _write_grid(document, layout, part.grid)


def _write_grid(document: Document, layout: Profile, grid: Grid) -> None:
    columns = grid.columns
    table = add_grid(document, [length(f"{width}mm") for width in _widths(columns, layout.room)], ruled=True)
    add_row(table, [column.head for column in columns], [CELL_HEAD] * len(columns), repeats=True)
    styles = [CELL_MIDDLE if column.kind in _IN_THE_MIDDLE else CELL for column in columns]
    for row in grid.rows:
        add_row(table, [cell.text for cell in row], styles)
    document.add_paragraph()


def _widths(columns: tuple[Column, ...], room: float) -> list[float]:
    """The columns of text share what the others leave."""
    taken = sum(_WIDTHS.get(column.kind, 0) for column in columns)
    free = [column for column in columns if column.kind not in _WIDTHS]
    share = (room - taken) / len(free) if free else 0
    return [_WIDTHS.get(column.kind, share) for column in columns]
