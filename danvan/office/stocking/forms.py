"""Forms of stock and printers: the measures of a sheet with a row for each field, a printer, what to print on what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q

from danvan.accounts.models import User
from danvan.decisions.models import Decision
from danvan.kit.fields import DateField, LineField
from danvan.papers.models import Printer, Stock
from danvan.papers.spots import ALIGNS, FIELDS, LARGEST, SHEET_LEAST, SHEET_MOST, SMALLEST, WEIGHTS, Spot, edition
from danvan.papers.stocking import Drift, Sheet, printers_for, sheet_of, stock_for
from danvan.units.models import Unit


class MeasureField(forms.DecimalField):
    """Millimetres or points with one decimal; a comma or a point before it."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "size": 6}
        super().__init__(decimal_places=1, widget=forms.TextInput(attrs=attrs), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As it is typed: 12,5."""
        if isinstance(value, float | Decimal):
            return f"{Decimal(str(value)).normalize():f}".replace(".", ",")
        return value

    def to_python(self, value: Any) -> Any:
        """The number, or None when blank."""
        return super().to_python(str(value).strip().replace(",", ".") if value not in (None, "") else value)


class SpotForm(forms.Form):
    """One row of the table: whether the field is printed, and where."""

    on = forms.BooleanField(label="In", required=False)
    x = MeasureField(label="Cách trái, mm", required=False, max_digits=4)
    y = MeasureField(label="Cách trên, mm", required=False, max_digits=4)
    width = MeasureField(label="Rộng, mm", required=False, max_digits=4)
    size = forms.IntegerField(label="Cỡ chữ", required=False, min_value=SMALLEST, max_value=LARGEST)
    align = forms.ChoiceField(label="Căn", choices=list(ALIGNS.items()))
    weight = forms.ChoiceField(label="Nét", choices=list(WEIGHTS.items()))

    def __init__(self, name: str, spot: Spot | None, data: Any) -> None:
        said = {key: getattr(spot, key) for key in ("x", "y", "width", "align", "weight")} if spot else {}
        size = {"size": int(spot.size), "on": True} if spot else {"size": 12}
        super().__init__(data, prefix=name, initial={**said, **size}, use_required_attribute=False)
        self.name, self.label = name, FIELDS[name]
        for key, field in self.fields.items():
            field.widget.attrs["aria-label"] = f"{self.label}: {field.label}"
            if key == "size":
                field.widget = forms.TextInput(
                    attrs={"aria-label": field.widget.attrs["aria-label"], "inputmode": "numeric", "size": 3}
                )

    def clean(self) -> dict[str, Any]:
        """A field that is printed has all of its numbers."""
        said = super().clean() or {}
        if said.get("on"):
            for key in ("x", "y", "width", "size"):
                if key not in self.errors and said.get(key) is None:
                    self.add_error(key, "Ghi số.")
        return said

    def spot(self) -> Spot | None:
        """Where the field stands, or nothing when it is not printed. Only on a valid form."""
        said = self.cleaned_data
        if not said["on"]:
            return None
        x, y, width, size = (float(said[key]) for key in ("x", "y", "width", "size"))
        return Spot(self.name, x, y, width, size, said["align"], said["weight"])


class StockForm(forms.Form):
    """The measures of one stock, with a row for every field that can be printed."""

    name = LineField(label="Tên phôi", max_length=160)
    width = MeasureField(label="Khổ giấy, rộng mm", max_digits=4, min_value=SHEET_LEAST, max_value=SHEET_MOST)
    height = MeasureField(label="Khổ giấy, cao mm", max_digits=4, min_value=SHEET_LEAST, max_value=SHEET_MOST)
    ended_on = DateField(label="Thôi dùng từ ngày", required=False)
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, stock: Stock, data: Any = None) -> None:
        sheet = sheet_of(stock)
        says = {"name": sheet.name, "width": sheet.width, "height": sheet.height, "ended_on": sheet.ended_on}
        super().__init__(data, initial={**says, "seen": edition(stock)})
        known = {spot.name: spot for spot in sheet.spots}
        self.spots = [SpotForm(name, known.get(name), data) for name in FIELDS]

    def is_valid(self) -> bool:
        """Are the sheet and every one of its rows?"""
        rows = [row.is_valid() for row in self.spots]
        return super().is_valid() and all(rows)

    def sheet(self) -> Sheet:
        """What was typed. Only on a valid form."""
        said = self.cleaned_data
        places = [spot for row in self.spots if (spot := row.spot())]
        return Sheet(said["name"], float(said["width"]), float(said["height"]), places, said["ended_on"])


class PrinterForm(forms.Form):
    """A printer and its drift."""

    name = LineField(label="Tên máy in", max_length=80)
    unit = forms.ChoiceField(label="Của cơ quan")
    right = MeasureField(
        label="Lệch sang phải, mm", max_digits=3, min_value=-30, max_value=30, initial=Decimal(0),
        help_text="Đo trên tờ cân chỉnh. Lệch sang trái thì ghi số âm. Cổng dịch chữ ngược lại đúng bằng số này.",
    )  # fmt: skip
    down = MeasureField(
        label="Lệch xuống dưới, mm", max_digits=3, min_value=-30, max_value=30, initial=Decimal(0),
        help_text="Lệch lên trên thì ghi số âm.",
    )  # fmt: skip

    def __init__(self, boards: Sequence[Unit], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.boards = {str(unit.pk): unit for unit in boards}
        chooser = self.fields["unit"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [(key, unit.name) for key, unit in self.boards.items()]
        if len(self.boards) < 2:
            chooser.required, chooser.widget = False, forms.HiddenInput()

    def board(self) -> Unit:
        """The unit it belongs to: the one chosen, or the first."""
        return self.boards.get(self.cleaned_data["unit"]) or next(iter(self.boards.values()))

    def drift(self) -> Drift:
        """What was typed. Only on a valid form."""
        said = self.cleaned_data
        return Drift(said["name"], said["right"], said["down"])


class RunForm(forms.Form):
    """On which stock and which printer a decision's certificates are printed."""

    stock = forms.ModelChoiceField(
        Stock.objects.none(), label="In trên", required=False, empty_label="Giấy trắng A4, in cả khung và hoa văn"
    )
    printer = forms.ModelChoiceField(
        Printer.objects.none(), label="Máy in", required=False, empty_label="Không bù lệch",
        help_text="Chỉ dùng khi in trên phôi.",
    )  # fmt: skip

    def __init__(self, user: User, decision: Decision, day: date, data: Any = None) -> None:
        super().__init__(data)
        used = stock_for(user).filter(Q(ended_on=None) | Q(ended_on__gt=day))
        self._choose("stock", used.filter(Q(unit=None) | Q(unit=decision.unit_id)).order_by("name", "pk"))
        self._choose("printer", printers_for(user).order_by("name", "pk"))

    def _choose(self, name: str, rows: Any) -> None:
        chooser = self.fields[name]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = rows

    def clean(self) -> dict[str, Any]:
        """White paper is not moved against the drift of a printer."""
        said = super().clean() or {}
        return said if said.get("stock") else {**said, "printer": None}
