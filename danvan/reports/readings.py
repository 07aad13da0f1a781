"""The two readings of every public figure: by the units of that time, or converted to the units of today."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

NOT_ALLOCATED = "~"  # before a code: what counts in that unit without a known heir; no code begins with it
ITSELF = "="  # before a code: what that unit registered itself, without all below it


class Reading(models.TextChoices):
    """Which unit a dossier is counted under: the one that registered it, or the one it has become.

    Without a condition on the unit both readings count the same rows, so the grand totals are equal.
    """

    THEN = "then", "Theo đơn vị tại thời điểm"
    NOW = "now", "Quy đổi về đơn vị hiện nay"

    @classmethod
    def asked(cls, text: str | None) -> Reading:
        """The reading asked for; whatever is no reading means by the units of that time."""
        return cls.NOW if text == cls.NOW else cls.THEN


def in_unit(code: str, reading: Reading) -> Q:
    """The condition "this dossier counts in the unit with that code, or below it"; no code asks for nothing."""
    if not code:
        return Q()
    own = code.removeprefix(ITSELF)
    if reading is Reading.THEN:
        return Q(unit_path__endswith=f"/{own}/") if own != code else Q(unit_path__contains=f"/{code}/")
    if own != code:
        return Q(counts_in__code=own, is_allocated=True)
    if code.startswith(NOT_ALLOCATED):
        return Q(counts_in__code=code.removeprefix(NOT_ALLOCATED), is_allocated=False)
    # every path names the codes from the top down, so this is the path of the unit itself and of all below it
    return Q(counts_in__path__startswith=f"{code}/") | Q(counts_in__path__contains=f"/{code}/")


def unallocated_code(code: str) -> str:
    """The code that asks for what counts in a unit without a known heir."""
    return f"{NOT_ALLOCATED}{code}"


def unallocated_name(name: str) -> str:
    """How a row is named that counts in a unit without a known heir."""
    return f"{name}: chưa phân bổ"


def own_code(code: str) -> str:
    """The code that asks for what a unit registered itself."""
    return f"{ITSELF}{code}"


def plain_code(code: str) -> str:
    """The code of the unit that an asked code speaks of."""
    return code.removeprefix(NOT_ALLOCATED).removeprefix(ITSELF)


def asked_name(code: str, name: str) -> str:
    """How the rows of an asked code are named, given the name of its unit."""
    if code.startswith(NOT_ALLOCATED):
        return unallocated_name(name)
    return f"{name} (trực tiếp)" if code.startswith(ITSELF) else name
