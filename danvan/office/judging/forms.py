"""What is asked of the screens of judging: ties with reasons, and which dossiers to share out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from danvan.dossiers.declaring import MAX_REASON, Said, dossiers_to_name, units_to_name
from danvan.dossiers.models import Campaign, Dossier
from danvan.kit.fields import LineField
from danvan.office.forms_list import Asking
from danvan.units.models import Unit

LINES = 3  # ties that one sending can hold
NONE, SOME = "khong", "co"
_NUMBER = re.compile(r"^\D{0,8}(\d{1,9})\b")
UNKNOWN = "Không thấy hồ sơ này trong đợt. Gõ số hồ sơ, hoặc gõ vài chữ rồi chọn trong danh sách gợi ý."


class UnitsField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no brackets at run time
    """A unit told apart from those of the same name by the unit above it."""

    def label_from_instance(self, unit: Any) -> str:
        """The name, and where it belongs."""
        return f"{unit.name}, {unit.parent.name}" if unit.parent else str(unit.name)


@dataclass(frozen=True)
class Line:
    """The three fields of one tie."""

    number: int
    unit: forms.BoundField
    dossier: forms.BoundField
    reason: forms.BoundField


class TiesForm(forms.Form):
    """That there is no tie, or with which units and dossiers there is one, and what it is."""

    def __init__(self, campaign: Campaign, data: Any = None, *, again: bool = False, **more: Any) -> None:
        super().__init__(data, **more)
        self.campaign, self.again = campaign, again
        units = units_to_name(campaign).select_related("parent")
        if not again:
            self.fields["khai"] = forms.ChoiceField(
                label="Lời khai của tôi", widget=forms.RadioSelect,
                choices=[
                    (NONE, "Tôi không có quan hệ nào phải khai trong đợt này"),
                    (SOME, "Tôi có quan hệ với những đơn vị, hồ sơ ghi dưới đây"),
                ],
                error_messages={"required": "Chọn một trong hai lời khai."},
            )  # fmt: skip
        for place in range(LINES):
            self.fields[f"don-vi-{place}"] = UnitsField(
                units, label="Đơn vị", required=False, empty_label="Không chọn",
                error_messages={"invalid_choice": "Đơn vị này không có hồ sơ trong đợt."},
            )  # fmt: skip
            self.fields[f"ho-so-{place}"] = LineField(
                label="Hoặc hồ sơ", required=False, max_length=400,
                widget=forms.TextInput(attrs={"list": "cac-ho-so", "autocomplete": "off"}),
            )  # fmt: skip
            self.fields[f"ly-do-{place}"] = LineField(label="Quan hệ là gì", required=False, max_length=MAX_REASON)

    def lines(self) -> list[Line]:
        """The fields, tie by tie."""
        return [
            Line(place + 1, self[f"don-vi-{place}"], self[f"ho-so-{place}"], self[f"ly-do-{place}"])
            for place in range(LINES)
        ]

    def clean(self) -> dict[str, Any]:
        """Each line that says anything says it whole; and the two declarations exclude each other."""
        self.ties = [said for place in range(LINES) if (said := self._tie(place)) is not None]
        chosen = SOME if self.again else self.cleaned_data.get("khai")
        if not self.errors and chosen == NONE and self.ties:
            self.add_error("khai", "Đã khai không có quan hệ thì để trống các dòng bên dưới.")
        if not self.errors and chosen == SOME and not self.ties:
            self.add_error("don-vi-0", "Ghi ít nhất một đơn vị hoặc một hồ sơ.")
        return self.cleaned_data

    def _tie(self, place: int) -> Said | None:
        unit: Unit | None = self.cleaned_data.get(f"don-vi-{place}")
        typed = self.cleaned_data.get(f"ho-so-{place}", "")
        reason = self.cleaned_data.get(f"ly-do-{place}", "")
        if not (unit or typed or reason):
            return None
        dossier = self._dossier(place, typed)
        clear = not self.has_error(f"don-vi-{place}") and not self.has_error(f"ho-so-{place}")
        if clear and (unit is None) == (dossier is None):
            self.add_error(f"don-vi-{place}", "Mỗi dòng chọn một đơn vị hoặc một hồ sơ.")
        if not reason and not self.has_error(f"ly-do-{place}"):
            self.add_error(f"ly-do-{place}", "Ghi quan hệ là gì.")
        return Said(reason, unit=unit, dossier=dossier)

    def _dossier(self, place: int, typed: str) -> Dossier | None:
        """The dossier whose number begins what was typed or picked."""
        if not typed:
            return None
        number = _NUMBER.match(typed)
        found = dossiers_to_name(self.campaign).filter(pk=int(number[1])).first() if number else None
        if found is None:
            self.add_error(f"ho-so-{place}", UNKNOWN)
        return found


class SeatsAsked(Asking):
    """Which dossiers to share out, by theme, by unit, and whether those that have their people are shown too."""

    def __init__(self, *args: Any, themes: Sequence[tuple[str, str]], units: Sequence[tuple[str, str]]) -> None:
        super().__init__(*args)
        self.fields["linh-vuc"] = forms.ChoiceField(
            label="Lĩnh vực", required=False, choices=[("", "Mọi lĩnh vực"), *themes]
        )
        self.fields["don-vi"] = forms.ChoiceField(label="Đơn vị", required=False, choices=[("", "Mọi đơn vị"), *units])
        self.fields["xem"] = forms.ChoiceField(
            label="Hồ sơ", required=False,
            choices=[("", "Chưa đủ người thẩm định"), ("den-luot", "Đang chờ thẩm định"), ("tat-ca", "Tất cả")],
        )  # fmt: skip
        self.fields["page"] = forms.IntegerField(required=False, min_value=1, max_value=100_000)
