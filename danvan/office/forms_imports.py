"""Sending a workbook to be read, looking at what it would change, and agreeing to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from danvan.dossiers.models import Campaign
from danvan.exchange.preview import CHANGED, NEW, SAME, WRONG
from danvan.kit.fields import LineField
from danvan.office.forms_list import Asking

OUTCOMES = [(NEW, "Mới"), (CHANGED, "Thay đổi"), (SAME, "Như đã có"), (WRONG, "Sai, cần sửa")]


class UploadForm(forms.Form):
    """Which campaign a workbook is for, and the workbook."""

    dot = forms.ChoiceField(label="Đợt thi đua")
    tep = forms.FileField(
        label="Tệp Excel (.xlsx)", max_length=250,
        help_text="Tệp theo mẫu của đợt, hoặc biểu đăng ký của huyện có cột tên mô hình và đơn vị.",
        error_messages={
            "required": "Chưa chọn tệp.", "empty": "Tệp rỗng, không có nội dung. Hãy chọn lại tệp.",
            "max_length": "Tên tệp quá dài. Hãy đặt lại tên ngắn hơn rồi gửi lại.",
        },
    )  # fmt: skip

    def __init__(self, *args: Any, campaigns: Iterable[Campaign], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(campaign.code, campaign.name) for campaign in campaigns]
        self.fields["dot"] = forms.ChoiceField(label="Đợt thi đua", choices=choices)
        self.fields["tep"].widget.attrs["accept"] = ".xlsx"


class PreviewForm(Asking):
    """Which rows of a preview are shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["loai"] = forms.ChoiceField(required=False, choices=OUTCOMES)
        self.fields["page"] = forms.IntegerField(required=False, min_value=1, max_value=100_000)


class ApplyForm(forms.Form):
    """What the reader saw and agrees to: the mark of the preview, and that wrong rows are left out."""

    seen = LineField(max_length=64)
    skip_wrong = forms.BooleanField(required=False)
