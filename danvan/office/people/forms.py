"""What is typed on the screens of people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from danvan.accounts.models import Role, User
from danvan.accounts.people import appointable, units_to_appoint
from danvan.kit.fields import DateField, LineField, TextField
from danvan.notices.people import Newcomer
from danvan.office.forms_decisions import UnitChoice
from danvan.office.forms_list import Asking
from danvan.units.models import Unit

_USERNAME = RegexValidator(r"^[a-z0-9][a-z0-9._-]{1,59}$", "Dùng chữ thường không dấu, chữ số, dấu chấm, gạch ngang.")


class PostForm(forms.Form):
    """A role in a unit, among those this person may appoint."""

    unit = UnitChoice(
        queryset=Unit.objects.none(), label="Đơn vị", empty_label="chọn đơn vị",
        error_messages={"required": "Hãy chọn đơn vị."},
    )  # fmt: skip
    role = forms.ChoiceField(label="Vai trò", error_messages={"required": "Hãy chọn vai trò."})

    def __init__(self, by: User, today: date, data: Any = None) -> None:
        super().__init__(data)
        self.by = by
        units = units_to_appoint(by, today)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        roles = {role for unit in units for role in appointable(by, unit)}
        self.fields["role"].choices = [("", "chọn vai trò")] + [  # type: ignore[attr-defined]
            (role.value, role.label) for role in Role if role in roles
        ]


class InviteForm(PostForm):
    """A new person."""

    full_name = LineField(label="Họ và tên", max_length=120, error_messages={"required": "Cần ghi họ và tên."})
    username = LineField(
        label="Tên đăng nhập", max_length=60, required=False, validators=[_USERNAME],
        help_text="Để trống thì lấy từ họ tên, ví dụ Nguyễn Văn An thành nguyenvanan.",
    )  # fmt: skip
    email = forms.EmailField(
        label="Thư điện tử", required=False, max_length=254,
        help_text="Nếu có, đường dẫn đặt mật khẩu được gửi tới đây.",
        error_messages={"invalid": "Địa chỉ thư chưa đúng, ví dụ nguyenvana@danvan.example."},
    )  # fmt: skip
    field_order = ("full_name", "unit", "role", "username", "email")

    def newcomer(self) -> Newcomer:
        """The person as typed."""
        return Newcomer(**self.cleaned_data)


class EndForm(forms.Form):
    """Until when a post is held, and why it ends."""

    on = DateField(label="Đến hết ngày", error_messages={"required": "Cần ghi ngày."})
    reason = TextField(
        label="Lý do", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Cần ghi rõ lý do."},
    )  # fmt: skip


class PeopleForm(Asking):
    """Which people the list shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"] = LineField(required=False, max_length=120)
        self.fields["page"] = forms.IntegerField(required=False, min_value=1, max_value=100_000)
