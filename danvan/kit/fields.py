"""Form fields that take Vietnamese input as people type it and hand over one clean spelling."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from danvan.kit.dates import NotADate, parse_date
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
