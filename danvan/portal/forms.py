"""Reading what is typed into the public search boxes; a value that cannot be read is left aside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from danvan.kit.fields import LineField


class SearchForm(forms.Form):
    """One line of words or of a number."""

    q = LineField(required=False, max_length=200)


class CodeForm(forms.Form):
    """The code of a certificate."""

    ma = LineField(required=False, max_length=60)


class TitleForm(forms.Form):
    """The conditions of the list of assessed units; the names stand in the address."""

    RESULTS = [("dat", "Đạt ngưỡng"), ("chua-dat", "Chưa đạt ngưỡng"), ("du", "Đạt đủ mọi tiêu chí"),
               ("dang-ky", "Mọi đơn vị đăng ký")]  # fmt: skip
    year = forms.IntegerField(required=False, min_value=1900, max_value=2199)
    criteria_set = LineField(required=False, max_length=30)
    unit = LineField(required=False, max_length=31)
    within = LineField(required=False, max_length=30)
    result = forms.ChoiceField(required=False, choices=RESULTS)
    unmet = forms.IntegerField(required=False, min_value=1, max_value=200)


TITLE_NAMES = {
    "year": "nam",
    "criteria_set": "bo",
    "unit": "don-vi",
    "within": "khi-do",
    "result": "ket-qua",
    "unmet": "chua",
}


def read(form: type[forms.Form], asked: Mapping[str, Any]) -> dict[str, Any]:
    """The values that could be read, by field name; those left blank are left out."""
    filled = form(asked)
    filled.is_valid()
    return {name: value for name, value in filled.cleaned_data.items() if value not in {None, ""}}


def read_titles(asked: QueryDict) -> dict[str, Any]:
    """The conditions on titles that could be read."""
    return read(TitleForm, {field: asked.get(name) for field, name in TITLE_NAMES.items()})


class DocumentForm(forms.Form):
    """The conditions of the library."""

    NAMES = {"q": "q", "kind": "loai", "year": "nam"}
    q = LineField(required=False, max_length=200)
    kind = LineField(required=False, max_length=30)
    year = forms.IntegerField(required=False, min_value=1900, max_value=2199)
