"""Units merged, divided, renamed, moved and ended: what every row says before, on the day and after."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from danvan.accounts.models import Post
from danvan.dossiers.models import Dossier
from danvan.ledger.models import Event
from danvan.ledger.record import broken_links
from danvan.succession.actions import take_effect, try_out, undo
from danvan.succession.allocating import allocate, possible_heirs, unallocated
from danvan.units.models import UnitChange, UnitSpan
from danvan.units.plans import CannotRearrange, Heir
from danvan.units.queries import Tree, chain
from tests import make
from tests.unit.succession.changes import DAY, EVE, do, line, plan, refusal, rows, unit

BEGIN = make.BEGIN
SPRING = date(2026, 4, 1)  # after the noon of the tests
SPRING_NOON = datetime(2026, 4, 1, 5, tzinfo=UTC)


@pytest.fixture
def field(cast):
    """A second and a third commune: X in the east, Y in the west."""
    make.unit("X", parent=cast.east, name="Đảng bộ xã Xuân")
    make.unit("Y", parent=cast.west, name="Đảng bộ xã Yên")
    return cast


def test_merging_into_a_new_unit(field):
    done = do(field.dung, plan("V X", Heir("N", name="Đảng bộ xã Mới")))[0]

    assert line("V") == [("Đảng bộ xã Đồng Điều", "E", BEGIN, EVE)]
    assert line("X") == [("Đảng bộ xã Xuân", "E", BEGIN, EVE)]
    assert line("N") == [("Đảng bộ xã Mới", "E", DAY, None)]
    assert (unit("N").path, unit("N").kind, unit("N").name_fold) == ("P/E/N/", "COMMUNE", "dang bo xa moi")
    assert (unit("V").ended_on, unit("N").began_on) == (EVE, DAY)
    assert (done.change.kind, done.taker, [u.code for u in done.ending]) == ("MERGE", unit("N"), ["V", "X"])
    assert [u.code for u in done.able] == ["N", "E", "P"]


def test_merging_into_one_of_the_old(field):
    done = do(field.quan, plan("V X", "V"))[0]

    assert line("V") == [("Đảng bộ xã Đồng Điều", "E", BEGIN, None)]
    assert line("X") == [("Đảng bộ xã Xuân", "E", BEGIN, EVE)]
    assert (done.change.kind, [u.code for u in done.ending], done.taker) == ("MERGE", ["X"], unit("V"))


def test_merging_into_one_of_the_old_under_a_new_name(field):
    do(field.quan, plan("V X", Heir("V", name="Đảng bộ xã Đồng Xuân")))

    assert line("V") == [("Đảng bộ xã Đồng Điều", "E", BEGIN, EVE), ("Đảng bộ xã Đồng Xuân", "E", DAY, None)]
    assert Tree(EVE).standing(unit("V")).name == "Đảng bộ xã Đồng Điều"


def test_three_communes_of_two_districts_become_two(field):
    new = (Heir("N1", name="Xã Một", parent="P"), Heir("N2", name="Xã Hai", parent="W"))
    done = do(field.dung, plan("V X Y", *new, hand_to="N2"))[0]

    assert [unit(code).path for code in ("N1", "N2")] == ["P/N1/", "P/W/N2/"]
    assert (done.change.kind, done.taker) == ("SPLIT", unit("N2"))
    assert set(done.change.successors.values_list("code", flat=True)) == {"N1", "N2"}


def test_dividing_a_unit_that_ends(field):
    dossier = make.dossier(field.village, field.campaign)

    done = do(field.dung, plan("V", Heir("A", name="Xã A"), Heir("B", name="Xã B")))[0]

    dossier.refresh_from_db()
    assert (done.taker, dossier.keeper) == (field.east, field.east)  # several heirs: the superior until it is told
    assert (dossier.counts_in, dossier.is_allocated) == (field.east, False)
    assert list(unallocated(field.village)) == [dossier]


def test_dividing_a_unit_that_goes_on(field):
    dossier = make.dossier(field.village, field.campaign)

    done = do(field.dung, plan("V", "V", Heir("B", name="Xã B")))[0]

    dossier.refresh_from_db()
    assert (done.ending, line("V")) == ([], [("Đảng bộ xã Đồng Điều", "E", BEGIN, None)])
    assert (dossier.keeper, dossier.counts_in, dossier.is_allocated) == (field.village, field.village, True)


def test_a_dossier_of_a_divided_unit_is_told_to_an_heir_of_an_heir(field):
    dossier = make.dossier(field.village, field.campaign)
    do(field.dung, plan("V", Heir("A", name="Xã A"), Heir("B", name="Xã B")))
    do(field.dung, plan("B", Heir("C", name="Xã C"), Heir("D", name="Xã D"), on=date(2025, 9, 1)))
    assert {u.code for u in possible_heirs(field.village, make.NOON)} == {"A", "B", "C", "D"}

    allocate(dossiers=[dossier], heir=unit("D"), by=field.dung, at=make.NOON)

    dossier.refresh_from_db()
    assert (dossier.counts_in, dossier.is_allocated) == (unit("D"), True)
    with pytest.raises(CannotRearrange, match="không phải đơn vị kế thừa"):
        allocate(dossiers=[dossier], heir=field.office, by=field.dung, at=make.NOON)


def test_renaming(field):
    done = do(field.quan, plan("E", Heir("E", name="  Thành  ủy Miền Đông ")))[0]

    assert line("E")[1:] == [("Thành ủy Miền Đông", "P", DAY, None)]
    assert (done.change.kind, unit("E").name, unit("E").name_fold) == (
        "RENAME", "Thành ủy Miền Đông", "thanh uy mien dong",
    )  # fmt: skip
    assert [u.name for u in chain(Tree(EVE).standing(field.village))] == ["Huyện ủy Miền Đông", "Tỉnh ủy Miền Trên"]


def test_moving_takes_along_what_is_under_it(field):
    make.unit("T", kind="AGENCY", parent=field.village)

    done = do(field.dung, plan("V", Heir("V", parent="W")))[0]

    assert (done.change.kind, unit("T").path) == ("MOVE", "P/W/V/T/")
    assert line("V") == [("Đảng bộ xã Đồng Điều", "E", BEGIN, EVE), ("Đảng bộ xã Đồng Điều", "W", DAY, None)]


def test_ending_a_district_whose_units_go_to_the_province(field):
    do(field.dung, plan("E", children_to="P"))

    assert [unit(code).path for code in ("V", "X", "O")] == ["P/V/", "P/X/", "P/O/"]
    assert [board.code for board in chain(Tree(EVE).standing(field.village))] == ["E", "P"]
    assert [board.code for board in chain(Tree(DAY).standing(field.village))] == ["P"]


def test_ending_a_district_that_leaves_units_behind_is_refused(field):
    for number in range(4):
        make.unit(f"X{number}", parent=field.east, name=f"Xã {number}")

    assert refusal(field.dung, plan("E")) == (
        "«Huyện ủy Miền Đông» không còn hoạt động ngày 01/7/2025 nhưng còn 7 đơn vị trực thuộc "
        "(Phòng Nội vụ Miền Đông, Xã 0, Xã 1 và 4 đơn vị khác). Hãy chọn nơi các đơn vị này chuyển về."
    )


@pytest.mark.parametrize("turned", [False, True])
def test_a_district_and_its_communes_in_one_table_in_any_order(field, turned):
    table = [plan("E", children_to="P"), plan("V X", Heir("N", name="Xã Mới")), plan("Y", Heir("Y", parent="P")),
             plan("W", children_to="P")]  # fmt: skip

    do(field.dung, *(reversed(table) if turned else table))

    assert [unit(code).path for code in ("N", "Y", "O")] == ["P/N/", "P/Y/", "P/O/"]
    assert line("V") == [("Đảng bộ xã Đồng Điều", "E", BEGIN, EVE)]


def test_two_districts_become_one_with_their_communes_merged_the_same_day(field):
    do(field.quan, plan("V X", "V"), plan("E W", Heir("D", name="Huyện ủy Mới")))

    assert [unit(code).path for code in ("D", "V", "Y")] == ["P/D/", "P/D/V/", "P/D/Y/"]


def test_superiors_that_change_places_have_the_right_paths(field):
    do(field.quan, plan("E", Heir("E", parent="V")), plan("V", Heir("V", parent="P")))

    assert [unit(code).path for code in ("E", "V", "O", "X")] == ["P/V/E/", "P/V/", "P/V/E/O/", "P/V/E/X/"]


def test_a_unit_made_and_merged_on_in_one_table(field):
    later, dossier = date(2026, 1, 1), make.dossier(field.village, field.campaign)

    done = do(field.quan, plan("N Y", Heir("M", name="Xã M"), on=later), plan("V X", Heir("N", name="Xã N")))

    dossier.refresh_from_db()
    assert line("N") == [("Xã N", "E", DAY, date(2025, 12, 31))]
    assert (dossier.keeper, dossier.counts_in) == (unit("M"), unit("M"))
    undo([one.change for one in done], by=field.quan, at=make.NOON)
    assert (line("V"), line("N")) == ([("Đảng bộ xã Đồng Điều", "E", BEGIN, None)], [])


def test_what_is_planned_shows_on_its_day(field):
    dossier = make.dossier(field.village, field.campaign)
    change = do(field.dung, plan("V X", Heir("N", name="Xã Mới", parent="W"), on=SPRING))[0].change
    dossier.refresh_from_db()
    assert (change.is_done, dossier.keeper, unit("V").path) == (False, field.village, "P/E/V/")
    assert Event.objects.filter(verb="hand_over").count() == 0

    assert take_effect(at=make.NOON) == []
    assert take_effect(at=SPRING_NOON) == [change]

    dossier.refresh_from_db()
    assert (dossier.keeper, dossier.counts_in, dossier.unit) == (unit("N"), unit("N"), field.village)
    stored, events = rows(), Event.objects.count()
    assert (take_effect(at=SPRING_NOON), rows(), Event.objects.count()) == ([], stored, events)
    assert broken_links() == []


def test_a_planned_move_keeps_name_and_path_until_its_day(field):
    do(field.dung, plan("V", Heir("V", name="Xã Sau", parent="W"), on=SPRING))
    assert (unit("V").name, unit("V").path) == ("Đảng bộ xã Đồng Điều", "P/E/V/")

    take_effect(at=SPRING_NOON)

    assert (unit("V").name, unit("V").path) == ("Xã Sau", "P/W/V/")


def test_one_refused_plan_keeps_the_whole_table_out(field):
    told = refusal(field.dung, plan("V", "X"), plan("KHONG-CO", "X"), plan("Y", Heir("y thường", name="Y")))

    assert "KHONG-CO" in told or "y thường" in told
    assert UnitChange.objects.count() == Event.objects.count() == 0


def test_trying_out_tells_what_would_happen_and_leaves_nothing(field):
    make.dossier(field.village, field.campaign)
    before = rows()

    done = try_out([plan("V X", Heir("N", name="Xã N"))], by=field.dung, at=make.NOON)[0]

    assert (len(done.handed.dossiers), len(done.handed.posts), done.taker.name) == (1, 1, "Xã N")
    assert (rows(), UnitChange.objects.count(), Event.objects.count()) == (before, 0, 0)


def test_undoing_puts_every_period_back(field):
    before = rows()
    dossiers = [make.dossier(field.village, field.campaign), make.dossier(unit("X"), field.campaign)]
    kept = list(Dossier.objects.order_by("pk").values_list())

    changes = [done.change for done in do(field.quan, plan("V X", Heir("N", name="N")), plan("E", children_to="P"))]
    undo(changes, by=field.quan, at=make.NOON)

    assert (rows(), list(Dossier.objects.order_by("pk").values_list()), len(dossiers)) == (before, kept, 2)
    assert UnitChange.objects.count() == Post.objects.filter(ended_by__isnull=False).count() == 0


def test_undoing_one_leaves_what_others_did_in_the_same_table(field):
    merged, ended = do(field.quan, plan("Y", "X"), plan("O", children_to=""))

    undo([merged.change], by=field.quan, at=make.NOON)

    assert (line("Y")[0][3], line("O")[0][3]) == (None, EVE)
    assert list(UnitChange.objects.all()) == [ended.change]
    assert UnitSpan.objects.filter(valid_to__isnull=False).count() == 1
