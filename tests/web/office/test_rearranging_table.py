"""A table of old and new units is previewed, confirmed once as previewed, and every refusal stands at its row."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from danvan.accounts.models import Post
from danvan.exchange.writing import Pen
from danvan.office.rearranging.workbook import blank
from danvan.succession.table import COLUMNS
from danvan.units.models import Unit, UnitChange
from tests import make
from tests.web.office import rearranged
from tests.web.office.rearranged import LIST, MERGER, TABLE, agree, faults, preview


@pytest.fixture
def as_dung(cast):
    return rearranged.as_dung(cast)


def test_a_table_is_previewed_with_all_it_touches_and_stores_nothing(cast, as_dung):
    make.dossier(cast.village, cast.campaign, state="ACCEPTED")

    seen = preview(as_dung, MERGER)

    (row,) = seen.context["rows"]
    assert (row.rows, row.kind, row.day) == ("1, 2", "Nhập", "01/3/2026")
    assert row.before == "Đảng bộ xã Đồng Điều (V), Đảng bộ xã Ao Sen (U)"
    assert row.after == "Đảng bộ xã Mới (N)"
    assert row.effects == ["1 hồ sơ đang làm dở, bàn giao", "1 phân công kết thúc: an (Cán bộ cơ sở)"]
    assert [(taker["code"], taker["chosen"]) for taker in row.takers] == [("N", True), ("E", False), ("P", False)]
    assert not UnitChange.objects.exists()


def test_what_was_previewed_is_done_once(cast, as_dung):
    seen = preview(as_dung, MERGER)

    first, second = agree(as_dung, seen), agree(as_dung, seen)

    assert (first.status_code, first.url) == (302, LIST)
    assert second.status_code == 409
    assert "đã được ghi." in faults(second)[0]
    assert UnitChange.objects.count() == 1
    assert Post.objects.get(user=cast.an).to_on == date(2026, 2, 28)


def test_the_taker_chosen_in_the_preview_takes_the_work(cast, as_dung):
    dossier = make.dossier(cast.village, cast.campaign, state="ACCEPTED")

    agree(as_dung, preview(as_dung, MERGER), **{"giao-0": "E"})

    dossier.refresh_from_db()
    assert dossier.keeper == cast.east


def test_a_taker_that_was_not_offered_is_refused_at_its_row(cast, as_dung):
    answer = agree(as_dung, preview(as_dung, MERGER), **{"giao-0": "W"})

    assert answer.status_code == 409
    assert faults(answer)[0].startswith("Dòng 1: Không bàn giao việc đang dở cho đơn vị mã W được.")


def test_a_change_since_the_preview_shows_it_again(cast, as_dung):
    seen = preview(as_dung, MERGER)
    make.dossier(cast.village, cast.campaign, state="ACCEPTED")

    answer = agree(as_dung, seen, **{"giao-0": "E"})

    assert answer.status_code == 409
    assert "dữ liệu đã thay đổi từ lúc xem trước" in answer.content.decode()
    assert [taker["code"] for taker in answer.context["rows"][0].takers if taker["chosen"]] == ["E"]
    assert not UnitChange.objects.exists()
    assert agree(as_dung, answer).status_code == 302


def test_a_confirmation_without_its_mark_does_nothing(cast, as_dung):
    answer = as_dung.post(TABLE, {"bang": MERGER, "xac-nhan": "1"})

    assert answer.status_code == 409
    assert not UnitChange.objects.exists()


# fmt: off
REFUSED = [
    ("U;;U;Mới;;;01/03/2026\nV;;N;;;;01/03/2026", "Dòng 2: Đơn vị mới N: chưa ghi tên."),
    ("U;;U;Mới;;;01/03/2026\nV;;N;Mới;;KHONG;01/03/2026", "Dòng 2: Không có đơn vị nào mang mã KHONG."),
    ("V;;N;Mới;;;01/03/2026\nX;;U;;;;01/03/2026", "Dòng 2: Không có đơn vị nào mang mã X."),
    ("V;;O2;Mới;;S;01/03/2026", "Dòng 1: Bạn không được sắp xếp «Tỉnh ủy Nơi Khác»."),
    ("E;;;;;;01/03/2026", "Cả bảng: «Huyện ủy Miền Đông» không còn hoạt động ngày 01/3/2026 nhưng còn 3 đơn vị"),
    ("V;;V;;;;01/03/2026", "Dòng 1: «Đảng bộ xã Đồng Điều»: tên, loại và cấp trên mới không khác gì cũ."),
    ("V;;N;Mới;;;01/01/2009", "Dòng 1: «Đảng bộ xã Đồng Điều» đã có giai đoạn bắt đầu ngày 01/01/2010"),
    ("E;;E;;;V;01/03/2026", "cấp trên đi vòng tròn"),
    ("V;;x y;Mới;;;01/03/2026", "Mã chỉ gồm chữ in hoa không dấu"),
    (";xã Lạ;N;Mới;;;01/03/2026", "Dòng 1: Trước ngày 01/3/2026 không có đơn vị nào tên «xã Lạ»"),
]
# fmt: on


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_a_refusal_stands_at_its_row_and_the_table_stays(cast, as_dung, text, sentence):
    make.unit("S", kind="PROVINCE", name="Tỉnh ủy Nơi Khác")

    answer = preview(as_dung, text)

    assert any(sentence in fault for fault in faults(answer)), faults(answer)
    assert answer.context["form"]["bang"].value() == text
    assert Unit.objects.count() == 7


def test_an_old_unit_named_twice_is_refused_with_both(cast, as_dung):
    make.unit("U2", parent=cast.west, name="Đảng bộ xã Ao Sen")

    (fault,) = faults(preview(as_dung, ";đảng bộ xã ao sen;N;Mới;;;01/03/2026"))

    assert "U thuộc Huyện ủy Miền Đông; U2 thuộc Huyện ủy Miền Tây. Hãy ghi mã cũ." in fault


def test_the_preview_of_a_split_tells_how_many_dossiers_will_wait_for_an_heir(cast, as_dung):
    make.recognised(cast.village, cast.campaign)

    (row,) = preview(as_dung, "V;;V1;Xã Một;;;10/03/2026\nV;;V2;Xã Hai;;;10/03/2026").context["rows"]

    assert "1 hồ sơ cần ghi đơn vị kế thừa sau khi chia" in row.effects
    assert row.takers == []


def test_nothing_pasted_is_told(cast, as_dung):
    assert "Chưa có bảng nào." in preview(as_dung, "  ").content.decode()


def test_a_workbook_is_read_like_a_pasted_table(cast, as_dung):
    seen = as_dung.post(TABLE, {"tep": filled([["V", "", "N", "Đảng bộ xã Mới", "", "", date(2026, 3, 1)]])})

    assert seen.context["rows"][0].rows == "2"
    assert agree(as_dung, seen).status_code == 302


def filled(rows: list[list[object]]) -> BytesIO:
    pen = Pen(in_memory=True)
    sheet = pen.book.add_worksheet("Bảng")
    for place, row in enumerate([list(COLUMNS), *rows]):
        for column, value in enumerate(row):
            pen.put(sheet, place, column, value)
    file = BytesIO(pen.close())
    file.name = "bang.xlsx"
    return file


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "Tệp rỗng"), (b"Ma cu;Ma moi", "Đây không phải là tệp Excel."), (b"PK\x03\x04hong", "Tệp bị hỏng")],
)
def test_a_bad_file_is_refused_in_a_sentence(cast, as_dung, data, sentence):
    file = BytesIO(data)
    file.name = "bang.xlsx"

    answer = as_dung.post(TABLE, {"tep": file})

    assert sentence in str(answer.context["form"].errors["tep"])


def test_a_workbook_without_the_columns_is_refused(cast, as_dung):
    pen = Pen(in_memory=True)
    pen.book.add_worksheet("Khác")
    file = BytesIO(pen.close())
    file.name = "khac.xlsx"

    answer = as_dung.post(TABLE, {"tep": file})

    assert "không có trang nào mang các cột" in str(answer.context["form"].errors["tep"])


def test_the_blank_workbook_has_the_columns_and_how_to_fill_them(cast, as_dung):
    answer = as_dung.get(reverse("office:rearrange-blank"))

    book = CalamineWorkbook.from_object(BytesIO(answer.content))
    assert book.sheet_names[:2] == ["Sắp xếp đơn vị", "Hướng dẫn"]
    assert book.get_sheet_by_name("Sắp xếp đơn vị").to_python()[2][:3] == ["Mã cũ", "Tên cũ", "Mã mới"]
    assert answer["Content-Disposition"].endswith('.xlsx"')


def test_a_blank_workbook_sent_back_says_it_is_empty(cast, as_dung):
    file = BytesIO(blank())
    file.name = "mau.xlsx"

    assert "Bảng chưa có dòng nào." in faults(as_dung.post(TABLE, {"tep": file}))[0]
