"""A moment typed as offices write it: the hour and the day in one field."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from danvan.dossiers.windows import told
from danvan.kit import vi
from danvan.kit.dates import NotADate, parse_date

OPENS, CLOSES = time(0, 0), time(17, 0)  # the hours meant where a day alone is typed
_HOUR = re.compile(r"(?<![\d/.\-])(\d{1,2})\s*(?:giờ|[:hg])\s*(\d{1,2})?(?:\s*phút)?(?![\d/.\-])", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:lúc|vào|hết)\b|,", re.IGNORECASE)
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def weekday(moment: datetime) -> str:
    """The day of the week on which a moment falls here."""
    return _WEEKDAYS[timezone.localdate(moment).weekday()]


class MomentField(forms.CharField):
    """“17:00 ngày 31/03/2027”, “17h00 31/3/2027”, or the day alone, which takes the hour of the field."""

    def __init__(self, *, hour: time, **kwargs: Any) -> None:
        self.hour = hour
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        kwargs.setdefault("max_length", 60)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A moment as it is shown in the field."""
        return told(value) if isinstance(value, datetime) else value

    def clean(self, value: Any) -> Any:
        """The moment, or None when nothing was typed. Refuses what is no hour or no day, and says how to write one."""
        text = vi.clean_line(super().clean(value))
        if not text:
            return None
        hour, rest = self._hour(text)
        rest = vi.clean_line(_BETWEEN.sub(" ", rest))
        bare = rest.removeprefix("ngày").strip() if "tháng" not in rest else rest
        try:
            day = parse_date(bare)
        except NotADate as refusal:
            raise ValidationError("Hãy ghi giờ và ngày, ví dụ 17:00 ngày 31/03/2027.", code="invalid") from refusal
        if day is None:
            raise ValidationError("Thiếu ngày. Hãy ghi như 17:00 ngày 31/03/2027.", code="invalid")
        return timezone.make_aware(datetime.combine(day, hour))

    def _hour(self, text: str) -> tuple[time, str]:
        """The hour in the text, or that of the field, and the text without it."""
        found = _HOUR.search(text)
        if found is None:
            return self.hour, text
        try:
            hour = time(int(found.group(1)), int(found.group(2) or 0))
        except ValueError as refusal:
            raise ValidationError(f"“{found.group()}” không phải là giờ. Hãy ghi như 17:00.", code="hour") from refusal
        return hour, text[: found.start()] + " " + text[found.end() :]
