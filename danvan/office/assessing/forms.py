"""What is typed of a meeting: its facts, who was called, which dossiers, and what was said and concluded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms
from django.forms import BoundField

from danvan.assessments.actions import MOST_MEMBERS, Called, Facts
from danvan.assessments.models import Assessment, Member
from danvan.dossiers.models import Campaign
from danvan.dossiers.windows import told
from danvan.kit import vi
from danvan.kit.fields import LineField, TextField
from danvan.office.campaigns.fields import MomentField

HOW = (("", "Biểu quyết công khai, ghi ý kiến từng người"), ("1", "Bỏ phiếu kín, chỉ ghi số phiếu"))
BLANK_ROWS = 3
MAX_TEXT = 20_000
_PARTS = re.compile(r"\s*[;\t]\s*|\s*,\s+|\s+[–-]\s+")  # between a name and the title after it


class EditionForm(forms.Form):
    """A form that says on which edition of the meeting it was written."""

    edition = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class MeetingForm(EditionForm):
    """When, where, by whom, and how votes are counted; chair and secretary may wait until the minutes are closed."""

    held_at = MomentField(label="Họp lúc", hour=time(8, 0), help_text="Ví dụ 08:00 ngày 25/11/2026.")
    ended_at = MomentField(label="Kết thúc lúc", hour=time(11, 0), required=False)
    place = LineField(label="Địa điểm", max_length=200)
    body = LineField(label="Hội đồng, cơ quan bình xét", max_length=200, help_text="Ghi như trên biên bản.")
    chair_name = LineField(label="Người chủ trì", max_length=80, required=False)
    chair_title = LineField(label="Chức vụ người chủ trì", max_length=120, required=False)
    secretary_name = LineField(label="Người ghi biên bản", max_length=80, required=False)
    is_secret = forms.ChoiceField(label="Cách bỏ phiếu", choices=HOW, required=False, widget=forms.RadioSelect)

    WORDS = {
        "held_at": "Cần ghi họp lúc nào.", "place": "Cần ghi địa điểm.", "body": "Cần ghi cơ quan bình xét.",
    }  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, sentence in self.WORDS.items():
            self.fields[name].error_messages["required"] = sentence

    def facts(self) -> Facts:
        """The meeting as typed."""
        typed = {name: self.cleaned_data[name] for name in Facts.__dataclass_fields__}
        return Facts(**{**typed, "is_secret": bool(typed["is_secret"])})


def facts_of(assessment: Assessment) -> dict[str, Any]:
    """A meeting as its form shows it."""
    names = ("place", "body", "chair_name", "chair_title", "secretary_name", "edition")
    shown = {name: getattr(assessment, name) for name in names}
    ended = told(assessment.ended_at) if assessment.ended_at else ""
    how = "1" if assessment.is_secret else ""
    return {**shown, "held_at": told(assessment.held_at), "ended_at": ended, "is_secret": how}


class CampaignChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A campaign by its name, and by whom it is run."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.keeper.name}"


class NewMeetingForm(MeetingForm):
    """A new meeting, and for which campaign."""

    campaign = CampaignChoice(queryset=Campaign.objects.none(), label="Đợt thi đua", empty_label=None)
    request_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    field_order = ("campaign",)

    def __init__(self, campaigns: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["edition"].required = False
        self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]


class WordsForm(EditionForm):
    """What was said, and what the meeting concluded."""

    discussion = TextField(
        label="Nội dung trao đổi", required=False, max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )
    conclusion = TextField(
        label="Kết luận", required=False, max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )


@dataclass(frozen=True)
class MemberRow:
    """One person on the page."""

    number: int
    pk: BoundField
    name: BoundField
    title: BoundField
    is_present: BoundField
    absence: BoundField


class MembersForm(EditionForm):
    """Who was called, present or absent: the rows that stand, some blank ones, and many at once as lines of text."""

    many = TextField(
        label="Thêm nhiều người một lần", required=False, max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mỗi dòng một người: họ và tên, rồi dấu phẩy, rồi chức vụ, đơn vị.",
    )  # fmt: skip

    def __init__(self, members: Sequence[Member], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.size = self._size(members, data)
        for place in range(self.size):
            self._add(place, members[place] if place < len(members) else None)

    def _size(self, members: Sequence[Member], data: Any) -> int:
        typed = [int(name.split("-")[1]) for name in data or () if re.fullmatch(r"tv-\d{1,3}-name", name)]
        return min(MOST_MEMBERS + BLANK_ROWS, max([len(members) + BLANK_ROWS, *(place + 1 for place in typed)]))

    def _add(self, place: int, member: Member | None) -> None:
        who = member or Member()
        fields: dict[str, forms.Field] = {
            "pk": forms.IntegerField(required=False, widget=forms.HiddenInput, initial=who.pk),
            "name": LineField(label=f"Họ và tên {place + 1}", max_length=80, required=False, initial=who.name),
            "title": LineField(label="Chức vụ, đơn vị", max_length=200, required=False, initial=who.title),
            "present": forms.BooleanField(label="Có mặt", required=False, initial=who.is_present),
            "absence": LineField(label="Lý do vắng", max_length=200, required=False, initial=who.absence),
        }
        self.fields |= {f"tv-{place}-{name}": field for name, field in fields.items()}

    def rows(self) -> list[MemberRow]:
        """The list as it is filled in."""
        names = ("pk", "name", "title", "present", "absence")
        return [
            MemberRow(place + 1, *(self[f"tv-{place}-{name}"] for name in names)) for place in range(self.size)
        ]  # fmt: skip

    def members(self) -> list[Called]:
        """Everybody named, in order; then those typed as lines. Only on a valid form."""
        found = [self._called(place) for place in range(self.size)]
        return [one for one in found if one.name] + [_from_line(line) for line in self._lines()]

    def _called(self, place: int) -> Called:
        name, title, present, absence, pk = (
            self.cleaned_data[f"tv-{place}-{part}"] for part in ("name", "title", "present", "absence", "pk")
        )
        return Called(name, title, present, absence, pk)

    def _lines(self) -> list[str]:
        lines = (vi.clean_line(line) for line in self.cleaned_data["many"].splitlines())
        return [line for line in lines if line]

    def clean_many(self) -> str:
        """Each line holds a name that is not too long."""
        text = str(self.cleaned_data["many"])
        for line in text.splitlines():
            called = _from_line(vi.clean_line(line))
            if len(called.name) > 80 or len(called.title) > 200:
                raise forms.ValidationError(f"Dòng “{line[:60]}…” dài quá. Hãy ghi họ tên, dấu phẩy, rồi chức vụ.")
        return text


def _from_line(line: str) -> Called:
    name, *rest = _PARTS.split(line, maxsplit=1)
    return Called(name, rest[0] if rest else "")


class AgendaForm(EditionForm):
    """Which dossiers are voted on; ``locked`` stay, because their vote is recorded."""

    def __init__(self, choices: Sequence[int], locked: Sequence[int], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        free = [(str(pk), str(pk)) for pk in choices if pk not in locked]
        self.locked = set(locked)
        self.fields["ho-so"] = forms.MultipleChoiceField(
            choices=free, required=False, label="Hồ sơ",
            error_messages={"invalid_choice": "Có hồ sơ vừa chuyển bước nên không còn chọn được. Hãy tải lại trang."},
        )  # fmt: skip

    def chosen(self) -> set[int]:
        """What is ticked, and what cannot be unticked. Only on a valid form."""
        return self.locked | {int(pk) for pk in self.cleaned_data["ho-so"]}
