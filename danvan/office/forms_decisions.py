"""What is typed on the decision screens: a new draft, its words, and the search of the list."""

from __future__ import annotations

import uuid
from dataclasses import fields
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict

from danvan.accounts.access import Action, rows, units_for
from danvan.accounts.models import User
from danvan.decisions.actions import MAX_NUMBER, Words
from danvan.decisions.enums import DecisionKind, Layout
from danvan.decisions.models import Decision
from danvan.decisions.wording import COUNT_MARK
from danvan.dossiers.models import Campaign, Dossier
from danvan.kit.fields import DateField, LineField, MomentField, TextField
from danvan.units.enums import REVIEWING
from danvan.units.models import Unit

_NEW_KINDS = [(kind.value, kind.label) for kind in (DecisionKind.RECOGNISE, DecisionKind.COMMEND)]


def issuers(user: User, today: date) -> QuerySet[Unit]:
    """The units whose decisions this person may draft and that still exist."""
    living = Q(ended_on__isnull=True) | Q(ended_on__gte=today)
    return units_for(user, Action.DRAFT_DECISION).filter(living, kind__in=REVIEWING).order_by("path")


def living_campaigns(user: User) -> QuerySet[Campaign]:
    """The opened campaigns, not from old books, kept by units for which this person may draft."""
    reach = rows(user, Action.DRAFT_DECISION, path="keeper__path")
    opened = Campaign.objects.filter(reach, is_archive=False, opened_at__isnull=False)
    return opened.select_related("keeper").order_by("-last_year", "code")


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit by its name alone."""

    def label_from_instance(self, obj: Any) -> str:
        """The name, as people know it."""
        return str(obj.name)


class NewDecisionForm(forms.Form):
    """Who decides what, for which campaign; everything else is proposed on the next page."""

    unit = UnitChoice(queryset=Unit.objects.none(), label="Cơ quan ban hành", empty_label=None)
    kind = forms.ChoiceField(label="Loại quyết định", choices=_NEW_KINDS)
    campaign = forms.ModelChoiceField(queryset=Campaign.objects.none(), label="Đợt thi đua", empty_label=None)
    request_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, user: User, today: date, data: QueryDict | None = None, *, asked: str = "") -> None:
        units, campaigns = issuers(user, today), living_campaigns(user)
        chosen = campaigns.filter(code=asked).first() if asked else campaigns.first()
        initial = {"request_key": uuid.uuid4().hex, "campaign": chosen, "unit": chosen.keeper if chosen else None}
        super().__init__(data, initial=initial)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A unit decides on campaigns of its own, of its superior, or under it."""
        cleaned: dict[str, Any] = super().clean() or {}
        unit, campaign = cleaned.get("unit"), cleaned.get("campaign")
        if unit and campaign:
            one, other = unit.path, campaign.keeper.path
            if not (one.startswith(other) or other.startswith(one)):
                self.add_error("campaign", f"{campaign.name} không thuộc phạm vi của {unit.name}. Hãy chọn lại.")
        return cleaned


def _line(label: str, length: int, *, required: bool = False, hint: str = "") -> LineField:
    return LineField(label=label, max_length=length, required=required, help_text=hint)


def _lines(label: str, rows: int, hint: str) -> TextField:
    return TextField(label=label, required=False, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}))


class WordsForm(forms.Form):
    """The words of a draft. What was not sent stays as it is stored."""

    number = _line("Số, ký hiệu", MAX_NUMBER, hint="Văn thư cấp, ví dụ 86-QĐ/TU. Để trống khi còn là dự thảo.")
    signed_on = DateField(label="Ngày ban hành", required=False)
    layout = forms.ChoiceField(label="Thể thức", choices=Layout.choices)
    place = _line("Nơi ban hành", 80)
    body = _line("Cơ quan ban hành", 160, required=True)
    superior_body = _line("Cơ quan cấp trên", 160)
    capacity = _line("Thẩm quyền ký", 120, hint="Ví dụ T/M BAN THƯỜNG VỤ")
    signer_title = _line("Chức vụ người ký", 80)
    signer_name = _line("Người ký", 80)
    summary = _line("Trích yếu", 400, required=True)
    bases = _lines("Căn cứ", 5, "Mỗi căn cứ một dòng; dấu gạch và dấu chấm phẩy tự thêm khi in.")
    articles = _lines("Nội dung các điều", 8, f"Mỗi điều một dòng. {COUNT_MARK} được thay bằng số trong danh sách.")
    recipients = _lines("Nơi nhận", 3, "Mỗi nơi một dòng.")
    reason = _lines("Lý do chung", 2, "Dùng cho các dòng không ghi lý do riêng. Công khai trên trang tra cứu giấy.")
    publish_at = MomentField(
        label="Hẹn giờ công bố", required=False,
        help_text="Để trống: công bố ngay khi ban hành. Trước giờ hẹn, trang công khai chưa có quyết định này.",
    )  # fmt: skip
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, decision: Decision, data: QueryDict | None = None) -> None:
        self.decision = decision
        stored = {name: getattr(decision, name) for name in (*_TYPED, "edition")}
        super().__init__(stored | data.dict() if data is not None else None, initial=stored)

    def words(self) -> Words:
        """What was typed, with what this form does not ask kept as stored."""
        typed = {name: self.cleaned_data[name] for name in _TYPED}
        return Words(**typed, date_text=self.decision.date_text)

    def readable_words(self) -> Words | None:
        """What was typed, also when it was refused as a whole; nothing when a field cannot be read."""
        return self.words() if self.is_bound and set(self.errors) <= {NON_FIELD_ERRORS} else None


_TYPED = tuple(part.name for part in fields(Words) if part.name != "date_text")


class TickedField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Ticked rows; a number that no database holds is refused like any other foreign one."""

    def clean(self, value: Any) -> Any:
        if any(not str(pk).isdecimal() or len(str(pk)) > 18 for pk in value or ()):
            raise ValidationError(self.error_messages["invalid_pk_value"], code="invalid_pk_value")
        return super().clean(value)


class ListForm(forms.Form):
    """The dossiers ticked for the attached list."""

    dossiers = TickedField(
        queryset=Dossier.objects.none(), required=False,
        error_messages={
            "invalid_choice": "Có hồ sơ không còn trong phạm vi chọn. Hãy tải lại trang rồi chọn lại.",
            "invalid_pk_value": "Danh sách gửi lên không đọc được. Hãy tải lại trang rồi chọn lại.",
        },
    )  # fmt: skip

    def __init__(self, data: QueryDict, found: QuerySet[Dossier]) -> None:
        super().__init__(data)
        self.fields["dossiers"].queryset = found  # type: ignore[attr-defined]


class SearchForm(forms.Form):
    """The number looked for in the list, however it is typed."""

    q = LineField(required=False, max_length=200)


class DiscardForm(forms.Form):
    """Throwing a draft away: agreed to, and of the edition that was seen."""

    agreed = forms.BooleanField()
    edition = forms.IntegerField(min_value=1, max_value=2_000_000_000)
