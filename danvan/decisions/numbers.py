"""Reading decision numbers however they were typed, looking for them, and making serials for certificates."""

from __future__ import annotations

import re

from django.db.models import Q

from danvan.kit import vi

_LABEL = re.compile(r"^(?:van-ban-)?(?:so|(?:quyet-dinh|qd)-so)-(?=\d)")  # "Số: 692 - CV/TU"
_BEFORE = re.compile(r"^\D*?(?=\d)")  # "KT QĐ 2559", "Quyết định số 86-QĐ/HU"
_AFTER = re.compile(r"-(?:ngay|de-ngay|cua|nam)\b.*$")  # "…, ngày 07/9/2020 của Ủy ban nhân dân …"
_DAY = re.compile(r"-\d{1,2}-\d{1,2}-\d{4}$")  # "2559/QĐ-UBND 07/9/2020"
_NOUGHTS = ("", "0", "00")


def number_key(raw: str) -> str:
    """The same key for every spelling: "2559/ QĐ –UBND" and "2559/QĐ-UBND" (domain.md §5.7)."""
    return _LABEL.sub("", re.sub(r"[^0-9a-z]+", "-", vi.fold(raw)).strip("-"))


def asked_keys(typed: str) -> tuple[str, ...]:
    """What someone looks for, as keys begin: with or without the noughts of old papers; nothing of a blank.

    What people write around a number is left out: "QĐ 2559/QĐ-UBND ngày 07/9/2020", "số 2559".
    """
    key = number_key(typed)
    if not re.search(r"\d", key):
        return (key,) if key else ()
    told = _DAY.sub("", _AFTER.sub("", _BEFORE.sub("", key)))
    told = re.sub(r"(?<=\d)(?=[a-z])", "-", told.lstrip("0") or "0", count=1)
    return tuple(f"{noughts}{told}" for noughts in _NOUGHTS)


def numbered(typed: str) -> Q:
    """The decisions with this number in any spelling; a part of one is enough, from its first figure on."""
    found = Q(pk__in=[])
    for key in asked_keys(typed):
        found |= Q(number_key__startswith=key) | Q(number_key__contains=f"-{key}")
    return found


def serial(decision_number: str, year: int, unit_code: str, order: int) -> str:
    """The number under which a certificate is entered in the book: "2020/BK-CD/86-QD-HU-04"."""
    number = number_key(decision_number).upper() or "CU"
    return f"{year}/{unit_code[:15]}/{number}-{order:02d}"
