"""What the desk and the list of dossiers can be asked for; whatever makes no sense is left out, never refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from danvan.criteria.enums import Track
from danvan.dossiers.enums import State
from danvan.kit.fields import LineField
from danvan.office.desk_kinds import KINDS


class Asking(forms.Form):
    """A form read from an address: a value that does not fit counts as not given."""

    def asked(self) -> dict[str, Any]:
        """Every field with what was asked, or its empty value."""
        self.is_valid()
        return {
            name: self.cleaned_data.get(name) or ([] if isinstance(field, forms.MultipleChoiceField) else "")
            for name, field in self.fields.items()
        }


class DeskForm(Asking):
    """Which campaign a desk shows, which units of it, and whether all of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dot"] = LineField(required=False, max_length=40)
        self.fields["loc"] = LineField(required=False, max_length=20)
        self.fields["tat-ca"] = forms.BooleanField(required=False)


class ListForm(Asking):
    """The conditions of the list of dossiers, by their names in addresses."""

    def __init__(self, *args: Any, campaigns: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"] = LineField(required=False, max_length=200)
        self.fields["viec"] = forms.ChoiceField(required=False, choices=[(kind.key, kind.key) for kind in KINDS])
        self.fields["dot"] = forms.ChoiceField(required=False, choices=list(campaigns))
        self.fields["noi-dung"] = forms.MultipleChoiceField(required=False, choices=Track.choices)
        self.fields["trang-thai"] = forms.MultipleChoiceField(required=False, choices=STATES)
        self.fields["don-vi"] = LineField(required=False, max_length=200)
        self.fields["page"] = forms.IntegerField(required=False, min_value=1, max_value=100_000)


class RevisionForm(Asking):
    """Which of the sendings of a dossier is asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ban-gui"] = forms.IntegerField(required=False, min_value=1, max_value=999)

    def number(self) -> int:
        """The number of the sending, or 0."""
        return int(self.asked()["ban-gui"] or 0)


RECOGNISED = "CONG-NHAN"
STATES = [*State.choices, (RECOGNISED, "Được công nhận")]


class RegisterForm(Asking):
    """What a new registration is for, which unit is chosen to begin with, and what it goes on with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["noi-dung"] = forms.ChoiceField(required=False, choices=Track.choices)
        self.fields["don-vi"] = forms.IntegerField(required=False, min_value=1)
        self.fields["tu"] = forms.IntegerField(required=False, min_value=1, max_value=2**62)


class SendForm(forms.Form):
    """Which of the two buttons under a registration was pressed."""

    SEND = "gui"
    buoc = forms.ChoiceField(required=False, choices=[("luu", "Lưu"), (SEND, "Gửi")])

    def wanted(self) -> bool:
        """Is it to be sent at once?"""
        return self.is_valid() and self.cleaned_data["buoc"] == self.SEND
