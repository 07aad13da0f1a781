"""What the heading over a family says, and how much of it the page shows."""

from __future__ import annotations

import pytest

from danvan.portal.kinship import MOST_SHOWN, kinship, place_name
from danvan.reports.replication import Branch, Copy, Family


def copy(pk: int, unit: str = "Đảng bộ xã Bình Trung", *, shown: bool = True) -> Copy:
    return Copy(
        practice_id=pk, title=f"Mô hình {pk}", unit_id=1, unit_name=unit, superior_name="", place="", year=2020,
        state_kind="rec", state_label="Đã công nhận 2020", pk=pk if shown else None, page_title=f"Mô hình {pk}",
    )  # fmt: skip


def branches(*numbers: int) -> tuple[Branch, ...]:
    return tuple(Branch(copy(number)) for number in numbers)


@pytest.mark.parametrize(
    ("forebears", "below", "title"),
    [
        ((copy(2),), branches(3, 4, 5, 6), "Học từ xã Bình Trung, đã lan tới bốn nơi"),
        ((), branches(3), "Đã lan tới một nơi"),
        ((copy(2, "Phòng Nội vụ"),), (), "Học từ Phòng Nội vụ"),
        ((copy(2, "Chi bộ thôn Ngò"),), (), "Học từ thôn Ngò"),
        ((), (Branch(copy(3), branches(4, 5)),), "Đã lan tới ba nơi"),
    ],
)
def test_the_heading_states_the_finding(forebears, below, title):
    told = kinship(Family(copy(1), forebears, below))
    assert told is not None
    assert told.title == title


def test_a_model_that_stands_alone_has_no_family():
    assert kinship(Family(copy(1))) is None


def test_of_a_large_family_the_page_shows_a_part_and_says_how_many_are_left():
    told = kinship(Family(copy(1), (), branches(*range(2, 22))))
    assert told is not None
    assert (len(told.kids), told.count, told.left_out) == (MOST_SHOWN, 20, 8)


def test_a_copy_without_a_page_has_no_link():
    told = kinship(Family(copy(1), (copy(2, shown=False),), branches(3)))
    assert told is not None and told.parent is not None
    assert told.parent.url == ""
    assert told.kids[0].url == "/mo-hinh/3-mo-hinh-3/"
    assert told.kids[0].note == "Xã Bình Trung, đã công nhận 2020"


@pytest.mark.parametrize(
    ("name", "place"),
    [("Đảng bộ xã Bình Trung", "xã Bình Trung"), ("Đảng bộ Công an huyện", "Đảng bộ Công an huyện"),
     ("Đảng ủy phường Sông Cầu", "phường Sông Cầu"), ("Huyện ủy Chợ Đồn", "Huyện ủy Chợ Đồn")],
)  # fmt: skip
def test_a_place_is_named_without_its_committee(name, place):
    assert place_name(name) == place
