"""The catalogue of places: how many there are, what became what, and that loading again changes nothing."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import F, Q

from danvan.units import places
from danvan.units.loading import load
from danvan.units.models import Division

EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)
UNIT_FILE = settings.BASE_DIR / "fixtures" / "units" / "bac-giang-bac-kan.json"
# The province asked for; its old provinces, districts and communes; its new provinces and communes; and the links.
COUNTS = {
    "Bắc Giang": (1, 10, 192, 1, 58, 193), "Bắc Kạn": (1, 8, 108, 1, 37, 109),
    "Bắc Ninh": (2, 18, 313, 1, 99, 315), "Thái Nguyên": (2, 17, 280, 1, 92, 285),
}  # fmt: skip


@pytest.fixture(scope="module")
def catalogue():
    return places.catalogue()


def run(*provinces: str) -> list[str]:
    said = StringIO()
    call_command("load_divisions", *(f"--province={name}" for name in provinces), stdout=said)
    return said.getvalue().splitlines()


def standing(day: date, level: str) -> int:
    there = Division.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day, level=level)
    return there.count()


@pytest.mark.parametrize("name", COUNTS)
def test_a_province_has_the_official_number_of_places(db, catalogue, name):
    filled = places.fill(catalogue.choose([name]))
    old = [standing(EVE, level) for level in ("PROVINCE", "DISTRICT", "COMMUNE")]
    new = [standing(DAY, level) for level in ("PROVINCE", "COMMUNE")]
    assert (*old, *new, filled.links) == COUNTS[name]
    assert filled.places == sum(COUNTS[name][:5])


def test_every_old_commune_leads_to_a_new_one_and_every_new_one_comes_from_old(db, catalogue):
    places.fill(catalogue.choose(["Bắc Ninh", "Thái Nguyên"]))
    communes = Division.objects.filter(level="COMMUNE")
    assert not communes.filter(valid_to=EVE, successors=None).exists()
    assert not communes.filter(valid_from=DAY, predecessors=None).exists()
    assert not Division.objects.filter(successors=F("pk")).exists()
    assert not Division.objects.filter(level="DISTRICT").exclude(successors=None).exists()


@pytest.mark.parametrize(
    ("old", "heirs"),
    [("07336", ["xã Tân Yên"]), ("07663", ["xã Tuấn Đạo"]), ("02020", ["xã Chợ Đồn"]), ("24", ["tỉnh Bắc Ninh"])],
)
def test_a_known_place_became_what_the_resolutions_say(db, catalogue, old, heirs):
    places.fill(catalogue.choose(["Bắc Giang", "Bắc Kạn"]))
    place = Division.objects.get(code=old, valid_to=EVE)
    assert [heir.name for heir in place.successors.all()] == heirs


def test_a_divided_commune_leads_to_each_of_its_parts(db, catalogue):
    places.fill(catalogue.choose(["Thái Nguyên"]))
    divided = [d for d in Division.objects.filter(valid_to=EVE, level="COMMUNE") if d.successors.count() > 1]
    assert len(divided) == 3


def test_loading_again_changes_nothing(db):
    first = run("Bắc Giang")
    before = list(Division.objects.order_by("pk").values())
    again = run("tinh bac giang", "TỈNH BẮC GIANG")
    assert (
        first[:2] == again[:2] == ["Trước ngày 1/7/2025: 1 tỉnh, 10 huyện, 192 xã.", "Từ ngày 1/7/2025: 1 tỉnh, 58 xã."]
    )
    assert again[2:] == ["Thêm 0 địa bàn, đã có sẵn 262.", "Thêm 0 mối nối cũ và mới, trong tổng số 193."]
    assert list(Division.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("units_first", [True, False])
def test_places_that_came_with_units_are_not_doubled(db, catalogue, units_first):
    steps = [
        lambda: load(UNIT_FILE, date(2026, 1, 1)),
        lambda: places.fill(catalogue.choose(["Bắc Ninh", "Thái Nguyên"])),
    ]
    for step in steps if units_first else reversed(steps):
        step()
    assert [standing(EVE, level) for level in ("PROVINCE", "DISTRICT", "COMMUNE")] == [4, 35, 593]
    assert [standing(DAY, level) for level in ("PROVINCE", "COMMUNE")] == [2, 191]
    assert Division.objects.get(code="07336").valid_from == date(2010, 1, 1)


def test_a_code_stands_for_the_new_province_before_the_old_one(catalogue):
    assert catalogue.choose(["24"]) == catalogue.choose(["Bắc Ninh"])
    assert catalogue.choose(["24"]) != catalogue.choose(["Bắc Giang"])


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "Bắc Dang",
            "Không có tỉnh nào tên hoặc mã là “Bắc Dang”. Có phải: tỉnh Bắc Giang, tỉnh Bắc Kạn, tỉnh Lâm Đồng?",
        ),
        ("xyz", "Không có tỉnh nào tên hoặc mã là “xyz”. Hãy ghi tên hoặc mã của một tỉnh, thành phố, cũ hay mới."),
    ],
)
def test_an_unknown_province_is_refused_with_near_names_and_nothing_is_loaded(db, name, sentence):
    with pytest.raises(CommandError) as refused:
        run("Bắc Giang", name)
    assert str(refused.value) == sentence
    assert not Division.objects.exists()


def test_without_the_package_the_command_says_what_to_install(db, monkeypatch):
    monkeypatch.setattr(places, "PACKAGE", "goi_khong_co")
    with pytest.raises(CommandError, match="pip install --no-deps -r requirements-places.txt"):
        run("Bắc Giang")
