"""What every official paper shares: its head, its words and its foot, made from plain values by the measures of its
layout. A decision, a submission, minutes and a letter are all set with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from danvan.kit import vi
from danvan.papers.heads import broken, dated_line, number_line, organisation, unbroken
from danvan.papers.profiles import Profile, profile

SUBMISSION = "TỜ TRÌNH"
_ARTICLE = re.compile(r"^(Điều\s+\d+)\s*[.:]\s*(.*)$", re.IGNORECASE)
_ENDS = " ;.,/"
_OPEN_ENDS = (":", "…")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: "Điều 1." with what follows, or plain text."""

    label: str
    text: str


@dataclass(frozen=True)
class Plain:
    """The plain values of a paper, as they were typed; bases, text, addressees and recipients stand one a line."""

    layout: str  # the code of its profile
    body: str  # "Ban Thường vụ Huyện ủy Chợ Đồn"
    type_name: str = ""  # "TỜ TRÌNH"
    summary: str = ""
    superior_body: str = ""
    number: str = ""
    kind: str = ""  # the letters in a blank number: "TTr"; none for a paper that carries no number
    place: str = ""
    signed_on: date | None = None
    date_text: str = ""  # the day as an old paper writes it
    year: int = 0  # of a day still to be filled in
    addressee: str = ""
    bases: str = ""
    authority: str = ""  # who decides, above the bases: "ỦY BAN NHÂN DÂN HUYỆN CHỢ ĐỒN"
    formula: str = ""  # under the bases: "QUYẾT ĐỊNH:"
    text: str = ""
    capacity: str = ""
    signer_title: str = ""
    signer_name: str = ""
    recipients: str = ""
    is_draft: bool = False
    is_copy: bool = False  # written down from an old paper: nothing is added to its words
    note: str = ""


@dataclass(frozen=True)
class Official:
    """An official paper, ready to print, to show as a preview, or to write as a Word draft."""

    profile: Profile
    superior: str
    organisation: tuple[str, ...]
    number: str
    dated: str
    type_name: str
    summary: str
    addressee_word: str
    addressee: tuple[str, ...]
    bases: tuple[str, ...]
    authority: str
    formula: str
    paragraphs: tuple[Paragraph, ...]
    capacity: str
    signer_title: str
    signer: str
    recipients: tuple[str, ...]
    is_draft: bool
    note: str

    @property
    def has_foot(self) -> bool:
        """Is there anything to print at the foot? An extract from an old book often has neither signer nor copies."""
        return self.is_draft or bool(self.recipients or self.signer or self.capacity)

    @property
    def is_letter(self) -> bool:
        """Letters carry no type name, and their summary under the number."""
        return bool(self.summary) and not self.type_name

    @property
    def signed_as(self) -> str:
        """The name under the signature; a draft without one leaves room for it."""
        return self.signer or ("[Họ và tên]" if self.is_draft else "")


def official(plain: Plain) -> Official:
    """The paper these values make in their layout."""
    layout = profile(plain.layout)
    return Official(
        profile=layout, superior=plain.superior_body.upper(),
        organisation=broken(organisation(plain.body).upper()),
        number=number_line(layout, plain.number, "" if plain.is_copy else plain.kind),
        dated=dated_line(plain.place, plain.signed_on, plain.date_text, plain.year),
        type_name=plain.type_name.upper(), summary=unbroken(plain.summary),
        addressee_word=_addressing(layout, plain), addressee=_addressees(plain.addressee),
        bases=_bases(layout, plain.bases), authority=plain.authority, formula=plain.formula,
        paragraphs=_paragraphs(layout, plain), capacity=plain.capacity.upper(),
        signer_title=plain.signer_title.upper(), signer=plain.signer_name,
        recipients=_ended(_lines(plain.recipients), layout.text("copy_end"), layout.text("copy_last")),
        is_draft=plain.is_draft, note=plain.note,
    )  # fmt: skip


def signing(layout: Profile, body: str, how: str = "on_behalf") -> str:
    """The capacity of who signs for a body: "T/M BAN THƯỜNG VỤ" in Party papers, "TM. ỦY BAN NHÂN DÂN" in State ones.

    ``how`` is the token: ``on_behalf``, ``in_place`` of its head (K/T), or ``by_order`` (T/L)."""
    return f"{layout.text(how)} {body.upper()}"


def appendix(layout: Profile, number: int, of: int) -> str:
    """The title of an appendix: "Phụ lục", or with its number where there are more than one."""
    word = layout.text("appendix")
    if of < 2:
        return word
    return f"{word} {_ROMAN[number - 1] if layout.measures['appendix_numerals'] == 'roman' else number}"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _ended(lines: Sequence[str], between: str, last: str) -> tuple[str, ...]:
    """Each line with its mark, the last with its own, whatever was typed; dashes belong to the layout."""
    bare = [line.lstrip("-–+ ").rstrip(_ENDS) for line in lines]
    return tuple(f"{line}{last if place == len(bare) else between}" for place, line in enumerate(bare, 1))


def _bases(layout: Profile, text: str) -> tuple[str, ...]:
    ended = _ended(_lines(unbroken(text)), layout.text("basis_end"), layout.text("basis_last"))
    return tuple(f"{layout.text('basis_dash')}{line}" for line in ended)


def _addressing(layout: Profile, plain: Plain) -> str:
    return layout.text("addressee_submission" if plain.type_name.upper() == SUBMISSION else "addressee_letter")


def _addressees(text: str) -> tuple[str, ...]:
    lines = _lines(text)
    return tuple(lines) if len(lines) < 2 else _ended(lines, ";", ".")


def _paragraphs(layout: Profile, plain: Plain) -> tuple[Paragraph, ...]:
    lines = _lines(unbroken(plain.text))
    if lines and not plain.is_copy and not lines[-1].endswith(_OPEN_ENDS):
        lines[-1] = f"{lines[-1].rstrip(_ENDS)}{layout.text('end_mark')}"
    return tuple(_paragraph(line) for line in lines)


def _paragraph(line: str) -> Paragraph:
    found = _ARTICLE.match(line)
    return Paragraph(f"{vi.capfirst_vi(found[1])}.", found[2]) if found else Paragraph("", line)
