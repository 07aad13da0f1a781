"""How a campaign is judged: copied to the next year, and only numbers that can be."""

from __future__ import annotations

import pytest

from danvan.dossiers.campaign_copying import copy_from
from danvan.dossiers.campaign_rows import JUDGING
from danvan.dossiers.campaigning import CannotRun, Facts, begin, write
from tests import make

RULES = {"asks_two": True, "asks_ties": True, "asks_assessment": True, "share_needed": 75, "share_of": "ALL",
         "appeal_days": 0}  # fmt: skip


def test_a_copy_is_judged_as_the_year_before(cast):
    old = make.campaign(cast.east, **RULES)

    made = copy_from(old, year=2027, by=cast.binh, at=make.NOON)

    assert {name: getattr(made, name) for name in JUDGING} == RULES


def test_a_share_is_a_percentage_and_days_are_few(cast):
    scheme = cast.campaign.theme_scheme
    plain = {"name": "Đợt", "code": "dot", "first_year": 2026, "last_year": 2026, "theme_scheme": scheme,
             "cutoff_on": cast.campaign.cutoff_on}  # fmt: skip
    wrong = {("share_needed", 0), ("share_needed", 101), ("appeal_days", -1), ("appeal_days", 91)}
    for name, number in wrong:
        with pytest.raises(CannotRun) as refusal:
            begin(organiser=cast.east, facts=Facts(**plain, **{name: number}), by=cast.binh, at=make.NOON)
        assert refusal.value.place == name

    made = begin(organiser=cast.east, facts=Facts(**plain), by=cast.binh, at=make.NOON)
    write(campaign=made, facts=Facts(**plain, **RULES), edition=made.edition, by=cast.binh, at=make.NOON)
    made.refresh_from_db()
    assert {name: getattr(made, name) for name in JUDGING} == RULES
