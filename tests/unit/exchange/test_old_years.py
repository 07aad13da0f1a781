"""Scores, outcomes and decisions of old years are read from their workbooks."""

from __future__ import annotations

import pytest
from django.conf import settings

from danvan.criteria.enums import Result, Track
from danvan.dossiers.enums import State
from danvan.dossiers.models import Dossier
from danvan.exchange.awards import listed
from danvan.exchange.cards import UnitScores, unit_scores
from danvan.exchange.grid import BadSheet
from danvan.exchange.recording import record_scores
from danvan.exchange.registrations import apply, read
from danvan.exchange.results import outcomes, record_outcomes
from tests import make
from tests.unit.exchange.books import book

FIXTURES = settings.BASE_DIR / "fixtures" / "demo"


@pytest.mark.parametrize(
    ("name", "count", "least", "figures"),
    [("tan-yen-2016-phieu-24.xlsx", 24, 20, (24, 24, 18)), ("tan-yen-2016-co-quan-15.xlsx", 15, 15, (26, 6, 8))],
)
def test_the_real_scores_tie_out(name, count, least, figures):
    scores = unit_scores(FIXTURES / name, count=count)
    passed = [s for s in scores if list(s.final.values()).count(Result.MET) >= least]
    assert (len(scores), sum(bool(s.own) for s in scores), len(passed)) == figures


def test_a_criterion_too_many_or_an_unreadable_mark_is_refused():
    matrix = [["STT", "Đơn vị", "I. Nhóm", None, "Ghi chú"], [None, None, 1, 2, None], [1, "Xã A", "Đ", "K", None]]
    assert unit_scores(book(matrix), count=2) == [UnitScores("Xã A", {1: Result.MET, 2: Result.NOT_MET})]
    with pytest.raises(BadSheet, match="tiêu chí 2, bộ tiêu chí chỉ có 1"):
        unit_scores(book(matrix), count=1)
    matrix[2][3] = "?"
    with pytest.raises(BadSheet, match="Ô D3: «\\?»"):
        unit_scores(book(matrix), count=2)


@pytest.mark.django_db
def test_old_scores_become_signed_cards_and_results(cast):
    tracks = {Track.COMMUNE: make.version(3, min_passed=2)}
    old = make.campaign(cast.east, tracks=tracks, is_archive=True)
    make.unit("V2", parent=cast.east, name="Đảng bộ xã Sông Con")
    met, failed = Result.MET, Result.NOT_MET
    scores = [
        UnitScores(
            "Đảng bộ xã Đồng Điều", {1: met, 2: met, 3: failed}, own={1: met, 2: met, 3: met}, notes={3: "Thiếu"}
        ),
        UnitScores("Đảng bộ xã Sông Con", {1: failed, 2: met, 3: met}),
    ]
    record_scores(scores, campaign=old, track=Track.COMMUNE, by=cast.quan, at=make.NOON)
    first, second = Dossier.objects.order_by("pk")
    assert (first.state, second.state) == (State.APPROVED, State.DECLINED)
    assert list(first.cards.order_by("pk").values_list("voice", "marks", "is_final", "state")) == [
        ("SELF", "YYY", False, "SIGNED"), ("SUPERIOR", "YYN", True, "SIGNED"),
    ]  # fmt: skip
    assert first.cards.get(is_final=True).scores.get(criterion__order=3).note == "Thiếu"


OLD = [
    ["STT", "Tên mô hình", "Đơn vị", "Nội dung, cách làm", "Kết quả thẩm định", None, "Lý do không công nhận"],
    [None, None, None, None, "Công nhận", "Không", None],
    [1, "Đường hoa", "Đảng bộ xã Đồng Điều", "Làm", "x", None, None],
    [2, "Cổng tre", "Đảng bộ xã Đồng Điều", "Làm", None, "x", "Báo cáo muộn"],
]
LIST = [
    ["STT", "Tên mô hình", "Đơn vị", "Năm", "Hình thức khen"],
    [1, "Đường hoa", "xã Đồng Điều", 2026.0, "Giấy khen"],
]


@pytest.mark.django_db
def test_outcomes_need_their_registrations_and_are_recorded_with_reasons(cast):
    old = make.campaign(cast.east, is_archive=True)
    with pytest.raises(BadSheet, match="Dòng 3.*chưa có hồ sơ đăng ký"):
        outcomes(book(OLD), campaign=old, by=cast.quan)
    apply(read(book(OLD), campaign=old, by=cast.quan), by=cast.quan, at=make.NOON)
    assert set(Dossier.objects.values_list("state", flat=True)) == {State.ACCEPTED}
    found = outcomes(book(OLD), campaign=old, by=cast.quan)
    assert [(one.is_recognised, one.reason) for one in found] == [(True, ""), (False, "Báo cáo muộn")]
    assert record_outcomes(found, by=cast.quan, at=make.NOON) == (1, 1)
    (line,) = listed(book(LIST, name="KT"), sheet="KT", campaigns=[old], by=cast.quan)
    assert (line.dossier.title, line.dossier.state, line.award) == ("Đường hoa", State.APPROVED, "Giấy khen")
    with pytest.raises(BadSheet, match="Dòng 2.*chưa có đăng ký «Đường cỏ»"):
        unknown = [LIST[0], [1, "Đường cỏ", *LIST[1][2:]]]
        listed(book(unknown, name="KT"), sheet="KT", campaigns=[old], by=cast.quan)
