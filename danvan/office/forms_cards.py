"""What the scorecard and review screens read from a sending."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from danvan.criteria.enums import Result
from danvan.criteria.models import Criterion
from danvan.dossiers.models import Dossier
from danvan.dossiers.scoring import Entry
from danvan.kit import numbers
from danvan.kit.fields import LineField, TextField
from danvan.kit.numbers import NotANumber, parse_number
from danvan.ledger.machine import Step
from danvan.office.marking import Sent

# Names on the page: kq (kết quả), diem (điểm), ghi (ghi chú), da (what the line said when it was shown).
LINE = re.compile(r"(kq|diem|ghi|da)-(.*)")
UNKNOWN = "Phiếu không có tiêu chí này; hãy tải lại trang rồi chấm lại."
WRONG_CHOICE = (
    "Tiêu chí này chỉ chọn được một trong các kết quả ghi trên phiếu; nó luôn áp dụng nếu phiếu không ghi khác."
)
ABSENT_WITH_POINTS = "Ghi không áp dụng thì để trống điểm."
MAX_NOTE = 4000


class PointsField(forms.Field):
    """Points as people type them: 7, 7,5 or 7.5."""

    def __init__(self, most: Decimal, **more: Any) -> None:
        super().__init__(**more)
        self.most = most

    def to_python(self, value: Any) -> Any:
        """The points, or None when blank."""
        try:
            points = parse_number(value)
        except NotANumber as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal
        if points is not None and not 0 <= points <= self.most:
            raise ValidationError(f"Điểm phải từ 0 đến {shown_points(self.most)}.", code="range")
        if points is not None and points != round(points, 2):
            raise ValidationError("Điểm ghi nhiều nhất hai chữ số sau dấu phẩy.", code="places")
        return points


def _choices(criterion: Criterion) -> list[tuple[str, str]]:
    """What may be chosen on a line, and nothing at all while it is not judged."""
    allowed = [pair for pair in Result.choices if criterion.may_not_apply or pair[0] != Result.NOT_APPLICABLE]
    return [("", ""), *((str(value), str(label)) for value, label in allowed)]


class SheetForm(forms.Form):
    """The lines of a card, all of them or some; a line was sent when its stamp (``da``) was."""

    def __init__(self, data: Any, criteria: Sequence[Criterion]) -> None:
        super().__init__(data)
        self.criteria = criteria
        for criterion in criteria:
            given: dict[str, Any] = {"required": False, "label": f"Tiêu chí {criterion.order}"}
            self.fields[f"kq-{criterion.pk}"] = forms.ChoiceField(
                choices=_choices(criterion), error_messages={"invalid_choice": WRONG_CHOICE}, **given
            )
            self.fields[f"diem-{criterion.pk}"] = PointsField(criterion.weight, **given)
            self.fields[f"ghi-{criterion.pk}"] = TextField(max_length=MAX_NOTE, **given)
            self.fields[f"da-{criterion.pk}"] = forms.CharField(max_length=12, **given)

    def clean(self) -> dict[str, Any]:
        """A line that the card does not have is refused, never passed over."""
        strangers = [name for name in self.data if LINE.fullmatch(name) and name not in self.fields]
        if strangers:
            raise ValidationError(UNKNOWN, code="unknown")
        for criterion in self.criteria:
            absent = self.cleaned_data.get(f"kq-{criterion.pk}") == Result.NOT_APPLICABLE
            if absent and self.cleaned_data.get(f"diem-{criterion.pk}") is not None:
                self.add_error(f"diem-{criterion.pk}", ABSENT_WITH_POINTS)
        return self.cleaned_data

    def sent(self) -> dict[int, Sent]:
        """The lines that were sent, by criterion id. Only on a valid form."""
        return {c.pk: self._line(c.pk) for c in self.criteria if f"da-{c.pk}" in self.data}

    def _line(self, pk: int) -> Sent:
        read = self.cleaned_data
        entry = Entry(result=read[f"kq-{pk}"], points=read[f"diem-{pk}"], note=read[f"ghi-{pk}"])
        return Sent(entry, read[f"da-{pk}"])

    def typed(self) -> dict[int, dict[str, str]]:
        """What was typed on every line that was sent, right or wrong, to be shown again."""
        return {
            c.pk: {name: str(self.data.get(f"{name}-{c.pk}", "")) for name in ("kq", "diem", "ghi", "da")}
            for c in self.criteria
            if f"da-{c.pk}" in self.data
        }

    def line_errors(self) -> dict[int, str]:
        """The refusal of each line, in one sentence or several."""
        found = {}
        for criterion in self.criteria:
            texts = [str(t) for name in ("kq", "diem", "ghi") for t in self.errors.get(f"{name}-{criterion.pk}", [])]
            if texts:
                found[criterion.pk] = " ".join(texts)
        return found


class NoteForm(forms.Form):
    """The reason that goes with a step of a card."""

    note = TextField(required=False, label="Lý do", max_length=MAX_NOTE)


@dataclass(frozen=True)
class Conclusion:
    """What was sent from the bar: the step ("" for none), its reason, and how far the dossier was on that page."""

    step: str
    note: str
    seen: int | None


class DecideForm(forms.Form):
    """The step chosen on the decision bar, and the reason written under it."""

    def __init__(self, data: Any, steps: Iterable[Step[Dossier]]) -> None:
        super().__init__(data)
        choices = [(step.name, step.label) for step in steps]
        refusal = {"invalid_choice": "Bước này không còn mở cho hồ sơ. Có thể người khác vừa xử lý; hãy xem lại."}
        self.fields["step"] = forms.ChoiceField(
            choices=choices, required=False, label="Kết luận", error_messages=refusal
        )
        self.fields["seen"] = forms.IntegerField(required=False, min_value=0)
        for name, _ in choices:
            self.fields[f"note-{name}"] = TextField(required=False, label="Lý do", max_length=MAX_NOTE)

    def chosen(self) -> Conclusion:
        """The conclusion that was sent. Only on a valid form."""
        name = str(self.cleaned_data["step"])
        return Conclusion(name, str(self.cleaned_data.get(f"note-{name}", "")), self.cleaned_data["seen"])


class ViewForm(forms.Form):
    """A view of the queue to keep, to call otherwise or to forget."""

    name = LineField(required=False, label="Tên bộ lọc", max_length=200)
    query = forms.CharField(required=False, max_length=2_000)
    drop = forms.BooleanField(required=False)


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, each checked as one."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """The files that were sent; none is a refusal. An empty one is refused where its content is judged."""
        files = [file for file in data or [] if file]
        if not files:
            raise ValidationError("Chưa chọn tệp nào. Hãy chọn một hay nhiều tệp rồi tải lên.", code="required")
        return files


class EvidenceForm(forms.Form):
    """Files that prove one criterion."""

    criterion = forms.ModelChoiceField(
        queryset=Criterion.objects.none(), error_messages={"invalid_choice": UNKNOWN, "required": UNKNOWN}
    )
    tep = ManyFilesField(label="Tệp minh chứng")

    def __init__(self, data: Any, files: Any, criteria: Sequence[Criterion]) -> None:
        super().__init__(data, files)
        chosen = self.fields["criterion"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = Criterion.objects.filter(pk__in=[criterion.pk for criterion in criteria])


def shown_points(points: Decimal | None) -> str:
    """Points as a field shows them back: 7,5."""
    return "" if points is None else numbers.short(points)
