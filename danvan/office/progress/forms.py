"""Forms of progress: which period is shown, a report with a figure for each target, and the targets themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from danvan.dossiers.models import Dossier
from danvan.kit import numbers
from danvan.kit.fields import LineField, TextField
from danvan.kit.numbers import NotANumber, parse_number
from danvan.office.forms_list import Asking
from danvan.progress.models import ProgressLine, ProgressReport, Target
from danvan.progress.periods import Period, period_of_key, periods_of
from danvan.progress.reporting import Written
from danvan.progress.targets import MOST, Wanted, suggested

TABS = ("no", "da-gui", "tat-ca")
MAX_TEXT, SPARE = 8_000, 3
MOST_NUMBER = Decimal("9999999999999")


def figure(value: Decimal | None, measure: str = "") -> str:
    """A figure with its measure: 1.234,5 m; empty when there is none."""
    if value is None:
        return ""
    whole = value == value.to_integral_value()
    return f"{numbers.grouped(int(value) if whole else value.normalize())} {measure}".rstrip()


class NumberField(forms.CharField):
    """A number as it is typed here, 1.234,5; not below nought, two decimals at most."""

    def __init__(self, **more: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "maxlength": "24"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **more)

    def prepare_value(self, value: Any) -> Any:
        """A stored number as readers write it; what was typed stays as it was."""
        return figure(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        """The number, or None when it is blank."""
        try:
            number = parse_number(super().clean(value))
        except NotANumber as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal
        if number is None:
            return None
        if not 0 <= number <= MOST_NUMBER:
            raise ValidationError("Số phải từ 0 trở lên và không quá 13 chữ số.")
        if number != number.quantize(Decimal("0.01")):
            raise ValidationError("Ghi nhiều nhất hai chữ số thập phân.")
        return number


def area(label: str, rows: int, hint: str = "") -> TextField:
    """A text of several lines that may stay empty."""
    return TextField(
        label=label, required=False, max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": rows}), help_text=hint
    )


class PageForm(Asking):
    """Which page of a list."""

    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)


class ListForm(Asking):
    """Which period and which tab of the list of reports, and which page of it."""

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nam"] = forms.TypedChoiceField(
            label="Năm", required=False, coerce=int, choices=[(year, str(year)) for year in years]
        )
        names = [(one.key, one.name[:1].upper() + one.name[1:]) for one in periods_of(years[0])]
        self.fields["ky"] = forms.ChoiceField(label="Kỳ báo cáo", required=False, choices=names)
        self.fields["muc"] = forms.ChoiceField(required=False, choices=[(tab, tab) for tab in TABS])
        self.fields["page"] = forms.IntegerField(required=False, min_value=1, max_value=100_000)


class BeginForm(forms.Form):
    """On which period of the dossier's year a report is begun."""

    ky = forms.ChoiceField(choices=[(one.key, one.key) for one in periods_of(2000)])

    def period(self, year: int) -> Period | None:
        """The period, or nothing when there is no such one."""
        return period_of_key(self.cleaned_data["ky"], year) if self.is_valid() else None


@dataclass(frozen=True)
class LineRow:
    """One target on the form of a report, with the figure of the report before."""

    line: ProgressLine
    goal: str
    before: str
    done: BoundField
    note: BoundField


class ReportForm(forms.Form):
    """A report: one figure and one note for each target, and three texts. All may stay empty until it is sent."""

    summary = area("Kết quả nổi bật", 5, "Bắt buộc khi gửi.")
    difficulties = area("Khó khăn, nguyên nhân", 3)
    proposals = area("Kiến nghị, đề xuất", 3)
    edition = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, report: ProgressReport, data: Any = None) -> None:
        self.report, self.lines = report, list(report.lines.order_by("order", "pk"))
        start = {name: getattr(report, name) for name in ("summary", "difficulties", "proposals", "edition")}
        for line in self.lines:
            start |= {f"done-{line.pk}": line.done, f"note-{line.pk}": line.note}
        super().__init__(data, initial=start)
        for line in self.lines:
            measure = f" ({line.measure})" if line.measure else ""
            self.fields[f"done-{line.pk}"] = NumberField(label=f"Đã thực hiện{measure}", required=False)
            self.fields[f"note-{line.pk}"] = LineField(label="Ghi chú", required=False, max_length=500)

    def rows(self, before: dict[int, str]) -> list[LineRow]:
        """The targets with their fields; ``before`` has what the last report said of each."""
        return [
            LineRow(
                line, figure(line.goal, line.measure), before.get(line.target_id, ""),
                self[f"done-{line.pk}"], self[f"note-{line.pk}"],
            )
            for line in self.lines
        ]  # fmt: skip

    def theirs(self) -> list[dict[str, str]]:
        """What is stored where something else was typed: nobody's words are lost when two people meet."""
        stored = ReportForm(self.report)
        orders = {str(line.pk): f", mục tiêu {line.order}" for line in self.lines}
        return [
            {"label": f"{self[name].label}{orders.get(name.rpartition('-')[2], '')}",
             "value": str(stored[name].value() or "chưa ghi")}
            for name in self.fields
            if name != "edition" and (stored[name].value() or "") != (self[name].value() or "")
        ]  # fmt: skip

    def written(self) -> Written:
        """What the form says. Only on a valid form."""
        said = self.cleaned_data
        lines = {line.pk: (said[f"done-{line.pk}"], said[f"note-{line.pk}"]) for line in self.lines}
        return Written(said["summary"], said["difficulties"], said["proposals"], lines)


@dataclass(frozen=True)
class TargetRow:
    """One target on its form; ``pk`` is hidden."""

    number: int
    pk: BoundField
    text: BoundField
    measure: BoundField
    goal: BoundField


class TargetsForm(forms.Form):
    """The targets of a dossier with a few free rows; without any yet, the lines of the registration are offered."""

    def __init__(self, dossier: Dossier, data: Any = None) -> None:
        stored = list(Target.objects.standing(dossier))
        self.offered = not stored and data is None
        texts = suggested(dossier) if not stored else []
        self.count = min(max(len(stored), len(texts)) + SPARE, MOST)
        super().__init__(data, initial=_offered(texts) if not stored else _standing(stored))
        for number in range(1, self.count + 1):
            self.fields[f"pk-{number}"] = forms.IntegerField(
                required=False, min_value=1, widget=forms.HiddenInput
            )  # fmt: skip
            self.fields[f"text-{number}"] = LineField(label=f"Mục tiêu {number}", required=False, max_length=300)
            self.fields[f"goal-{number}"] = NumberField(label="Chỉ tiêu cả năm", required=False)
            self.fields[f"measure-{number}"] = LineField(label="Đơn vị tính", required=False, max_length=40)

    def rows(self) -> list[TargetRow]:
        """The rows in their order."""
        names = ("pk", "text", "measure", "goal")
        return [TargetRow(number, *(self[f"{name}-{number}"] for name in names)) for number in range(1, self.count + 1)]

    def wanted(self) -> list[Wanted]:
        """What the form says. Only on a valid form."""
        said = self.cleaned_data
        return [
            Wanted(said[f"text-{n}"], said[f"measure-{n}"], said[f"goal-{n}"], said[f"pk-{n}"])
            for n in range(1, self.count + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """A figure without its words is a row half written."""
        said = super().clean() or {}
        for number in range(1, self.count + 1):
            if said.get(f"goal-{number}") is not None and not said.get(f"text-{number}"):
                self.add_error(f"text-{number}", "Ghi nội dung mục tiêu của chỉ tiêu này.")
        return said


def _offered(texts: Sequence[str]) -> dict[str, Any]:
    return {f"text-{number}": text for number, text in enumerate(texts, 1)}


def _standing(targets: Sequence[Target]) -> dict[str, Any]:
    return {
        f"{name}-{number}": getattr(target, name)
        for number, target in enumerate(targets, 1) for name in ("pk", "text", "measure", "goal")
    }  # fmt: skip
