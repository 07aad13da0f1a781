"""The fields in which anyone says something without an account, and the code they follow it with."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from danvan.hearings.actions import MOST
from danvan.kit import numbers
from danvan.kit.fields import LineField, TextField

KEY = "request_key"
_AREA = {"rows": 6, "maxlength": MOST}


def key_field() -> forms.CharField:
    """The mark of one form, so that it counts once however often it is sent."""
    return forms.CharField(widget=forms.HiddenInput, max_length=64, min_length=16)


class OpinionForm(forms.Form):
    """One field: what somebody thinks of a model."""

    text = TextField(
        label="Ý kiến của bạn", required=False, widget=forms.Textarea(attrs=_AREA),
        help_text=f"Nhiều nhất {numbers.grouped(MOST)} ký tự. "
        "Đừng ghi họ tên, số điện thoại hay số giấy tờ của bạn và của người khác.",
    )  # fmt: skip
    request_key = key_field()


class RemovalForm(forms.Form):
    """What is to be taken down, why, and how to reach whoever asks."""

    about = LineField(
        label="Trang, nội dung cần gỡ", max_length=300,
        help_text="Ví dụ: tên mô hình và tên người, hoặc địa chỉ trang.",
        error_messages={
            "required": "Ghi rõ trang hoặc nội dung cần gỡ.", "max_length": "Viết ngắn hơn, nhiều nhất 300 ký tự.",
        },
    )  # fmt: skip
    text = TextField(
        label="Yêu cầu", widget=forms.Textarea(attrs=_AREA), help_text="Thông tin nào của ai, vì sao cần gỡ.",
        error_messages={"required": "Ghi rõ cần gỡ thông tin gì và vì sao."},
    )  # fmt: skip
    contact = LineField(
        label="Cách liên hệ lại (không bắt buộc)", max_length=200, required=False,
        help_text="Chỉ người xử lý đọc được; xóa sau 30 ngày kể từ ngày trả lời. Không ghi cũng theo dõi được bằng mã.",
        error_messages={"max_length": "Viết ngắn hơn, nhiều nhất 200 ký tự."},
    )  # fmt: skip
    request_key = key_field()


class FollowForm(forms.Form):
    """The code of what was sent."""

    ma = LineField(
        label="Mã theo dõi", max_length=60, help_text="Tám ký tự nhận được khi gửi, ví dụ 7KQ4-M2PD.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Nhập mã theo dõi gồm tám ký tự."},
    )  # fmt: skip


def blank(form: type[forms.Form], **initial: Any) -> forms.Form:
    """The form before anything is typed, with a key of its own."""
    return form(initial={KEY: uuid.uuid4().hex, **initial})
