"""Reading decision numbers however they were typed, and making serials for certificates."""

from __future__ import annotations

import re

from danvan.kit import vi


def number_key(raw: str) -> str:
    """The same key for every spelling: "2559/ QĐ –UBND" and "2559/QĐ-UBND" (domain.md §5.7)."""
    return re.sub(r"[^0-9a-z]+", "-", vi.fold(raw)).strip("-")


def serial(decision_number: str, year: int, unit_code: str, order: int) -> str:
    """The number under which a certificate is entered in the book: "2020/BK-CD/86-QD-HU-04"."""
    number = number_key(decision_number).upper() or "CU"
    return f"{year}/{unit_code[:15]}/{number}-{order:02d}"
