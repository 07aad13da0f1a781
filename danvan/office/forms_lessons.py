"""What is asked and typed on the pages of lessons: a year, and a remark on a criterion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from danvan.criteria.remarks import MAX_TEXT
from danvan.kit.fields import TextField
from danvan.office.forms_list import Asking
from danvan.units.models import Unit


class YearForm(Asking):
    """Which year is looked back on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nam"] = forms.IntegerField(required=False, min_value=1900, max_value=2199)


class RemarkForm(forms.Form):
    """A remark, and for which of one's units where there are several."""

    don_vi = forms.ChoiceField(label="Góp ý của", required=False)
    text = TextField(label="Góp ý về tiêu chí này", max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, units: Sequence[Unit], data: Any = None) -> None:
        super().__init__(data)
        self.units = {str(unit.pk): unit for unit in units}
        choices = [(key, unit.name) for key, unit in self.units.items()]
        self.fields["don_vi"].choices = choices  # type: ignore[attr-defined]
        if len(choices) < 2:
            self.fields["don_vi"].widget = forms.HiddenInput()

    @property
    def unit(self) -> Unit | None:
        """The unit chosen, or the first."""
        return self.units.get(self.cleaned_data["don_vi"]) or next(iter(self.units.values()), None)
