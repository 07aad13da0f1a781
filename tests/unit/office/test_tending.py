"""What is due each day is done once: planned rearrangements take effect, forgotten imports go."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from danvan.dossiers.jottings import jot, jotted
from danvan.exchange.blanks import registration_workbook
from danvan.exchange.preview import Applied
from danvan.exchange.staging import mark_applied, recent, stage
from danvan.office.tending import tend
from danvan.succession.actions import carry_out
from danvan.units.plans import Heir, Plan
from tests import make


def kept(cast, days: int):
    upload = SimpleUploadedFile("dang-ky.xlsx", registration_workbook(cast.campaign, cast.binh))
    return stage(upload, campaign=cast.campaign, by=cast.binh, at=make.NOON - timedelta(days=days))


def test_an_import_never_stored_is_thrown_away_after_thirty_days(cast):
    _, stored, young = kept(cast, 31), kept(cast, 31), kept(cast, 29)
    mark_applied(stored, Applied(new=1, changed=0), at=make.NOON)

    assert tend(make.NOON).thrown_away == 1
    assert {staged.key for staged in recent(cast.binh)} == {stored.key, young.key}


def test_what_nobody_came_back_for_is_let_go_after_thirty_days(cast):
    for place, days in (("old", 31), ("young", 29)):
        jot(owner=cast.an, place=place, typed={"title": "Đang viết"}, at=make.NOON - timedelta(days=days))

    tend(make.NOON)

    assert [jotted(cast.an, place) is not None for place in ("old", "young")] == [False, True]


def test_a_planned_renaming_waits_for_its_day(cast):
    plan = Plan(date(2026, 3, 12), ("V",), (Heir("V", "Đảng bộ xã Sau"),), "NQ 1")
    carry_out([plan], by=cast.quan, at=make.NOON)

    assert [tend(make.NOON + timedelta(days=days)).rearranged for days in (0, 1, 2, 3)] == [0, 0, 1, 0]
    cast.village.refresh_from_db()
    assert cast.village.name == "Đảng bộ xã Sau"


def test_the_command_says_what_it_did(cast, capsys):
    call_command("tend")

    assert "0 lần sắp xếp có hiệu lực, bỏ 0 tệp nhập cũ." in capsys.readouterr().out
