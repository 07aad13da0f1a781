"""The commands do what the screens do, and a second run changes nothing."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from danvan.criteria.models import CriteriaSet, CriteriaVersion, Criterion, Theme, ThemeScheme
from danvan.dossiers.models import Dossier
from danvan.exchange.models import Import
from danvan.exchange.registrations import read
from danvan.units.models import Unit
from tests import make
from tests.unit.exchange.books import registrations, row

pytestmark = pytest.mark.django_db


def _run(capsys, *words):
    call_command(*words)
    return capsys.readouterr().out


def test_import_sheet_reports_every_row_as_json_and_stores_only_when_told(cast, tmp_path, capsys):
    sheet, out = tmp_path / "dang-ky.xlsx", tmp_path / "out.json"
    sheet.write_bytes(registrations(row(), row(title="Cổng tre", theme="Thể thao")))
    words = ["import_sheet", str(sheet), "--campaign", cast.campaign.code, "--as", "binh"]
    assert "Mới 1, sửa 0, không đổi 0, sai 1. Chưa ghi gì." in _run(capsys, *words, "--report", str(out))
    report = json.loads(out.read_text(encoding="utf-8"))
    assert report["totals"] == {"new": 1, "changed": 0, "same": 0, "wrong": 1, "ask": 0, "rows": 2}
    assert report["applied"] is None
    assert [(line["sheet"], line["row"], line["outcome"]) for line in report["rows"]] == [
        ("Đăng ký", 5, "new"), ("Đăng ký", 6, "wrong"),
    ]  # fmt: skip
    wrong = next(cell for cell in report["rows"][1]["cells"] if cell["problem"])
    assert (wrong["ref"], wrong["column_label"]) == ("E6", "Lĩnh vực")
    assert report["rows"][1]["sentences"] == [wrong["problem"]]
    assert Dossier.objects.count() == 0
    assert "Đã ghi 1 hồ sơ mới" in _run(capsys, *words, "--apply")
    assert "không đổi 1, sai 1. Đã ghi 0 hồ sơ mới, sửa 0." in _run(capsys, *words, "--apply")


def test_old_letters_wait_until_they_are_agreed_to(cast, tmp_path, capsys):
    sheet, out = tmp_path / "dang-ky.xlsx", tmp_path / "out.json"
    sheet.write_bytes(registrations(row(title="TuyÕn ®­êng hoa", holder="Chi héi Phô n÷"), row(title="Cổng tre")))
    words = ["import_sheet", str(sheet), "--campaign", cast.campaign.code, "--as", "binh", "--report", str(out)]
    assert "Mới 1, sửa 0, không đổi 0, sai 0, cần xem 1. Đã ghi 1" in _run(capsys, *words, "--apply")
    asked = json.loads(out.read_text(encoding="utf-8"))["rows"][0]
    assert asked["outcome"] == "ask" and "đã được chuyển mã" in asked["sentences"][0]
    assert [(cell["raw"], cell["new"]) for cell in asked["cells"] if cell["raw"]] == [
        ("TuyÕn ®­êng hoa", "Tuyến đường hoa"), ("Chi héi Phô n÷", "Chi hội Phụ nữ"),
    ]  # fmt: skip
    assert "Đã ghi 1 hồ sơ mới" in _run(capsys, *words, "--apply", "--accept-converted")
    assert Dossier.objects.filter(title="Tuyến đường hoa", holder_name="Chi hội Phụ nữ").exists()
    assert Import.objects.count() == 2
    _run(capsys, *words, "--apply", "--accept-converted")
    assert Import.objects.count() == 2


def test_import_sheet_says_what_is_missing(cast, tmp_path):
    with pytest.raises(CommandError, match="Không có đợt «xa»"):
        call_command("import_sheet", "a.xlsx", "--campaign", "xa", "--as", "binh")
    (tmp_path / "a.xlsx").write_bytes(b"khong phai")
    with pytest.raises(CommandError, match="không phải là tệp Excel"):
        call_command("import_sheet", str(tmp_path / "a.xlsx"), "--campaign", cast.campaign.code, "--as", "binh")


def test_criteria_and_themes_are_loaded_once(cast, capsys):
    assert "Thêm 3 bộ tiêu chí mẫu, 5 bộ lĩnh vực." in _run(capsys, "load_criteria", "--as", "quan")
    assert "Thêm 0 bộ tiêu chí mẫu, 0 bộ lĩnh vực." in _run(capsys, "load_criteria", "--as", "quan")
    versions = CriteriaVersion.objects.filter(is_sample=True).order_by("pk")
    rules = [(v.criteria_set.code, v.criteria.count(), v.min_passed, v.min_points, v.is_issued) for v in versions]
    assert rules == [("DB-XA-24", 24, 20, None, True), ("CQ-15", 15, 15, None, True), ("MH-10", 10, None, 70, True)]
    assert Criterion.objects.filter(version=versions[0], is_veto=True).count() == 5
    assert sum(Criterion.objects.filter(version=versions[2]).values_list("weight", flat=True)) == 100
    sizes = {s.code: s.themes.count() for s in ThemeScheme.objects.filter(code__in=["A", "A+", "B", "C", "D"])}
    assert sizes == {"A": 4, "A+": 5, "B": 4, "C": 4, "D": 6}
    with pytest.raises(CommandError, match="Bạn không được ban hành bộ tiêu chí này."):
        CriteriaSet.objects.filter(pk=versions[0].criteria_set_id).update(code="KHAC")
        call_command("load_criteria", "--as", "binh")


def test_the_real_registrations_find_their_units_and_themes(cast, capsys):
    _run(capsys, "import_units")
    _run(capsys, "load_criteria", "--as", "quan")
    for code, organiser, scheme, day, file, count in (
        ("cd19", "BK-CD", "D", date(2019, 12, 31), "cho-don-2018-2020.xlsx", 271),
        ("cqt", "BK-CQT", "B", date(2020, 9, 30), "cac-co-quan-tinh-112.xlsx", 112),
    ):
        campaign = make.campaign(
            Unit.objects.get(code=organiser), code=code, theme_scheme=ThemeScheme.objects.get(code=scheme),
            cutoff_on=day, first_year=2018 if code == "cqt" else 2019, last_year=day.year, is_archive=True,
        )  # fmt: skip
        preview = read(settings.BASE_DIR / "fixtures" / "demo" / file, campaign=campaign, by=cast.quan)
        assert (preview.new, preview.wrong) == (count, 0)
        themes = {found.registration.content.theme for found in preview.rows}
        assert themes == set(Theme.objects.filter(scheme__code=scheme))
