"""How long the heat map of a province takes: 300 units, 26 criteria, three voices."""

from __future__ import annotations

import sys
from statistics import median
from time import perf_counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from danvan.accounts.models import Role
from danvan.criteria.enums import Track
from danvan.criteria.models import CriteriaVersion, Remark
from danvan.dossiers.cards import Evidence, Score, Scorecard
from danvan.units.enums import UnitKind
from tests import make

pytestmark = pytest.mark.bench
UNITS, CRITERIA, ROUNDS, MOST = 300, 26, 9, 300
MARKS = ("Y" * 26, "Y" * 20 + "N" * 6, "YN" * 13, "Y" * 24 + "AN")


@pytest.fixture
def year(db):
    """A province whose communes were all judged, with a file for every third claim and a remark on each criterion."""
    top = make.unit("P", kind=UnitKind.PROVINCE, name="Tỉnh ủy Miền Trên")
    districts = [make.unit(f"D{n}", kind=UnitKind.DISTRICT, parent=top, name=f"Huyện ủy Miền {n}") for n in range(12)]
    version = make.version(CRITERIA, min_passed=20)
    version.criteria.filter(order__lte=13).update(evidence_required=True)
    campaign = make.campaign(top, tracks={Track.COMMUNE: version})
    lines = list(version.criteria.order_by("order"))
    cards, files = [], []
    for number in range(UNITS):
        unit = make.unit(f"C{number}", parent=districts[number % 12], name=f"Đảng bộ xã Yên Thịnh {number}")
        one = make.dossier(unit, campaign, track=Track.COMMUNE, state="CONFIRMED", theme=None)
        for voice, marks in zip(("SELF", "SUPERIOR", "PROVINCE"), MARKS, strict=False):
            cards.append(_card(one, voice, MARKS[number % 4] if voice == "PROVINCE" else marks, version))
        files += [_file(one, line) for line in lines[: number % 13]]
    _scored(Scorecard.objects.bulk_create(cards), lines)
    Evidence.objects.bulk_create(files)
    for line in lines:
        Remark.objects.create(criterion=line, unit=top, year=2026, text="Rõ hơn", author=make.author(), at=make.NOON)
    CriteriaVersion.objects.filter(pk=version.pk).update(issued_at=make.NOON)
    return version, make.user(Role.PROVINCE_BOARD, top, "dung")


def _card(one, voice: str, marks: str, version) -> Scorecard:
    final = voice == "PROVINCE"
    return Scorecard(
        unit=one.unit, dossier=one, voice=voice, version=version, state="SIGNED", marks=marks, is_final=final,
        is_pass=marks.count("Y") >= 20,
    )  # fmt: skip


def _file(one, line) -> Evidence:
    return Evidence(dossier=one, criterion=line, name="bb.pdf", content_type="application/pdf", size=1,
                    sha256="0" * 64, added_by=one.created_by, added_at=make.NOON)  # fmt: skip


def _scored(cards, lines) -> None:
    words = {"Y": "MET", "N": "NOT_MET", "A": "NOT_APPLICABLE"}
    rows = [Score(card=card, criterion=line, result=words[mark])
            for card in cards for line, mark in zip(lines, card.marks, strict=True)]  # fmt: skip
    Score.objects.bulk_create(rows, batch_size=1000)


def test_the_heat_map_of_a_province_is_quick(year, capsys):
    version, dung = year
    client, address = Client(), f"/can-bo/tieu-chi/{version.pk}/rut-kinh-nghiem/"
    client.force_login(dung)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    asked = len(queries)
    assert answer.content.count(b"<td") > UNITS * CRITERIA
    took = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        assert client.get(address).status_code == 200
        took.append((perf_counter() - begun) * 1000)
    with capsys.disabled():
        sys.stdout.write(f"\nheat map {UNITS} x {CRITERIA}, {connection.vendor}: median {median(took):.0f} ms, "
                         f"{asked} queries, {len(answer.content) / 1024:.0f} KB\n")  # fmt: skip
    assert median(took) < MOST
