"""Every bad list is refused in a sentence at its place, written on the screen or sent as a workbook."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from danvan.criteria.models import CriteriaVersion
from danvan.office.criteria import stamps
from danvan.office.criteria.forms import RulesForm
from tests.web.office.lists import draft, edition, issued, page_of, press

# what is written in the rules of a draft of three criteria of 1 point -> where it is told, and the sentence
BAD = {
    "a threshold above the count": (
        {"min_passed": "9"}, "id_qt-min_passed", "Ngưỡng 9 lớn hơn số tiêu chí (3)."),
    "weights that do not sum": (
        {"mode": "POINTS", "min_points": "2"}, "nhom", "Tổng điểm các tiêu chí là 3, cần bằng 100."),
    "an overlapping period": (
        {"valid_from": "01/12/2026"}, "id_qt-valid_from",
        "«CU, Năm 2027» đã ban hành, áp dụng cho cùng đối tượng từ 10/3/2026 trở đi."),
    "an end before the beginning": (
        {"valid_from": "01/12/2026", "valid_to": "01/11/2026"}, "id_qt-valid_to",
        "Ngày kết thúc trước ngày bắt đầu áp dụng."),
    "classes upside down": (
        {"mode": "POINTS", "min_points": "2", "classes": "Khá: 50\nTốt: 80"}, "id_qt-classes",
        "Các loại phải xếp từ cao xuống thấp, không trùng mức điểm."),
}  # fmt: skip


@pytest.fixture
def version(cast) -> CriteriaVersion:
    """A draft for the same units as an issued list."""
    issued(cast, code="CU")
    return draft(cast, code="MOI")


def by_screen(client, version, rules: dict[str, str]) -> None:
    form = RulesForm(version)
    said = {**stamps.shown(form), stamps.SAID: stamps.of_shown(form), **rules}
    press(client, version, "luu:qt", **{f"qt-{name}": text for name, text in said.items() if text})


def by_workbook(client, version, rules: dict[str, str]) -> None:
    words = {"POINTS": "chấm điểm"}
    wanted = {RulesForm.base_fields[name].label: words.get(text, text) for name, text in rules.items()}
    book = load_workbook(BytesIO(client.get(page_of(version, "workbook")).content))
    for row in book["Quy tắc"].iter_rows():
        row[1].value = wanted.get(row[0].value, row[1].value)
    kept = BytesIO()
    book.save(kept)
    preview = client.post(page_of(version, "import"), {"tep": SimpleUploadedFile("bo.xlsx", kept.getvalue())})
    client.post(page_of(version, "import"), {"noi-dung": preview.context["packed"], "edition": edition(version)})


@pytest.mark.parametrize("write", [by_screen, by_workbook])
@pytest.mark.parametrize("name", BAD)
def test_a_bad_list_is_told_at_its_place_and_is_not_issued(cast, client, version, write, name):
    rules, place, sentence = BAD[name]
    client.force_login(cast.giang)
    write(client, version, rules)

    shown = client.get(page_of(version))
    answer = client.post(page_of(version, "issue"))

    assert (place, sentence) in shown.context["obstacles"]
    assert f'id="{place}"' in shown.content.decode()
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert not CriteriaVersion.objects.get(pk=version.pk).is_issued


def test_an_empty_group_is_told_in_the_group(cast, client, version):
    client.force_login(cast.giang)
    press(client, version, "luu:moi", **{"moi-title": "Trống"})

    text = client.get(page_of(version)).content.decode()

    group = version.groups.get(title="Trống")
    assert '<p class="field-error">Nhóm «III. Trống» chưa có tiêu chí.</p>' in text.split(f'id="nhom-{group.pk}"')[1]
    assert client.post(page_of(version, "issue")).status_code == 422


def test_a_rule_that_stands_in_the_way_is_told_beside_its_field(cast, client, version):
    client.force_login(cast.dung)
    by_screen(client, version, {"min_passed": "9"})

    text = client.get(page_of(version)).content.decode()

    assert '<div id="id_qt-min_passed_more"><span class="field-hint">Khi đếm tiêu chí đạt.</span>' in text
    assert '<span class="field-error">Ngưỡng 9 lớn hơn số tiêu chí (3).</span>' in text
