"""Layouts by their measures: an administrator says what differs from the layout shipped, each measure checked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from danvan.ledger.admin import RecordedAdmin
from danvan.papers.models import LayoutProfile
from danvan.papers.profiles import WrongMeasure, checked, shipped


class LayoutForm(forms.ModelForm):  # type: ignore[type-arg]
    """The layout of one code; its measures are those of the file shipped, unless said here."""

    class Meta:
        model = LayoutProfile
        fields = ["code", "name", "family", "valid_from", "valid_to", "legal_basis", "measures"]
        help_texts = {
            "code": "PARTY_36, PARTY_05 hoặc STATE_30.",
            "family": "PARTY là văn bản Đảng, STATE là văn bản Nhà nước.",
            "measures": "Chỉ ghi số đo khác với bản có sẵn, ví dụ {“margin_left”: “35mm”, “body_size”: “15pt”}, "
            "dùng dấu ngoặc kép thẳng.",
        }

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        code = str(typed.get("code", ""))
        try:
            checked(code, typed.get("measures") or {})
        except WrongMeasure as refusal:
            raise ValidationError(str(refusal)) from refusal
        begins, ends = typed.get("valid_from"), typed.get("valid_to")
        if typed.get("family") != shipped()[code].family:
            raise ValidationError(f"Thể thức {code} là loại {shipped()[code].family}.")
        if isinstance(begins, date) and isinstance(ends, date) and ends < begins:
            raise ValidationError("Ngày hết áp dụng đứng trước ngày bắt đầu.")
        return typed


@admin.register(LayoutProfile)
class LayoutProfileAdmin(RecordedAdmin):
    form = LayoutForm
    list_display = ["name", "code", "family", "valid_from", "valid_to"]
