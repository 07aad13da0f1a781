"""The label proposed for the version that follows another, and the name for a list begun from a sample."""

from __future__ import annotations

import re

_YEAR = re.compile(r"\b(19|20)\d\d\b")
_CORRECTION = re.compile(r"(.*), sửa chữ(?: lần (\d+))?")
MOST = 40


def next_label(label: str, *, editorial: bool) -> str:
    """The same label a year later; for a correction of spelling, the label with its number."""
    if not editorial:
        plain = _CORRECTION.sub(r"\1", label)
        later = _YEAR.sub(lambda year: str(int(year.group()) + 1), plain)
        return later if later != label else ""
    found = _CORRECTION.fullmatch(label)
    told = f"{found[1]}, sửa chữ lần {int(found[2] or 1) + 1}" if found else f"{label}, sửa chữ"
    return told if len(told) <= MOST else ""


def own_name(name: str) -> str:
    """The name of a sample as that of a list of one's own: without the word that says it is a sample."""
    return re.sub(r"\s*\bmẫu\b", "", name, count=1)
