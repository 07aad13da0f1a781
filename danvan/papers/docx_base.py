"""Word documents: a page and named styles from the measures of a layout, tables, and the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from danvan.papers.profiles import Profile

FACE = "Times New Roman"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CENTRE, LEFT, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY,
)  # fmt: skip
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a file inside may be dated
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Look:
    """What a style sets; sizes and spaces in points."""

    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: WD_ALIGN_PARAGRAPH = CENTRE
    before: float = 0
    after: float = 0


def length(value: object) -> Length:
    """A length of a layout as Word measures it: "10mm", "14pt"."""
    text = str(value)
    return Mm(float(text[:-2])) if text.endswith("mm") else Pt(float(text[:-2]))


def plain(text: str) -> str:
    """The text without what XML cannot hold; invisible joiners are for the PDF only."""
    return _NOT_IN_XML.sub("", text).replace("\u2060", "")


def begin(layout: Profile, title: str, at: datetime) -> Document:
    """An empty document with the page of the layout, its body style, its language and its title."""
    document = docx.Document()
    _describe(document, title, at)
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _set_face(normal)
    normal.font.size = length(layout.measures["body_size"])
    spacing = normal.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    _set_page(document.sections[0], layout)
    return document


def _describe(document: Document, title: str, at: datetime) -> None:
    told = document.core_properties
    told.title, told.author, told.comments, told.language = plain(title)[:250], "", "", "vi-VN"
    told.created = told.modified = at.replace(tzinfo=None, microsecond=0)
    told.last_modified_by, told.revision = "", 1
    for defaults in document.styles.element.iter(qn("w:rPrDefault")):
        for lang in defaults.iter(qn("w:lang")):
            lang.set(qn("w:val"), "vi-VN")


def _set_face(style: ParagraphStyle) -> None:
    style.font.name = FACE
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), FACE)


def _set_page(section: Section, layout: Profile) -> None:
    measures = layout.measures
    section.page_width, section.page_height = length(measures["paper_width"]), length(measures["paper_height"])
    section.top_margin, section.bottom_margin = length(measures["margin_top"]), length(measures["margin_bottom"])
    section.left_margin, section.right_margin = length(measures["margin_left"]), length(measures["margin_right"])
    section.header_distance = length(measures["page_number_top"])
    section.different_first_page_header_footer = not measures["page_number_first"]


def add_style(document: Document, name: str, look: Look) -> ParagraphStyle:
    """A named paragraph style, which whoever edits the document can change in one place."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style, style.quick_style = document.styles["Normal"], True
    _set_face(style)
    font = style.font
    font.size, font.bold, font.italic, font.underline = Pt(look.size), look.bold, look.italic, look.underline
    spacing = style.paragraph_format
    spacing.alignment, spacing.space_before, spacing.space_after = look.align, Pt(look.before), Pt(look.after)
    return style


def set_line(style: ParagraphStyle, line: object) -> None:
    """The distance of lines: "1.3" lines, or "18pt" exactly."""
    text, spacing = str(line), style.paragraph_format
    if text.endswith("pt"):
        spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(float(text[:-2]))
    else:
        spacing.line_spacing = float(text)


def number_pages(section: Section, layout: Profile, *, is_draft: bool) -> None:
    """Page numbers at the top in the middle, and "DỰ THẢO" on every page of a draft."""
    section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
    for header, numbered in ((section.header, True), (section.first_page_header, False)):
        line = header.paragraphs[0]
        line.style, line.alignment = "Normal", CENTRE
        if numbered:
            _add_page_number(line, length(layout.measures["page_number_size"]))
        if is_draft:
            mark = header.add_paragraph("DỰ THẢO") if numbered else line
            if not numbered:
                line.add_run("DỰ THẢO")
            mark.alignment = RIGHT
            mark.runs[0].bold = True


def _add_page_number(line: Paragraph, size: Length) -> None:
    run = line.add_run()
    run.font.size = size
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            part.text = text
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def new_section(document: Document, *, renumber: bool) -> Section:
    """A new page with the same margins; with its own page numbers where the layout asks for them."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    if renumber:
        number = OxmlElement("w:pgNumType")
        number.set(qn("w:start"), "1")
        section._sectPr.insert_element_before(number, "w:cols", "w:titlePg", "w:docGrid")
    return section


def add_grid(document: Document, widths: Sequence[Length], *, ruled: bool) -> Table:
    """An empty table of these columns, with lines or without."""
    table: Table = document.add_table(rows=0, cols=len(widths), style="Table Grid" if ruled else "Normal Table")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return table


def add_row(table: Table, texts: Sequence[str], styles: Sequence[str], *, repeats: bool = False) -> list[_Cell]:
    """A row that is never split over pages; the head of a table repeats on each."""
    row = table.add_row()  # type: ignore[no-untyped-call]
    properties = row._tr.get_or_add_trPr()
    for tag in ("w:cantSplit", "w:tblHeader") if repeats else ("w:cantSplit",):
        properties.append(OxmlElement(tag))
    cells = list(row.cells)
    for cell, text, style in zip(cells, texts, styles, strict=True):
        line = cell.paragraphs[0]
        line.style = style
        line.add_run(plain(text))
    return cells


def saved(document: Document) -> bytes:
    """The document as a file; the same document always gives the same bytes."""
    raw, made = BytesIO(), BytesIO()
    document.save(raw)
    with ZipFile(raw) as parts, ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for name in parts.namelist():
            packed.writestr(ZipInfo(name, _FIRST_DAY), parts.read(name), ZIP_DEFLATED)
    return made.getvalue()
