"""Reading what is asked of the list: every name, every value, and what happens to nonsense."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from danvan.reports.conditions import Conditions, Status, published_models
from danvan.reports.filters import practice_filter

READ = {
    "": Conditions(),
    "q=  hiến đất ": Conditions(q="hiến đất"),
    "linh-vuc=b-nong-thon&linh-vuc=b-cai-cach": Conditions(themes=("b-nong-thon", "b-cai-cach")),
    "theme=b-nong-thon": Conditions(themes=("b-nong-thon",)),
    "loai=tap-the": Conditions(kinds=("COLLECTIVE",)),
    "kind=individual": Conditions(kinds=("INDIVIDUAL",)),
    "nam=2018&nam=2019": Conditions(years=(2018, 2019)),
    "tu=2018&den=2020": Conditions(first=2018, last=2020),
    "from=2018&to=2020": Conditions(first=2018, last=2020),
    "don-vi=BK-CD": Conditions(unit="BK-CD"),
    "unit=BK-CD": Conditions(unit="BK-CD"),
    "tinh-trang=khen-thuong": Conditions(status=Status.COMMENDED),
    "status=registered": Conditions(status=Status.REGISTERED),
    "chua-tung-co=1": Conditions(),
}
LEFT_ASIDE = [
    "nam=hai", "nam=99999", "loai=doan-the", "tinh-trang=moi", "tu=-5", "tu=abc", "tu=2018.5", "den=10000", "q=%00",
    "linh-vuc=%27%3B--", "q=" + "a" * 300, "nam=２０１８", "tu=1e3", "tu=NaN", "tu=Infinity",
]  # fmt: skip


@pytest.mark.parametrize("asked", READ)
def test_every_condition_is_read_under_its_names(asked):
    assert practice_filter(QueryDict(asked), published_models()).conditions == READ[asked]


@pytest.mark.parametrize("asked", LEFT_ASIDE)
def test_what_cannot_be_read_is_left_aside_and_named(db, asked):
    told = practice_filter(QueryDict(asked), published_models())
    assert told.conditions == Conditions()
    assert len(told.errors) == 1
    assert list(told.qs) == []
