"""Registering: one door for form, sheet and command; all or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.criteria.enums import Track
from danvan.dossiers.actions import AlreadySent, NotYours, Registration, register, register_many
from danvan.dossiers.content import CannotRegister
from danvan.dossiers.models import Dossier, Practice
from danvan.ledger.models import Event
from danvan.units.actions import add_span
from danvan.units.models import UnitSpan
from tests import make


def ask(cast, unit, title="Tuyến đường hoa", **more):
    return Registration(unit, make.content(title), **more)


def register_as(user, cast, *asked):
    return register_many(campaign=cast.campaign, registrations=asked, by=user, at=make.NOON)


def test_a_new_dossier_keeps_the_names_of_its_day(cast):
    made = register(campaign=cast.campaign, registration=ask(cast, cast.village), by=cast.an, at=make.NOON)

    assert (made.unit_name, made.superior_name, made.province_name, made.unit_path, made.state) == (
        "Đảng bộ xã Đồng Điều", "Huyện ủy Miền Đông", "Tỉnh ủy Miền Trên", "/P/E/V/", "DRAFT",
    )  # fmt: skip


def test_it_is_found_without_marks_and_recorded(cast):
    made = register(campaign=cast.campaign, registration=ask(cast, cast.village), by=cast.an, at=make.NOON)

    assert "tuyen duong hoa" in made.search
    event = Event.objects.get()
    assert (event.verb, event.actor, event.unit) == ("register", cast.an, cast.village)


@pytest.mark.parametrize("who", ["chi", "dung", "giang", "hoa", "quan"])
def test_others_may_not_register_for_the_village(cast, who):
    with pytest.raises(NotYours, match="Đảng bộ xã Đồng Điều"):
        register_as(getattr(cast, who), cast, ask(cast, cast.village))


def test_one_foreign_row_stores_nothing(cast):
    with pytest.raises(NotYours, match="Huyện ủy Miền Tây"):
        register_as(cast.binh, cast, ask(cast, cast.village), ask(cast, cast.west))

    assert (Dossier.objects.count(), Practice.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_the_same_form_sent_twice_is_one_dossier(cast):
    first = register_as(cast.an, cast, ask(cast, cast.village, request_key="k1"))
    second = register_as(cast.an, cast, ask(cast, cast.village, request_key="k1"))

    assert first == second
    assert Dossier.objects.count() == 1


def test_a_form_changed_and_sent_again_is_told_and_stores_nothing(cast):
    first = register_as(cast.an, cast, ask(cast, cast.village, request_key="k1"))[0]

    with pytest.raises(AlreadySent, match="Nội dung đang nhập khác bản đã lưu") as told:
        register_as(cast.an, cast, ask(cast, cast.village, "Tuyến đường tranh", request_key="k1"))

    assert told.value.stored == first
    assert Dossier.objects.get().title == "Tuyến đường hoa"


@pytest.mark.parametrize("again", ["Tuyến đường hoa", "TUYẾN ĐƯỜNG  HOA", "Tuyê\u0301n đươ\u0300ng hoa"])
def test_the_same_thing_typed_otherwise_is_refused(cast, again):
    register_as(cast.an, cast, ask(cast, cast.village))

    with pytest.raises(CannotRegister, match="đã được đăng ký"):
        register_as(cast.an, cast, ask(cast, cast.village, again))


def test_a_kept_model_joins_its_practice(cast):
    before = make.campaign(cast.province, first_year=2025, last_year=2025, cutoff_on=date(2025, 3, 1))
    one = register(campaign=before, registration=ask(cast, cast.village), by=cast.an, at=make.NOON)
    two = register(campaign=cast.campaign, registration=ask(cast, cast.village), by=cast.an, at=make.NOON)

    assert one.practice == two.practice


def test_a_theme_of_another_scheme_is_refused(cast):
    theme = make.scheme(("Nông thôn mới",)).themes.get()

    with pytest.raises(CannotRegister, match="Nông thôn mới"):
        register_as(cast.an, cast, Registration(cast.village, make.content(theme=theme)))


def test_a_year_outside_the_campaign_is_refused(cast):
    with pytest.raises(CannotRegister, match="Năm 2019"):
        register_as(cast.an, cast, ask(cast, cast.village, year=2019))


@pytest.mark.parametrize("track", [Track.AGENCY, Track.COMMUNE])
def test_a_unit_registers_only_for_its_own_list(cast, track):
    unit = cast.village if track == Track.AGENCY else cast.office

    with pytest.raises(CannotRegister, match="không thuộc loại đơn vị"):
        register_as(cast.binh, cast, ask(cast, unit, track=track))


def test_a_unit_that_has_ended_cannot_register(cast):
    gone = make.unit("G", parent=cast.east, name="Đảng bộ xã Cũ")
    UnitSpan.objects.filter(unit=gone).update(valid_to=date(2025, 6, 30))

    with pytest.raises(CannotRegister, match="không hoạt động vào ngày 10/03/2026"):
        register_as(cast.binh, cast, ask(cast, gone))


def test_a_unit_outside_the_campaign_cannot_register(cast):
    elsewhere = make.unit("X", parent=make.unit("P2", kind="PROVINCE"))
    clerk = make.user("UNIT_CLERK", elsewhere)

    with pytest.raises(CannotRegister, match="không thuộc phạm vi"):
        register_as(clerk, cast, ask(cast, elsewhere))


def test_an_archive_reads_the_tree_of_its_own_day(cast):
    old = make.campaign(cast.province, is_archive=True, first_year=2016, last_year=2016, cutoff_on=date(2016, 3, 1))
    UnitSpan.objects.filter(unit=cast.village).update(valid_to=date(2019, 12, 31))
    add_span(UnitSpan(unit=cast.village, name="Đảng bộ xã Mới", kind="COMMUNE", parent=cast.east,
                      valid_from=date(2020, 1, 1)), make.NOON.date())  # fmt: skip

    made = register(campaign=old, registration=ask(cast, cast.village, year=2016), by=cast.quan, at=make.NOON)

    assert made.unit_name == "Đảng bộ xã Đồng Điều"


def test_a_hundred_rows_cost_no_more_queries_than_one(cast, django_assert_max_num_queries):
    rows = [ask(cast, cast.village, f"Mô hình số {number}", track=Track.MODEL) for number in range(100)]

    with django_assert_max_num_queries(25):
        register_as(cast.an, cast, *rows)
