"""What is typed on the screens of submissions: what is looked for, which lines, and the words of the paper."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from danvan.accounts.models import User
from danvan.criteria.enums import Track
from danvan.decisions.enums import Layout
from danvan.decisions.models import AwardForm, Submission, SubmissionItem
from danvan.decisions.submitting import Asking, Line
from danvan.dossiers.enums import Holder
from danvan.dossiers.models import Campaign, Dossier
from danvan.kit.fields import DateField, LineField, TextField
from danvan.office.forms_decisions import UnitChoice, issuers, living_campaigns
from danvan.office.forms_list import Asking as Address
from danvan.office.submitting.scopes import Scope
from danvan.reports.eligible import Candidate, Wanted
from danvan.units.models import Unit

MOST_YEARS = 15
MAX_TEXT = 8_000
MAX_REASON = 1_000


class FinderForm(Address):
    """What is looked for: which review, recognised in how many of the last years, and narrower."""

    def __init__(self, data: Mapping[str, Any], found: Sequence[Scope]) -> None:
        super().__init__(data)
        self.fields["xet"] = forms.ChoiceField(
            label="Giai đoạn hoặc đợt", required=False, choices=[(one.word, one.name) for one in found]
        )
        self.fields["giai-doan"] = LineField(required=False, max_length=40)
        self.fields["dot"] = LineField(required=False, max_length=40)
        self.fields["k"] = self.whole("Được công nhận ít nhất (năm)")
        self.fields["n"] = self.whole("Trong số năm gần nhất")
        self.fields["nam"] = forms.IntegerField(label="Tính đến năm", required=False, min_value=2000, max_value=2199)
        self.fields["loai"] = self.choice("Tập thể, cá nhân", Holder.choices)
        self.fields["noi-dung"] = self.choice("Nội dung", Track.choices)
        self.fields["linh-vuc"] = forms.IntegerField(required=False, min_value=1, max_value=2**62)
        self.fields["duy-tri"] = forms.BooleanField(label="Chỉ mô hình duy trì nhiều năm", required=False)
        self.fields["to-trinh"] = forms.IntegerField(required=False, min_value=1, max_value=2**62)

    @staticmethod
    def whole(label: str) -> forms.IntegerField:
        """A number of years."""
        return forms.IntegerField(label=label, required=False, min_value=1, max_value=MOST_YEARS)

    @staticmethod
    def choice(label: str, choices: Sequence[tuple[str, str]]) -> forms.ChoiceField:
        """One of these, or all."""
        return forms.ChoiceField(label=label, required=False, choices=[("", "Tất cả"), *choices])

    def scope(self, found: Sequence[Scope]) -> Scope | None:
        """The review asked for, or the first there is."""
        asked = self.asked()
        words = [asked["xet"], f"gd-{asked['giai-doan']}", f"dot-{asked['dot']}"]
        by_word = {one.word: one for one in found}
        return next((by_word[word] for word in words if word in by_word), found[0] if found else None)

    def wanted(self, scope: Scope) -> Wanted:
        """What a candidate must show; the years are those of the review unless others are asked."""
        asked = self.asked()
        last = asked["nam"] or scope.last
        first = last - (asked["n"] or scope.span) + 1
        return Wanted(
            first, last, times=asked["k"] or 1, holder=asked["loai"], track=asked["noi-dung"],
            theme=asked["linh-vuc"] or None, kept=bool(asked["duy-tri"]),
        )  # fmt: skip


def drawn(found: Sequence[Scope], scope: Scope, wanted: Wanted, themes: Sequence[tuple[int, str]]) -> list[BoundField]:
    """The fields of the search with what counts now written in, asked or not."""
    shown = {
        "xet": scope.word, "k": wanted.times, "n": wanted.last - wanted.first + 1, "nam": wanted.last,
        "loai": wanted.holder, "noi-dung": wanted.track, "linh-vuc": wanted.theme or "",
        "duy-tri": "on" if wanted.kept else "",
    }  # fmt: skip
    form = FinderForm(shown, found)
    form.fields["linh-vuc"] = form.choice("Lĩnh vực", [(str(pk), name) for pk, name in themes])
    return [form[name] for name in shown]


def named(form: AwardForm) -> str:
    """A form of award with who gives it."""
    return f"{form.name} ({form.issuer})" if form.issuer else form.name


def form_choices(found: Sequence[AwardForm]) -> list[tuple[str, str]]:
    """The forms of award of a select."""
    return [(str(one.pk), named(one)) for one in found]


def first_form(found: Sequence[AwardForm], holder_kind: str) -> AwardForm | None:
    """What is proposed unless another is chosen."""
    return next((one for one in found if one.fits(holder_kind)), None)


class ProposeForm(forms.Form):
    """The candidates that were ticked, each with the form of award asked for, and who decides."""

    unit = forms.TypedChoiceField(label="Cơ quan quyết định", coerce=int)
    request_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(
        self, data: QueryDict | None, units: Sequence[Unit], found: Sequence[AwardForm], rows: Sequence[Candidate]
    ) -> None:
        super().__init__(data, initial={"request_key": uuid.uuid4().hex, "unit": units[0].pk if units else None})
        self.units, self.forms = {unit.pk: unit for unit in units}, {str(one.pk): one for one in found}
        self.rows = rows
        self.fields["unit"].choices = [(unit.pk, unit.name) for unit in units]  # type: ignore[attr-defined]
        choices = form_choices(found)
        for row in rows:
            first = first_form(found, row.key.holder_kind)
            self.fields[f"chon-{row.latest.dossier}"] = forms.BooleanField(required=False)
            self.fields[f"hinh-thuc-{row.latest.dossier}"] = forms.ChoiceField(
                required=False, choices=choices, initial=str(first.pk) if first else ""
            )

    def decider(self) -> Unit:
        """Who is asked to decide."""
        return self.units[self.cleaned_data["unit"]]

    def chosen(self) -> list[tuple[int, AwardForm | None]]:
        """The dossiers ticked, in the order of the page, with the form of award of each."""
        typed = self.cleaned_data
        lines = [row.latest.dossier for row in self.rows if typed.get(f"chon-{row.latest.dossier}")]
        return [(pk, self.forms.get(typed.get(f"hinh-thuc-{pk}", ""))) for pk in lines]


class BeginAddress(Address):
    """With what a new submission begins: an assessment, or a campaign."""

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["bx"] = forms.IntegerField(required=False, min_value=1, max_value=2**62)
        self.fields["dot"] = LineField(required=False, max_length=40)


class KeyForm(forms.Form):
    """The key that tells the same form sent twice."""

    request_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def key(self) -> str | None:
        """The key, where there is one."""
        return (self.cleaned_data["request_key"] or None) if self.is_valid() else None


class NewSubmissionForm(forms.Form):
    """A submission for recognition: who decides, and for which campaign."""

    unit = UnitChoice(queryset=Unit.objects.none(), label="Cơ quan quyết định", empty_label=None)
    campaign = forms.ModelChoiceField(queryset=Campaign.objects.none(), label="Đợt thi đua", empty_label=None)
    request_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, user: User, today: date, data: QueryDict | None, *, chosen: Campaign | None) -> None:
        campaigns = living_campaigns(user)
        first = chosen or campaigns.first()
        initial = {"request_key": uuid.uuid4().hex, "campaign": first, "unit": first.keeper if first else None}
        super().__init__(data, initial=initial)
        self.fields["unit"].queryset = issuers(user, today)  # type: ignore[attr-defined]
        self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]


def _line(label: str, length: int, *, required: bool = False, hint: str = "") -> LineField:
    return LineField(label=label, max_length=length, required=required, help_text=hint)


def _text(label: str, rows: int, hint: str) -> TextField:
    widget = forms.Textarea(attrs={"rows": rows})
    return TextField(label=label, required=False, max_length=MAX_TEXT, help_text=hint, widget=widget)


class AskingForm(forms.Form):
    """The words of a submission. What was not sent stays as it is stored."""

    number = _line("Số, ký hiệu", 60, hint="Văn thư cấp, ví dụ 15-TTr/BDVHU. Để trống khi còn là dự thảo.")
    signed_on = DateField(label="Ngày ký", required=False)
    body = _line("Cơ quan trình", 160, required=True)
    addressee = _line("Kính gửi", 300, required=True)
    superior_body = _line("Cơ quan cấp trên", 160)
    place = _line("Nơi ban hành", 80)
    capacity = _line("Thẩm quyền ký", 120, hint="Chỉ ghi khi ký thay, ví dụ K/T TRƯỞNG BAN")
    signer_title = _line("Chức vụ người ký", 80)
    signer_name = _line("Người ký", 80)
    layout = forms.ChoiceField(label="Thể thức", choices=Layout.choices)
    summary = _line("Trích yếu", 400, required=True)
    bases = _text("Căn cứ", 4, "Mỗi căn cứ một dòng.")
    text = _text("Nội dung trình", 6, "Mỗi đoạn một dòng. [số lượng] được thay bằng số trong danh sách.")
    recipients = _text("Nơi nhận", 3, "Mỗi nơi một dòng.")
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, submission: Submission, data: QueryDict | None = None) -> None:
        stored = {name: getattr(submission, name) for name in (*_TYPED, "edition")}
        super().__init__(stored | data.dict() if data is not None else None, initial=stored)

    def words(self) -> Asking:
        """What was typed."""
        return Asking(**{name: self.cleaned_data[name] for name in _TYPED})


_TYPED = tuple(part.name for part in fields(Asking))


@dataclass(frozen=True)
class Typed:
    """One line of the list with the fields that change it."""

    item: SubmissionItem
    order: BoundField
    drop: BoundField
    form: BoundField | None
    reason: BoundField | None


class LinesForm(forms.Form):
    """The list of a draft: the place of each line, its form of award and what it is for, and which go or come."""

    def __init__(
        self, items: Sequence[SubmissionItem], found: Sequence[AwardForm], more: Sequence[Dossier],
        data: QueryDict | None = None, *, awards: bool,
    ) -> None:  # fmt: skip
        super().__init__(data)
        self.items, self.forms, self.awards = items, {one.pk: one for one in found}, awards
        self.more = {str(dossier.pk): dossier for dossier in more}
        for item in items:
            self._line(item, found)
        self.fields["them"] = forms.MultipleChoiceField(
            required=False, choices=[(pk, dossier.title) for pk, dossier in self.more.items()]
        )

    def _line(self, item: SubmissionItem, found: Sequence[AwardForm]) -> None:
        pk, title = item.dossier_id, item.dossier.title
        self.fields[f"thu-tu-{pk}"] = forms.IntegerField(
            label=f"Thứ tự của {title}", min_value=1, max_value=9999, initial=item.order, required=False
        )
        self.fields[f"bo-{pk}"] = forms.BooleanField(label=f"Bỏ {title}", required=False)
        if not self.awards:
            return
        kept = [item.form] if item.form and item.form_id not in self.forms else []
        self.forms |= {one.pk: one for one in kept}
        fit = [one for one in (*found, *kept) if one.fits(item.dossier.holder_kind)]
        self.fields[f"hinh-thuc-{pk}"] = forms.ChoiceField(
            label=f"Hình thức cho {title}", required=False, initial=item.form_id,
            choices=[("", "Chưa chọn"), *form_choices(fit)],
        )  # fmt: skip
        self.fields[f"thanh-tich-{pk}"] = TextField(
            label=f"Thành tích của {title}", required=False, max_length=MAX_REASON, initial=item.reason,
            widget=forms.Textarea(attrs={"rows": 2, "placeholder": "Thành tích"}),
        )  # fmt: skip

    def typed(self) -> list[Typed]:
        """The lines with their fields, in their order."""
        return [
            Typed(
                item, self[f"thu-tu-{item.dossier_id}"], self[f"bo-{item.dossier_id}"],
                self[f"hinh-thuc-{item.dossier_id}"] if self.awards else None,
                self[f"thanh-tich-{item.dossier_id}"] if self.awards else None,
            )
            for item in self.items
        ]  # fmt: skip

    def lines(self) -> list[Line]:
        """The list as it was typed: by the numbers given, what was dropped left out, what was added behind."""
        kept = [item for item in self.items if not self.cleaned_data.get(f"bo-{item.dossier_id}")]
        kept.sort(key=self._place)
        added = [Line(self.more[pk]) for pk in self.cleaned_data.get("them", [])]
        return [*(self._read(item) for item in kept), *added]

    def _place(self, item: SubmissionItem) -> tuple[int, int]:
        """The number typed; of two with the same number the one moved up goes before, the one moved down behind."""
        typed = self.cleaned_data.get(f"thu-tu-{item.dossier_id}") or item.order
        return typed, (typed > item.order) - (typed < item.order)

    def _read(self, item: SubmissionItem) -> Line:
        if not self.awards:
            return Line(item.dossier)
        form = self.cleaned_data.get(f"hinh-thuc-{item.dossier_id}")
        reason = self.cleaned_data.get(f"thanh-tich-{item.dossier_id}", "")
        return Line(item.dossier, self.forms[int(form)] if form else None, reason)


class RecallForm(forms.Form):
    """Why a submission is taken back, and how many steps it had taken when the page was opened."""

    note = TextField(label="Lý do thu lại", required=False, max_length=MAX_REASON)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
