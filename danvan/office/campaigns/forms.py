"""What is typed on the campaign screens: a new campaign, each step of preparing it, and more time for a unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from danvan.accounts.access import Action, units_for
from danvan.accounts.models import User
from danvan.criteria.models import ThemeScheme
from danvan.dossiers.campaign_rows import JUDGING, MOST_APPEAL_DAYS, settled
from danvan.dossiers.campaigning import Facts, schemes_for
from danvan.dossiers.enums import ShareOf
from danvan.dossiers.extensions import EXTENDED
from danvan.dossiers.models import Campaign
from danvan.kit.fields import DateField, LineField, TextField
from danvan.office.campaigns.fields import CLOSES, MomentField
from danvan.office.forms_cards import ManyFilesInput
from danvan.office.forms_decisions import UnitChoice
from danvan.units.enums import REVIEWING
from danvan.units.models import Unit

YEAR_WORDS = {"min_value": "Hãy ghi năm từ 2000.", "max_value": "Hãy ghi năm đến 2199.", "invalid": "Hãy ghi năm."}


def _year(label: str, *, required: bool = True, hint: str = "") -> forms.IntegerField:
    words = {**YEAR_WORDS, "required": "Cần ghi năm."}
    return forms.IntegerField(
        label=label, min_value=2000, max_value=2199, required=required, help_text=hint, error_messages=words
    )


def _count(label: str, least: int, most: int, hint: str) -> forms.IntegerField:
    wrong = f"Hãy ghi một số từ {least} đến {most}."
    words = dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)
    return forms.IntegerField(label=label, min_value=least, max_value=most, help_text=hint, error_messages=words)


def _name() -> LineField:
    return LineField(label="Tên đợt", max_length=200, error_messages={"required": "Cần ghi tên đợt."})


def _code() -> LineField:
    hint = "Dùng trong địa chỉ và tên tệp: chữ không dấu, chữ số, gạch ngang, ví dụ tan-yen-2027."
    return LineField(label="Mã đợt", max_length=40, help_text=hint, error_messages={"required": "Cần ghi mã đợt."})


class SchemeChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A theme scheme; one that is still a draft says so."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name) if obj.issued_at else f"{obj.name} (bản thảo)"


class CopyCampaignForm(forms.Form):
    """Which campaign to begin from, and for which year."""

    source = forms.ModelChoiceField(queryset=Campaign.objects.none(), label="Chép từ đợt", empty_label=None)
    year = _year("Cho năm", hint="Mọi ngày trong đợt cũ dời đi đúng số năm, giữ nguyên ngày và giờ.")


class NewCampaignForm(forms.Form):
    """A campaign from nothing: who runs it, its name and year; everything else follows in the steps."""

    organiser = UnitChoice(queryset=Unit.objects.none(), label="Cơ quan tổ chức", empty_label=None)
    name, code, first_year = _name(), _code(), _year("Năm thi đua")
    cutoff_on = DateField(label="Ngày chốt danh sách đơn vị", error_messages={"required": "Cần ghi ngày."})
    theme_scheme = SchemeChoice(queryset=ThemeScheme.objects.none(), label="Bộ lĩnh vực", empty_label=None)

    def __init__(self, user: User, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        organisers = units_for(user, Action.RUN).filter(ended_on__isnull=True, kind__in=REVIEWING).order_by("path")
        self.fields["organiser"].queryset = organisers  # type: ignore[attr-defined]
        issued = ThemeScheme.objects.filter(issued_at__isnull=False).order_by("name", "pk")
        self.fields["theme_scheme"].queryset = issued  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A scheme is one that the organiser may use."""
        typed: dict[str, Any] = super().clean() or {}
        organiser, scheme = typed.get("organiser"), typed.get("theme_scheme")
        if organiser and scheme and not schemes_for(organiser).filter(pk=scheme.pk).exists():
            self.add_error("theme_scheme", f"“{scheme.name}” là của cơ quan khác, {organiser.name} không dùng được.")
        return typed

    def facts(self) -> Facts:
        """The campaign as typed, for one year."""
        typed = {name: self.cleaned_data[name] for name in ("name", "code", "first_year", "cutoff_on", "theme_scheme")}
        return Facts(**typed, last_year=typed["first_year"])


class FactsForm(forms.Form):
    """What a campaign is."""

    name, code = _name(), _code()
    first_year, last_year = _year("Từ năm"), _year("Đến năm", hint="Bằng năm đầu nếu đợt chỉ một năm.")
    cutoff_on = DateField(
        label="Ngày chốt danh sách đơn vị", error_messages={"required": "Cần ghi ngày."},
        help_text="Tên và cấp trên của đơn vị trong báo cáo lấy theo ngày này.",
    )  # fmt: skip
    theme_scheme = SchemeChoice(queryset=ThemeScheme.objects.none(), label="Bộ lĩnh vực", empty_label=None)
    basis = TextField(
        label="Căn cứ", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi căn cứ một dòng.",
    )  # fmt: skip
    asks_head = forms.BooleanField(label="Người đứng đầu đơn vị duyệt trước khi gửi", required=False)
    asks_two = forms.BooleanField(
        label="Mỗi hồ sơ có hai phiếu thẩm định độc lập", required=False,
        help_text="Hai người chấm riêng, chưa thấy phiếu của nhau đến khi cả hai đã ký.",
    )  # fmt: skip
    asks_ties = forms.BooleanField(
        label="Người thẩm định khai quan hệ trước khi chấm", required=False,
        help_text="Ai có quan hệ với đơn vị hoặc hồ sơ thì không chấm hồ sơ đó.",
    )  # fmt: skip
    asks_assessment = forms.BooleanField(
        label="Phải qua họp bình xét", required=False,
        help_text="Chỉ hồ sơ đủ tỷ lệ tán thành mới được duyệt công nhận.",
    )  # fmt: skip
    share_needed = _count("Tỷ lệ tán thành cần đạt, %", 1, 100, "Cuộc họp lập sau khi sửa mới tính theo tỷ lệ mới.")
    share_of = forms.ChoiceField(label="Tỷ lệ tính trên", choices=ShareOf.choices)
    appeal_days = _count(
        "Số ngày được kiến nghị xem lại", 0, MOST_APPEAL_DAYS,
        "Tính từ ngày kết luận không công nhận. Ghi 0 nếu đợt không nhận kiến nghị.",
    )  # fmt: skip
    FREE = ("name", "basis", *JUDGING)

    def __init__(self, campaign: Campaign, data: Any = None) -> None:
        super().__init__(data, initial={name: getattr(campaign, name) for name in self.base_fields})
        schemes = schemes_for(campaign.keeper) | ThemeScheme.objects.filter(pk=campaign.theme_scheme_id)
        self.fields["theme_scheme"].queryset = schemes  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            field.disabled = campaign.opened_at is not None and name not in self.FREE
        for name, why in settled(campaign).items():
            self.fields[name].disabled, self.fields[name].help_text = True, why

    def facts(self) -> Facts:
        """The facts as typed."""
        return Facts(**self.cleaned_data)


class SomeFilesField(forms.FileField):
    """Any number of files, none among them."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        return [file for file in data or [] if file]


class GuidanceForm(forms.Form):
    """The words that go out to the units, the papers with them, and which of those to take off."""

    guidance = TextField(
        label="Hướng dẫn gửi các đơn vị", required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Việc cần làm, cách làm, hỏi ai. Đơn vị đọc được trên trang của đợt và trong thông báo.",
    )  # fmt: skip
    papers = SomeFilesField(label="Thêm tệp hướng dẫn", required=False, help_text="PDF, ảnh, Word hoặc Excel.")

    def __init__(self, campaign: Campaign, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"guidance": campaign.guidance})
        standing = campaign.files.filter(removed_at__isnull=True).order_by("pk")
        if kept := [(str(file.pk), file.name) for file in standing]:
            self.fields["remove"] = forms.MultipleChoiceField(
                label="Bỏ tệp", required=False, choices=kept, widget=forms.CheckboxSelectMultiple
            )


class ExtendForm(forms.Form):
    """Which unit gets more time, for what, until when and why."""

    unit = UnitChoice(queryset=Unit.objects.none(), label="Đơn vị", empty_label="chọn đơn vị")
    stage = forms.ChoiceField(label="Bước", choices=[(stage.value, stage.label) for stage in EXTENDED])
    until = MomentField(label="Gia hạn đến", hour=CLOSES, help_text="Ví dụ 17:00 ngày 05/04/2027.")
    reason = TextField(label="Lý do", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, units: Any, data: Any = None) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        words = {"unit": "Hãy chọn đơn vị.", "until": "Cần ghi gia hạn đến lúc nào.", "reason": "Cần ghi rõ lý do."}
        for name, sentence in words.items():
            self.fields[name].error_messages["required"] = sentence


class ReasonForm(forms.Form):
    """Why an extension ends."""

    reason = TextField(max_length=2000)
