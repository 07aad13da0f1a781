"""A registration sheet is shown before it is stored, and every wrong row says how to mend it."""

from __future__ import annotations

import unicodedata

import pytest

from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier
from danvan.exchange.registrations import BadSheet, CannotApply, apply, read
from danvan.ledger.models import Event
from danvan.units.enums import UnitKind
from tests import make
from tests.unit.exchange.books import HEAD, book, registrations, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def far(cast):
    """A commune of the other district, and one whose name stands in both."""
    make.unit("W2", parent=cast.west, name="Đảng bộ xã Đồng Điều")
    return make.unit("W1", parent=cast.west, name="Đảng bộ xã Xa Xôi")


def _read(cast, *rows, by=None, **more):
    return read(registrations(*rows, **more), campaign=cast.campaign, by=by or cast.binh)


WRONG = {
    "another district": (row(unit="Đảng bộ xã Xa Xôi"), "D5", "thuộc Huyện ủy Miền Tây, ngoài phạm vi"),
    "no such unit": (row(unit="Đảng bộ xã Không Có"), "D5", "Không có đơn vị nào tên «Đảng bộ xã Không Có»"),
    "wrong superior": (row(unit="Đảng bộ xã Xa Xôi (Huyện ủy Miền Đông)"), "D5", "Không có «Đảng bộ xã Xa Xôi» thuộc"),
    "no unit": (row(unit=None), "D5", "Thiếu tên đơn vị."),
    "no title": (row(title=None), "B5", "Thiếu tên mô hình."),
    "long title": (row(title="a" * 301), "B5", "Ô dài 301 ký tự, tối đa 300."),
    "unknown theme": (row(theme="Thể thao"), "E5", "Chọn một trong: Kinh tế; Văn hóa - xã hội."),
    "unknown kind": (row(kept="Chắc là mới"), "F5", "Hãy ghi «Đăng ký mới» hoặc «Duy trì»."),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_row_names_the_cell_and_the_remedy(cast, far, case):
    cells, ref, sentence = WRONG[case]
    preview = _read(cast, cells)
    assert (preview.new, preview.wrong) == (0, 1)
    (found,) = preview.rows
    assert [cell.ref for cell in found.problems] == [ref]
    assert sentence in found.sentence
    assert apply(preview, by=cast.binh, at=make.NOON).new == 0


def test_the_same_name_in_another_district_is_not_taken_for_it(cast, far):
    preview = _read(cast, row())
    assert preview.rows[0].registration.unit == cast.village
    both = _read(cast, row(), by=make.user("PROVINCE_BOARD", cast.province))
    assert "ngoài phạm vi" in both.rows[0].sentence


def test_reading_stores_nothing_and_applying_stores_drafts_by_sheet(cast):
    preview = _read(cast, row(), row(title="Cổng tre"))
    assert preview.new == 2 and Dossier.objects.count() == 0
    assert apply(preview, by=cast.binh, at=make.NOON, seen=preview.fingerprint).new == 2
    stored = Dossier.objects.get(title="Cổng tre")
    assert (stored.unit, stored.state, stored.holder_name) == (cast.village, State.DRAFT, "Chi hội Phụ nữ")
    assert set(Event.objects.values_list("verb", "channel")) == {("register", "SHEET")}


def test_the_same_sheet_again_changes_nothing(cast):
    apply(_read(cast, row()), by=cast.binh, at=make.NOON)
    retyped = row(title=unicodedata.normalize("NFD", "TUYẾN đường  hoa"), holder="Chi hội  phụ nữ")
    again = _read(cast, row())
    assert (again.new, again.changed, again.same, again.wrong) == (0, 0, 1, 0)
    assert _read(cast, retyped).new == 0


def test_a_changed_cell_shows_both_values_and_only_it_is_stored(cast):
    apply(_read(cast, row()), by=cast.binh, at=make.NOON)
    preview = _read(cast, row(method="Mỗi họ một đoạn", theme=None))
    (found,) = preview.rows
    assert [(c.ref, c.old, c.new) for c in found.cells if c.is_change] == [
        ("G5", "Mỗi nhà một đoạn", "Mỗi họ một đoạn")
    ]
    assert apply(preview, by=cast.binh, at=make.NOON).changed == 1
    stored = Dossier.objects.get()
    assert (stored.method, stored.theme.name, stored.edition) == ("Mỗi họ một đoạn", "Kinh tế", 2)


def test_a_dossier_already_sent_is_not_changed(cast):
    make.dossier(
        cast.village, cast.campaign, state=State.SUBMITTED, title="Tuyến đường hoa", holder_name="Chi hội Phụ nữ"
    )
    preview = _read(cast, row())
    assert preview.wrong == 1
    assert "không sửa nội dung đăng ký được" in preview.rows[0].sentence


def test_a_row_twice_in_the_file_is_told_where_the_first_stands(cast):
    preview = _read(cast, row(), row(title="TUYẾN ĐƯỜNG HOA"))
    assert [found.outcome for found in preview.rows] == ["new", "wrong"]
    assert "Trùng với dòng 5" in preview.rows[1].sentence


def test_text_that_looks_like_a_formula_stays_text(cast):
    apply(_read(cast, row(method="=cmd|' /C calc'!A0")), by=cast.binh, at=make.NOON)
    assert Dossier.objects.get().method == "=cmd|' /C calc'!A0"


def test_nothing_is_stored_when_another_registered_the_same_meanwhile(cast):
    preview = _read(cast, row(title="Cổng tre"), row())
    apply(_read(cast, row()), by=cast.binh, at=make.NOON)
    with pytest.raises(CannotApply, match="Chưa ghi dòng nào.*đã được đăng ký"):
        apply(preview, by=cast.binh, at=make.NOON)
    assert Dossier.objects.count() == 1


def test_nothing_is_stored_when_the_reader_saw_another_preview(cast):
    seen = _read(cast, row()).fingerprint
    with pytest.raises(CannotApply, match="đã thay đổi từ lúc bạn xem trước"):
        apply(_read(cast, row(method="Khác")), by=cast.binh, at=make.NOON, seen=seen)
    assert Dossier.objects.count() == 0


def test_someone_without_reach_stores_nothing(cast):
    preview = _read(cast, row())
    with pytest.raises(CannotApply, match="không được đăng ký"):
        apply(preview, by=cast.chi, at=make.NOON)


def test_crosses_groups_and_years_are_understood(cast):
    head = ["STT", "Tên mô hình", "Đơn vị", "Hình thức đăng ký", None, "Chỉ tiêu đăng ký"]
    data = book([
        head, [None, None, None, "Mới", "Duy trì", None], ["I", "TẬP THỂ"],
        [1, "Đường hoa", "xã Đồng Điều", "x", None, "2"], ["II", "CÁ NHÂN"],
        [1, "Làm trước", "Đảng bộ xã Đồng Điều", None, "X", "1"],
        [2, "Sau", "xã Đồng Điều", "x", "x", 3.0],
    ])  # fmt: skip
    rows = read(data, campaign=cast.campaign, by=cast.an).rows
    first, second = (found.registration.content for found in rows[:2])
    assert (first.holder_kind, first.continuity, first.holder_name) == ("COLLECTIVE", "NEW", "Đảng bộ xã Đồng Điều")
    assert (second.holder_kind, second.continuity) == ("INDIVIDUAL", "KEPT")
    assert "cả hai ô" in rows[2].sentence


TITLE_HEAD = ["STT", "Tên đơn vị", "Ngày đăng ký", "Số tiêu chí đăng ký", "Người phụ trách"]


def test_a_title_sheet_registers_units_and_refuses_a_25th_criterion(cast):
    lines = [
        [1, "Đảng bộ xã Đồng Điều", "05/02/2026", 25, "A"], [2, "Phòng Nội vụ Miền Đông", "31/02/2026", 15, "B"],
        [3, "Phòng Nội vụ Miền Đông", "05/02/2026", 15.0, "B"], [4, "Đảng bộ xã Đồng Điều", "05/02/2026", 24, "A"],
    ]  # fmt: skip
    preview = read(book([TITLE_HEAD, *lines]), campaign=cast.campaign, by=cast.binh)
    assert [found.outcome for found in preview.rows] == ["wrong", "wrong", "new", "new"]
    assert "từ 1 đến 24" in preview.rows[0].sentence and "không phải là ngày" in preview.rows[1].sentence
    apply(preview, by=cast.binh, at=make.NOON)
    stored = Dossier.objects.order_by("pk")
    assert [(d.track, d.target_count, d.registered_on.month) for d in stored] == [("AGENCY", 15, 2), ("COMMUNE", 24, 2)]


def test_the_cut_off_day_decides_which_units_there_are(cast):
    gone = make.unit("GONE", parent=cast.east, name="Đảng bộ xã Đã Nhập", kind=UnitKind.COMMUNE)
    gone.spans.update(valid_to="2025-12-31")
    assert "vào ngày 01/03/2026" in _read(cast, row(unit="Đảng bộ xã Đã Nhập")).rows[0].sentence


def test_a_sheet_of_another_year_or_without_a_table_is_refused(cast):
    with pytest.raises(BadSheet, match="không phải của Thi đua năm 2026"):
        _read(cast, row(), title="đăng ký mô hình năm 2019")
    with pytest.raises(BadSheet, match="không có bảng đăng ký nào"):
        read(book([["Giấy mời họp"]]), campaign=cast.campaign, by=cast.binh)
    with pytest.raises(BadSheet, match="không có bảng đăng ký nào"):
        read(book([HEAD[:4], row()[:4]]), campaign=cast.campaign, by=cast.binh)
