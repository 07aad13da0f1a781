"""What stands in the way of undoing a rearrangement: each is told, and nothing is put back by halves."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.dossiers.editing import edit
from danvan.dossiers.models import Dossier
from danvan.succession.actions import undo
from danvan.succession.allocating import allocate
from danvan.units.models import UnitChange
from danvan.units.plans import CannotRearrange, Heir
from tests import make
from tests.unit.succession.changes import do, line, plan, unit

MAY = date(2025, 5, 1)
AUTUMN = date(2025, 9, 1)


@pytest.fixture
def field(cast):
    make.unit("X", parent=cast.east, name="Đảng bộ xã Xuân")
    make.unit("Q", kind="PROVINCE", name="Tỉnh ủy Miền Dưới")
    return cast


@pytest.fixture
def merged(field):
    make.dossier(field.village, field.campaign, title="Hiến đất làm đường")
    return do(field.quan, plan("V X", Heir("N", name="Xã N")))[0].change


def why(field, *changes: UnitChange, by=None) -> str:
    with pytest.raises(CannotRearrange) as told:
        undo(changes, by=by or field.quan, at=make.NOON)
    return str(told.value)


def test_undoing_twice_is_told(field, merged):
    undo([merged], by=field.quan, at=make.NOON)

    assert why(field, merged) == "Lần sắp xếp này đã được hoàn tác. Hãy tải lại trang để xem."


def test_undoing_is_for_those_who_may_rearrange(field, merged):
    assert why(field, merged, by=field.binh) == "Bạn không được sắp xếp «Đảng bộ xã Đồng Điều»."


@pytest.mark.parametrize(("later", "sentence"), [
    (plan("O", "N", on=AUTUMN), "Đã có lần sắp xếp sau đó, ngày 01/9/2025."),
    (plan("N", "O", on=AUTUMN), "Đã có lần sắp xếp sau đó, ngày 01/9/2025."),
    (plan("O", Heir("O", parent="N"), on=AUTUMN), "Đã có lần sắp xếp sau đó, ngày 01/9/2025."),
])  # fmt: skip
def test_undoing_what_a_later_change_stands_on_is_told(field, merged, later, sentence):
    change = do(field.quan, later)[0].change

    assert sentence in why(field, merged)
    undo([merged, change], by=field.quan, at=make.NOON)
    assert (line("N"), line("O")[0][3]) == ([], None)


def test_undoing_the_first_of_two_hand_overs_is_told(field):
    make.dossier(field.village, field.campaign)
    first = do(field.quan, plan("V", "X"))[0].change
    do(field.quan, plan("X", "O", on=AUTUMN))

    assert "Đã có lần sắp xếp sau đó" in why(field, first)


def test_undoing_an_end_under_a_superior_that_ended_since_is_told(field):
    first = do(field.quan, plan("V", "X", on=MAY))[0].change
    do(field.quan, plan("E", children_to="P"))

    assert "«Huyện ủy Miền Đông» không còn hoạt động ngày 01/7/2025 nhưng còn 1 đơn vị" in why(field, first)


def test_undoing_after_the_taker_worked_is_told(field, merged):
    lan, handed = make.user("UNIT_CLERK", unit("N"), "lan"), Dossier.objects.get()

    edit(dossier=handed, content=make.content(handed.title, method="Cách mới"), edition=1, by=lan, at=make.NOON)

    assert "Hồ sơ “Hiến đất làm đường” đã được xử lý tiếp sau khi bàn giao." in why(field, merged)


def standing_on_n(field, what: str) -> None:
    n = unit("N")
    if what == "post":
        make.user("UNIT_CLERK", n)
    elif what == "campaign":
        make.campaign(n)
    elif what == "decision":
        make.decision(n)
    elif what == "stage":
        make.stage(n)
    elif what == "unit":
        make.unit("T", parent=n)


@pytest.mark.parametrize(("what", "sentence"), [
    ("post", "«Xã N» đã có người được phân công"), ("campaign", "«Xã N» đã tổ chức đợt thi đua"),
    ("decision", "«Xã N» đã có quyết định"), ("stage", "«Xã N» đã có giai đoạn tổng kết"),
    ("unit", "«Xã N» đã được ghi trong"),
])  # fmt: skip
def test_undoing_what_something_was_built_on_is_told(field, merged, what, sentence):
    standing_on_n(field, what)

    assert sentence in why(field, merged)
    assert line("V")[0][3] == date(2025, 6, 30)


def test_undoing_a_name_that_a_dossier_bears_is_told(field):
    change = do(field.quan, plan("E", Heir("E", name="Thành ủy Miền Đông")))[0].change
    make.dossier(field.village, field.campaign, title="Tổ hòa giải")

    told = "«Đảng bộ xã Đồng Điều» đã có hồ sơ đăng ký sau khi sắp xếp: “Tổ hòa giải”."
    assert told in why(field, change)


def test_undoing_a_division_that_was_allocated_is_told(field):
    dossier = make.dossier(field.village, field.campaign, title="Tổ hòa giải")
    change = do(field.quan, plan("V", Heir("A", name="Xã A"), Heir("B", name="Xã B")))[0].change
    allocate(dossiers=[dossier], heir=unit("B"), by=field.quan, at=make.NOON)

    assert "Hồ sơ “Tổ hòa giải” " in why(field, change)


def test_undoing_a_name_gives_back_the_end_that_was_known_before(field):
    do(field.quan, plan("V", "X", on=AUTUMN))
    before = line("V")
    renamed = do(field.quan, plan("V", Heir("V", name="Xã Giữa")))[0].change
    assert [(name, end) for name, _, _, end in line("V")][1] == ("Xã Giữa", date(2025, 8, 31))

    undo([renamed], by=field.quan, at=make.NOON)

    assert line("V") == before
