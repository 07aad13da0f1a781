"""An official paper as a Word draft: head, words and foot in styles that carry the measures of its layout."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from danvan.papers.docx_base import (
    JUSTIFY,
    LEFT,
    RIGHT,
    Look,
    add_grid,
    add_row,
    add_style,
    begin,
    length,
    number_pages,
    plain,
    set_line,
)
from danvan.papers.official import Official
from danvan.papers.parts import Pair
from danvan.papers.profiles import Profile

# Styles by the name an officer sees in Word: the tokens of size, weight and slant, and the space before and after.
_STYLES = {
    "Cơ quan cấp trên": ("superior", 0, 0), "Cơ quan ban hành": ("organisation", 0, 0),
    "Quốc hiệu, tiêu đề": ("nation", 0, 0), "Tiêu ngữ": ("motto", 0, 0), "Số, ký hiệu": ("number", 4, 0),
    "Nơi, ngày": ("date", 4, 0), "Tên loại": ("type", 12, 3), "Trích yếu": ("summary", 0, 0),
    "Thẩm quyền": ("formula", 8, 8), "Ký thay mặt": ("capacity", 0, 0), "Chức vụ": ("office", 0, 0),
    "Người ký": ("signer", 0, 0), "Tên danh sách": ("appendix", 0, 3), "Nội dung danh sách": ("appendix_summary", 0, 0),
    "Kèm theo": ("reference", 3, 3),
}  # fmt: skip
TEXT, BASIS, CELL, CELL_MIDDLE, CELL_RIGHT, CELL_HEAD = (
    "Đoạn văn", "Căn cứ", "Ô bảng", "Ô bảng, giữa", "Ô bảng, phải", "Đầu bảng",
)  # fmt: skip
_TO, _COPY = "Nơi nhận", "Nơi nhận, dòng"


def start(page: Official, title: str, at: datetime) -> Document:
    """A document with every style of the layout, its page numbers, and "DỰ THẢO" while it is one."""
    document = begin(page.profile, title, at)
    _add_styles(document, page.profile)
    number_pages(document.sections[0], page.profile, is_draft=page.is_draft)
    return document


def _add_styles(document: Document, layout: Profile) -> None:
    measures = layout.measures
    for name, (token, before, after) in _STYLES.items():
        look = Look(
            layout.number(f"{token}_size"), bold=measures.get(f"{token}_weight") == "bold",
            italic=measures.get(f"{token}_style") == "italic", before=before, after=after,
        )  # fmt: skip
        add_style(document, name, look)
    _add_text_styles(document, layout)
    small = layout.number("list_size")
    add_style(document, CELL, Look(small, align=LEFT, before=2, after=2))
    add_style(document, CELL_MIDDLE, Look(small, before=2, after=2))
    add_style(document, CELL_RIGHT, Look(small, align=RIGHT, before=2, after=2))
    add_style(document, CELL_HEAD, Look(small, bold=True, before=2, after=2))


def _add_text_styles(document: Document, layout: Profile) -> None:
    measures = layout.measures
    gap = max(layout.number("paragraph_before"), layout.number("paragraph_after"))
    size = layout.number("body_size")
    align = JUSTIFY if measures["body_align"] == "justify" else LEFT
    for name, italic in ((TEXT, False), (BASIS, measures["basis_style"] == "italic")):
        style = add_style(document, name, Look(size, italic=italic, align=align, after=gap))
        style.paragraph_format.first_line_indent = length(measures["body_indent"])
        set_line(style, measures["body_line"])
    add_style(document, "Kính gửi", Look(size, before=4, after=4))
    look = Look(
        layout.number("recipients_size"), bold=measures["recipients_weight"] == "bold", align=LEFT,
        italic=measures["recipients_style"] == "italic", underline=measures["recipients_line"] == "underline",
    )  # fmt: skip
    add_style(document, _TO, look)
    letter = Look(
        layout.number("letter_summary_size"), italic=measures["letter_summary_style"] == "italic",
        before=layout.number("letter_summary_gap"),
    )  # fmt: skip
    add_style(document, "Trích yếu công văn", letter)
    add_style(document, _COPY, Look(layout.number("copy_size"), align=LEFT))


def write_head(document: Document, page: Official) -> None:
    """Who issues the paper, its number, its place and day, in a table without lines."""
    measures = page.profile.measures
    table = add_grid(document, [length(measures["head_left"]), length(measures["head_right"])], ruled=False)
    left, right = add_row(table, ["", ""], ["Cơ quan cấp trên", "Quốc hiệu, tiêu đề"])
    issuers = [(line, "Cơ quan ban hành") for line in page.organisation]
    _fill(left, [(page.superior, "Cơ quan cấp trên"), *issuers])
    if page.profile.number("organisation_rule"):
        _rule(left.add_paragraph(style="Cơ quan ban hành"), (page.profile.number("head_left") - 28) / 2)
    if star := page.profile.text("star"):
        left.add_paragraph(star, style="Số, ký hiệu")
    lines = _fill(right, [
        (page.profile.text("nation"), "Quốc hiệu, tiêu đề"), (page.profile.text("motto"), "Tiêu ngữ"),
    ])  # fmt: skip
    for run in lines[-1].runs:
        run.underline = True
    under, _ = add_row(table, [page.number, page.dated], ["Số, ký hiệu", "Nơi, ngày"])
    if page.is_letter:
        under.add_paragraph(plain(page.summary), style="Trích yếu công văn")


def _fill(cell: _Cell, lines: Sequence[tuple[str, str]]) -> list[Paragraph]:
    """The lines of a cell that say something, each in its style."""
    made: list[Paragraph] = []
    for text, style in ((text, style) for text, style in lines if text):
        line = cell.add_paragraph() if made else cell.paragraphs[0]
        line.style = style
        line.add_run(plain(text))
        made.append(line)
    return made


def _rule(line: Paragraph, inset: float) -> None:
    """A short line under a title, so far from both sides of its cell, in millimetres."""
    spacing = line.paragraph_format
    spacing.left_indent = spacing.right_indent = Mm(inset)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "111111")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    line._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")


def write_text(document: Document, page: Official) -> None:
    """The title, the summary, whom it addresses, its bases and paragraphs."""
    if page.type_name:
        _add(document, page.type_name, "Tên loại")
        if page.summary:
            _add(document, page.summary, "Trích yếu")
        write_separator(document, page.profile)
    for line in _addressing(page):
        _add(document, line, "Kính gửi")
    if page.authority:
        _add(document, page.authority, "Thẩm quyền")
    for basis in page.bases:
        _add(document, basis, BASIS)
    if page.formula:
        _add(document, page.formula, "Thẩm quyền")
    _write_paragraphs(document, page)


def _addressing(page: Official) -> list[str]:
    """One addressee stands beside the word, several stand under it."""
    if len(page.addressee) < 2:
        return [f"{page.addressee_word}: {one}" for one in page.addressee]
    return [f"{page.addressee_word}:", *(f"- {one}" for one in page.addressee)]


def _write_paragraphs(document: Document, page: Official) -> None:
    for one in page.paragraphs:
        line = document.add_paragraph(style=TEXT)
        if one.label:
            line.add_run(f"{one.label} ").bold = page.profile.measures["article_weight"] == "bold"
        line.add_run(plain(one.text))


def write_separator(document: Document, layout: Profile) -> None:
    """What stands between a summary and the text: five hyphens in Party papers, a short line in State ones."""
    if dashes := layout.text("separator"):
        document.add_paragraph(dashes, style="Kính gửi")
    elif layout.number("summary_rule"):
        _rule(document.add_paragraph(style="Kính gửi"), (layout.room - 40) / 2)


def _add(document: Document, text: str, style: str) -> None:
    document.add_paragraph(plain(text), style=style)


def write_pair(document: Document, layout: Profile, pair: Pair) -> None:
    """The two who sign minutes, side by side."""
    document.add_paragraph()
    left, right = add_row(_halves(document, layout), [pair.left, pair.right], ["Ký thay mặt", "Ký thay mặt"])
    for cell, name in ((left, pair.left_name), (right, pair.right_name)):
        _add_name(cell, name, layout)


def _halves(document: Document, layout: Profile) -> Table:
    half = length(f"{layout.room / 2}mm")
    return add_grid(document, [half, half], ruled=False)


def _add_name(cell: _Cell, name: str, layout: Profile) -> None:
    """A name below the room for its signature."""
    line = cell.add_paragraph(plain(name), style="Người ký")
    line.paragraph_format.space_before = length(layout.measures["signature_gap"])


def write_sign(document: Document, page: Official) -> None:
    """Who receives the paper, and who signs it."""
    if not page.has_foot:
        return
    document.add_paragraph()
    left, right = add_row(_halves(document, page.profile), ["", ""], [_TO, "Ký thay mặt"])
    if page.recipients:
        _fill(left, [("Nơi nhận:", _TO), *((f"- {one}", _COPY) for one in page.recipients)])
    _fill(right, [(page.capacity, "Ký thay mặt"), (page.signer_title, "Chức vụ")])
    _add_name(right, page.signed_as, page.profile)
