"""Forms of the library: what is asked of the list, one document, and the words of its steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from danvan.accounts.models import User
from danvan.dossiers.models import Campaign
from danvan.kit.fields import DateField, LineField, TextField
from danvan.library.actions import Words
from danvan.library.models import Document, DocumentKind
from danvan.library.queries import in_reach
from danvan.library.secrecy import why_secret
from danvan.office.forms_list import Asking
from danvan.office.reach import campaigns_for
from danvan.units.models import Unit

STATES = (("nhap", "Bản nháp"), ("dang", "Đang đăng"), ("go", "Đã gỡ"))


class ListForm(Asking):
    """The conditions of the list."""

    q = LineField(required=False, max_length=200)
    muc = forms.ChoiceField(required=False, choices=STATES)
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)


class DocumentForm(forms.Form):
    """What a document says about itself, its file, and the promise that it is no secret paper."""

    unit = forms.ChoiceField(label="Đơn vị đăng")
    kind = forms.ModelChoiceField(DocumentKind.objects.none(), label="Loại văn bản", empty_label="Chọn loại")
    number = LineField(label="Số, ký hiệu", required=False, max_length=60, help_text="Như in trên giấy: 06-ĐA/TU.")
    signed_on = DateField(label="Ngày ban hành", required=False, help_text="Dạng 05/02/2026.")
    body = LineField(label="Cơ quan ban hành", max_length=200)
    title = LineField(label="Trích yếu", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    summary = TextField(
        label="Tóm tắt", required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Vài câu cho người đọc biết văn bản quy định điều gì, áp dụng cho ai.",
    )  # fmt: skip
    link = forms.URLField(
        label="Nơi đăng chính thức", required=False, max_length=300, assume_scheme="https",
        help_text="Địa chỉ trang của cơ quan ban hành, nếu có.",
        error_messages={"invalid": "Địa chỉ chưa đúng. Hãy chép cả địa chỉ, bắt đầu bằng https://"},
    )  # fmt: skip
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), label="Thuộc đợt thi đua", required=False, empty_label="Không thuộc đợt nào"
    )
    file = forms.FileField(
        label="Tệp văn bản", required=False, help_text="PDF, Word (.docx) hoặc Excel (.xlsx), nhiều nhất 20 MB."
    )
    drop_file = forms.BooleanField(label="Bỏ tệp đang có", required=False)
    not_secret = forms.BooleanField(
        label="Văn bản này không mang dấu chỉ độ mật và được phép công khai",
        error_messages={"required": "Chỉ văn bản không mật, được phép công khai mới đưa lên cổng này."},
    )
    edition = forms.IntegerField(required=False, min_value=1)  # written into the page as it is stored by then

    def __init__(self, user: User, units: Sequence[Unit], today: date, data: Any = None, *args: Any, **more: Any):
        super().__init__(data, *args, **more)
        self.today, self.units = today, {str(unit.pk): unit for unit in units}
        chooser = self.fields["unit"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [(key, unit.name) for key, unit in self.units.items()]
        if len(self.units) < 2:
            chooser.required, chooser.widget = False, forms.HiddenInput()
        self._choose("kind", DocumentKind.objects.order_by("order", "name"))
        self._choose("campaign", campaigns_for(user))

    def _choose(self, name: str, rows: Any) -> None:
        chooser = self.fields[name]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = rows

    def clean_signed_on(self) -> date | None:
        """A paper cannot be signed after today."""
        day: date | None = self.cleaned_data["signed_on"]
        if day and day > self.today:
            raise forms.ValidationError("Ngày ban hành không thể sau hôm nay.")
        return day

    def clean_link(self) -> str:
        """Only addresses that a browser opens as pages."""
        link: str = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError("Địa chỉ phải bắt đầu bằng https:// hoặc http://")
        return link

    def clean_title(self) -> str:
        """No paper with a mark of secrecy."""
        return self._open("title")

    def clean_number(self) -> str:
        """No number with a mark of secrecy."""
        return self._open("number")

    def _open(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if refusal := why_secret(text):
            raise forms.ValidationError(refusal)
        return text

    def board(self) -> Unit:
        """The unit under whose name it stands: the one chosen, or the only one."""
        return self.units.get(self.cleaned_data["unit"]) or next(iter(self.units.values()))

    def words(self) -> Words:
        """What was typed. Only on a valid form."""
        names = ("kind", "title", "body", "number", "signed_on", "summary", "link", "campaign")
        return Words(**{name: self.cleaned_data[name] for name in names})


class WithdrawForm(forms.Form):
    """Why a document is taken off the public pages."""

    reason = LineField(
        label="Lý do gỡ", max_length=300, error_messages={"required": "Cần ghi rõ lý do gỡ văn bản."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class ReplaceForm(forms.Form):
    """Which document took the place of this one."""

    later = forms.ModelChoiceField(
        Document.objects.none(), label="Được thay bằng", required=False, empty_label="Chưa có văn bản thay thế"
    )

    def __init__(self, user: User, document: Document, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        chooser = self.fields["later"]
        assert isinstance(chooser, forms.ModelChoiceField)
        rows = in_reach(user).exclude(pk=document.pk).select_related("kind").order_by("-signed_on", "-pk")
        chooser.queryset = rows
        chooser.label_from_instance = lambda row: f"{row.number or row.kind.name}: {row.title}"[:110]  # type: ignore[method-assign,assignment]
