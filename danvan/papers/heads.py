"""The head of an official paper: issuer, number, place and day, in Party and State spelling (domain.md §3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from danvan.decisions.enums import Layout
from danvan.decisions.models import Decision
from danvan.kit import dates, vi

_COMMITTEE = re.compile(r"(?:Tỉnh|Huyện|Thị|Thành|Đảng) ủy")
_PAIRS = re.compile(r"\b(năm|đoạn|số|ngày|tháng|Điều) (?=\d)")
_SPANS = re.compile(r"(?<=\d{4})–(?=\d{4})")
_STANDING = re.compile(r"^(?:Ban Thường vụ|Thường trực)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Head:
    """What stands at the top of a paper, ready to print, and what signs it at the bottom."""

    is_party: bool
    superior: str
    organisation: tuple[str, ...]
    number: str
    dated: str
    capacity: str
    signer_title: str
    signer: str


def head(decision: Decision) -> Head:
    """The head and foot of a decision and of everything that follows from it."""
    is_party = decision.layout == Layout.PARTY_36
    return Head(
        is_party=is_party, superior=decision.superior_body.upper(),
        organisation=_broken(organisation(decision.body).upper()),
        number=number_line(decision), dated=dated(decision), capacity=decision.capacity.upper(),
        signer_title=decision.signer_title.upper(), signer=decision.signer_name,
    )  # fmt: skip


def organisation(body: str) -> str:
    """The organisation whose body decides: "Huyện ủy Chợ Đồn" for "Ban Thường vụ Huyện ủy Chợ Đồn"."""
    return _STANDING.sub("", body)


def unbroken(text: str) -> str:
    """The text with "năm 2020", "số 86", "giai đoạn 2018–2020" and the like kept on one line."""
    return _SPANS.sub("\u2060–\u2060", _PAIRS.sub("\\1\u00a0", text))


def _broken(name: str) -> tuple[str, ...]:
    """A people's committee on two lines, as State papers set it; every other name as it is."""
    head, found, place = name.partition("ỦY BAN NHÂN DÂN ")
    return (f"{head}{found}".strip(), place) if found else (name,)


def short_body(body: str) -> str:
    """The body as the deciding formula names it, without its place: "Ban Thường vụ Huyện ủy"."""
    found = _COMMITTEE.search(body)
    return body[: found.end()] if found else body


def number_line(decision: Decision) -> str:
    """Party papers have no colon after "Số", State papers have one; a draft leaves room for the clerk's number."""
    is_party = decision.layout == Layout.PARTY_36
    blank = "…-QĐ/…" if is_party else "…/QĐ-…"
    if decision.is_archive and not decision.number:
        return ""
    return f"Số{'' if is_party else ':'} {decision.number or blank}"


def dated(decision: Decision) -> str:
    """Place and day as they stand at the head: "Chợ Đồn, ngày 25 tháng 11 năm 2020"."""
    day = decision.date_text or (dates.official(decision.signed_on) if decision.signed_on else _blank_day(decision))
    return f"{decision.place}, {day}" if decision.place else vi.capfirst_vi(day)


def _blank_day(decision: Decision) -> str:
    return f"ngày … tháng … năm {decision.created_at.year}"


def attached_to(decision: Decision) -> str:
    """The line under an attached list. Party papers put a comma before "ngày", State papers do not."""
    number = f" số {decision.number}" if decision.number else ""
    if decision.layout == Layout.PARTY_36:
        day = decision.date_text or (f"ngày {dates.short(decision.signed_on)}" if decision.signed_on else "ngày …")
        return f"(Kèm theo Quyết định{number}, {day} của {decision.body})"
    day = decision.date_text or (dates.official(decision.signed_on) if decision.signed_on else "ngày …")
    return f"(Kèm theo Quyết định{number} {day} của {decision.body})"


def cited(decision: Decision) -> str:
    """How a certificate cites its decision: "Quyết định số 86-QĐ/HU, ngày 25/11/2020"."""
    number = f" số {decision.number}" if decision.number else ""
    day = decision.date_text or (f"ngày {dates.short(decision.signed_on)}" if decision.signed_on else "")
    comma = ", " if decision.layout == Layout.PARTY_36 or not number else " "
    return f"Quyết định{number}{comma if day else ''}{day}"
