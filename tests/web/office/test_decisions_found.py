"""A decision is found by its number in every way people write it: by the office, the public and the API."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import make

# As domain.md writes them, and as people type them: what is typed, and the decisions found.
TYPED = {
    "2559/QĐ-UBND": ["2559/QĐ-UBND"],
    "2559/ QĐ –UBND": ["2559/QĐ-UBND"],
    "2559/QĐ–UBND": ["2559/QĐ-UBND"],
    "2559 /QĐ—UBND": ["2559/QĐ-UBND"],
    "2559/qđ-ubnd": ["2559/QĐ-UBND"],
    "2559/QD-UBND": ["2559/QĐ-UBND"],
    "2559qd ubnd": ["2559/QĐ-UBND"],
    "2559": ["2559/QĐ-UBND"],
    "02559/QĐ-UBND": ["2559/QĐ-UBND"],
    "số 2559": ["2559/QĐ-UBND"],
    "Số: 2559/QĐ-UBND": ["2559/QĐ-UBND"],
    "QĐ 2559/QĐ-UBND 07/9/2020": ["2559/QĐ-UBND"],
    "KT QĐ 2559": ["2559/QĐ-UBND"],
    "Quyết định số 2559/QĐ-UBND ngày 07/9/2020 của Ủy ban nhân dân huyện Chợ Đồn": ["2559/QĐ-UBND"],
    "86-QĐ/HU": ["86-QĐ/HU"],
    "86 - QĐ/HU": ["86-QĐ/HU"],
    "86-QÐ/HU": ["86-QĐ/HU"],  # the Icelandic letter of old files
    "Quyết định số 86-QĐ/HU, ngày 25/11/2020": ["86-QĐ/HU"],
    "Số: 692 - CV/TU": ["Số: 692 - CV/TU"],
    "692-CV/TU": ["Số: 692 - CV/TU"],
    "06- ĐA/TU": ["06- ĐA/TU"],
    "6-ĐA/TU": ["06- ĐA/TU"],
    "559/QĐ-UBND": [],
    "6-QĐ/HU": [],
    "QĐ-UBND": ["2559/QĐ-UBND"],
}
KEYS = {"2559/QĐ-UBND": "2559-qd-ubnd", "86-QĐ/HU": "86-qd-hu", "Số: 692 - CV/TU": "so-692-cv-tu",
        "06- ĐA/TU": "06-da-tu"}  # fmt: skip


def test_every_spelling_finds_the_same_by_office_public_and_api(cast, client):
    for number, key in KEYS.items():  # one key as it was stored before the word "số" was left out of keys
        make.decision(cast.province, state="ISSUED", number=number, number_key=key)
    client.force_login(cast.dung)

    for typed, wanted in TYPED.items():
        office = client.get(reverse("office:decisions"), {"q": typed}).context["groups"]
        public = client.get(reverse("portal:decisions"), {"q": typed}).context["rows"]
        told = client.get(reverse("api:decisions"), {"q": typed}).json()["results"]

        cited = [f"Quyết định số {number}" for number in wanted]
        assert [row.reference.partition(",")[0] for group in office for row in group.rows] == cited, typed
        assert [row["number"] for row in public] == cited, typed
        assert [row["number"] for row in told] == wanted, typed


@pytest.mark.parametrize("typed", [" / - ", "không có số này"])
def test_what_is_no_number_finds_no_number(cast, client, typed):
    make.decision(cast.province, state="ISSUED", number="2559/QĐ-UBND", number_key="2559-qd-ubnd")
    assert client.get(reverse("portal:decisions"), {"q": f"zz{typed}"}).context["rows"] == []
