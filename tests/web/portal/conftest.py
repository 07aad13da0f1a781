"""A small book: two districts, a stage, recognised models, one assessed unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from danvan.criteria.enums import Track
from danvan.decisions.models import Certificate, Decision
from danvan.dossiers.enums import CardState, State
from danvan.dossiers.models import Campaign, Dossier, Scorecard, Stage
from danvan.units.enums import UnitKind
from danvan.units.models import Unit
from tests import make

CODE = "A6J9ZWYW"


@dataclass(frozen=True)
class Book:
    """The rows most tests speak of."""

    province: Unit
    district: Unit
    commune: Unit
    campaign: Campaign
    stage: Stage
    road: Dossier
    decision: Decision
    certificate: Certificate


@pytest.fixture
def book(db) -> Book:
    province = make.unit("P", kind=UnitKind.PROVINCE, name="Tỉnh ủy Miền Trên")
    district = make.unit("E", kind=UnitKind.DISTRICT, parent=province, name="Huyện ủy Miền Đông")
    commune = make.unit("V", parent=district, name="Đảng bộ xã Yên Thịnh")
    campaign = make.campaign(
        district, tracks={Track.MODEL: None, Track.COMMUNE: make.version(24)}, name="Giai đoạn 2018–2020",
        first_year=2018, last_year=2020, published_at=make.LONG_AGO, is_archive=True,
    )  # fmt: skip
    road = make.recognised(commune, campaign, title="Hiến đất làm đường nông thôn mới", on=date(2020, 8, 31))
    decision = make.decision(district, road, state="ISSUED", number="86-QĐ/HU", number_key="86-qd-hu")
    item = decision.items.get()
    item.title, item.holder_kind, item.holder_name = road.title, road.holder_kind, road.holder_name
    item.unit_name, item.year = road.unit_name, road.year
    item.save()
    certificate = Certificate.objects.create(
        item=item, serial="2020/E/86-QD-HU-01", code=CODE, issued_at=make.NOON, state="VALID"
    )
    stage = make.stage(district)
    return Book(province, district, commune, campaign, stage, road, decision, certificate)


def assessed(at: Unit, campaign: Campaign, marks: str, *, year: int = 2020, **more) -> Dossier:
    """A unit's dossier for its title with a final card."""
    made = make.dossier(at, campaign, state=State.ACCEPTED, track=Track.COMMUNE, year=year, title=at.name, **more)
    version = campaign.tracks.get(track=Track.COMMUNE).version
    passed = marks.count("Y")
    Scorecard.objects.create(
        unit=at, dossier=made, voice="SUPERIOR", version=version, state=CardState.SIGNED, marks=marks, passed=passed,
        is_pass=passed >= 20, is_final=True,
    )  # fmt: skip
    return made
