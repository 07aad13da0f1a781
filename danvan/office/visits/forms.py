"""Forms of visits: what is asked of the list, a plan for many units, an answer to a finding, a checklist."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import cached_property

from danvan.accounts.access import Action, homes, units_for
from danvan.accounts.models import Post, User
from danvan.dossiers.models import Campaign
from danvan.kit.fields import DateField, LineField, TextField
from danvan.kit.vi import clean_line
from danvan.office.forms_cards import ManyFilesField
from danvan.office.forms_list import Asking
from danvan.office.reach import campaigns_for
from danvan.units.enums import AGENCY_KINDS, COMMUNE_KINDS, REVIEWING
from danvan.units.models import Unit, UnitQuerySet
from danvan.visits.actions import Plan, lists_for
from danvan.visits.checklists import Lines, boards_of
from danvan.visits.enums import VisitKind
from danvan.visits.models import Checklist, Visit

TABS = ("sap-toi", "da-di", "kien-nghi", "qua-han", "nen-den")
MAX_TEXT = 4_000


class ListForm(Asking):
    """Which tab of the screen of visits, and which page of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["muc"] = forms.ChoiceField(required=False, choices=[(tab, tab) for tab in TABS])
        self.fields["page"] = forms.IntegerField(required=False, min_value=1, max_value=100_000)


class FilesField(ManyFilesField):
    """Several files or none, each checked where its content is judged."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """The files that were sent."""
        return [file for file in data or [] if file]


def visitable(user: User, day: date) -> UnitQuerySet:
    """The units this person's boards may visit, in Vietnamese order; never the boards themselves."""
    able = units_for(user, Action.VISIT).exclude(pk__in=[home.pk for home in homes(user)])
    able = able.filter(kind__in=COMMUNE_KINDS | AGENCY_KINDS | REVIEWING)
    return Unit.objects.filter(pk__in=able.values("pk")).as_of(day).order_by("sort_key", "pk")


def leads(boards: Sequence[Unit], day: date) -> dict[str, User]:
    """The people who hold a post in these boards on a day, by their key."""
    held = Post.objects.filter(Post.held_on(day), unit__in=boards, user__is_active=True).select_related("user")
    return {str(post.user_id): post.user for post in held.order_by("user__full_name", "user__username")}


class PlanForm(forms.Form):
    """When, by whom and why; for new visits also which units."""

    planned_on = DateField(label="Ngày dự kiến")
    kind = forms.ChoiceField(label="Loại kiểm tra", choices=VisitKind.choices)
    checklist = forms.ModelChoiceField(
        Checklist.objects.none(), label="Danh mục kiểm tra", required=False, empty_label="Không dùng danh mục"
    )
    lead = forms.ChoiceField(label="Trưởng đoàn")
    members = TextField(
        label="Thành viên đoàn", required=False, max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 2})
    )
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), label="Thuộc đợt thi đua", required=False, empty_label="Không thuộc đợt nào"
    )
    purpose = TextField(
        label="Nội dung, yêu cầu", required=False, max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Đơn vị được kiểm tra đọc được phần này.",
    )  # fmt: skip

    def __init__(self, user: User, day: date, data: Any = None, *, visit: Visit | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        self._choose("checklist", Checklist.objects.filter(lists_for(user), is_active=True).order_by("name", "pk"))
        self._choose("campaign", campaigns_for(user).filter(is_archive=False))
        boards = boards_of(user)
        self.people = leads([*boards, visit.host] if visit else boards, day)
        if visit is not None:
            self.people.setdefault(str(visit.lead_id), visit.lead)
        chooser = self.fields["lead"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [(key, str(person)) for key, person in self.people.items()]
        chooser.initial = str(user.pk)
        if visit is not None:
            self.fields["edition"] = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def _choose(self, name: str, rows: Any) -> None:
        chooser = self.fields[name]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = rows

    def plan(self) -> Plan:
        """What was planned. Only on a valid form."""
        said = self.cleaned_data
        return Plan(
            planned_on=said["planned_on"], lead=self.people[said["lead"]], kind=said["kind"],
            checklist=said["checklist"], members=said["members"], purpose=said["purpose"], campaign=said["campaign"],
        )  # fmt: skip


class NewPlanForm(PlanForm):
    """A plan for one or several units."""

    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="Đơn vị được kiểm tra", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một đơn vị."},
    )  # fmt: skip

    def __init__(self, user: User, day: date, data: Any = None, **more: Any) -> None:
        super().__init__(user, day, data, **more)
        self._choose("units", visitable(user, day))
        self.fields["units"].label_from_instance = lambda unit: unit.name  # type: ignore[attr-defined]

    @cached_property
    def chosen(self) -> set[str]:
        """The units that are ticked, as the page names them."""
        known = {str(box.data["value"]) for box in self["units"]}
        return known & {str(getattr(value, "pk", value)) for value in self["units"].value() or []}


class NoteForm(forms.Form):
    """The reason of a step, and how far the thing had moved on the page."""

    note = TextField(required=False, max_length=MAX_TEXT)
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """What was done about a finding, with files that prove it."""

    answer = TextField(
        label="Đã khắc phục thế nào", max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ghi việc đã làm, ngày xong, người làm. Đoàn kiểm tra đọc và xác nhận.",
    )  # fmt: skip
    tep = FilesField(label="Ảnh, văn bản chứng minh", required=False)
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class ChecklistForm(forms.Form):
    """A checklist: one line of text for each thing to look at."""

    name = LineField(label="Tên danh mục", max_length=200)
    kind = forms.ChoiceField(label="Loại kiểm tra", choices=VisitKind.choices)
    unit = forms.ChoiceField(label="Của cơ quan")
    lines = TextField(
        label="Nội dung xem xét", max_length=20_000, widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Mỗi dòng một nội dung, theo thứ tự xem xét.",
    )  # fmt: skip
    is_active = forms.BooleanField(label="Đang dùng", required=False, initial=True)
    edition = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, boards: Sequence[Unit], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.boards = {str(unit.pk): unit for unit in boards}
        chooser = self.fields["unit"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [(key, unit.name) for key, unit in self.boards.items()]
        if len(self.boards) < 2:
            chooser.required, chooser.widget = False, forms.HiddenInput()

    def clean_lines(self) -> list[str]:
        """The lines that say something, none of them too long."""
        lines = [line for text in self.cleaned_data["lines"].splitlines() if (line := clean_line(text))]
        if any(len(line) > 500 for line in lines):
            raise forms.ValidationError("Mỗi nội dung dài nhất 500 chữ cái; hãy tách dòng dài thành nhiều dòng.")
        return lines

    def board(self) -> Unit:
        """The board it belongs to: the one chosen, or the first."""
        return self.boards.get(self.cleaned_data["unit"]) or next(iter(self.boards.values()))

    def said(self) -> Lines:
        """What the checklist says. Only on a valid form."""
        said = self.cleaned_data
        return Lines(said["name"], said["kind"], said["lines"], said["is_active"])
