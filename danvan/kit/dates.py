"""Dates as Vietnamese offices read and write them: the day always comes before the month."""

import re
from datetime import date, datetime

from django.utils import timezone

from danvan.kit.vi import clean_line

_DAY_FIRST = re.compile(r"(\d{1,2})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_IN_WORDS = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.ASCII | re.IGNORECASE)
_MIDNIGHT = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


class NotADate(ValueError):
    """What was typed is no date; the message says so and shows how to write one."""


def parse_date(value: object) -> date | None:
    """The date that a cell or a field holds, or None when it is blank: 05/02/2026 is 5 February."""
    if value is None or (isinstance(value, str) and not clean_line(value)):
        return None
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise NotADate(f"Ô ghi số {value}, không phải ngày. Hãy ghi dạng ngày/tháng/năm, ví dụ 05/02/2026.")
    return _from_text(clean_line(value))


def _from_text(text: str) -> date:
    refusal = NotADate(f"“{text[:40]}” không phải là ngày. Hãy ghi dạng ngày/tháng/năm, ví dụ 05/02/2026.")
    plain_text = _MIDNIGHT.sub("", text)
    if match := _DAY_FIRST.fullmatch(plain_text):
        day, _, month, year = match.groups()
    elif match := _YEAR_FIRST.fullmatch(plain_text):
        year, month, day = match.groups()
    elif match := _IN_WORDS.fullmatch(plain_text):
        day, month, year = match.groups()
    else:
        raise refusal
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        raise refusal
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise refusal from None


def _padded(day: date) -> tuple[str, str]:
    """Day and month with the zeros of official papers: before 1–9 for days, before 1 and 2 for months."""
    return f"{day.day:02}", f"{day.month:02}" if day.month <= 2 else str(day.month)


def short(d: date) -> str:
    """As offices write it in a line of text: 07/9/2020, 05/02/2026."""
    day, month = _padded(d)
    return f"{day}/{month}/{d.year}"


def official(d: date) -> str:
    """As it stands at the head of a document: ngày 05 tháng 02 năm 2026."""
    day, month = _padded(d)
    return f"ngày {day} tháng {month} năm {d.year}"


def plain(d: date) -> str:
    """As it stands in tables and form fields: 07/09/2020."""
    return f"{d.day:02}/{d.month:02}/{d.year}"


def spoken_moment(at: datetime) -> str:
    """A day with its hour in the time of Hà Nội, as it is typed: 05/03/2026 14:30."""
    return f"{timezone.localtime(at):%d/%m/%Y %H:%M}"


def at_hour(at: datetime) -> str:
    """A moment as a sentence says it: "14:30 ngày 05/3/2026"."""
    now = timezone.localtime(at)
    return f"{now:%H:%M} ngày {short(now.date())}"
