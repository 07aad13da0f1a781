"""Form fields that take Vietnamese input as people type it and hand over one clean spelling."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from danvan.kit.dates import NotADate, parse_date, spoken_moment
from danvan.kit.vi import clean_line, clean_text


class LineField(forms.CharField):
    """One line of text, composed, with single spaces."""

    def to_python(self, value: Any) -> Any:
        """The line as it is stored, or the empty value."""
        return super().to_python(clean_line(value) if isinstance(value, str) else value)


class TextField(forms.CharField):
    """Several lines of text, composed, with their line breaks."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """The text as it is stored, or the empty value."""
        return super().to_python(clean_text(value) if isinstance(value, str) else value)


class DateField(forms.DateField):
    """A date typed as day/month/year, and shown back the same way."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"placeholder": "dd/mm/yyyy", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs=attrs))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """The date, or None when blank; the refusal shows how to write one."""
        try:
            return parse_date(value)
        except NotADate as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal


class MomentField(forms.CharField):
    """A day with an hour in the time of Hà Nội, typed as 05/03/2026 14:30 or 14:30 ngày 05/03/2026; a day alone means
    its beginning."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"placeholder": "dd/mm/yyyy hh:mm", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As it is typed."""
        return spoken_moment(value) if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> Any:
        """The moment, or None when blank; the refusal shows how to write one."""
        if isinstance(value, datetime) or not value:
            return value or None
        words = clean_line(str(value)).replace("T", " ").replace(" lúc ", " ")
        hour, spoken, day = words.partition(" ngày ")  # as the screens tell it: 14:30 ngày 05/03/2026
        day, _, hour = (day, "", hour) if spoken else words.partition(" ")
        try:
            found = parse_date(day)
            at = time.fromisoformat(hour.strip().replace("h", ":") or "00:00")
        except ValueError as refusal:
            raise ValidationError(
                f"“{words[:40]}” không phải là giờ, ngày. Hãy ghi dạng 05/02/2026 14:30.", code="invalid"
            ) from refusal
        return timezone.make_aware(datetime.combine(found, at.replace(tzinfo=None))) if found else None
