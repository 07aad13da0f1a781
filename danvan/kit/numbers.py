"""Numbers as Vietnamese readers write them: dots for thousands, a comma for decimals."""

import math
import re
from decimal import ROUND_HALF_UP, Decimal

from danvan.kit.vi import clean_line

_SWAP = str.maketrans(",.", ".,")
_GROUPED = re.compile(r"[+-]?\d{1,3}([. ]\d{3})+(,\d+)?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d+(,\d+)?", re.ASCII)
_POINT = re.compile(r"[+-]?\d+\.\d+", re.ASCII)

_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TEN = {5: "lăm"}
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}


class NotANumber(ValueError):
    """What was typed is no number; the message says so and shows how to write one."""


def grouped(n: int | float | Decimal) -> str:
    """Thousands set apart by dots: 1.234.567; decimals, where there are any, behind a comma."""
    return f"{n:,}".translate(_SWAP)


def decimal_vi(x: int | float | Decimal, places: int) -> str:
    """Rounded half up to so many decimals: 22,2."""
    return f"{Decimal(str(x)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}".translate(_SWAP)


def short(x: int | float | Decimal) -> str:
    """A number without needless noughts: 7,5 and 97."""
    return f"{Decimal(str(x)).normalize():f}".replace(".", ",")


def percent(part: int | Decimal, whole: int | Decimal) -> str:
    """The share in percent to one decimal, which is left out when it is nought; empty when there is no whole."""
    if not whole:
        return ""
    return decimal_vi(Decimal(part) * 100 / Decimal(whole), 1).removesuffix(",0") + " %"


def two_digits(n: int) -> str:
    """Counts in official prose have two figures: 09."""
    return f"{n:02}"


def words(n: int) -> str:
    """The number in words from 0 to 99, in figures beyond: bốn, mười lăm, hai mươi mốt."""
    if not 0 <= n <= 99:
        return grouped(n)
    tens, unit = divmod(n, 10)
    if tens == 0:
        return _UNITS[unit]
    head, special = ("mười", _AFTER_TEN) if tens == 1 else (f"{_UNITS[tens]} mươi", _AFTER_TENS)
    return f"{head} {special.get(unit, _UNITS[unit])}" if unit else head


def parse_number(value: object) -> Decimal | None:
    """The number that a cell or a field holds, or None when it is blank: 1.234,5 and 22,2 and 1234567."""
    if value is None or (isinstance(value, str) and not clean_line(value)):
        return None
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and math.isfinite(value):
        return Decimal(str(value))
    text = clean_line(str(value)).replace("−", "-")
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(" ", "").replace(",", "."))
    if _COMMA.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if _POINT.fullmatch(text):
        return Decimal(text)
    raise NotANumber(f"“{text[:40]}” không phải là số. Hãy ghi như 1.234 hoặc 22,5.")
