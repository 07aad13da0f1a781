"""What is typed on the screens of messages."""

from __future__ import annotations

from typing import Any

from django import forms

from danvan.accounts.models import User
from danvan.kit.fields import LineField, TextField
from danvan.notices.enums import By, NoticeKind, Outcome
from danvan.notices.models import Preference, ReminderRule, Template
from danvan.notices.templates import Words
from danvan.office.forms_list import Asking


class TemplateForm(forms.Form):
    """A wording."""

    subject = LineField(label="Tiêu đề", max_length=200, error_messages={"required": "Cần ghi tiêu đề."})
    body = TextField(
        label="Nội dung", max_length=5000, widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": "Cần ghi nội dung."},
    )  # fmt: skip
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, template: Template, data: Any = None, *, edition: int = 0) -> None:
        super().__init__(data, initial={"subject": template.subject, "body": template.body, "edition": edition})

    def words(self) -> Words:
        """The wording as typed."""
        typed = self.cleaned_data
        return Words(typed["subject"], typed["body"], typed["edition"] or 0)


class DaysField(forms.CharField):
    """Numbers of days with commas between: 14, 7, 3, 1; blank: never."""

    def clean(self, value: Any) -> list[int]:
        """The days, or a sentence about the first that is none."""
        parts = [part.strip() for part in str(value or "").replace(";", ",").split(",") if part.strip()]
        for part in parts:
            if not part.isascii() or not part.isdecimal() or len(part) > 3:
                raise forms.ValidationError(f"“{part[:20]}” không phải là số ngày. Ghi ví dụ 14, 7, 3, 1.")
        return [int(part) for part in parts]


class RulesForm(forms.Form):
    """How many days before each closing people are reminded."""

    def __init__(self, rules: list[ReminderRule], data: Any = None) -> None:
        super().__init__(data)
        for rule in rules:
            label = f"{rule.get_stage_display()}, trước (ngày)"
            initial = ", ".join(map(str, rule.days_before))
            self.fields[rule.stage] = DaysField(label=label, required=False, max_length=60, initial=initial)


class AccountForm(forms.Form):
    """Where messages reach a person."""

    email = forms.EmailField(
        label="Địa chỉ thư điện tử", required=False, max_length=254,
        error_messages={"invalid": "Địa chỉ thư chưa đúng, ví dụ nguyenvana@danvan.example."},
    )  # fmt: skip
    by_email = forms.BooleanField(label="Gửi thông báo và nhắc việc cả qua thư điện tử", required=False)

    def __init__(self, user: User, data: Any = None) -> None:
        wants = not Preference.objects.filter(user=user, by_email=False).exists()
        super().__init__(data, initial={"email": user.email, "by_email": wants})


class LogForm(Asking):
    """Which rows of the log."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["loai"] = forms.ChoiceField(required=False, choices=NoticeKind.choices)
        self.fields["cach"] = forms.ChoiceField(required=False, choices=By.choices)
        self.fields["ket-qua"] = forms.ChoiceField(required=False, choices=Outcome.choices)
        self.fields["page"] = forms.IntegerField(required=False, min_value=1, max_value=100_000)
