"""Reading what a reader asks of the public list, under the same names on the pages and in the API."""

from __future__ import annotations

import re
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from danvan.dossiers.enums import Holder
from danvan.dossiers.models import Dossier
from danvan.kit import vi
from danvan.reports.conditions import Conditions, Copied, Force, Origin, Status
from danvan.reports.readings import Reading

KINDS = {"tap-the": Holder.COLLECTIVE, "ca-nhan": Holder.INDIVIDUAL}
# Every name under which a condition may be asked for; the first of each is the one our own links use.
NAMES: dict[str, tuple[str, ...]] = {
    "q": ("q",),
    "themes": ("linh-vuc", "theme"),
    "kinds": ("loai", "kind"),
    "years": ("nam", "year"),
    "first": ("tu", "from"),
    "last": ("den", "to"),
    "unit": ("don-vi", "unit"),
    "within": ("khi-do", "within"),
    "status": ("tinh-trang", "status"),
    "reading": ("reading",),
    "copied": ("nhan-rong", "replication"),
    "origins": ("nguon", "origin"),
    "force": ("hieu-luc", "validity"),
    "exactly": ("dung-chu", "exact"),
}
VALUES = {
    "collective": "tap-the", "individual": "ca-nhan", "recognised": "cong-nhan", "registered": "dang-ky",
    "commended": "khen-thuong", "appraised": "tham-dinh", "copied": "da-nhan-rong", "not-copied": "chua-nhan-rong",
    "copy": "hoc-noi-khac", "own": "tu-khoi-xuong", "in-force": "con-hieu-luc", "revoked": "da-thu-hoi",
}  # fmt: skip
_CODE = re.compile(r"[\w.-]{1,40}")
_YEAR = re.compile(r"(19|20|21)\d\d", re.ASCII)


class ManyField(forms.MultipleChoiceField):
    """Any number of values of one shape, whether or not rows stand behind them."""

    def __init__(self, *, shape: re.Pattern[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.shape = shape

    def valid_value(self, value: Any) -> bool:
        """Has it the right shape?"""
        return bool(self.shape.fullmatch(str(value)))


class Many(django_filters.Filter):
    """A condition that may be asked for with several values."""

    field_class = ManyField


def read(asked: QueryDict) -> QueryDict:
    """What was asked, under the names of the filter's fields; names we do not know are left out."""
    told = QueryDict(mutable=True)
    for field, names in NAMES.items():
        given = [value.strip() for name in names for value in asked.getlist(name)]
        told.setlist(field, [VALUES.get(value, value) for value in given if value])
    told["reading"] = Reading.asked(told.get("reading"))  # any other word asks for nothing
    return told


class PracticeFilter(django_filters.FilterSet):
    """The public list of models. A value that cannot be read is left aside; ``errors`` names it."""

    q = django_filters.CharFilter(label="từ cần tìm", max_length=200)
    themes = Many(label="lĩnh vực", shape=_CODE)
    kinds = django_filters.MultipleChoiceFilter(label="loại mô hình", choices=[(kind, kind) for kind in KINDS])
    years = Many(label="năm", shape=_YEAR)
    first = django_filters.NumberFilter(label="từ năm", min_value=1900, max_value=2199, decimal_places=0)
    last = django_filters.NumberFilter(label="đến năm", min_value=1900, max_value=2199, decimal_places=0)
    unit = django_filters.CharFilter(label="đơn vị", max_length=31)  # a code, or one with the mark of what is left
    within = django_filters.CharFilter(label="đơn vị khi đó", max_length=30)
    status = django_filters.ChoiceFilter(label="tình trạng", choices=Status.choices)
    reading = django_filters.ChoiceFilter(label="cách tính theo đơn vị", choices=Reading.choices)
    copied = django_filters.MultipleChoiceFilter(label="nhân rộng", choices=Copied.choices)
    origins = django_filters.MultipleChoiceFilter(label="nguồn gốc", choices=Origin.choices)
    force = django_filters.ChoiceFilter(label="hiệu lực", choices=Force.choices)
    exactly = django_filters.ChoiceFilter(label="tìm đúng chữ", choices=[("1", "1")])

    class Meta:
        model = Dossier
        fields: list[str] = []

    @property
    def conditions(self) -> Conditions:
        """What is asked, as far as it can be read."""
        self.form.is_valid()
        read = {name: value for name, value in self.form.cleaned_data.items() if value}
        return Conditions(
            q=vi.clean_line(read.get("q", "")),  # feeds cannot hold control characters
            themes=tuple(read.get("themes", ())),
            kinds=tuple(KINDS[kind].value for kind in read.get("kinds", ())),
            years=tuple(int(year) for year in read.get("years", ())),
            first=int(read["first"]) if "first" in read else None,
            last=int(read["last"]) if "last" in read else None,
            unit=read.get("unit", ""),
            within=read.get("within", ""),
            status=Status(read.get("status", Status.RECOGNISED)),
            reading=Reading.asked(read.get("reading")),
            copied=tuple(read.get("copied", ())),
            origins=tuple(read.get("origins", ())),
            force=Force(read.get("force", Force.HOLDS)),
            exactly=bool(read.get("exactly")),
        )

    def filter_queryset(self, queryset: QuerySet[Dossier]) -> QuerySet[Dossier]:
        """The rows that answer every condition."""
        return queryset.filter(self.conditions.where())


def practice_filter(asked: QueryDict, rows: QuerySet[Dossier]) -> PracticeFilter:
    """The filter on these rows, told what the address asks."""
    return PracticeFilter(read(asked), queryset=rows)
