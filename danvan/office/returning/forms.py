"""The form that gives a dossier back: what is said in general, and a row for each thing that can be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from danvan.criteria.models import Criterion
from danvan.dossiers.models import ReturnReason
from danvan.dossiers.returning import OTHER, Asked, Said
from danvan.kit.fields import TextField

MAX_NOTE = 2_000
WHOLE = "ho-so"
# Names on the page: chon (ticked), ly-do (reason), yeu-cau (remark), each with the key of its place.
NO_REASON = "Chọn lý do cho {place}."
NO_WORDS = "Lý do khác thì ghi rõ cần làm gì ở {place}."
NOT_TICKED = "Đã ghi cho {place} nhưng chưa chọn; hãy chọn, hoặc xóa phần đã ghi."
NOTHING = "Chọn ít nhất một mục, một tiêu chí, hoặc cả hồ sơ."


@dataclass(frozen=True)
class Place:
    """Something that can be asked for: the whole dossier, a field, or a criterion; with what it says now."""

    key: str
    name: str  # as it stands inside a sentence: "mục tiêu, tiêu chí", "tiêu chí 5"
    label: str
    says: str = ""
    field: str = ""
    criterion: Criterion | None = None


@dataclass(frozen=True)
class Option:
    """One reason in the list of a row."""

    code: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Row:
    """One place on the page, as it was filled in."""

    place: Place
    ticked: bool
    options: Sequence[Option]
    remark: str
    errors: Sequence[str]


class ReturnForm(forms.Form):
    """What is to be mended, with a coded reason and a remark for each point."""

    note = TextField(
        label="Ý kiến chung", required=False, max_length=MAX_NOTE, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Không bắt buộc khi đã ghi từng điểm. Nơi nhận đọc được toàn bộ nội dung này.",
    )  # fmt: skip
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any, places: Sequence[Place], **more: Any) -> None:
        super().__init__(data, **more)
        self.places = places
        self.reasons = {reason.code: reason for reason in ReturnReason.objects.filter(is_active=True).order_by("order")}
        choices = [("", "Chọn lý do"), *((code, reason.label) for code, reason in self.reasons.items())]
        for place in places:
            self.fields[f"chon-{place.key}"] = forms.BooleanField(required=False, label=place.label)
            self.fields[f"ly-do-{place.key}"] = forms.ChoiceField(choices=choices, required=False, label="Lý do")
            self.fields[f"yeu-cau-{place.key}"] = TextField(required=False, max_length=MAX_NOTE, label="Cần làm gì")

    def clean(self) -> dict[str, Any]:
        """Every ticked place has its reason, nothing is written where nothing is ticked, and something is ticked."""
        for place in self.places:
            self._clean_place(place)
        if not self.errors and not self._ticked():
            raise forms.ValidationError(NOTHING, code="nothing")
        return self.cleaned_data

    def _clean_place(self, place: Place) -> None:
        said = self.cleaned_data
        reason, remark = said.get(f"ly-do-{place.key}", ""), said.get(f"yeu-cau-{place.key}", "")
        if not said.get(f"chon-{place.key}"):
            if reason or remark:
                self.add_error(f"chon-{place.key}", NOT_TICKED.format(place=place.name))
        elif not reason:
            self.add_error(f"ly-do-{place.key}", NO_REASON.format(place=place.name))
        elif reason == OTHER and not remark and not said.get("note"):
            self.add_error(f"yeu-cau-{place.key}", NO_WORDS.format(place=place.name))

    def _ticked(self) -> list[Place]:
        return [place for place in self.places if self.cleaned_data.get(f"chon-{place.key}")]

    def said(self) -> Said:
        """What is given back with the dossier. Only on a valid form."""
        asks = [self._asked(place) for place in self._ticked()]
        return Said(self.cleaned_data["note"], asks, self.cleaned_data["seen"])

    def _asked(self, place: Place) -> Asked:
        reason = self.reasons[self.cleaned_data[f"ly-do-{place.key}"]]
        remark = self.cleaned_data[f"yeu-cau-{place.key}"]
        if reason.code == OTHER and not remark:  # what is said in general says it
            remark = self.cleaned_data["note"]
        return Asked(reason, remark, place.field, place.criterion)

    def rows(self) -> dict[str, Row]:
        """The places as they were filled in, right or wrong, by key."""
        return {place.key: self._row(place) for place in self.places}

    def _row(self, place: Place) -> Row:
        chosen = str(self[f"ly-do-{place.key}"].value() or "")
        options = [Option(code, reason.label, code == chosen) for code, reason in self.reasons.items()]
        names = [f"{name}-{place.key}" for name in ("chon", "ly-do", "yeu-cau")]
        errors = [str(text) for name in names for text in self.errors.get(name, [])] if self.is_bound else []
        remark = str(self[f"yeu-cau-{place.key}"].value() or "")
        return Row(place, bool(self[f"chon-{place.key}"].value()), options, remark, errors)


class AnswerForm(forms.Form):
    """The answers to the points of a return, and what stood there when the page was shown."""

    def __init__(self, data: Any, points: Sequence[int]) -> None:
        super().__init__(data)
        self.points = points
        for pk in points:
            self.fields[f"tra-loi-{pk}"] = TextField(required=False, max_length=MAX_NOTE, label="Trả lời")
            self.fields[f"cu-tra-loi-{pk}"] = TextField(required=False, label="Đã trả lời")

    def sent(self) -> dict[int, tuple[str, str]]:
        """The answers that were sent and fit, each with what had stood there."""
        self.is_valid()
        read = self.cleaned_data
        names = {pk: f"tra-loi-{pk}" for pk in self.points}
        return {
            pk: (read[name], read[f"cu-{name}"])
            for pk, name in names.items()
            if name in self.data and name in read and f"cu-{name}" in read
        }

    def refused(self) -> dict[int, str]:
        """The answers that do not fit, each with the reason."""
        self.is_valid()
        return {
            pk: " ".join(str(text) for text in self.errors[f"tra-loi-{pk}"])
            for pk in self.points
            if f"tra-loi-{pk}" in self.errors
        }

    def typed(self, pk: int) -> str | None:
        """What was typed for a point, or None when nothing was sent for it."""
        return self.data.get(f"tra-loi-{pk}")
