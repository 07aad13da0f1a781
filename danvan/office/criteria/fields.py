"""Fields of the criteria screens: points as people write them, lists as lines, classes as “Tốt: 80”."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from danvan.kit import vi
from danvan.kit.numbers import NotANumber, parse_number

HUNDREDTH = Decimal("0.01")


def said(points: Decimal | None) -> str:
    """Points without needless noughts: 22,5 and 80."""
    return "" if points is None else f"{points.normalize():f}".replace(".", ",")


class PointsField(forms.CharField):
    """A number of points from 0, with at most two decimals; nothing typed is None."""

    def __init__(self, *, most: int = 9999, **kwargs: Any) -> None:
        self.most = most
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Points as they are shown in the field."""
        return said(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        """The points. Refuses what is no number, below nought, too large, or too fine."""
        text = super().clean(value)
        try:
            points = parse_number(text)
        except NotANumber as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal
        if points is None:
            return None
        if points < 0 or points > self.most:
            raise ValidationError(f"Số điểm phải từ 0 đến {self.most}.", code="range")
        if points != points.quantize(HUNDREDTH):
            raise ValidationError("Số điểm chỉ ghi đến hai chữ số sau dấu phẩy.", code="fine")
        return points.quantize(HUNDREDTH)


class LinesField(forms.CharField):
    """A list, one item a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        """The items as lines."""
        return "\n".join(str(item) for item in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """The items, without blank lines."""
        text = super().clean(value)
        return [line for row in text.splitlines() if (line := vi.clean_line(row))]


class ClassesField(forms.CharField):
    """Classes from the best down, one a line: “Tốt: 80”."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        """The classes as lines."""
        if not isinstance(value, list):
            return value
        return "\n".join(f"{row.get('name', '')}: {str(row.get('at_least', '')).replace('.', ',')}" for row in value)

    def clean(self, value: Any) -> Any:
        """The classes as they are stored. A line that cannot be read is told with its number."""
        text = super().clean(value)
        lines = [(place, row) for place, row in enumerate(text.splitlines(), 1) if vi.clean_line(row)]
        return [self._row(place, vi.clean_line(row)) for place, row in lines]

    def _row(self, place: int, text: str) -> dict[str, str]:
        name, colon, least = text.rpartition(":")
        try:
            points = parse_number(least)
        except NotANumber as refusal:
            raise ValidationError(f"Dòng {place}: {refusal}", code="invalid") from refusal
        if not colon or not vi.clean_line(name) or points is None or not 0 <= points <= 9999:
            raise ValidationError(f"Dòng {place}: hãy ghi như “Tốt: 80”.", code="invalid")
        return {"name": vi.clean_line(name), "at_least": f"{points.normalize():f}"}
