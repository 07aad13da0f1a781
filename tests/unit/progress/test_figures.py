"""What was reached, who owes a report, sums that tie, and a briefing sheet added up by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from danvan.accounts.models import Role
from danvan.progress.enums import GiftKind, GiftState, PeriodKind
from danvan.progress.models import Contribution
from danvan.progress.periods import Period
from danvan.reports.briefing import rows_behind, sheet
from danvan.reports.progressing import achieved, jobs_for, owing, reported, totals
from tests import make
from tests.unit.progress import rows

FIRST, SECOND = Period(PeriodKind.QUARTER, 2026, 1), Period(PeriodKind.QUARTER, 2026, 2)
HALF = Period(PeriodKind.HALF, 2026, 1)


def test_what_was_reached_is_what_the_newest_delivered_report_says(cast):
    dossier = rows.running(cast)
    rows.target(dossier)
    rows.report(dossier, state="NOTED", number=1, done="0.5")
    rows.report(dossier, state="SENT", number=2, done="2")
    rows.report(dossier, state="RETURNED", number=3, done="9")

    assert [(one.text, one.goal, one.done, one.is_reached) for one in achieved(dossier)] == [("Mở đường", 2, 2, True)]


def test_who_owes_a_report_is_named_and_a_longer_report_answers_for_a_quarter(cast):
    one, two = rows.running(cast, title="Một"), rows.running(cast, title="Hai")
    rows.running(cast, title="Ba", registered_on=date(2026, 7, 1))
    rows.running(cast, title="Bốn", state="STOPPED")
    rows.report(one, number=1)
    rows.report(one, kind="HALF", number=1)
    rows.report(two, number=1, state="DRAFT")

    for period in (FIRST, SECOND, HALF):
        assert [dossier.title for dossier in owing(cast.binh, period)] == ["Hai"]
        assert [dossier.title for dossier in reported(cast.binh, period)] == ["Một"]
    assert not owing(cast.chi, FIRST).exists()


class SumsTie(TestCase):
    """Whatever was given to whomever, the rows add up to the total, and only what is confirmed counts."""

    @given(
        st.lists(
            st.tuples(st.sampled_from(GiftKind), st.sampled_from(GiftState), st.integers(0, 1), st.integers(1, 10**10)),
            max_size=8,
        )
    )
    @settings(max_examples=25, deadline=None)
    def test_totals_tie(self, gifts):
        giver, places = make.unit(kind="AGENCY"), [make.unit(), make.unit()]
        for kind, state, place, cents in gifts:
            Contribution.objects.create(
                unit=giver, receiver=places[place], kind=kind, state=state, quantity=Decimal(cents) / 100,
                given_on=date(2026, 1, 1), written_by=make.author(), written_at=make.NOON,
            )  # fmt: skip
        told = totals(Contribution.objects.all())
        for number, kind in enumerate(GiftKind):
            wanted = sum(Decimal(cents) / 100 for k, state, _, cents in gifts if (k, state) == (kind, "CONFIRMED"))
            assert told.all.amounts[number] == wanted == sum(row.amounts[number] for row in told.rows)
        assert told.all.count == sum(row.count for row in told.rows)


@pytest.fixture
def quarter(cast):
    """Two models and a title of the village; 30 million and 12.5 workdays confirmed, the rest not."""
    one = rows.running(cast, registered_on=date(2026, 1, 15))
    rows.running(cast, registered_on=date(2025, 12, 30), continuity="KEPT")
    rows.running(cast, track="COMMUNE", theme=None, registered_on=date(2026, 2, 1))
    rows.running(cast, registered_on=date(2026, 4, 1))
    rows.report(one, number=1)
    rows.gift(cast, state="CONFIRMED", quantity="10000000")
    rows.gift(cast, state="CONFIRMED", quantity="20000000")
    rows.gift(cast, state="CONFIRMED", quantity="12.5", kind="WORKDAYS")
    rows.gift(cast, state="CONFIRMED", quantity="7", given_on=date(2026, 4, 1))
    rows.gift(cast, state="DISPUTED", quantity="5000000")


def test_the_briefing_sheet_of_a_quarter(cast, quarter):
    told = sheet(cast.binh, FIRST, date(2026, 3, 25))

    got = {one.key: (one.count, one.note) for part in told.parts for one in part.figures}
    themes = [one.count for one in told.parts[1].figures]
    assert {key: value for key, value in got.items() if not key.startswith("linh-vuc")} == {
        "mo-hinh": (2, ""), "dang-ky-moi": (1, ""), "duy-tri": (1, ""), "trong-quy": (1, ""), "danh-hieu": (1, ""),
        "kiem-tra": (0, ""), "kien-nghi": (0, ""), "qua-han": (0, ""),
        "gop-money": (2, "30.000.000 đồng"), "gop-workdays": (1, "12,5 công"), "gop-land": (0, ""),
        "gop-materials": (0, ""), "gop-chua-xac-nhan": (1, ""), "da-bao-cao": (1, ""), "no-bao-cao": (2, ""),
    }  # fmt: skip
    assert themes == [2] and len(told.owing) == 2
    for key, (count, _) in got.items():
        assert rows_behind(cast.binh, FIRST, key, date(2026, 3, 25)).rows.count() == count
    assert rows_behind(cast.binh, FIRST, "khong-co", date(2026, 3, 25)) is None


def test_what_the_desk_asks(cast, quarter):
    oanh = make.user(Role.UNIT_CLERK, cast.office)
    rows.gift(cast, quantity="3000000")

    village, office, board = (jobs_for(user, date(2026, 3, 25)) for user in (cast.an, oanh, cast.binh))

    assert (len(village.to_send), len(village.to_confirm), village.period) == (2, 1, FIRST)
    assert (len(office.to_send), len(office.disputed), len(office.to_note)) == (0, 1, 0)
    assert (len(board.to_send), len(board.to_note), len(board.to_confirm)) == (0, 1, 0)
