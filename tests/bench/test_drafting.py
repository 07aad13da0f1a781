"""How long the screen of a draft takes: 26 criteria, every field of each."""

from __future__ import annotations

import sys
from statistics import median
from time import perf_counter

import pytest
from django.db import connection
from django.test import Client

from danvan.accounts.models import Role
from danvan.units.enums import UnitKind
from tests import make

pytestmark = pytest.mark.bench
CRITERIA, ROUNDS, MOST = 26, 9, 400


def test_the_screen_of_a_draft_is_quick(db, capsys):
    top = make.unit("P", kind=UnitKind.PROVINCE, name="Tỉnh ủy Miền Trên")
    version = make.version(CRITERIA, min_passed=20)
    version.criteria_set.unit = top
    version.criteria_set.save()
    version.criteria.update(requirement="Có nghị quyết. " * 20, evidence_hints=["Nghị quyết", "Ảnh"])
    client, address, took = Client(), f"/can-bo/tieu-chi/{version.pk}/", []
    client.force_login(make.user(Role.PROVINCE_BOARD, top, "dung"))
    answer = client.get(address)
    assert answer.content.count(b"<textarea") > CRITERIA * 4
    for _ in range(ROUNDS):
        begun = perf_counter()
        assert client.get(address).status_code == 200
        took.append((perf_counter() - begun) * 1000)
    with capsys.disabled():
        sys.stdout.write(f"\ndraft of {CRITERIA}, {connection.vendor}: median {median(took):.0f} ms, "
                         f"{len(answer.content) / 1024:.0f} KB\n")  # fmt: skip
    assert median(took) < MOST
