"""Periods, targets that reports follow, figures filled in from the last report, and gifts frozen once confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from danvan.ledger.machine import StepRefused
from danvan.progress import giving
from danvan.progress.enums import GiftKind, PeriodKind
from danvan.progress.models import Contribution, ProgressReport
from danvan.progress.periods import Period, periods_of, to_report_on
from danvan.progress.reporting import EditedMeanwhile, Written, begin, write
from danvan.progress.targets import CannotReport, Wanted, set_targets
from tests import make
from tests.unit.progress import rows

FIRST, HALF = Period(PeriodKind.QUARTER, 2026, 1), Period(PeriodKind.HALF, 2026, 1)


def test_the_periods_of_a_year():
    assert [(one.key, one.label, one.begins_on, one.ends_on) for one in periods_of(2026)] == [
        ("quy-1", "quý I năm 2026", date(2026, 1, 1), date(2026, 3, 31)),
        ("quy-2", "quý II năm 2026", date(2026, 4, 1), date(2026, 6, 30)),
        ("nua-1", "6 tháng đầu năm 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("quy-3", "quý III năm 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("quy-4", "quý IV năm 2026", date(2026, 10, 1), date(2026, 12, 31)),
        ("nua-2", "6 tháng cuối năm 2026", date(2026, 7, 1), date(2026, 12, 31)),
        ("nam-1", "năm 2026", date(2026, 1, 1), date(2026, 12, 31)),
    ]
    answers = {one.key: [by.key for by in one.answered_by()] for one in periods_of(2026)}
    assert answers["quy-2"] == ["quy-2", "nua-1"] and answers["nua-1"] == ["nua-1"]
    assert answers["quy-4"] == ["quy-4", "nua-2", "nam-1"] and answers["quy-1"] == ["quy-1"]


@pytest.mark.parametrize(
    ("day", "key"),
    [(date(2026, 3, 10), "quy-4"), (date(2026, 3, 11), "quy-1"), (date(2026, 5, 2), "quy-1")],
)
def test_which_quarter_is_reported_on(day, key):
    assert to_report_on(day).key == key


def test_a_report_begins_with_the_figures_of_the_last(cast):
    dossier = rows.running(cast)
    rows.target(dossier)
    rows.report(dossier, state="NOTED", done="1.5", proposals="Hỗ trợ xi măng")

    half = begin(dossier=dossier, period=HALF, by=cast.an, at=make.NOON)
    again = begin(dossier=dossier, period=HALF, by=cast.an, at=make.NOON)

    assert again == half and ProgressReport.objects.count() == 2
    assert (half.state, half.summary, half.proposals) == ("DRAFT", "", "Hỗ trợ xi măng")
    assert [(line.text, line.goal, line.done) for line in half.lines.all()] == [("Mở đường", 2, Decimal("1.5"))]


def test_targets_go_into_reports_being_written_and_never_into_those_sent(cast):
    dossier = rows.running(cast)
    road = rows.target(dossier)
    sent = rows.report(dossier, state="SENT")
    half = begin(dossier=dossier, period=HALF, by=cast.an, at=make.NOON)

    set_targets(
        dossier=dossier, wanted=[Wanted("Trồng hoa", "m", Decimal(500)), Wanted("Mở đường", "km", Decimal(3), road.pk)],
        by=cast.an, at=make.NOON,
    )  # fmt: skip

    assert list(half.lines.order_by("order").values_list("text", "goal")) == [("Trồng hoa", 500), ("Mở đường", 3)]
    assert list(sent.lines.values_list("text", "goal")) == [("Mở đường", 2)]
    dossier.state = "REPORTED"
    dossier.save()
    with pytest.raises(CannotReport, match="đang thực hiện"):
        set_targets(dossier=dossier, wanted=[], by=cast.an, at=make.NOON)


def test_two_who_write_one_report_do_not_overwrite_each_other(cast):
    dossier = rows.running(cast)
    rows.target(dossier)
    report = begin(dossier=dossier, period=FIRST, by=cast.an, at=make.NOON)
    line = report.lines.get()

    write(report=report, written=Written("Tốt", lines={line.pk: (Decimal(1), "")}), edition=1, by=cast.an, at=make.NOON)
    with pytest.raises(EditedMeanwhile):
        write(report=report, written=Written("Khác"), edition=1, by=cast.binh, at=make.NOON)

    line.refresh_from_db()
    assert (line.done, ProgressReport.objects.get().summary) == (1, "Tốt")


def money(cast, **more) -> giving.Gift:
    given = giving.Gift(cast.village, GiftKind.MONEY, Decimal(30_000_000), date(2026, 3, 9))
    return replace(given, **more)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"quantity": Decimal("0.5")}, "không có số lẻ"),
        ({"quantity": Decimal(0)}, "lớn hơn 0"),
        ({"given_on": date(2026, 3, 11)}, "chưa tới"),
        ({"kind": GiftKind.MATERIALS}, "hiện vật gì"),
    ],
)
def test_a_gift_that_makes_no_sense_is_not_kept(cast, more, says):
    with pytest.raises(giving.CannotGive, match=says):
        giving.give(unit=cast.office, gift=money(cast, **more), by=cast.binh, at=make.NOON)
    assert not Contribution.objects.exists()


def test_a_gift_disputed_is_mended_and_confirmed_and_then_stands(cast):
    gift = giving.give(unit=cast.office, gift=money(cast), by=cast.binh, at=make.NOON)
    with pytest.raises(StepRefused, match="không tự xác nhận"):
        giving.settle(contribution=gift, name="confirm", by=cast.binh, at=make.NOON)

    gift = giving.settle(contribution=gift, name="dispute", note="Chỉ 20 triệu", by=cast.an, at=make.NOON)
    assert (gift.state, gift.disputed_for, gift.settled_by) == ("DISPUTED", "Chỉ 20 triệu", cast.an)
    less = money(cast, quantity=Decimal(20_000_000))
    gift = giving.correct(contribution=gift, gift=less, edition=1, by=cast.binh, at=make.NOON)
    assert (gift.state, gift.disputed_for) == ("RECORDED", "")
    gift = giving.settle(contribution=gift, name="confirm", by=cast.an, at=make.NOON)

    assert (gift.state, gift.quantity) == ("CONFIRMED", 20_000_000)
    with pytest.raises(giving.CannotGive, match="đã được xác nhận"):
        giving.correct(contribution=gift, gift=money(cast), edition=2, by=cast.binh, at=make.NOON)
    with pytest.raises(giving.CannotGive, match="đã được ghi"):
        giving.give(unit=cast.office, gift=less, by=cast.binh, at=make.NOON)


@pytest.mark.parametrize(("who", "sees"), [("an", True), ("binh", True), ("chi", False), ("dung", True)])
def test_a_gift_is_seen_from_both_sides(cast, who, sees):
    rows.gift(cast)
    assert Contribution.objects.for_user(getattr(cast, who)).exists() is sees
