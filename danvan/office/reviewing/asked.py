"""What the queue can be asked for, by the names in addresses; whatever makes no sense is left out, never refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from danvan.criteria.enums import Track
from danvan.kit.fields import LineField
from danvan.office.forms_list import Asking
from danvan.office.listing import pairs
from danvan.reports.filters import ManyField

TABS = {"cho-toi": "Chờ tôi", "da-tra": "Đã trả lại", "da-chuyen": "Đã chuyển", "xong": "Xong"}
WAITING = "cho-toi"
MINE, NOBODY = "toi", "chua"  # of ``nguoi``: one's own, and those nobody was asked to judge
APART, BARE, AGAINST, ANOTHER = "lech", "thieu", "so-lieu", "nguoi-khac"
FLAGS = {
    APART: "Các cấp chấm khác nhau", BARE: "Thiếu minh chứng", AGAINST: "Khác số liệu của cổng",
    ANOTHER: "Cần người thẩm định khác",
}  # fmt: skip
WAITED, BY_UNIT, APART_FIRST, BY_DEADLINE = "lau", "don-vi", "lech", "han"
SORTS = {WAITED: "Chờ lâu nhất", BY_DEADLINE: "Hạn gần nhất", APART_FIRST: "Nhiều chỗ cần xem", BY_UNIT: "Tên đơn vị"}
KEPT = ("q", "linh-vuc", "don-vi", "noi-dung", "nguoi", "can", "xep")  # what a saved view holds, beside the tab
_CODE = re.compile(r"[\w.-]{1,40}")


class QueueForm(Asking):
    """The conditions of the queue."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tab"] = forms.ChoiceField(required=False, choices=list(TABS.items()))
        self.fields["q"] = LineField(required=False, max_length=200)
        self.fields["linh-vuc"] = ManyField(required=False, shape=_CODE)
        self.fields["don-vi"] = LineField(required=False, max_length=200)
        self.fields["noi-dung"] = forms.MultipleChoiceField(required=False, choices=Track.choices)
        self.fields["nguoi"] = forms.RegexField(r"(toi|chua|\d{1,18})\Z", required=False)
        self.fields["can"] = forms.MultipleChoiceField(required=False, choices=list(FLAGS.items()))
        self.fields["xep"] = forms.ChoiceField(required=False, choices=list(SORTS.items()))
        self.fields["khop"] = forms.BooleanField(required=False)
        self.fields["page"] = forms.IntegerField(required=False, min_value=1, max_value=100_000)


def read(data: QueryDict) -> dict[str, Any]:
    """Everything that was asked, with the tab that is shown; the usual order needs no words."""
    asked = QueueForm(data).asked()
    asked["tab"] = asked["tab"] or WAITING
    if asked["xep"] == WAITED:
        asked["xep"] = ""
    return asked


def query(asked: Mapping[str, Any], *, without: tuple[str, str] | None = None) -> str:
    """The conditions as they stand in an address, less one; the page and the usual tab are left out."""
    tab = [("tab", str(asked["tab"]))] if asked["tab"] != WAITING else []
    every = [*tab, *(pair for name in KEPT for pair in pairs(name, asked[name]))]
    return urlencode([pair for pair in every if pair != without])


def conditions(asked: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Every condition by itself; the order of the rows is none."""
    return [pair for name in KEPT if name != "xep" for pair in pairs(name, asked[name])]
