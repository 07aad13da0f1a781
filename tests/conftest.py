"""The cast of the tests: one province, two districts, and people whose names tell the story."""

from __future__ import annotations

import os
from dataclasses import dataclass

import pytest
from xdist.scheduler import LoadScopeScheduling

from danvan.accounts.models import Role, User
from danvan.criteria.enums import Track
from danvan.dossiers.models import Campaign
from danvan.units.enums import UnitKind
from danvan.units.models import Unit
from tests import make


@dataclass(frozen=True)
class Cast:
    """``an`` clerk of a commune in the east, ``binh`` board of the east, ``chi`` board of the west,
    ``dung`` reviewer and ``giang`` approver of the province, ``hoa`` auditor, ``quan`` administrator."""

    province: Unit
    east: Unit
    west: Unit
    village: Unit
    office: Unit
    campaign: Campaign
    an: User
    binh: User
    chi: User
    dung: User
    giang: User
    hoa: User
    quan: User


PEOPLE = ("an", "binh", "chi", "dung", "giang", "hoa", "quan")


class DemoTogether(LoadScopeScheduling):  # type: ignore[misc]
    """Tests are dealt out one by one, but those on the demonstration go to one process: loading it takes long."""

    def _split_scope(self, nodeid: str) -> str:
        return "demo" if nodeid.startswith("tests/web/demo/") else nodeid


def pytest_xdist_make_scheduler(config, log):
    return DemoTogether(config, log)


SCREENS = "tests/web/"
LONG = (
    "tests/web/hostile/",
    "tests/web/test_doors.py",
    "tests/web/office/test_leaks.py",
)  # walk many pages; PostgreSQL is the stricter of the two on both


def pytest_collection_modifyitems(config, items) -> None:
    """A second database needs no second run of what never asks a database. Where a run on PostgreSQL follows, rules are
    tried on both, the longest walks there and the other screens here, each once."""
    kept, follows = items[:], bool(os.environ.get("DANVAN_POSTGRES_FOLLOWS"))
    asking = {item for item in items if item.get_closest_marker("django_db") or "db" in item.fixturenames}
    if os.environ.get("DANVAN_ONLY_DATABASE"):
        once = {item for item in items if follows and item.nodeid.startswith(SCREENS)}
        kept = [item for item in items if item in asking and (item not in once or item.nodeid.startswith(LONG))]
    elif follows:
        kept = [item for item in items if not (item in asking and item.nodeid.startswith(LONG))]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


@pytest.fixture(autouse=True)
def quick(settings):
    """Plain static files and a quick hasher: neither is what these tests are about."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}  # nothing is counted
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Every test keeps its uploads to itself."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def cast(db) -> Cast:
    province = make.unit("P", kind=UnitKind.PROVINCE, name="Tỉnh ủy Miền Trên")
    east = make.unit("E", kind=UnitKind.DISTRICT, parent=province, name="Huyện ủy Miền Đông")
    west = make.unit("W", kind=UnitKind.DISTRICT, parent=province, name="Huyện ủy Miền Tây")
    village = make.unit("V", kind=UnitKind.COMMUNE, parent=east, name="Đảng bộ xã Đồng Điều")
    office = make.unit("O", kind=UnitKind.AGENCY, parent=east, name="Phòng Nội vụ Miền Đông")
    tracks = {Track.MODEL: None, Track.COMMUNE: make.version(24), Track.AGENCY: make.version(15, min_passed=15)}
    return Cast(
        province, east, west, village, office,
        campaign=make.campaign(province, tracks=tracks, name="Thi đua năm 2026"),
        an=make.user(Role.UNIT_CLERK, village, "an"), binh=make.user(Role.DISTRICT_BOARD, east, "binh"),
        chi=make.user(Role.DISTRICT_BOARD, west, "chi"), dung=make.user(Role.PROVINCE_BOARD, province, "dung"),
        giang=make.user(Role.PROVINCE_APPROVER, province, "giang"), hoa=make.user(Role.AUDITOR, province, "hoa"),
        quan=make.user(Role.ADMINISTRATOR, province, "quan"),
    )  # fmt: skip
