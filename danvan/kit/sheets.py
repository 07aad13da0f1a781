"""What may be written into a spreadsheet cell, so that no text of ours ever runs there as a formula."""

import re
from datetime import datetime

from django.utils import timezone

MAX_CELL = 32_767  # what one Excel cell holds, counted as Excel counts: in UTF-16 units
XLSX_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Options for ``xlsxwriter.Workbook``: text stays text."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_STARTS_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def safe_text(text: str) -> str:
    """The text without control characters, cut to what one cell holds."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:MAX_CELL]
    too_much = len(text.encode("utf-16-le")) // 2 - MAX_CELL
    return text[:-too_much] if too_much > 0 else text


def safe(value: object) -> object:
    """A value for an .xlsx cell: text made safe, times in local clock, everything else as it is."""
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.make_naive(value)
    return value


def csv_safe(value: object) -> object:
    """A value for a .csv cell: text that a spreadsheet would run gets an apostrophe, numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = safe_text(value)
    runs = value.startswith(("\t", "\r", "\n")) or text.lstrip().startswith(_STARTS_FORMULA)
    return f"'{text}" if runs else text
