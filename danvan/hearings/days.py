"""Counting working days: weekends are skipped; public holidays are not known to the portal and count as working."""

from __future__ import annotations

from datetime import date, timedelta

SATURDAY = 5
READ_DAYS = 3  # working days within which an opinion is to be read
ANSWER_DAYS = 2  # working days within which a request to take a name down is answered (Luật 91/2025/QH15)


def after_working_days(day: date, count: int) -> date:
    """The day that is ``count`` working days after this one: two days after a Friday is the Tuesday."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day
