"""Prescribed layouts by their measures: those shipped in ``fixtures/layouts``, over them what administrators set."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from django.conf import settings
from django.template.loader import render_to_string

from danvan.decisions.actions import Words
from danvan.papers.models import LayoutProfile

PARTY, STATE = "PARTY", "STATE"
Token = str | bool
_LENGTH = re.compile(r"\d{1,3}(?:\.\d{1,2})?(?:mm|pt)")
_SHARE = re.compile(r"\d{1,2}%")
_LINE = re.compile(r"[1-3](?:\.\d{1,2})?|\d{1,2}(?:\.\d)?pt")
# What the value of a token may be, by the end of its name; every other token is like the one shipped.
_CHOICES = {
    "_weight": {"normal", "bold"}, "_style": {"normal", "italic"}, "_line": {"none", "underline"},
    "_align": {"left", "justify"}, "_numerals": {"arabic", "roman"},
}  # fmt: skip
_LONGEST_TEXT = 60


class WrongMeasure(ValueError):
    """A measure that no layout can have; the message says which, and what it should look like."""


@dataclass(frozen=True)
class Profile:
    """One layout: the papers it holds for, and each of its measures by name."""

    code: str
    name: str
    family: str
    valid_from: date
    valid_to: date | None
    legal_basis: str
    measures: Mapping[str, Token]

    @property
    def is_party(self) -> bool:
        return self.family == PARTY

    @property
    def room(self) -> float:
        """How wide the text is, in millimetres."""
        return self.number("paper_width") - self.number("margin_left") - self.number("margin_right")

    def text(self, token: str) -> str:
        """A token that is words: "T/M", "Số", "Kính trình"."""
        return str(self.measures[token])

    def number(self, token: str) -> float:
        """A token that is a length or a share, without its unit."""
        found = re.match(r"[\d.]+", str(self.measures[token]))
        return float(found[0]) if found else 0.0


@cache
def shipped() -> Mapping[str, Profile]:
    """The layouts in the repository, by code."""
    files = sorted((settings.BASE_DIR / "fixtures" / "layouts").glob("*.json"))
    return {profile.code: profile for profile in (_read(json.loads(file.read_text("utf-8"))) for file in files)}


def _read(told: dict[str, object]) -> Profile:
    measures = told["measures"]
    assert isinstance(measures, dict)
    until = str(told["valid_to"] or "")
    return Profile(
        str(told["code"]), str(told["name"]), str(told["family"]), date.fromisoformat(str(told["valid_from"])),
        date.fromisoformat(until) if until else None, str(told["legal_basis"]), measures,
    )  # fmt: skip


def is_party(code: str) -> bool:
    """Is this the layout of a Party paper? Asked by code alone, without the database."""
    return shipped()[code].is_party


def profile(code: str) -> Profile:
    """The layout of this code: its row where administrators wrote one, else as shipped."""
    row = LayoutProfile.objects.filter(code=code).first()
    return _over(row) if row else shipped()[code]


def profile_for(family: str, day: date) -> Profile:
    """The layout that papers of this family (``PARTY`` or ``STATE``) dated this day must have."""
    rows = {row.code: _over(row) for row in LayoutProfile.objects.filter(code__in=shipped())}
    found = [one for one in {**shipped(), **rows}.values() if one.family == family]
    begun = [one for one in found if one.valid_from <= day]
    if not begun:
        return min(found, key=lambda one: one.valid_from)
    return max(begun, key=lambda one: one.valid_from)


def code_on(code: str, day: date) -> str:
    """The layout in force on this day for papers of the same family: PARTY_36 becomes PARTY_05 from 27/5/2026."""
    return profile_for(shipped()[code].family, day).code


def laid_out(words: Words, day: date) -> Words:
    """The words of a new decision, in the layout its family has on this day."""
    return replace(words, layout=code_on(words.layout, day))


def _over(row: LayoutProfile) -> Profile:
    """A row over the layout shipped under its code: what it does not say stays."""
    base = shipped()[row.code]
    return replace(
        base, name=row.name, valid_from=row.valid_from, valid_to=row.valid_to, legal_basis=row.legal_basis,
        measures={**base.measures, **checked(row.code, row.measures)},
    )  # fmt: skip


def checked(code: str, measures: object) -> dict[str, Token]:
    """The measures of a row, each like the one shipped; the style sheet is made of them. Raises ``WrongMeasure``."""
    if code not in shipped():
        raise WrongMeasure(f"Không có thể thức mang mã «{code}». Các mã: {', '.join(shipped())}.")
    if not isinstance(measures, dict):
        raise WrongMeasure("Số đo phải ghi thành từng cặp tên và giá trị.")
    return {name: _checked(name, value, shipped()[code].measures.get(name)) for name, value in measures.items()}


def _checked(name: str, value: object, like: Token | None) -> Token:
    if like is None:
        raise WrongMeasure(f"Không có số đo tên «{name}».")
    if isinstance(like, bool) and isinstance(value, bool):
        return value
    if isinstance(value, str) and not isinstance(like, bool) and _fits(name, value, like):
        return value
    raise WrongMeasure(f"Số đo «{name}» không thể là «{value}». Hãy ghi như «{like}».")


def _fits(name: str, value: str, like: str) -> bool:
    if name == "body_line":
        return bool(_LINE.fullmatch(value))
    for end, words in _CHOICES.items():
        if name.endswith(end):
            return value in words
    for pattern in (_LENGTH, _SHARE):
        if pattern.fullmatch(like):
            return bool(pattern.fullmatch(value))
    return len(value) <= _LONGEST_TEXT and value.isprintable()


def _of_style(measures: Mapping[str, Token]) -> Iterator[tuple[str, str]]:
    """The tokens a style sheet may say: lengths, shares and key words, never free text."""
    for name, value in measures.items():
        choice = any(name.endswith(end) for end in _CHOICES)
        if isinstance(value, str) and (choice or any(one.fullmatch(value) for one in (_LENGTH, _SHARE, _LINE))):
            yield name, value


def layout_css(found: Profile) -> str:
    """The style sheet a layout amounts to: its page, and its tokens for the sheets of each paper to use."""
    tokens = list(_of_style(found.measures))
    return render_to_string("papers/_layout.css", {"tokens": tokens, "of": found.measures})
