"""Permission and scope are one table read twice: they never disagree."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from danvan.accounts.access import Action, may, rows, units_for
from danvan.accounts.models import User
from danvan.dossiers.models import Dossier
from danvan.units.models import Unit
from tests import make
from tests.conftest import PEOPLE


@pytest.mark.parametrize("who", PEOPLE)
def test_may_and_rows_never_disagree(cast, who):
    user, units = getattr(cast, who), list(Unit.objects.all())
    for unit in units:
        make.dossier(unit, cast.campaign)

    for action in Action:
        allowed = {unit.pk for unit in units if may(user, action, unit)}
        of_dossiers = Dossier.objects.for_user(user, action).values_list("unit", flat=True)
        assert set(of_dossiers) == allowed, action
        assert set(units_for(user, action).values_list("pk", flat=True)) == allowed, action


# Who may, on the commune of the east, what: typed from domain.md §8.2.
ON_THE_VILLAGE = {
    "an": {"VIEW", "EDIT"},
    "binh": {"VIEW", "EDIT", "RUN", "VISIT", "APPOINT"},
    "chi": set(),
    "dung": {"VIEW", "DRAFT_DECISION", "REARRANGE", "DRAFT_CRITERIA", "RUN", "VISIT", "APPOINT"},
    "giang": {"VIEW", "APPROVE", "DRAFT_DECISION", "ISSUE", "DRAFT_CRITERIA", "ISSUE_CRITERIA", "RUN"},
    "hoa": {"VIEW"},
    "quan": {"VIEW", "RECORD", "MANAGE", "REARRANGE", "DRAFT_CRITERIA", "ISSUE_CRITERIA", "RUN", "APPOINT"},
}
ON_THE_EAST = {
    "an": set(),
    "binh": {"VIEW", "EDIT", "REVIEW", "RUN", "VISIT", "APPOINT"},
    "chi": set(),
    "dung": {"VIEW", "DRAFT_DECISION", "REARRANGE", "DRAFT_CRITERIA", "RUN", "VISIT", "APPOINT"},
    "giang": {"VIEW", "APPROVE", "DRAFT_DECISION", "ISSUE", "DRAFT_CRITERIA", "ISSUE_CRITERIA", "RUN"},
    "hoa": {"VIEW"},
    "quan": {"VIEW", "RECORD", "MANAGE", "REARRANGE", "DRAFT_CRITERIA", "ISSUE_CRITERIA", "RUN", "APPOINT"},
}


@pytest.mark.parametrize("who", PEOPLE)
def test_what_each_person_may_do(cast, who):
    user = getattr(cast, who)
    assert {action.name for action in Action if may(user, action, cast.village)} == ON_THE_VILLAGE[who]
    assert {action.name for action in Action if may(user, action, cast.east)} == ON_THE_EAST[who]


def test_chi_sees_nothing_of_the_east(cast):
    ours, theirs = make.dossier(cast.west, cast.campaign), make.dossier(cast.village, cast.campaign)

    assert list(Dossier.objects.for_user(cast.chi)) == [ours]
    assert list(Dossier.objects.for_user(cast.binh)) == [theirs]


def test_a_visitor_and_a_disabled_account_reach_nothing(cast):
    make.dossier(cast.village, cast.campaign)
    User.objects.filter(pk=cast.binh.pk).update(is_active=False)

    assert not Dossier.objects.filter(rows(AnonymousUser(), Action.VIEW)).exists()
    assert not Dossier.objects.for_user(User.objects.get(pk=cast.binh.pk)).exists()


@pytest.mark.parametrize(
    ("from_on", "to_on", "reaches"),
    [
        (date(2020, 1, 1), None, True),
        (date(2020, 1, 1), date(2024, 12, 31), False),
        (date(2999, 1, 1), None, False),
    ],
)
def test_a_post_is_for_a_period(cast, from_on, to_on, reaches):
    user = make.user("DISTRICT_BOARD", cast.east, from_on=from_on, to_on=to_on)

    assert may(user, Action.VIEW, cast.village) is reaches


def test_a_path_that_only_begins_alike_is_not_below(cast):
    lookalike = make.unit("EX", kind="DISTRICT", parent=cast.province)

    assert not may(cast.binh, Action.VIEW, lookalike)
