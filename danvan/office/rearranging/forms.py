"""What is typed to rearrange units: one rearrangement of a kind, a table of many, and the agreement to a preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from danvan.office.forms_list import Asking
from danvan.office.rearranging.plan_fields import EXISTING, NEW, ONE_OF, PARTS, SEVERAL, fields_of
from danvan.units.enums import ChangeKind
from danvan.units.models import Unit
from danvan.units.plans import Heir, Plan

_GROUND = ("ngay", "can-cu", "ly-do")


@dataclass(frozen=True)
class Section:
    """Fields under one heading; those ``folded`` are out of sight until asked for, or filled in."""

    title: str
    fields: list[BoundField]
    folded: list[BoundField] = field(default_factory=list)
    opened: bool = False


class ChooseForm(Asking):
    """Which kind of rearrangement, and under which superior the units stand."""

    def __init__(self, *args: Any, superiors: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hinh-thuc"] = forms.ChoiceField(required=False, choices=ChangeKind.choices)
        choices = [("", "Chọn cấp trên"), *superiors]
        self.fields["duoi"] = forms.ChoiceField(required=False, choices=choices, label="Đơn vị cũ đang trực thuộc")


class PlanForm(forms.Form):
    """One rearrangement: the old units ticked, what comes out, the day and its ground."""

    def __init__(
        self, data: Any = None, *, kind: str, units: Sequence[Unit], superiors: Sequence[tuple[str, str]], under: str
    ) -> None:
        super().__init__(data)
        self.kind = ChangeKind(kind)
        choices = [(unit.code, f"{unit.name} ({unit.code})") for unit in units]
        self.fields |= fields_of(self.kind, choices, superiors, under)

    def clean(self) -> None:
        """What comes out must be told; each field that lacks says so."""
        typed = self.cleaned_data
        if self.kind == ChangeKind.MERGE and typed.get("den"):
            name = {ONE_OF: "tiep", EXISTING: "san", NEW: "ma"}[typed["den"]]
            if not typed.get(name):
                self.add_error(name, f"Chưa ghi: {str(self.fields[name].label).lower()}.")
            elif typed["den"] == ONE_OF and typed["tiep"] not in typed.get("cu", ()):
                self.add_error("tiep", "Đơn vị tiếp tục hoạt động phải là một trong các đơn vị cũ đã đánh dấu.")
            elif typed["den"] == NEW and not typed.get("ten"):
                self.add_error("ten", "Chưa ghi tên của đơn vị mới.")
        if self.kind == ChangeKind.RENAME and not typed.get("ten") and not typed.get("loai"):
            self.add_error("ten", "Chưa ghi tên mới hoặc loại mới.")
        if self.kind == ChangeKind.SPLIT:
            self._clean_split(typed)

    def _clean_split(self, typed: dict[str, Any]) -> None:
        told = [part for part in PARTS if typed.get(f"ma-{part}") or typed.get(f"ten-{part}")]
        for part in told:
            for name in (f"ma-{part}", f"ten-{part}"):
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, f"Chưa ghi {str(self.fields[name].label).lower()}.")
        if not told or (len(told) == 1 and not typed.get("con")):
            raise ValidationError(
                "Chia thì cần ít nhất hai đơn vị mới, hoặc một đơn vị mới và đơn vị cũ tiếp tục hoạt động."
            )
        codes = [typed.get(f"ma-{part}") for part in told if typed.get(f"ma-{part}")]
        if len(set(codes)) < len(codes):
            raise ValidationError("Hai đơn vị mới cùng một mã. Hãy sửa lại một mã.")

    def sections(self) -> list[Section]:
        """The fields under their headings, in the order they are filled in."""
        parts = [name for name in self.fields if name not in ("cu", *_GROUND)]
        more = [name for name in parts if name[-1:].isdigit() and int(name[-1]) > 2]
        first = [self[name] for name in parts if name not in more]
        folded = [self[name] for name in more]
        opened = any(one.value() for one in folded)
        return [
            Section("Đơn vị cũ", [self["cu"]]),
            Section("Sau khi sắp xếp", first, folded, opened),
            Section("Ngày và căn cứ", [self[name] for name in _GROUND]),
        ]

    def plans(self) -> list[Plan]:
        """What was typed, as plans; a move is one plan for each unit."""
        typed, old = self.cleaned_data, self.cleaned_data["cu"]
        common = {
            "on": typed["ngay"], "basis": typed["can-cu"], "gap_reason": typed["ly-do"],
            "children_to": typed.get("con-di", ""),
        }  # fmt: skip
        if self.kind == ChangeKind.MOVE:
            return [Plan(before=(code,), heirs=(Heir(code, parent=typed["cap-tren"]),), **common) for code in old]
        before = tuple(old) if self.kind in SEVERAL else (old,)
        return [Plan(before=before, heirs=self._heirs(typed), **common)]

    def _heirs(self, typed: dict[str, Any]) -> tuple[Heir, ...]:
        if self.kind == ChangeKind.END:
            return ()
        if self.kind == ChangeKind.RENAME:
            return (Heir(typed["cu"], typed["ten"], typed["loai"]),)
        if self.kind == ChangeKind.MERGE:
            code = typed[{ONE_OF: "tiep", EXISTING: "san", NEW: "ma"}[typed["den"]]]
            return (Heir(code, typed["ten"], typed["loai"], typed["cap-tren"]),)
        old = [Heir(typed["cu"])] if typed["con"] else []
        parts = [part for part in PARTS if typed[f"ma-{part}"]]
        return (*old, *(Heir(typed[f"ma-{part}"], typed[f"ten-{part}"], typed[f"loai-{part}"]) for part in parts))


class TableForm(forms.Form):
    """A table pasted as text, or a workbook of it."""

    bang = forms.CharField(
        label="Dán bảng vào đây", required=False, strip=False, max_length=1_000_000, widget=forms.Textarea,
        help_text="Chép từ Excel rồi dán, hoặc gõ các ô cách nhau bằng dấu chấm phẩy.",
    )  # fmt: skip
    tep = forms.FileField(
        label="Hoặc gửi tệp Excel (.xlsx)", required=False, max_length=250,
        error_messages={
            "empty": "Tệp rỗng, không có nội dung. Hãy chọn lại tệp.",
            "max_length": "Tên tệp quá dài. Hãy đặt lại tên ngắn hơn rồi gửi lại.",
        },
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tep"].widget.attrs["accept"] = ".xlsx"
        self.fields["bang"].widget.attrs |= {"rows": 12, "spellcheck": "false"}

    def clean(self) -> None:
        """Something must have been sent."""
        if not self.errors and not self.cleaned_data["tep"] and not self.cleaned_data["bang"].strip():
            self.add_error("bang", "Chưa có bảng nào. Hãy dán bảng, hoặc chọn tệp Excel.")


class AllocateForm(forms.Form):
    """Which dossiers go on in which heir."""

    def __init__(self, data: Any = None, *, dossiers: Sequence[Any], heirs: Sequence[Unit]) -> None:
        super().__init__(data)
        self.fields["ho-so"] = forms.MultipleChoiceField(
            choices=[(str(one.pk), one.title) for one in dossiers],
            error_messages={
                "required": "Chưa chọn hồ sơ nào.", "invalid_choice": "Có hồ sơ đã được phân bổ. Hãy xem lại danh sách."
            },
        )  # fmt: skip
        self.fields["ke-thua"] = forms.ChoiceField(
            choices=[(unit.code, unit.name) for unit in heirs],
            error_messages={"required": "Chưa chọn đơn vị kế thừa.", "invalid_choice": "Đơn vị đã chọn không kế thừa."},
        )
