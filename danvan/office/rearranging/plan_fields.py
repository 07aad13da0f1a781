"""The fields of one rearrangement, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms

from danvan.kit.fields import DateField, LineField
from danvan.office.rearranging.finding import TOP
from danvan.units.enums import ChangeKind, UnitKind

KINDS = {
    ChangeKind.MERGE: "Nhập các đơn vị", ChangeKind.SPLIT: "Chia một đơn vị", ChangeKind.RENAME: "Đổi tên",
    ChangeKind.MOVE: "Chuyển cấp trên", ChangeKind.END: "Kết thúc hoạt động",
}  # fmt: skip
SEVERAL = frozenset({ChangeKind.MERGE, ChangeKind.MOVE})
PARTS = range(1, 7)  # the lines of a split
ONE_OF, EXISTING, NEW = "mot-cu", "co-san", "moi"
OUTCOMES = [
    (ONE_OF, "Một trong các đơn vị đã chọn tiếp tục hoạt động"),
    (EXISTING, "Một đơn vị khác đang hoạt động nhận"),
    (NEW, "Một đơn vị mới"),
]
_KIND_CHOICES = [("", "Như đơn vị cũ"), *((kind.value, kind.label) for kind in UnitKind)]
_SIGNS = "Chữ in hoa không dấu, chữ số, dấu chấm, gạch ngang."

Choices = Sequence[tuple[str, str]]
Fields = dict[str, forms.Field]


class CodeField(LineField):
    """The code of a unit, in capitals."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=30, **kwargs)
        self.widget.attrs["autocomplete"] = "off"

    def to_python(self, value: Any) -> Any:
        """The code as it is stored."""
        found = super().to_python(value)
        return found.upper() if isinstance(found, str) else found


def fields_of(kind: ChangeKind, choices: Choices, superiors: Choices, under: str) -> Fields:
    """What is asked for a rearrangement of a kind: the old units, what comes out, the day and its ground."""
    above = [choice for choice in superiors if choice[0] != TOP]
    middle: dict[ChangeKind, Callable[[], Fields]] = {
        ChangeKind.MERGE: lambda: _merge(choices, above),
        ChangeKind.SPLIT: _split,
        ChangeKind.RENAME: lambda: {"ten": _name("Tên mới"), "loai": _kind("Loại mới")},
        ChangeKind.MOVE: lambda: _move(above),
        ChangeKind.END: lambda: _end(above, under),
    }
    return {"cu": _old_units(kind, choices), **middle[kind](), **_ground()}


def _ground() -> Fields:
    missing = {"required": "Chưa ghi ngày hiệu lực."}
    return {
        "ngay": DateField(
            label="Có hiệu lực từ ngày", error_messages=missing, help_text="Ngày sắp tới thì đến ngày mới có hiệu lực."
        ),
        "can-cu": LineField(
            label="Căn cứ", required=False, max_length=1000, help_text="Số, ngày của nghị quyết, quyết định sắp xếp."
        ),
        "ly-do": LineField(
            label="Lý do của khoảng trống", required=False, max_length=1000,
            help_text="Chỉ ghi khi đơn vị mới bắt đầu sau ngày đơn vị cũ kết thúc.",
        ),
    }  # fmt: skip


def _old_units(kind: ChangeKind, choices: Choices) -> forms.Field:
    missing = {"required": "Chưa chọn đơn vị cũ nào.", "invalid_choice": "Đơn vị “%(value)s” không có ở đây."}
    if kind in SEVERAL:
        several = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(label="Các đơn vị cũ", choices=choices, widget=several, error_messages=missing)
    return forms.ChoiceField(label="Đơn vị cũ", choices=choices, widget=forms.RadioSelect, error_messages=missing)


def _name(label: str, **more: Any) -> LineField:
    return LineField(label=label, required=False, max_length=200, **more)


def _kind(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=_KIND_CHOICES)


def _merge(choices: Choices, above: Choices) -> Fields:
    missing = {"required": "Chưa chọn đơn vị nào nhận."}
    going_on = [("", "Chọn trong các đơn vị đã đánh dấu"), *choices]
    return {
        "den": forms.ChoiceField(
            label="Đơn vị nhận", choices=OUTCOMES, widget=forms.RadioSelect, error_messages=missing
        ),
        "tiep": forms.ChoiceField(label="Đơn vị tiếp tục hoạt động", required=False, choices=going_on),
        "san": CodeField(label="Mã đơn vị khác đang hoạt động"),
        "ma": CodeField(label="Mã đơn vị mới", help_text=_SIGNS),
        "ten": _name("Tên sau khi nhập", help_text="Để trống nếu đơn vị nhận giữ nguyên tên."),
        "loai": _kind("Loại"),
        "cap-tren": forms.ChoiceField(label="Cấp trên", required=False, choices=[("", "Như đơn vị cũ"), *above]),
        "con-di": _children("Để trống thì chuyển về đơn vị nhận."),
    }


def _split() -> Fields:
    found: Fields = {
        "con": forms.BooleanField(label="Đơn vị cũ tiếp tục hoạt động", required=False),
        "con-di": _children("Khi đơn vị cũ kết thúc mà còn đơn vị trực thuộc, ghi mã nơi chuyển về."),
    }
    for part in PARTS:
        found[f"ma-{part}"] = CodeField(label=f"Mã đơn vị mới thứ {part}", help_text=_SIGNS if part == 1 else "")
        found[f"loai-{part}"] = _kind(f"Loại đơn vị mới thứ {part}")
        found[f"ten-{part}"] = _name(f"Tên đơn vị mới thứ {part}")
    return found


def _move(above: Choices) -> Fields:
    missing = {"required": "Chưa chọn cấp trên mới."}
    choices = [("", "Chọn cấp trên"), *above]
    return {"cap-tren": forms.ChoiceField(label="Cấp trên mới", choices=choices, error_messages=missing)}


def _end(above: Choices, under: str) -> Fields:
    choices = [("", "Không còn đơn vị trực thuộc"), *above]
    first = "" if under == TOP else under
    return {
        "con-di": forms.ChoiceField(label="Đơn vị trực thuộc chuyển về", required=False, choices=choices, initial=first)
    }


def _children(hint: str) -> CodeField:
    return CodeField(label="Đơn vị trực thuộc chuyển về (mã)", help_text=hint)
