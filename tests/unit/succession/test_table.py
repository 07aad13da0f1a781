"""A table of old and new units becomes plans, each bad row its sentence, and plans become a table again."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.succession.table import COLUMNS, Named, Row, grid_of, parse, rows_of, text_of
from danvan.units.plans import Heir, Plan

JULY = date(2025, 7, 1)


class Known:
    """Two communes of one name, one of another, and one code with two names."""

    def standing(self, name, day):
        found = {
            "xã Tân An": [Named("BG-YD-TA", "xã Tân An", "Yên Dũng"), Named("BG-TY-TA", "xã Tân An", "Tân Yên")],
            "xã Cao Xá": [Named("BG-TY-CX", "xã Cao Xá", "Tân Yên")],
        }
        return found.get(name, [])

    def borne(self, code):
        return {"BG-TY-CX": ["Đảng bộ xã Cao Xá"]}.get(code, [])


def read(*lines: str):
    return parse(grid_of("\n".join(lines)), Known())


def row(old="", old_name="", new="", *, day="01/07/2025", **more: str):
    keys = ("name", "kind", "parent"), ("basis", "children_to", "hand_to")
    first, rest = ([more.get(key, "") for key in part] for part in keys)
    return ";".join([old, old_name, new, *first, day, *rest])


def test_the_same_new_code_on_a_day_is_a_merger():
    got = read(row("A", new="C", name="Đảng bộ xã C", kind="Đảng bộ xã", parent="P"), row("b", new="c"))

    assert got.faults == []
    assert got.plans == [Plan(JULY, ("A", "B"), (Heir("C", "Đảng bộ xã C", "COMMUNE", "P"),), rows=(1, 2))]


def test_the_same_old_code_with_several_new_is_a_split():
    got = read(row("A", new="A"), row("A", new="B", name="B mới"), row("D", new="E"))

    assert [(plan.before, [heir.code for heir in plan.heirs], plan.rows) for plan in got.plans] == [
        (("A",), ["A", "B"], (1, 2)), (("D",), ["E"], (3,)),
    ]  # fmt: skip


def test_an_empty_new_unit_is_an_end():
    (plan,) = read(row("H", basis="NQ 202", children_to="p", hand_to="p")).plans

    assert (plan.before, plan.heirs, plan.basis, plan.children_to, plan.hand_to) == (("H",), (), "NQ 202", "P", "P")


def test_one_pair_on_two_days_is_two_plans():
    got = read(row("A", new="B"), row("A", new="B", day="02/07/2025"))

    assert [plan.on.day for plan in got.plans] == [1, 2]


def test_rows_that_meet_late_are_one_plan():
    got = read(row("A", new="X"), row("B", new="Y"), row("A", new="Y"))

    assert [(plan.before, len(plan.heirs), plan.rows) for plan in got.plans] == [(("A", "B"), 2, (1, 2, 3))]


def test_a_unit_taking_over_one_row_above_its_own_going_in_is_two_plans():
    assert [plan.before for plan in read(row("A", new="B"), row("B", new="C")).plans] == [("A",), ("B",)]


def test_an_old_unit_may_be_given_by_its_only_name():
    (plan,) = read(row(old_name="xã Cao Xá", new="C")).plans

    assert plan.before == ("BG-TY-CX",)


def test_heads_say_where_columns_stand_and_rows_above_them_are_left_out():
    got = read("BẢNG SẮP XẾP", "", "Ngày hiệu lực\tMã mới\tTên cũ\tMã cũ", "1/7/2025\tC\t\tA")

    assert got.plans == [Plan(JULY, ("A",), (Heir("C"),), rows=(4,))]


def test_a_cell_copied_from_excel_may_hold_a_line_break():
    (plan,) = parse(grid_of('A\t\tC\t"xã\nmới"\t\t\t01/07/2025'), Known()).plans

    assert plan.heirs[0].name == "xã mới"


# fmt: off
WRONG = [
    ([""], 0, "Bảng chưa có dòng nào"),
    (["chỉ một ô"], 0, "Bảng chỉ có một cột"),
    (["Mã cũ;Mã mới", "A;B"], 1, "Bảng thiếu cột “Ngày hiệu lực”."),
    (["Mã mới;Ngày hiệu lực", "A;01/07/2025"], 1, "Bảng thiếu cột “Mã cũ”."),
    ([row(new="C")], 1, "Chưa ghi đơn vị cũ"),
    ([row("A", new="C", day="")], 1, "Chưa ghi ngày hiệu lực."),
    ([row("A", new="C", day="31/02/2025")], 1, "“31/02/2025” không phải là ngày."),
    ([row("A", name="Tên mới")], 1, "thiếu mã mới"),
    ([row("A", new="C", kind="Đảng bộ làng")], 1, "Không có loại đơn vị “Đảng bộ làng”."),
    ([row("A" * 31, new="C")], 1, "Ô “Mã cũ” dài 31 ký tự, tối đa 30."),
    ([row(old_name="xã Tân An", new="C")], 1, "BG-YD-TA thuộc Yên Dũng; BG-TY-TA thuộc Tân Yên. Hãy ghi mã cũ."),
    ([row(old_name="xã Lạ", new="C")], 1, "không có đơn vị nào tên «xã Lạ»"),
    ([row("BG-TY-CX", "xã Ngọc Lý", "C")], 1, "Mã BG-TY-CX là của «Đảng bộ xã Cao Xá»"),
    ([row("A", new="C"), row("a", new="c")], 2, "Dòng này ghi lại dòng 1."),
    ([row("A", new="C", name="Một"), row("B", new="C", name="Hai")], 2, "cấp trên của C ghi khác dòng 1"),
    ([row("A", new="C", basis="NQ 1"), row("B", new="C", basis="NQ 2")], 2,
     "Cột “Căn cứ” ghi khác dòng 1"),
    ([row(f"A{number}") for number in range(501)], 0, "Bảng có 501 dòng, tối đa 500."),
]
# fmt: on


@pytest.mark.parametrize(("lines", "place", "sentence"), WRONG)
def test_a_bad_row_has_its_sentence(lines, place, sentence):
    (fault,) = read(*lines).faults

    assert fault.row == place
    assert sentence in fault.sentence


def test_a_unit_cannot_end_and_go_on_in_the_same_plan():
    (fault,) = read(row("A", new="C"), row("A")).faults

    assert (fault.row, fault.sentence.split(",")[0]) == (2, "Dòng này ghi A kết thúc")


PLANS = [
    Plan(JULY, ("A", "B"), (Heir("C", "Đảng bộ xã C", "COMMUNE", "P"),), "NQ “202”", "vì thế", "C", "P"),
    Plan(JULY, ("D",), (Heir("D"), Heir("E", "Xã E"), Heir("F", "Xã F"))),
    Plan(JULY, ("G", "H"), (Heir("I"), Heir("J"))),
    Plan(date(2026, 1, 2), ("K",), (Heir("K", parent="P"),)),
    Plan(date(2026, 1, 2), ("L",), (), children_to="P"),
]


def test_plans_written_as_a_table_are_read_back():
    got = parse(grid_of(text_of(rows_of(PLANS))), Known())

    assert got.faults == []
    assert [plan.__dict__ | {"rows": ()} for plan in got.plans] == [plan.__dict__ for plan in PLANS]


def test_rows_keep_their_numbers_as_lines_of_text():
    text = text_of([Row(2, COLUMNS), Row(4, ("A", "", 'tên "cũ"'))])

    assert [row.number for row in grid_of(text) if any(row.cells)] == [2, 4]
    assert grid_of(text)[3].cells[2] == "tên ”cũ”"
