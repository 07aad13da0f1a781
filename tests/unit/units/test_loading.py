"""The unit files load once, with every period, rearrangement and place."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.conf import settings

from danvan.units.enums import COMMUNE_KINDS
from danvan.units.loading import BadUnits, carry_on, load
from danvan.units.models import Division, Unit, UnitChange
from danvan.units.queries import Tree

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)
FILE = settings.BASE_DIR / "fixtures" / "units" / "bac-giang-bac-kan.json"

COMMUNES = [
    ("BG-TY", date(2016, 12, 31), 24), ("BG-TY", date(2020, 2, 29), 24), ("BG-TY", date(2020, 3, 1), 22),
    ("BG-TY", date(2025, 1, 1), 19), ("BG-YT", date(2016, 12, 31), 21), ("BG-YT", date(2020, 3, 1), 19),
    ("BK-CD", date(2020, 1, 31), 22), ("BK-CD", date(2020, 2, 1), 20), ("BK-CD", date(2025, 7, 1), 0),
]  # fmt: skip


def test_the_real_file_gives_the_known_counts_and_loads_once():
    assert (load(FILE, TODAY).units, Unit.objects.count(), Division.objects.count()) == (193, 193, 105)
    for code, day, count in COMMUNES:
        under = Tree(day).under(Unit.objects.get(code=code))
        assert sum(standing.kind in COMMUNE_KINDS for standing in under) == count, (code, day)
    merged = UnitChange.objects.get(successors__code="CD-DT", on=date(2020, 2, 1))
    assert (merged.kind, sorted(u.code for u in merged.predecessors.all())) == ("MERGE", ["CD-DV", "CD-RB"])
    assert UnitChange.objects.get(successors__code="BG-VY").kind == "RENAME"
    assert UnitChange.objects.get(successors__code="BG-CHU").kind == "SPLIT"
    before = (UnitChange.objects.count(), Division.objects.count())
    again = load(FILE, TODAY)
    assert (again.units, again.changes, again.divisions) == (0, 0, 0)
    assert (UnitChange.objects.count(), Division.objects.count()) == before


def _file(tmp_path, *rows):
    blank = {
        "hieu_luc_tu": "2010-01-01", "hieu_luc_den": "", "don_vi_tien_than": [], "don_vi_ke_thua": [],
        "can_cu_phap_ly": "", "do_tin_cay": "I", "ma_hanh_chinh": "", "ma_cap_tren": "",
    }  # fmt: skip
    path = tmp_path / "don-vi.json"
    path.write_text(json.dumps({"don_vi": [{**blank, **row} for row in rows]}), encoding="utf-8")
    return path


def test_children_may_stand_before_their_parents(tmp_path):
    child = {"ma": "X-1", "ten": "Đảng bộ xã Một", "loai": "dang_bo_xa", "ma_cap_tren": "X"}
    load(_file(tmp_path, child, {"ma": "X", "ten": "Huyện ủy X", "loai": "huyen_uy"}), TODAY)
    assert Unit.objects.get(code="X-1").path == "X/X-1/"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"ma": "Y", "ten": "Y", "loai": "khac"}, "Y: loại «khac»"),
        ({"ma": "Y", "ten": "Y", "loai": "co_quan", "ma_cap_tren": "Z"}, "không có đơn vị cấp trên mang mã Z"),
        ({"ma": "Y", "ten": "Y", "loai": "co_quan", "ma_cap_tren": "Y"}, "vòng tròn: Y"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_kept(tmp_path, row, sentence):
    good = {"ma": "G", "ten": "Huyện ủy G", "loai": "huyen_uy"}
    with pytest.raises(BadUnits, match=sentence):
        load(_file(tmp_path, good, row), TODAY)
    assert not Unit.objects.exists()


def test_an_ended_unit_goes_on_once_as_an_illustration(tmp_path):
    load(_file(tmp_path, {"ma": "X", "ten": "Huyện ủy X", "loai": "huyen_uy", "hieu_luc_den": "2025-06-30"}), TODAY)
    unit = Unit.objects.get(code="X")
    assert carry_on([unit], day=date(2025, 7, 1), note="Giả định") == 1
    assert carry_on([unit], day=date(2025, 7, 1), note="Giả định") == 0
    unit.refresh_from_db()
    assert unit.ended_on is None
    assert list(unit.spans.order_by("valid_from").values_list("is_illustrative", flat=True)) == [False, True]
