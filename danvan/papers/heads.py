"""How official papers name their body, number, place and day, and cite each other, by their layout (domain.md §3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from danvan.decisions.models import Decision
from danvan.kit import dates, vi
from danvan.papers.profiles import Profile, is_party, shipped

_COMMITTEE = re.compile(r"(?:Tỉnh|Huyện|Thị|Thành|Đảng) ủy")
_PAIRS = re.compile(r"\b(năm|đoạn|số|ngày|tháng|Điều) (?=\d)|\b(Tỉnh|Huyện|Thị|Thành|Đảng) (?=ủy\b)")
_SPANS = re.compile(r"(?<=\d{4})–(?=\d{4})")
_STANDING = re.compile(r"^(?:Ban Thường vụ|Thường trực)\s+", re.IGNORECASE)
KIND = "[loại]"  # stands in the blank number of a layout for the letters of the kind of paper


@dataclass(frozen=True)
class Head:
    """What stands at the top of a certificate, ready to print, and what signs it at the bottom."""

    is_party: bool
    superior: str
    organisation: tuple[str, ...]
    number: str
    dated: str
    capacity: str
    signer_title: str
    signer: str


def head(decision: Decision) -> Head:
    """The head and foot of what follows from a decision."""
    layout = shipped()[decision.layout]
    return Head(
        is_party=layout.is_party, superior=decision.superior_body.upper(),
        organisation=broken(organisation(decision.body).upper()),
        number=number_line(layout, decision.number, "" if decision.is_archive else "QĐ"), dated=dated(decision),
        capacity=decision.capacity.upper(), signer_title=decision.signer_title.upper(), signer=decision.signer_name,
    )  # fmt: skip


def organisation(body: str) -> str:
    """The organisation whose body decides: "Huyện ủy Chợ Đồn" for "Ban Thường vụ Huyện ủy Chợ Đồn"."""
    return _STANDING.sub("", body)


def unbroken(text: str) -> str:
    """The text with "năm 2020", "số 86", "Huyện ủy", "giai đoạn 2018–2020" and the like kept on one line."""
    return _SPANS.sub("\u2060–\u2060", _PAIRS.sub(lambda pair: f"{pair[1] or pair[2]}\u00a0", text))


def broken(name: str) -> tuple[str, ...]:
    """A people's committee on two lines, as State papers set it; every other name as it is."""
    head, found, place = name.partition("ỦY BAN NHÂN DÂN ")
    return (f"{head}{found}".strip(), place) if found else (name,)


def short_body(body: str) -> str:
    """The body as the deciding formula names it, without its place: "Ban Thường vụ Huyện ủy"."""
    found = _COMMITTEE.search(body)
    return body[: found.end()] if found else body


def number_line(layout: Profile, number: str, kind: str) -> str:
    """Party papers have no colon after "Số", State papers have one; a draft leaves room for the clerk's number.

    ``kind`` is the letters of the kind of paper ("QĐ", "TTr"); without them nothing is left to fill in."""
    blank = layout.text("number_blank").replace(KIND, kind) if kind else ""
    return f"{layout.text('number_mark')} {number or blank}" if number or blank else ""


def dated(decision: Decision) -> str:
    """Place and day as they stand at the head: "Chợ Đồn, ngày 25 tháng 11 năm 2020"."""
    return dated_line(decision.place, decision.signed_on, decision.date_text, decision.created_at.year)


def dated_line(place: str, day: date | None, as_written: str, year: int) -> str:
    """Place and day of any paper; a day not yet known is left to fill in, within the year."""
    said = as_written or (dates.official(day) if day else f"ngày … tháng … năm {year}")
    return f"{place}, {said}" if place else vi.capfirst_vi(said)


def attached_to(decision: Decision, layout: Profile) -> str:
    """The line under an attached list. Party papers put a comma before "ngày", State papers do not."""
    number = f" số {decision.number}" if decision.number else ""
    said = dates.official if layout.measures["reference_long_day"] else _short_day
    day = decision.date_text or (said(decision.signed_on) if decision.signed_on else "ngày …")
    comma = "," if layout.measures["reference_comma"] else ""
    return f"(Kèm theo Quyết định{number}{comma} {day} của {decision.body})"


def _short_day(day: date) -> str:
    return f"ngày {dates.short(day)}"


def cited(decision: Decision) -> str:
    """How a certificate cites its decision: "Quyết định số 86-QĐ/HU, ngày 25/11/2020"."""
    number = f" số {decision.number}" if decision.number else ""
    day = decision.date_text or (_short_day(decision.signed_on) if decision.signed_on else "")
    comma = ", " if is_party(decision.layout) or not number else " "
    return f"Quyết định{number}{comma if day else ''}{day}"
