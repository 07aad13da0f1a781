"""Sending a workbook to be read, looking at what it would change, and agreeing to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from danvan.dossiers.models import Campaign
from danvan.exchange.matching import COLUMNS, Heading
from danvan.exchange.preview import ASK, CHANGED, NEW, QUESTIONS, SAME, WRONG
from danvan.kit.fields import LineField
from danvan.office.forms_list import Asking

OUTCOMES = [(NEW, "Mới"), (CHANGED, "Thay đổi"), (SAME, "Như đã có"), (WRONG, "Sai, cần sửa"), (ASK, "Cần bạn xem")]
ALL = "all"  # also the rows that are stored already, which are otherwise left out beside others


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
        self.fields["loai"] = forms.ChoiceField(required=False, choices=[*OUTCOMES, (ALL, "Tất cả")])
        self.fields["page"] = forms.IntegerField(required=False, min_value=1, max_value=100_000)


class ApplyForm(forms.Form):
    """What the reader saw and agrees to: the mark of the preview, and that wrong rows are left out."""

    seen = LineField(max_length=64)
    skip_wrong = forms.BooleanField(required=False)


class AgreeForm(forms.Form):
    """What the reader has looked at: letters that were converted, models almost like others."""

    agreed = forms.ChoiceField(
        choices=[(question, question) for question in QUESTIONS],
        error_messages={"required": "Hãy xem các dòng đó, đánh dấu vào ô đồng ý rồi bấm lại."},
    )


class ColumnsForm(forms.Form):
    """What each heading of an office's own sheet holds; none is passed over."""

    def __init__(self, *args: Any, headings: Sequence[Heading], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = headings
        choices = [("", "Không đọc cột này"), *COLUMNS.items()]
        for number, heading in enumerate(headings):
            self.fields[f"cot-{number}"] = forms.ChoiceField(
                label=f"“{heading.label}”", choices=choices, required=False, initial=heading.column,
                help_text=_samples(heading),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Two headings cannot be the same column."""
        given = [value for value in self.cleaned_data.values() if value]
        for value in dict.fromkeys(given):
            if given.count(value) > 1:
                raise ValidationError(f"Có {given.count(value)} cột cùng ghép với «{COLUMNS[value]}». Hãy để lại một.")
        return self.cleaned_data

    def chosen(self) -> dict[str, str]:
        """The column of each heading, by its key. Only on a valid form."""
        return {heading.key: self.cleaned_data[f"cot-{number}"] for number, heading in enumerate(self.headings)}


def _samples(heading: Heading) -> str:
    cells = "; ".join(text if len(text) <= 60 else f"{text[:60]}…" for text in heading.samples)
    return f"Trang “{heading.sheet}”. Ví dụ: {cells}" if cells else f"Trang “{heading.sheet}”. Cột trống."
