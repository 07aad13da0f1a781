"""The forms in which a registration is written, corrected and reported on, and a step is given its reason."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from danvan.criteria.enums import Track
from danvan.criteria.models import Theme
from danvan.dossiers.content import WRITTEN, Content
from danvan.dossiers.enums import Continuity, Holder
from danvan.dossiers.models import Campaign, Dossier
from danvan.kit.fields import LineField, TextField
from danvan.units.models import Unit, UnitQuerySet

MAX_TEXT = 10_000
MAX_NOTE = 2_000
Sections = Sequence[tuple[str, Sequence[str]]]


def content_of(dossier: Dossier) -> Content:
    """What a dossier says now, as the forms handle it."""
    return Content(**{name: getattr(dossier, name) for name in WRITTEN})


class StepForm(forms.Form):
    """The reason that goes with a step."""

    note = TextField(label="Lý do, ý kiến", required=False, max_length=MAX_NOTE)
    seen = forms.IntegerField(required=False, min_value=0)


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no brackets at run time
    """A unit by its plain name."""

    def label_from_instance(self, obj: Unit) -> str:
        return obj.name


def _text(label: str, hint: str = "", rows: int = 3) -> TextField:
    widget = forms.Textarea(attrs={"rows": rows})
    return TextField(label=label, help_text=hint, required=False, max_length=MAX_TEXT, widget=widget)


def _line(label: str, hint: str = "", *, most: int = 300, required: bool = False) -> LineField:
    return LineField(label=label, help_text=hint, max_length=most, required=required)


class WritingForm(forms.Form):
    """What every form on a dossier shares: its sections, its edition, and the content it makes."""

    SECTIONS: Sections = ()
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def sections(self) -> list[tuple[str, list[BoundField]]]:
        """The fields under their headings, in the order of the page."""
        shown = [(title, [self[name] for name in names if name in self.fields]) for title, names in self.SECTIONS]
        return [(title, fields) for title, fields in shown if fields]

    def content(self, base: Content) -> Content:
        """What was typed, over what the dossier said before."""
        return replace(base, **{name: self.cleaned_data[name] for name in WRITTEN if name in self.cleaned_data})


class PracticeForm(WritingForm):
    """A model: who, why, what, with what, for which result."""

    SECTIONS = (
        ("Mô hình", ("title", "theme", "continuity")),
        ("Ai làm", ("unit", "year", "holder_kind", "holder_name", "contact", "forces")),
        ("Vì sao", ("situation", "objectives")),
        ("Làm gì", ("method", "place")),
        ("Nguồn lực, thời gian", ("resources", "schedule")),
        ("Kết quả", ("outputs", "upkeep", "achieved")),
    )
    title = _line("Tên mô hình", "Ngắn, dễ nhớ, nói đúng việc làm.", required=True)
    theme = forms.ModelChoiceField(Theme.objects.none(), label="Lĩnh vực", required=False, empty_label="Chưa chọn")
    continuity = forms.ChoiceField(
        label="Đăng ký mới hay duy trì", choices=Continuity.choices, widget=forms.RadioSelect
    )
    holder_kind = forms.ChoiceField(label="Loại", choices=Holder.choices, widget=forms.RadioSelect)
    holder_name = _line("Tập thể, cá nhân đăng ký", "Ví dụ: Chi bộ thôn, chi hội; với cá nhân thì ghi họ và tên.")
    contact = _line("Người phụ trách", "Họ và tên, chức vụ.", most=200)
    forces = _text("Lực lượng thực hiện", "Ai chủ trì, ai phối hợp, ai tham gia.")
    situation = _text("Thực trạng, lý do", "Việc gì đang vướng, vì sao cần làm; kèm số liệu nếu có.")
    objectives = _text("Mục tiêu, tiêu chí", "Đến cuối kỳ thì đạt được gì, đo bằng gì.")
    method = _text("Nội dung, cách thức", "Vận động thế nào, từng bước ra sao.", rows=5)
    place = _line("Địa bàn, đối tượng", "Thôn, tổ dân phố, nhóm người.", most=500)
    resources = _text("Nguồn lực", "Kinh phí, ngày công, xã hội hóa.")
    schedule = _text("Thời gian", "Bắt đầu, các mốc, ngày đánh giá.")
    outputs = _text("Sản phẩm, kết quả đầu ra", "Kiểm chứng được: số hộ, mét đường, hồ sơ.")
    upkeep = _text("Khả năng duy trì, nhân rộng", "Không bắt buộc.")
    achieved = _text("Kết quả thực hiện", "Ghi khi đã làm; đối chiếu với mục tiêu.")


class TitleForm(WritingForm):
    """A unit for its title: the unit, who is in charge, how many criteria it aims at, its plan."""

    SECTIONS = (("Đơn vị", ("unit", "year", "contact")), ("Kế hoạch", ("target_count", "objectives", "achieved")))
    contact = _line("Người phụ trách", "Họ và tên, chức vụ.", most=200)
    target_count = forms.IntegerField(label="Số tiêu chí đăng ký đạt", required=False, min_value=0)
    objectives = _text("Kế hoạch", "Việc chính, mốc thời gian, người chịu trách nhiệm.", rows=6)
    achieved = _text("Kết quả thực hiện", "Ghi khi đã làm.")


class LaterForm(WritingForm):
    """What may still be written while the work is being done."""

    SECTIONS = (("Trong khi thực hiện", ("contact", "achieved")),)
    contact = _line("Người phụ trách", "Họ và tên, chức vụ.", most=200)
    achieved = _text("Kết quả thực hiện", "Đã làm được gì, đối chiếu với mục tiêu đã đăng ký.", rows=8)


def fit(form: WritingForm, campaign: Campaign, size: int | None = None) -> None:
    """Give a form the themes of a campaign, and the number of criteria that a title is scored on."""
    if "theme" in form.fields:
        themes = Theme.objects.filter(scheme=campaign.theme_scheme_id).order_by("order")
        form.fields["theme"].queryset = themes  # type: ignore[attr-defined]
    if size and "target_count" in form.fields:
        form.fields["target_count"] = _target(size)


def _target(size: int) -> forms.IntegerField:
    wrong = f"Bộ tiêu chí có {size} tiêu chí; số đăng ký đạt không quá {size}."
    return forms.IntegerField(
        label="Số tiêu chí đăng ký đạt", required=False, min_value=0, max_value=size,
        help_text=f"Trong {size} tiêu chí của bộ tiêu chí năm nay.", error_messages={"max_value": wrong},
    )  # fmt: skip


def add_unit(form: WritingForm, units: UnitQuerySet, campaign: Campaign) -> None:
    """Make it a form for a new dossier: with its unit, its year where the campaign has several, and no result yet."""
    form.fields.pop("achieved", None)
    form.fields["unit"] = UnitField(
        units, label="Đơn vị", empty_label="Chọn đơn vị",
        error_messages={"invalid_choice": "Đơn vị này không thuộc phạm vi đăng ký của tài khoản."},
    )  # fmt: skip
    form.fields["request_key"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    if campaign.first_year != campaign.last_year:
        years = [(str(year), str(year)) for year in range(campaign.first_year, campaign.last_year + 1)]
        form.fields["year"] = forms.ChoiceField(label="Năm", choices=years, initial=str(campaign.last_year))
    form.order_fields([name for _, names in form.SECTIONS for name in names])


def keep_open(form: WritingForm, names: Container[str]) -> None:
    """Take away the fields that may not be written now."""
    for name in [name for name in form.fields if name in WRITTEN and name not in names]:
        del form.fields[name]


def give_new_key(form: WritingForm, posted: QueryDict) -> None:
    """Let what was posted be stored as another dossier when it is sent once more."""
    again = posted.copy()
    again["request_key"] = str(uuid4())
    form.data = again


def form_class(track: str) -> type[WritingForm]:
    """The form for one track."""
    return PracticeForm if track == Track.MODEL else TitleForm


class ChoiceForm(forms.Form):
    """In a conflict: for each field that differs, whose text is kept."""

    MINE, THEIRS = "mine", "theirs"

    def __init__(self, *args: Any, names: Sequence[str] = WRITTEN, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in names:
            self.fields[f"keep_{name}"] = forms.ChoiceField(
                required=False, choices=[(self.MINE, self.MINE), (self.THEIRS, self.THEIRS)]
            )

    def kept_theirs(self) -> set[str]:
        """The fields in which the other person's text was chosen."""
        self.is_valid()
        chosen: Mapping[str, Any] = self.cleaned_data
        return {name.removeprefix("keep_") for name, side in chosen.items() if side == self.THEIRS}


def chosen_unit(form: WritingForm) -> Unit:
    """The unit of a valid form for a new dossier."""
    unit: Unit = form.cleaned_data["unit"]
    return unit
