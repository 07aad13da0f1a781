"""The form on which a visit is written down, line by line, with photographs; made for a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from danvan.criteria.models import Criterion
from danvan.kit.fields import DateField, LineField, TextField
from danvan.office.visits.forms import MAX_TEXT, FilesField
from danvan.visits.enums import Seen
from danvan.visits.models import ChecklistItem, Finding, Visit, VisitAnswer, VisitPhoto
from danvan.visits.recording import Found, Noted

BLANK_ROWS = 2
GRAINS = {Seen.OK: "yes", Seen.NOT: "no", Seen.NA: "na"}
# Names on the page: kq, ghi (a line), kn-*, (a finding, by its place), chu-thich, bo-anh (a photograph).


@dataclass(frozen=True)
class Option:
    """One of the three words of a line."""

    value: str
    label: str
    kind: str
    checked: bool


@dataclass(frozen=True)
class Line:
    """One line of the checklist on the page."""

    number: int
    text: str
    name: str
    options: Sequence[Option]
    note: BoundField


@dataclass(frozen=True)
class FindingRow:
    """One finding on the page; ``fixed`` is one the unit has acted upon, which is only shown."""

    number: int
    pk: BoundField
    text: BoundField
    responsible: BoundField
    due_on: BoundField
    criterion: BoundField | None
    fixed: Finding | None = None


@dataclass(frozen=True)
class PhotoRow:
    """One photograph on the page."""

    photo: VisitPhoto
    caption: BoundField
    drop: BoundField


def _area(label: str, rows: int, hint: str = "") -> TextField:
    return TextField(
        label=label, required=False, max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": rows}), help_text=hint
    )


class RecordForm(forms.Form):
    """Everything that is written down on a visit. Nothing is compulsory before the minutes are finished."""

    visited_on = DateField(label="Ngày đi", required=False)
    members = _area("Thành viên đoàn", 2)
    met = _area("Làm việc với", 2, "Họ tên, chức vụ đại diện đơn vị.")
    summary = _area("Kết quả, nhận xét", 5, "Việc làm tốt, việc còn hạn chế. Bắt buộc khi hoàn thành biên bản.")
    following = _area("Việc tiếp theo của đoàn", 2)
    chup = FilesField(label="Chụp ảnh", required=False)
    anh = FilesField(label="Chọn ảnh trong máy", required=False)
    edition = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(
        self, visit: Visit, items: Sequence[ChecklistItem], criteria: Sequence[Criterion], data: Any = None,
        files: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(data, files, initial=_initial(visit))
        self.items, self.criteria = items, {str(one.pk): one for one in criteria}
        self.findings = list(visit.findings.order_by("pk"))
        self.photos = list(visit.photos.filter(removed_at__isnull=True).order_by("pk"))
        self.fields["chup"].widget.attrs |= {"accept": "image/*", "capture": "environment"}
        self.fields["anh"].widget.attrs |= {"accept": "image/*"}
        self._add_lines({answer.item_id: answer for answer in visit.answers.all()})
        self.size = self._size(data)
        for place in range(self.size):
            self._add_finding(place, self.findings[place] if place < len(self.findings) else None)
        for photo in self.photos:
            self.fields[f"chu-thich-{photo.pk}"] = LineField(
                label="Chú thích ảnh", required=False, max_length=200, initial=photo.caption
            )
            self.fields[f"bo-anh-{photo.pk}"] = forms.BooleanField(label="Bỏ ảnh này", required=False)

    def _size(self, data: Any) -> int:
        """As many findings as stand, some blank ones after them, and all that were typed."""
        typed = [int(name.split("-")[1]) for name in data or () if name.startswith("kn-") and name.endswith("-text")
                 and name.split("-")[1].isdecimal() and len(name) < 12]  # fmt: skip
        return min(60, max([len(self.findings) + BLANK_ROWS, *(place + 1 for place in typed)]))

    def _add_lines(self, answers: Mapping[int, VisitAnswer]) -> None:
        for item in self.items:
            said = answers.get(item.pk)
            self.fields[f"kq-{item.pk}"] = forms.ChoiceField(
                label=item.text, required=False, choices=Seen.choices, initial=said.result if said else ""
            )
            note = _area("Ghi chú", 1)
            note.widget.attrs["placeholder"] = "Ghi chú"
            note.initial = said.note if said else ""
            self.fields[f"ghi-{item.pk}"] = note

    def _add_finding(self, place: int, stands: Finding | None) -> None:
        text = _area(f"Kiến nghị {place + 1}", 2)
        pk = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
        responsible = LineField(label="Người chịu trách nhiệm", required=False, max_length=200)
        due = DateField(label="Hạn khắc phục", required=False)
        choices = [("", "Không gắn tiêu chí"), *((key, str(one)[:80]) for key, one in self.criteria.items())]
        criterion = forms.ChoiceField(label="Tiêu chí", required=False, choices=choices)
        if stands is not None:
            pk.initial, text.initial, responsible.initial = stands.pk, stands.text, stands.responsible
            due.initial, criterion.initial = stands.due_on, str(stands.criterion_id or "")
        fields = {"pk": pk, "text": text, "responsible": responsible, "due_on": due, "criterion": criterion}
        self.fields |= {f"kn-{place}-{name}": field for name, field in fields.items()}

    def lines(self) -> list[Line]:
        """The checklist as it was filled in."""
        return [self._line(number, item) for number, item in enumerate(self.items, 1)]

    def _line(self, number: int, item: ChecklistItem) -> Line:
        chosen = str(self[f"kq-{item.pk}"].value() or "")
        options = [Option(str(one), str(one.label), GRAINS[one], str(one) == chosen) for one in Seen]
        return Line(number, item.text, f"kq-{item.pk}", options, self[f"ghi-{item.pk}"])

    def finding_rows(self) -> list[FindingRow]:
        """The findings as they were filled in, with blank rows after them."""
        fixed = {finding.pk: finding for finding in self.findings if finding.moves}
        return [
            FindingRow(
                place + 1, self[f"kn-{place}-pk"], self[f"kn-{place}-text"], self[f"kn-{place}-responsible"],
                self[f"kn-{place}-due_on"], self[f"kn-{place}-criterion"] if self.criteria else None,
                fixed.get(_number(self[f"kn-{place}-pk"].value())),
            )
            for place in range(self.size)
        ]  # fmt: skip

    def photo_rows(self) -> list[PhotoRow]:
        """The photographs, each with its caption."""
        return [PhotoRow(one, self[f"chu-thich-{one.pk}"], self[f"bo-anh-{one.pk}"]) for one in self.photos]

    def noted(self) -> Noted:
        """What was written down. Only on a valid form."""
        said = self.cleaned_data
        return Noted(
            visited_on=said["visited_on"], members=said["members"], met=said["met"], summary=said["summary"],
            following=said["following"],
            answers={item.pk: (said[f"kq-{item.pk}"], said[f"ghi-{item.pk}"]) for item in self.items},
            found=[self._found(place) for place in range(self.size)],
            captions={photo.pk: said[f"chu-thich-{photo.pk}"] for photo in self.photos},
        )  # fmt: skip

    def _found(self, place: int) -> Found:
        said = {name: self.cleaned_data[f"kn-{place}-{name}"] for name in ("pk", "text", "responsible", "due_on")}
        criterion = self.criteria.get(self.cleaned_data[f"kn-{place}-criterion"])
        return Found(said["text"], said["responsible"], said["due_on"], criterion, said["pk"])

    def dropped(self) -> list[VisitPhoto]:
        """The photographs ticked to be taken off."""
        return [photo for photo in self.photos if self.cleaned_data[f"bo-anh-{photo.pk}"]]

    def uploads(self) -> list[Any]:
        """The photographs taken and chosen."""
        return [*self.cleaned_data["chup"], *self.cleaned_data["anh"]]


def _number(value: Any) -> int:
    return int(value) if str(value or "").isdecimal() else 0


def _initial(visit: Visit) -> dict[str, Any]:
    names = ("visited_on", "members", "met", "summary", "following", "edition")
    return {name: getattr(visit, name) for name in names}
