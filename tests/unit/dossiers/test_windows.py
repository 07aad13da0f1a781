"""When a stage is open for a unit, minute by minute, and what is marked late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from danvan.dossiers.models import Window, WindowException
from danvan.dossiers.windows import closed, closing, is_late
from danvan.dossiers.workflow import LIFE
from danvan.ledger.machine import StepRefused
from tests import make


def hanoi(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A moment of March 2026 by the clock on the wall."""
    return datetime(2026, 3, day, hour, minute, second, tzinfo=UTC) - timedelta(hours=7)


@pytest.fixture
def windows(cast):
    """All units from the 2nd to the 20th at 17:00; agencies to the 15th at 11:30."""
    for group, closes in (("", hanoi(20, 17)), ("AGENCIES", hanoi(15, 11, 30))):
        Window.objects.create(
            campaign=cast.campaign, stage="REGISTER", unit_group=group, opens_at=hanoi(2, 0), closes_at=closes
        )


def longer(cast, unit, until, **more) -> WindowException:
    given = {"stage": "REGISTER", "reason": "mưa lũ", "granted_by": cast.dung, "granted_at": hanoi(10, 8), **more}
    return WindowException.objects.create(campaign=cast.campaign, unit=unit, until=until, **given)


# at -> is it open for a commune, for an agency, and for the commune when it was given until the 25th at 08:00
MINUTES = {
    "a second before it opens": (hanoi(1, 23, 59, 59), False, False, False),
    "the minute it opens": (hanoi(2, 0), True, True, True),
    "the minute the agencies close": (hanoi(15, 11, 30), True, True, True),
    "a second later": (hanoi(15, 11, 30, 1), True, False, True),
    "the minute the communes close": (hanoi(20, 17), True, False, True),
    "a second after that": (hanoi(20, 17, 0, 1), False, False, True),
    "the last minute of the extension": (hanoi(25, 8), False, False, True),
    "a second after the extension": (hanoi(25, 8, 0, 1), False, False, False),
}


@pytest.mark.parametrize("name", MINUTES)
def test_the_minute_of_closing_is_the_last_that_is_open(cast, windows, name):
    at, commune, agency, extended = MINUTES[name]
    dossiers = [make.dossier(unit, cast.campaign) for unit in (cast.village, cast.office)]

    assert [not closed(one, "REGISTER", at) for one in dossiers] == [commune, agency]
    longer(cast, cast.village, hanoi(25, 8), granted_at=hanoi(1, 0))
    assert (not closed(dossiers[0], "REGISTER", at)) is extended


# what was granted to the commune as (until, granted, ended) -> the end that counts on the 12th
GRANTED = {
    "nothing": ([], None),
    "one": ([(hanoi(25, 8), hanoi(10, 8), None)], hanoi(25, 8)),
    "the last of two, though shorter": (
        [(hanoi(25, 8), hanoi(9, 8), None), (hanoi(22, 8), hanoi(10, 8), None)], hanoi(22, 8),
    ),
    "one that was ended": ([(hanoi(25, 8), hanoi(10, 8), hanoi(11, 9))], None),
    "the one before, when the last was ended": (
        [(hanoi(22, 8), hanoi(9, 8), None), (hanoi(25, 8), hanoi(10, 8), hanoi(11, 9))], hanoi(22, 8),
    ),
    "one that ends before the closing": ([(hanoi(18, 8), hanoi(10, 8), None)], None),
}  # fmt: skip


@pytest.mark.parametrize("name", GRANTED)
def test_the_last_extension_that_stands_counts(cast, windows, name):
    granted, until = GRANTED[name]
    for end, at, ended in granted:
        longer(cast, cast.village, end, granted_at=at, ended_at=ended)
    longer(cast, cast.office, hanoi(28, 8))
    longer(cast, cast.village, hanoi(28, 8), stage="REPORT")

    assert closing(cast.campaign, "REGISTER", cast.village, hanoi(12, 8)).until == until


def test_the_refusal_tells_the_minute_and_the_extension_that_ran_out(cast, windows):
    dossier = make.dossier(cast.village, cast.campaign)

    assert closed(dossier, "REGISTER", hanoi(1, 8)) == "Đăng ký mở từ 00:00 ngày 02/03/2026."
    assert closed(dossier, "REGISTER", hanoi(21, 8)) == "Đăng ký đã đóng lúc 17:00 ngày 20/03/2026."
    longer(cast, cast.village, hanoi(22, 8))
    assert closed(dossier, "REGISTER", hanoi(23, 8)) == (
        "Đăng ký đã đóng lúc 17:00 ngày 20/03/2026; gia hạn cho đơn vị đến 08:00 ngày 22/03/2026 cũng đã hết."
    )
    assert closed(dossier, "REPORT", hanoi(23, 8)) == ""


def test_more_time_goes_with_the_dossier_to_who_keeps_it(cast, windows):
    heir = make.unit(parent=cast.east)
    dossier = make.dossier(cast.village, cast.campaign)
    dossier.keeper = heir
    longer(cast, heir, hanoi(25, 8))

    assert closed(dossier, "REGISTER", hanoi(24, 8)) == ""
    assert is_late(dossier, "REGISTER", hanoi(24, 8))


@pytest.mark.parametrize(("at", "late"), [(hanoi(20, 17), False), (hanoi(20, 17, 1), True)])
def test_what_is_first_sent_in_an_extension_is_marked_late(cast, windows, at, late):
    longer(cast, cast.village, hanoi(25, 8))
    dossier = make.dossier(cast.village, cast.campaign)

    LIFE.take(dossier, "submit", by=cast.an, at=at)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.registered_late, dossier.reported_late) == ("SUBMITTED", late, False)


def test_what_was_given_back_is_sent_again_after_the_closing_and_is_not_late(cast, windows):
    dossier = make.dossier(cast.village, cast.campaign)
    LIFE.take(dossier, "submit", by=cast.an, at=hanoi(19, 8))
    LIFE.take(dossier, "return", by=cast.binh, at=hanoi(21, 8), note="thiếu")

    LIFE.take(dossier, "submit", by=cast.an, at=hanoi(22, 8))

    dossier.refresh_from_db()
    assert not dossier.registered_late


def test_a_report_in_an_extension_is_late_by_itself(cast):
    Window.objects.create(campaign=cast.campaign, stage="REPORT", opens_at=hanoi(1, 0), closes_at=hanoi(20, 17))
    longer(cast, cast.village, hanoi(25, 8), stage="REPORT")
    dossier = make.dossier(cast.village, cast.campaign, state="ACCEPTED")

    with pytest.raises(StepRefused, match="đã đóng lúc 17:00"):
        LIFE.take(dossier, "report", by=cast.an, at=hanoi(25, 9))
    LIFE.take(dossier, "report", by=cast.an, at=hanoi(25, 8))

    dossier.refresh_from_db()
    assert (dossier.registered_late, dossier.reported_late) == (False, True)


def test_a_unit_sends_no_more_than_its_quota_one_by_one_or_all_at_once(cast):
    cast.campaign.tracks.filter(track="MODEL").update(at_most=2)
    three = [make.dossier(cast.village, cast.campaign) for _ in range(3)]
    refusal = "Đảng bộ xã Đồng Điều đã đăng ký 2 mô hình; đợt này mỗi đơn vị đăng ký nhiều nhất 2."

    with pytest.raises(StepRefused, match=refusal):
        LIFE.take_many(three, "submit", by=cast.an, at=make.NOON)
    for one in three[:2]:
        LIFE.take(one, "submit", by=cast.an, at=make.NOON)
    with pytest.raises(StepRefused, match=refusal):
        LIFE.take(three[2], "submit", by=cast.an, at=make.NOON)
    LIFE.take(make.dossier(cast.office, cast.campaign), "submit", by=cast.binh, at=make.NOON)
