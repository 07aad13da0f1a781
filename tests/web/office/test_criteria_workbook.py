"""A list goes out as a workbook and comes back: previewed, all or none, and only into the version it came from."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from danvan.criteria import drafting
from danvan.criteria.models import CriteriaVersion
from tests import make
from tests.web.office.lists import draft, edition, issued, line, order, page_of, press


@pytest.fixture
def as_dung(client, cast):
    client.force_login(cast.dung)
    return client


def opened(client, version):
    """The exported workbook, and its columns by their heads."""
    book = load_workbook(BytesIO(client.get(page_of(version, "workbook")).content))
    return book, {cell.value: cell.column for cell in book["Tiêu chí"][4]}


def send(client, version, book):
    data = BytesIO()
    book.save(data)
    return client.post(page_of(version, "import"), {"tep": SimpleUploadedFile("bo.xlsx", data.getvalue())})


def agree(client, version, preview, **more):
    return client.post(page_of(version, "import"), {
        "noi-dung": preview.context["packed"], "edition": edition(version), **more,
    })  # fmt: skip


def test_a_workbook_sent_back_as_it_was_changes_nothing(cast, as_dung):
    version = draft(cast, basis="Hướng dẫn số 1", classes=[{"name": "Tốt", "at_least": "80.5"}])
    before = edition(version)

    preview = send(as_dung, version, opened(as_dung, version)[0])
    agree(as_dung, version, preview)

    assert preview.context["nothing"] and not preview.context["plan"].faults
    assert edition(version) == before


def test_rows_change_add_move_and_take_away(cast, as_dung):
    version = draft(cast)
    book, at = opened(as_dung, version)
    sheet = book["Tiêu chí"]
    sheet.cell(5, at["Điểm liệt"]).value = "x"
    sheet.cell(5, at["Nhóm"]).value = "Nhóm mới"
    sheet.delete_rows(6)
    for head, value in {"Nhóm": "Dân chủ", "Mã": "D", "Tiêu chí": "Dòng thêm", "Điểm tối đa": 2.5}.items():
        sheet.cell(7, at[head]).value = value

    preview = send(as_dung, version, book)
    assert [row.outcome for row in preview.context["plan"].rows] == ["changed", "same", "new"]
    assert order(version) == ["I: A B", "II: C"], "nothing is stored before its reader agrees"
    agree(as_dung, version, preview)

    assert order(version) == ["I: A", "II: C D"]
    assert line(version, "A").is_veto and str(line(version, "D").weight) == "2.50"
    assert list(version.groups.order_by("order").values_list("title", flat=True)) == ["Nhóm mới", "Dân chủ"]


def test_rules_come_back_too(cast, as_dung):
    version = draft(cast)
    book, _ = opened(as_dung, version)
    for row in book["Quy tắc"].iter_rows():
        row[1].value = {"Cách chấm": "chấm điểm", "Số điểm tối thiểu": "70,5"}.get(row[0].value, row[1].value)

    agree(as_dung, version, send(as_dung, version, book))

    version.refresh_from_db()
    assert (version.mode, str(version.min_points)) == ("POINTS", "70.50")


def test_a_workbook_of_another_version_is_refused_in_a_sentence(cast, as_dung):
    version, other = draft(cast), draft(cast, code="KHAC")

    answer = send(as_dung, version, opened(as_dung, other)[0])

    text = answer.content.decode()
    assert answer.status_code == 422
    assert '<span class="field-error" id="tep-sai">Tệp này được tải từ một phiên bản khác' in text
    assert "không phải từ «BT, Năm 2027»" in text


def test_a_workbook_without_a_stamp_is_refused(cast, as_dung):
    version = draft(cast)
    book, _ = opened(as_dung, version)
    book["Tiêu chí"]["A3"].value = ""

    answer = send(as_dung, version, book)

    assert "không mang dấu phiên bản" in answer.content.decode()


@pytest.mark.parametrize(
    ("head", "value", "told"),
    [
        ("Mã", "B", "Mã: B đã ghi ở dòng 5."),
        ("Tiêu chí", None, "Tiêu chí: Cần ghi tiêu chí."),
        ("Nhóm", None, "Nhóm: chưa ghi tên nhóm."),
        ("Điểm tối đa", "nhiều", "“nhiều” không phải là số"),
        ("Điểm liệt", "có lẽ", "Điểm liệt: hãy ghi “có” hoặc “không”."),
        ("Tính từ số liệu", "tự tính", "Tính từ số liệu"),
        ("So sánh", "khoảng", "So sánh"),
        ("Số của cổng, không sửa", 99999, "không phải tiêu chí của bản thảo này"),
    ],
)
def test_a_fault_is_told_at_its_row_and_nothing_is_stored(cast, as_dung, head, value, told):
    version = draft(cast)
    book, at = opened(as_dung, version)
    book["Tiêu chí"].cell(5, at[head]).value = value

    preview = send(as_dung, version, book)
    faults = {row.number: " ".join(row.faults) for row in preview.context["plan"].rows if row.faults}
    agree(as_dung, version, preview)

    assert preview.status_code == 422
    assert told in " ".join(faults.values()) and set(faults) <= {5, 6}
    assert order(version) == ["I: A B", "II: C"]


def test_codes_that_follow_one_another_are_stored_and_those_that_swap_are_told(cast, as_dung):
    version = draft(cast)
    book, at = opened(as_dung, version)
    for row, code in ((5, "B"), (6, "X")):
        book["Tiêu chí"].cell(row, at["Mã"]).value = code
    agree(as_dung, version, send(as_dung, version, book))
    assert order(version) == ["I: B X", "II: C"]
    book, at = opened(as_dung, version)
    for row, code in ((5, "X"), (6, "B")):
        book["Tiêu chí"].cell(row, at["Mã"]).value = code

    answer = agree(as_dung, version, send(as_dung, version, book))

    assert answer.status_code == 422 and "đổi chỗ cho nhau" in answer.content.decode()
    assert order(version) == ["I: B X", "II: C"]


def test_a_draft_changed_since_the_preview_is_previewed_again(cast, as_dung):
    version = draft(cast)
    book, at = opened(as_dung, version)
    book["Tiêu chí"].cell(5, at["Tiêu chí"]).value = "Từ tệp"
    preview = send(as_dung, version, book)
    old = edition(version)
    press(as_dung, version, f"xuong:{line(version, 'A').pk}")

    answer = agree(as_dung, version, preview, edition=old)

    assert answer.status_code == 409
    assert line(version, "A").title == "Tiêu chí A"
    assert answer.context["is_old"]


UNREADABLE = [
    "",
    "[]",
    "x",
    "[1, 2]",
    json.dumps([1, 2, {}, [["x", {}]]]),
    "9" * 5000,
    "[1e999, 1, {}, []]",
    "[" * 90_000,
]


@pytest.mark.parametrize("text", UNREADABLE, ids=range(len(UNREADABLE)))
def test_what_no_form_of_ours_sends_is_refused(cast, as_dung, text):
    version = draft(cast)

    answer = as_dung.post(page_of(version, "import"), {"noi-dung": text, "edition": edition(version)})

    assert answer.status_code == 422
    assert order(version) == ["I: A B", "II: C"]


def test_a_file_that_is_no_workbook_is_refused(cast, as_dung):
    version = draft(cast)

    for sent in ({}, {"tep": SimpleUploadedFile("a.xlsx", b"abc")}):
        assert as_dung.post(page_of(version, "import"), sent).status_code == 422


def test_an_issued_version_goes_out_and_never_comes_in(cast, client):
    version = issued(cast)
    client.force_login(cast.an)
    book, _ = opened(client, version)
    client.force_login(cast.dung)

    assert send(client, version, book).status_code == 404


def test_a_copy_keeps_its_links_through_a_workbook(cast, as_dung):
    version = drafting.copy(source=issued(cast), label="Năm 2028", by=cast.dung, at=make.NOON)
    book, at = opened(as_dung, version)
    book["Tiêu chí"].cell(5, at["Mã"]).value = "A1"

    agree(as_dung, version, send(as_dung, version, book))

    assert line(version, "A1").links_back.get().before.code == "A"


def test_twenty_six_criteria_with_points_come_into_a_blank_draft_and_are_issued(cast, as_dung):
    form = {"unit": cast.province.pk, "name": "Bộ 26", "code": "DB-26", "track": "COMMUNE", "label": "Năm 2027",
            "mode": "POINTS"}  # fmt: skip
    as_dung.post(reverse("office:criteria-new"), form)
    version = CriteriaVersion.objects.get(criteria_set__code="DB-26")
    book, at = opened(as_dung, version)
    for number in range(1, 27):
        said = {"Nhóm": "I" if number < 14 else "II", "Mã": f"T{number:02}", "Tiêu chí": f"Tiêu chí {number}"}
        for head, value in {**said, "Điểm tối đa": 4 if number <= 22 else 3}.items():
            book["Tiêu chí"].cell(4 + number, at[head]).value = value
    for row in book["Quy tắc"].iter_rows():
        row[1].value = {"Số điểm tối thiểu": 70, "Áp dụng từ": "01/01/2027"}.get(row[0].value, row[1].value)
    agree(as_dung, version, send(as_dung, version, book))
    as_dung.force_login(cast.giang)

    answer = as_dung.post(page_of(version, "issue"))

    assert answer.status_code == 302, answer.context["obstacles"]
    assert [line.split(": ")[1].count("T") for line in order(version)] == [13, 13]
    assert CriteriaVersion.objects.get(pk=version.pk).is_issued
