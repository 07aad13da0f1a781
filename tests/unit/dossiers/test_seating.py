"""Sharing dossiers out: evenly, by hand, exactly what was shown, and never to someone with a tie."""

from __future__ import annotations

from collections import Counter

import pytest

from danvan.dossiers.declaring import Said, declare
from danvan.dossiers.models import BlindCard, BlindScore, Dossier, Seat
from danvan.dossiers.seating import CannotSeat, Change, Plan, StaleSeats, assign, judges, plan_by_hand, plan_evenly
from danvan.ledger.models import Event
from danvan.reports.workload import together, workload
from tests import make


@pytest.fixture
def khanh(cast):
    return make.user("PROVINCE_BOARD", cast.province, "khanh")


@pytest.fixture
def five(cast) -> list[int]:
    """Five dossiers, the first of the village and the others of communes in the west."""
    units = [cast.village, *(make.unit(parent=cast.west) for _ in range(4))]
    return [make.dossier(unit, cast.campaign, state="SENT").pk for unit in units]


def store(cast, plan: Plan, **more) -> int:
    return assign(campaign=cast.campaign, changes=plan.changes, by=cast.giang, at=make.NOON, **more)


def two_cards(cast) -> None:
    cast.campaign.asks_two = True
    cast.campaign.save()


def seats() -> set[tuple[int, int, str]]:
    return set(Seat.objects.values_list("dossier", "number", "person__username"))


def begun(cast, dossier: int, state: str = "OPEN") -> BlindCard:
    """The card of the first seat, with a line on it."""
    seat = Seat.objects.get(dossier=dossier, number=1)
    version = cast.campaign.tracks.get(track="COMMUNE").version
    card = BlindCard.objects.create(seat=seat, dossier_id=dossier, version=version, state=state, unit=seat.dossier.unit)
    BlindScore.objects.create(card=card, criterion=version.criteria.first(), result="MET")
    return card


def test_dossiers_are_shared_out_evenly_counting_what_each_holds(cast, khanh, five):
    store(cast, plan_by_hand(cast.campaign, {(five[1], 1): khanh.pk, (five[2], 1): khanh.pk}))

    plan = plan_evenly(cast.campaign, five, judges(cast.campaign))

    assert [change.dossier for change in plan.changes] == [five[0], five[3], five[4]] and plan.skipped == []
    assert store(cast, plan) == 3
    assert Counter(Seat.objects.values_list("person__username", flat=True)) == {"dung": 3, "khanh": 2}


def test_two_cards_sit_two_different_people_and_a_tie_is_passed_over_with_its_reason(cast, khanh, five):
    two_cards(cast)
    long = make.user("PROVINCE_BOARD", cast.province, "long")
    declare(campaign=cast.campaign, ties=[Said("Anh ruột", unit=cast.village)], by=khanh, at=make.NOON)

    plan = plan_evenly(cast.campaign, five, [khanh, cast.dung])
    assert [(one.dossier, one.why) for one in plan.skipped] == [
        (five[0], "khanh đã khai có quan hệ với đơn vị hoặc hồ sơ này; "
                  "những người còn lại được chọn đã có chỗ trên hồ sơ này"),
    ]  # fmt: skip
    store(cast, plan_evenly(cast.campaign, five, [khanh, cast.dung, long]))

    assert {who for dossier, _, who in seats() if dossier == five[0]} == {"dung", "long"}
    assert Seat.objects.count() == 10
    assert max(Counter(Seat.objects.values_list("person", flat=True)).values()) == 4


def test_by_hand_moves_swaps_and_empties_seats(cast, khanh, five):
    two_cards(cast)
    Dossier.objects.update(state="ACCEPTED")  # before the two judge apart
    store(cast, plan_by_hand(cast.campaign, {(five[0], 1): khanh.pk, (five[0], 2): cast.dung.pk}))
    store(cast, plan_by_hand(cast.campaign, {(five[0], 1): cast.dung.pk, (five[0], 2): khanh.pk}))
    assert seats() == {(five[0], 1, "dung"), (five[0], 2, "khanh")}

    store(cast, plan_by_hand(cast.campaign, {(five[0], 1): None, (five[1], 2): cast.dung.pk}))
    assert seats() == {(five[0], 2, "khanh"), (five[1], 2, "dung")}
    told = Counter(Event.objects.values_list("verb", flat=True))
    assert told == {"seat_given": 5, "seat_taken": 3}


def test_what_cannot_be_is_left_out_of_the_plan_and_refused_when_sent_all_the_same(cast, khanh, five):
    declare(campaign=cast.campaign, ties=[Said("Anh ruột", unit=cast.village)], by=khanh, at=make.NOON)
    wanted = {(five[0], 1): khanh.pk, (five[1], 1): cast.binh.pk, (five[2], 2): cast.dung.pk, (five[3], 1): khanh.pk}

    plan = plan_by_hand(cast.campaign, wanted)

    assert plan.changes == [Change(five[3], 1, None, khanh.pk)]
    assert [one.why.split(" ", 1)[0] for one in plan.skipped] == ["khanh", "binh", "dung"]
    for (dossier, number), person in list(wanted.items())[:3]:
        with pytest.raises(CannotSeat):
            store(cast, Plan([*plan.changes, Change(dossier, number, None, person)]))
    with pytest.raises(CannotSeat, match="Bạn không được phân công"):
        assign(campaign=cast.campaign, changes=plan.changes, by=cast.binh, at=make.NOON)
    assert seats() == set()


def test_the_same_person_never_sits_twice_on_a_dossier(cast, khanh, five):
    two_cards(cast)
    store(cast, plan_by_hand(cast.campaign, {(five[0], 1): khanh.pk}))
    plan = plan_by_hand(cast.campaign, {(five[0], 2): khanh.pk})
    assert (plan.changes, plan.skipped[0].why) == ([], "khanh đã có chỗ khác trên hồ sơ này")
    with pytest.raises(CannotSeat, match="đã có chỗ khác"):
        store(cast, Plan([Change(five[0], 2, None, khanh.pk)]))


def test_an_old_page_is_refused_whole_and_the_same_form_counts_once(cast, khanh, five):
    shown = plan_evenly(cast.campaign, five, [khanh])
    assert [store(cast, shown, request_key="k1"), store(cast, shown, request_key="k1")] == [5, 0]
    store(cast, plan_by_hand(cast.campaign, {(five[0], 1): None}))

    assert store(cast, shown, request_key="k1") == 0
    with pytest.raises(StaleSeats, match="vừa được người khác phân công"):
        store(cast, shown, request_key="k2")
    assert Seat.objects.count() == 4
    Dossier.objects.filter(pk=five[0]).update(state="APPROVED")
    with pytest.raises(StaleSeats, match="đã có kết luận"):
        store(cast, Plan([Change(five[0], 1, None, khanh.pk)]))


def test_a_seat_whose_card_is_begun_is_not_moved_and_a_tie_declared_later_frees_it(cast, khanh, five):
    two_cards(cast)
    both = {(five[0], 1): khanh.pk, (five[1], 1): khanh.pk, (five[1], 2): cast.dung.pk}
    store(cast, plan_by_hand(cast.campaign, both))
    begun(cast, five[0])
    begun(cast, five[1], state="SIGNED")
    plan = plan_by_hand(cast.campaign, {(five[0], 1): None})
    assert (plan.changes, plan.skipped[0].why) == ([], "đang thẩm định độc lập, không đổi người")
    with pytest.raises(CannotSeat, match="đang thẩm định độc lập"):
        store(cast, Plan([Change(five[0], 1, khanh.pk, None)]))

    ties = [Said("Anh ruột", unit=cast.village), Said("Bạn học", unit=cast.west)]
    declare(campaign=cast.campaign, ties=ties, by=khanh, at=make.NOON)

    assert seats() == {(five[1], 1, "khanh"), (five[1], 2, "dung")}
    assert BlindCard.objects.get().state == "SIGNED"


def test_the_workload_of_each_is_told_by_theme_in_one_query(cast, khanh, five, django_assert_num_queries):
    second = cast.campaign.theme_scheme.themes.get(order=2)
    states = ("SENT", "CONFIRMED", "SENT_BACK", "ACCEPTED")
    for pk, state in zip(five, states, strict=False):
        Dossier.objects.filter(pk=pk).update(state=state)
    title = make.dossier(cast.village, cast.campaign, track="COMMUNE", theme=None, state="SENT")
    Seat.objects.bulk_create(
        Seat(dossier_id=pk, number=1, person=khanh, given_by=cast.giang, given_at=make.NOON)
        for pk in (*five[:4], title.pk)
    )
    Dossier.objects.filter(pk=five[0]).update(theme=second)
    with django_assert_num_queries(1):
        rows = workload(cast.campaign)
    told = [(row.theme, row.waiting, row.judged, row.returned, row.ahead) for row in rows]
    assert sorted(told) == [
        ("Kinh tế", 0, 1, 1, 1), ("Văn hóa - xã hội", 1, 0, 0, 0),
        ("Đảng bộ xã, phường, thị trấn “Dân vận khéo”", 1, 0, 0, 0),
    ]  # fmt: skip
    everything = together(rows)[khanh.pk]
    assert (everything.waiting, everything.judged, everything.total) == (2, 1, 5)
