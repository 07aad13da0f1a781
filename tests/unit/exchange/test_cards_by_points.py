"""Scores of a list by points are read from workbooks: points in every cell, each wrong one named with its reason."""

from __future__ import annotations

from decimal import Decimal

import pytest

from danvan.criteria.enums import Result, Track
from danvan.dossiers.models import Dossier
from danvan.exchange.cards import UnitScores, unit_scores
from danvan.exchange.grid import BadSheet
from danvan.exchange.recording import record_scores
from danvan.ledger.models import Event
from tests import by_points, make
from tests.unit.exchange.books import book

HEAD = [
    ["STT", "Đơn vị", "I. Nhóm", None, None, None, None, "Tổng điểm"],
    [None, None, 1, 2, 3, 4, 5, None],
]
UNIT = "Đảng bộ xã Đồng Điều"
pytestmark = pytest.mark.django_db


def matrix(*cells) -> bytes:
    return book([*HEAD, [1, UNIT, *cells, None]])


@pytest.fixture
def lines(db):
    return list(by_points.version().criteria.order_by("order"))


def test_points_are_read_and_a_bonus_line_may_stay_blank(lines):
    found = unit_scores(matrix(40, "KAD", "17,5", 0, None), count=5, by_points=lines)
    read = {1: Decimal(40), 2: Result.NOT_APPLICABLE, 3: Decimal("17.5"), 4: Decimal(0)}
    assert found == [UnitScores(UNIT, read)]


# cells of the five criteria -> the sentence
WRONG = {
    "more than the line can bring": ((41, 30, 20, 10, 5), "Ô C3: tiêu chí 1 ghi 41 điểm, chỉ được từ 0 đến 40."),
    "more than the bonus": ((40, 30, 20, 10, 5.5), "Ô G3: tiêu chí 5 ghi 5,5 điểm, chỉ được từ 0 đến 5."),
    "negative": ((40, -1, 20, 10, 5), "Ô D3: tiêu chí 2 ghi -1 điểm, chỉ được từ 0 đến 30."),
    "text": ((40, 30, "Đạt", 10, 5), "Ô E3: «Đạt» không phải là số điểm. Tiêu chí 3 ghi từ 0 đến 20 điểm."),
    "blank": ((40, 30, 20, None, 5), "Ô F3: tiêu chí 4 chưa có điểm."),
    "always applies": (("KAD", 30, 20, 10, 5), "Ô C3: tiêu chí 1 luôn áp dụng, phải ghi điểm."),
    "too fine": ((40, 30, 20, "9,999", 5), "Ô F3: điểm ghi nhiều nhất hai chữ số sau dấu phẩy."),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_cell_is_named_with_its_reason(lines, name):
    cells, sentence = WRONG[name]
    with pytest.raises(BadSheet) as refused:
        unit_scores(matrix(*cells), count=5, by_points=lines)
    assert str(refused.value) == sentence


def test_a_sheet_without_a_line_is_refused(lines):
    rows = [["STT", "Đơn vị", "I. Nhóm", None, "Ghi chú"], [None, None, 1, 2, None], [1, UNIT, 40, 30, None]]
    with pytest.raises(BadSheet, match="thiếu cột tiêu chí 3, 4."):
        unit_scores(book(rows), count=5, by_points=lines)


def test_recorded_points_become_signed_cards_with_their_class_or_the_reason(cast):
    version = by_points.version()
    old = make.campaign(cast.east, tracks={Track.COMMUNE: version}, is_archive=True)
    make.unit("V2", parent=cast.east, name="Đảng bộ xã Sông Con")
    good, short = (dict(enumerate(map(Decimal, points), 1)) for points in ((40, 30, 20, 7), (20, 20, 10, 8)))
    scores = [UnitScores(UNIT, good, own=good), UnitScores("Đảng bộ xã Sông Con", short)]
    record_scores(scores, campaign=old, track=Track.COMMUNE, by=cast.quan, at=make.NOON)
    first, second = Dossier.objects.order_by("pk")
    final = first.cards.get(is_final=True)
    assert (first.state, final.points, final.grade, final.marks) == ("APPROVED", 97, "Tốt", "YYYY.")
    assert (second.state, second.cards.get(is_final=True).is_pass) == ("DECLINED", False)
    assert "được 58/100 điểm. Ngưỡng 70 điểm, cần thêm 12." in Event.objects.get(verb="record_declined").note
