"""What is typed on the criteria screens: a new list, the rules of a draft, the words of one criterion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from danvan.accounts.models import User
from danvan.criteria.enums import Computed, ScoringMode, Track
from danvan.criteria.models import CriteriaVersion, Criterion
from danvan.criteria.texts import RULES, Rules, Words, words_of
from danvan.kit.fields import DateField, LineField, TextField
from danvan.office.criteria.fields import ClassesField, LinesField, PointsField
from danvan.office.criteria.reach import bodies
from danvan.office.forms_decisions import UnitChoice
from danvan.units.models import Unit

MOST_POINTS, MOST_COUNT, MOST_LETTERS = 999, 999, 5000
OPERATORS = [
    ("", "chưa chọn"),
    (">=", "từ … trở lên"),
    ("<=", "không quá"),
    ("=", "bằng"),
    (">", "trên"),
    ("<", "dưới"),
]
NUMERIC = {"numeric_label": "label", "numeric_unit": "unit", "numeric_op": "op", "numeric_target": "target"}


def _line(label: str, length: int, *, required: bool = False, hint: str = "") -> LineField:
    missing = {"required": f"Cần ghi {label[0].lower()}{label[1:]}."}
    return LineField(label=label, max_length=length, required=required, help_text=hint, error_messages=missing)


def _text(label: str, rows: int = 3, hint: str = "") -> TextField:
    widget = forms.Textarea(attrs={"rows": rows})
    return TextField(label=label, required=False, help_text=hint, widget=widget, max_length=20_000)


def _count(label: str, most: int, hint: str = "") -> forms.IntegerField:
    wrong = {"invalid": "Hãy ghi một số nguyên.", "min_value": "Không ghi số âm.", "max_value": f"Không quá {most}."}
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=most, help_text=hint, error_messages=wrong
    )


class NewSetForm(forms.Form):
    """Whose list it is, what for, and the label of its first version."""

    unit = UnitChoice(queryset=Unit.objects.none(), label="Cơ quan ban hành", empty_label=None)
    name = _line("Tên bộ tiêu chí", 200, required=True)
    code = _line("Mã bộ", 30, required=True, hint="Ngắn, không trùng bộ khác, ví dụ DB-XA-26.")
    track = forms.ChoiceField(label="Dùng cho", choices=Track.choices)
    label = _line("Tên phiên bản đầu", 40, required=True, hint="Ví dụ: Năm 2027.")
    mode = forms.ChoiceField(label="Cách chấm", choices=ScoringMode.choices)

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = bodies(user)  # type: ignore[attr-defined]


class CopyForm(forms.Form):
    """The label of the version that is begun from an issued one."""

    label = _line("Tên phiên bản mới", 40, required=True)


class AdoptForm(CopyForm):
    """The same from another's version: also the body whose own list it begins, and the name of that list."""

    def __init__(self, user: User, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"] = UnitChoice(queryset=bodies(user), label="Bộ tiêu chí của", empty_label=None)
        self.fields["name"] = _line("Tên bộ tiêu chí", 200, required=True)


class RulesForm(forms.Form):
    """How a version is passed and when it holds."""

    label = _line("Tên phiên bản", 40, required=True)
    mode = forms.ChoiceField(label="Cách chấm", choices=ScoringMode.choices)
    valid_from = DateField(label="Áp dụng từ", required=False)
    valid_to = DateField(label="Áp dụng đến hết", required=False, help_text="Để trống nếu áp dụng đến khi có bản mới.")
    min_passed = _count("Số tiêu chí đạt tối thiểu", MOST_COUNT, "Khi đếm tiêu chí đạt.")
    min_points = PointsField(label="Số điểm tối thiểu", required=False, help_text="Khi chấm điểm.")
    points_cap = PointsField(label="Điểm tối đa cả phiếu", required=False, help_text="Kể cả điểm thưởng.")
    bonus_cap = PointsField(label="Điểm thưởng tối đa", required=False)
    min_explanation = _count("Giải trình thay minh chứng, số ký tự tối thiểu", MOST_LETTERS)
    no_veto_fail = forms.BooleanField(label="Trượt tiêu chí điểm liệt thì không đạt danh hiệu", required=False)
    rescale_not_applicable = forms.BooleanField(label="Quy đổi khi có tiêu chí không áp dụng", required=False)
    classes = ClassesField(
        label="Xếp loại", required=False, help_text="Mỗi loại một dòng, từ cao xuống thấp, ví dụ “Tốt: 80”."
    )
    basis = _text("Căn cứ", 4, "Mỗi căn cứ một dòng.")

    def __init__(self, version: CriteriaVersion, data: Any = None, *, prefix: str = "qt") -> None:
        self.version = version
        super().__init__(data, prefix=prefix, initial={name: getattr(version, name) for name in RULES})

    def rules(self) -> Rules:
        """The rules as typed; the number of letters left blank stays as it is."""
        typed = {name: self.cleaned_data[name] for name in RULES}
        if typed["min_explanation"] is None:
            typed["min_explanation"] = self.version.min_explanation
        return Rules(**typed)


class NewLineForm(forms.Form):
    """A new criterion; everything else about it is written afterwards."""

    code = _line("Mã", 20, required=True)
    title = _line("Tiêu chí", 300, required=True)

    def words(self) -> Words:
        """The new criterion as typed."""
        return Words(**self.cleaned_data)


class TitleForm(forms.Form):
    """The title of a group."""

    title = LineField(label="Tên nhóm", max_length=200, error_messages={"required": "Cần ghi tên nhóm."})


class LineForm(forms.Form):
    """Everything one criterion says."""

    code = _line("Mã", 20, required=True)
    weight = PointsField(label="Điểm tối đa", most=MOST_POINTS, error_messages={"required": "Cần ghi điểm tối đa."})
    title = _line("Tiêu chí", 300, required=True)
    requirement = _text("Đạt khi")
    guidance = _text("Hướng dẫn")
    evidence_hints = LinesField(label="Minh chứng", required=False, help_text="Mỗi loại một dòng.", max_length=20_000)
    evidence_required = forms.BooleanField(label="Phải có minh chứng", required=False)
    min_explanation = _count(
        "Hoặc giải trình từ số ký tự", MOST_LETTERS, "Để trống thì theo quy tắc chung của phiên bản."
    )
    numeric_label = _line("Chỉ số", 120, hint="Để trống nếu không đo bằng số.")
    numeric_unit = _line("Đơn vị tính", 40)
    numeric_op = forms.ChoiceField(label="So sánh", choices=OPERATORS, required=False)
    numeric_target = _line("Chỉ tiêu", 40)
    is_veto = forms.BooleanField(label="Điểm liệt", required=False)
    is_bonus = forms.BooleanField(label="Điểm thưởng", required=False)
    na_condition = _text("Không áp dụng khi", 2, "Để trống nếu tiêu chí luôn áp dụng.")
    owner_hint = _line("Gợi ý người phụ trách", 200)
    computed = forms.ChoiceField(
        label="Tính từ số liệu", choices=[("", "không, do người chấm"), *Computed.choices], required=False
    )

    def __init__(
        self,
        line: Criterion | None = None,
        data: Any = None,
        *,
        prefix: str = "",
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.line = line
        stored = {} if line is None else initial_of(words_of(line))
        super().__init__(data, prefix=prefix or None, initial={**stored, **(initial or {})})

    def clean(self) -> dict[str, Any]:
        """A number to reach is told whole: what is measured, how it is compared, and with what."""
        cleaned: dict[str, Any] = super().clean() or {}
        asked = [cleaned.get(name) for name in ("numeric_label", "numeric_op", "numeric_target")]
        if any(asked) and not all(asked):
            place = next(name for name in ("numeric_label", "numeric_op", "numeric_target") if not cleaned.get(name))
            self.add_error(place, "Chỉ số phải ghi đủ: tên chỉ số, cách so sánh và chỉ tiêu.")
        return cleaned

    def words(self) -> Words:
        """The criterion as typed, with what this form does not ask kept as stored."""
        typed = {name: value for name, value in self.cleaned_data.items() if name not in NUMERIC}
        kept = words_of(self.line) if self.line else None
        rule = {key: self.cleaned_data[name] for name, key in NUMERIC.items() if self.cleaned_data[name]}
        stored = kept.numeric_rule if kept else {}
        if {key: str(stored.get(key) or "") for key in NUMERIC.values()} == {
            k: rule.get(k, "") for k in NUMERIC.values()
        }:
            rule = stored  # said the same: also what this form does not show stays
        return Words(**typed, numeric_rule=rule, verify_methods=kept.verify_methods if kept else [])


def initial_of(words: Words) -> dict[str, Any]:
    """A criterion as the form shows it."""
    shown = {name: value for name, value in vars(words).items() if name not in {"numeric_rule", "verify_methods"}}
    return {**shown, **{name: words.numeric_rule.get(key, "") for name, key in NUMERIC.items()}}
