"""The form of a campaign comes with what is stored, comes back filled in, and only to its own campaign."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from danvan.dossiers.models import CampaignTrack
from danvan.exchange.blanks import registration_workbook
from danvan.exchange.registrations import BadSheet, apply, read
from danvan.exchange.stamps import STAMP_SHEET
from tests import make
from tests.unit.exchange.books import sent

pytestmark = pytest.mark.django_db


def form_of(campaign, by):
    return load_workbook(BytesIO(registration_workbook(campaign, by)))


@pytest.fixture
def form(cast):
    return form_of(cast.campaign, cast.binh)


def test_units_themes_and_kinds_are_chosen_from_lists(form):
    lists = form["Danh mục"]
    assert lists.sheet_state == "hidden" and form[STAMP_SHEET].sheet_state == "veryHidden"
    assert [cell.value for cell in lists["A"] if cell.value] == [
        "Đảng bộ xã Đồng Điều", "Huyện ủy Miền Đông", "Phòng Nội vụ Miền Đông",
    ]  # fmt: skip
    rules = {rule.formula1 for rule in form["Mô hình"].data_validations.dataValidation if rule.type == "list"}
    assert rules == {f"'Danh mục'!${c}$1:${c}${n}" for c, n in zip("ABCD", (3, 2, 2, 2), strict=True)}


def test_there_is_a_sheet_for_each_track_and_one_for_the_cards(form):
    assert form.sheetnames == [
        "Mô hình", "Danh hiệu đảng bộ", "Danh hiệu cơ quan", "Tự chấm", "Hướng dẫn", "Danh mục", "Dấu mẫu",
    ]  # fmt: skip
    assert [form[name]["C6"].value for name in form.sheetnames[:1]] == ["Đảng bộ xã Đồng Điều"]
    assert [form[name]["B6"].value for name in form.sheetnames[1:3]] == [
        "Đảng bộ xã Đồng Điều", "Phòng Nội vụ Miền Đông",
    ]  # fmt: skip


def test_the_filled_form_registers_a_model_and_a_title(cast, form):
    models, titles = form["Mô hình"], form["Danh hiệu đảng bộ"]
    for column, value in {"B": "Đường hoa", "D": "Chi bộ", "E": "Tập thể", "R": "05/02/2026"}.items():
        models[f"{column}6"] = value
    titles["C6"] = 22
    preview = read(sent(form), campaign=cast.campaign, by=cast.binh)
    assert [(found.sheet, found.row, found.outcome) for found in preview.rows] == [
        ("Mô hình", 6, "new"), ("Danh hiệu đảng bộ", 6, "new"),
    ]  # fmt: skip
    assert apply(preview, by=cast.binh, at=make.NOON).new == 2


def test_a_form_nobody_wrote_in_has_no_rows(cast, form):
    assert read(sent(form), campaign=cast.campaign, by=cast.binh).rows == ()


def test_what_is_stored_comes_back_the_same(cast):
    for unit, more in (
        (cast.village, {"method": "Dòng một\n\nDòng hai =1+1", "continuity": "KEPT", "theme": None}),
        (cast.village, {"state": "SUBMITTED", "title": "0912"}),
        (cast.office, {"holder_kind": "INDIVIDUAL", "registered_on": "2026-02-05", "holder_name": "Đồng chí A"}),
        (cast.village, {"track": "COMMUNE", "theme": None, "title": "Đảng bộ xã Đồng Điều", "target_count": 22,
                        "holder_name": ""}),
    ):  # fmt: skip
        make.dossier(unit, cast.campaign, **more)
    make.dossier(cast.village, cast.campaign, state="WITHDRAWN")
    abroad = make.unit("W1", parent=cast.west, name="Đảng bộ xã Xa Xôi")
    make.dossier(abroad, cast.campaign, title="Của nơi khác")

    preview = read(registration_workbook(cast.campaign, cast.binh), campaign=cast.campaign, by=cast.binh)
    assert [row.outcome for row in preview.rows] == ["same"] * 4
    assert "Của nơi khác" not in {row.title for row in preview.rows}


def test_models_of_the_year_before_stand_ready_to_be_copied(cast):
    before = make.campaign(cast.province, name="Thi đua năm 2025", first_year=2025, last_year=2025)
    make.dossier(cast.village, before, title="Làm từ năm ngoái", state="APPROVED")
    form = form_of(cast.campaign, cast.binh)
    old = form["Năm trước"]
    assert (old["B6"].value, old["C6"].value, old["G6"].value) == (
        "Làm từ năm ngoái", "Đảng bộ xã Đồng Điều", "Duy trì",
    )  # fmt: skip
    assert read(sent(form), campaign=cast.campaign, by=cast.binh).rows == ()
    for cell in old[6][1:]:
        form["Mô hình"][cell.coordinate] = cell.value
    (found,) = read(sent(form), campaign=cast.campaign, by=cast.binh).rows
    assert (found.outcome, found.registration.content.continuity) == ("new", "KEPT")


def test_the_form_of_another_year_is_refused_and_both_are_named(cast, form):
    other = make.campaign(cast.province, name="Thi đua năm 2027", first_year=2027, last_year=2027)
    with pytest.raises(BadSheet) as refusal:
        read(sent(form), campaign=other, by=cast.binh)
    assert "mẫu năm 2026 của «Thi đua năm 2026», không phải mẫu năm 2027 của «Thi đua năm 2027»" in str(refusal.value)


def test_a_campaign_that_is_not_open_yet_is_not_named(cast, form):
    form[STAMP_SHEET]["C1"] = make.campaign(cast.province, name="Chưa ai biết", opened_at=None).code
    with pytest.raises(BadSheet, match="mẫu năm 2026 của đợt khác"):
        read(sent(form), campaign=cast.campaign, by=cast.binh)


def test_an_older_edition_of_the_form_is_refused(cast, form):
    form[STAMP_SHEET]["B1"] = 0
    with pytest.raises(BadSheet, match="mẫu cũ"):
        read(sent(form), campaign=cast.campaign, by=cast.binh)


def test_scores_on_another_list_than_the_campaigns_are_left_out(cast, form):
    CampaignTrack.objects.filter(track="AGENCY").update(version=make.version(16))
    preview = read(sent(form), campaign=cast.campaign, by=cast.binh)
    note = next(note for note in preview.sheets if note.name == "Tự chấm")
    assert not note.is_read and "đã khác với lúc tải mẫu" in note.note
