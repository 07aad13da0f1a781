"""The commendation of Chợ Đồn for 2018–2020 (domain.md §1.3): fifteen collectives and nine individuals."""

from __future__ import annotations

import pytest
from django.urls import reverse


@pytest.mark.parametrize("typed", ["2559/QĐ-UBND", "2559/ QĐ –UBND", "QĐ 2559/QĐ-UBND 07/9/2020", "2559"])
def test_the_number_opens_fifteen_collectives_and_nine_individuals(client, seeded, typed):
    (row,) = client.get(reverse("portal:decisions"), {"q": typed}).context["rows"]

    assert (row["number"], row["size"]) == ("Quyết định số 2559/QĐ-UBND", "15 tập thể, 9 cá nhân")
    groups = client.get(row["url"]).context["groups"]
    assert [(group.title, group.count, len(group.lines)) for group in groups] == [
        ("I. TẬP THỂ", 15, 15), ("II. CÁ NHÂN", 9, 9),
    ]  # fmt: skip
