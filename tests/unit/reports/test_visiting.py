"""Which units should be visited and why, and what visits ask of each person."""

from __future__ import annotations

from datetime import UTC, date, datetime

from danvan.dossiers.models import Return, Window
from danvan.reports.visiting import jobs_for, suggestions
from tests import make
from tests.unit.visits import rows

LATE = datetime(2026, 6, 1, 5, tzinfo=UTC)
JUNE = date(2026, 6, 1)


def reasons(user, at=LATE) -> dict[str, tuple[str, ...]]:
    return {one.name: one.reasons for one in suggestions(user, at)}


def test_units_are_suggested_with_their_reasons_and_those_at_risk_come_first(cast):
    opens, closes = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
    Window.objects.create(campaign=cast.campaign, stage="REGISTER", opens_at=opens, closes_at=closes)
    rows.finding(rows.visit(cast), due_on=date(2026, 5, 31))
    dossier = make.dossier(cast.village, cast.campaign, state="RETURNED", track="COMMUNE", theme=None)
    for _ in range(2):
        Return.objects.create(dossier=dossier, step="return", note="x", unit=cast.east, returned_by=cast.binh,
                              returned_at=make.NOON, closed_at=make.NOON)  # fmt: skip
    card = make.card(dossier, "PROVINCE", marks="N" * 24, state="SIGNED")
    card.is_final = True
    card.save()

    assert reasons(cast.binh) == {
        "Đảng bộ xã Đồng Điều": (
            "1 kiến nghị quá hạn", "Phiếu chấm năm 2026 dưới ngưỡng", "Có hồ sơ bị trả lại 2 lần",
            "Đã đến ngày 10/03/2026",
        ),
        "Phòng Nội vụ Miền Đông": (
            "Quá nửa thời gian đăng ký, còn thiếu: chưa đăng ký nội dung nào", "Chưa đến lần nào",
        ),
    }  # fmt: skip
    assert list(reasons(cast.binh))[0] == "Đảng bộ xã Đồng Điều"
    assert reasons(cast.chi) == reasons(cast.hoa) == reasons(cast.an) == {}


def test_a_unit_visited_this_year_or_soon_is_not_suggested(cast):
    rows.visit(cast)
    rows.visit(cast, unit=cast.office, state="PLANNED")
    assert reasons(cast.binh) == {}

    next_year = datetime(2027, 1, 2, 5, tzinfo=UTC)
    assert reasons(cast.binh, next_year) == {
        "Đảng bộ xã Đồng Điều": ("Năm nay chưa đến, lần gần nhất ngày 10/03/2026",)
    }


def test_the_number_of_queries_does_not_grow_with_the_units(cast, django_assert_num_queries):
    suggestions(cast.binh, LATE)
    with django_assert_num_queries(9) as few:
        suggestions(cast.binh, LATE)
    for number in range(5):
        unit = make.unit(f"V{number}", parent=cast.east)
        rows.finding(rows.visit(cast, unit=unit))
    with django_assert_num_queries(len(few)):
        assert len(suggestions(cast.binh, LATE)) == 7


def test_what_visits_ask_of_each_person(cast):
    ahead = rows.visit(cast, state="PLANNED", planned_on=JUNE)
    done = rows.visit(cast)
    late, fine, answered = rows.finding(done), rows.finding(done, due_on=JUNE), rows.finding(done, state="ANSWERED")

    board, unit, stranger = (jobs_for(who, JUNE) for who in (cast.binh, cast.an, cast.chi))

    assert (board.upcoming, board.to_check, board.overdue) == ([ahead], [answered], [late])
    assert (unit.upcoming, unit.to_answer, unit.to_check, unit.overdue) == ([], [late, fine], [], [])
    assert stranger == type(stranger)([], [], [], [])
