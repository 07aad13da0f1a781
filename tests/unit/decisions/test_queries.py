"""Which dossiers a draft may take, with the reason for every other."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.decisions.queries import candidates, free_for, in_order, why_not
from danvan.dossiers.models import Dossier
from tests import make


def test_candidates_are_the_registered_dossiers_of_the_campaign_under_the_unit(cast):
    here = make.dossier(cast.village, cast.campaign, state="APPROVED")
    waiting = make.dossier(cast.village, cast.campaign, state="SENT")
    make.dossier(cast.village, cast.campaign, state="DRAFT")
    make.dossier(cast.village, make.campaign(cast.province), state="APPROVED")
    make.dossier(cast.west, cast.campaign, state="APPROVED")
    decision = make.decision(cast.east, campaign=cast.campaign)

    assert set(candidates(decision, cast.dung)) == {here, waiting}
    assert set(candidates(decision, cast.chi)) == set()


@pytest.mark.parametrize(
    ("dossier", "kind", "sentence"),
    [
        (Dossier(state="APPROVED"), "RECOGNISE", ""),
        (Dossier(state="SENT"), "RECOGNISE", "Đang ở bước “Đã gửi thẩm định”, chưa đưa vào được"),
        (
            Dossier(state="APPROVED", recognised_on=date(2026, 1, 1), recognised_by="Quyết định số 1"),
            "RECOGNISE",
            "Đã công nhận theo Quyết định số 1",
        ),
        (Dossier(state="APPROVED", recognised_on=date(2026, 1, 1)), "COMMEND", ""),
        (
            Dossier(state="APPROVED", commended_on=date(2026, 1, 1), commended_by="Quyết định số 2"),
            "COMMEND",
            "Đã khen thưởng theo Quyết định số 2",
        ),
    ],
)
def test_the_reason_is_told(dossier, kind, sentence):
    assert why_not(dossier, kind) == sentence


def test_a_dossier_of_another_draft_is_not_taken_by_itself(cast):
    dossier = make.dossier(cast.village, cast.campaign, state="APPROVED")
    make.decision(cast.province, dossier, campaign=cast.campaign)
    found = candidates(make.decision(cast.province, campaign=cast.campaign), cast.dung).get()

    assert not free_for(found, "RECOGNISE")
    assert why_not(found, "RECOGNISE") == ""


def test_people_come_after_collectives_by_given_name(cast):
    rows = [("INDIVIDUAL", "Trần Văn Yên"), ("INDIVIDUAL", "Vũ Thị Bình"), ("COLLECTIVE", "Chi bộ thôn Chè")]
    made = [
        make.dossier(cast.village, cast.campaign, holder_kind=kind, holder_name=name) for kind, name in rows
    ]  # fmt: skip

    assert [one.holder_name for one in in_order(made)] == ["Chi bộ thôn Chè", "Vũ Thị Bình", "Trần Văn Yên"]
