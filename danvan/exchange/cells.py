"""The values of cells: made tidy on the way in, said in plain words on the way out."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from danvan.kit import vi
from danvan.kit.dates import plain
from danvan.kit.numbers import decimal_vi

Value = str | int | float | date | None

_NOT_WORD = re.compile(r"[^\w]+")
_BRACKETS = re.compile(r"\([^)]*\)")
_MARKS = {"x", "✓", "✔", "v", "có", "1"}


def tidy(value: object) -> Value:
    """A cell as the rest reads it: text composed (NFC), 2019.0 as 2019, empty as None."""
    if isinstance(value, str):
        return vi.clean_text(value) or None
    if isinstance(value, bool):
        return "có" if value else None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, int | float | date) or value is None:
        return value
    return str(value) if isinstance(value, time | timedelta) else None


def text_of(value: Value) -> str:
    """A cell as a person reads it: dates day first, numbers with a comma."""
    if value is None:
        return ""
    if isinstance(value, date):
        return plain(value)
    if isinstance(value, float):
        return decimal_vi(value, 6).rstrip("0").rstrip(",")
    return str(value)


def is_marked(value: Value) -> bool:
    """Is there a cross or a tick in the cell?"""
    return vi.match_key(text_of(value)) in _MARKS


def label_key(text: str) -> str:
    """Equal for two spellings of a column label: no marks, no brackets, no punctuation."""
    return " ".join(_NOT_WORD.sub(" ", vi.fold(_BRACKETS.sub(" ", text))).split())


def name_key(text: str) -> str:
    """Equal for two spellings of a name, tones kept: brackets and punctuation do not count."""
    return " ".join(_NOT_WORD.sub(" ", vi.match_key(_BRACKETS.sub(" ", text))).split())


def column_letter(column: int) -> str:
    """The letters over a column, counted from nought: 0 is A, 26 is AA."""
    letters, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        letters = chr(65 + place) + letters
    return letters
