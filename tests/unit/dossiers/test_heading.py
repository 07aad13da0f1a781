"""What is sent was approved by the head as it stands, where the campaign asks for it."""

from __future__ import annotations

import pytest

from danvan.accounts.models import Role
from danvan.dossiers.editing import edit
from danvan.dossiers.heading import CannotApprove, approve, head_unconfirmed, may_approve, to_approve
from danvan.dossiers.models import Dossier
from danvan.dossiers.workflow import LIFE
from danvan.ledger.machine import StepRefused
from tests import make


@pytest.fixture
def asked(cast):
    """A draft of a campaign that asks for the head."""
    cast.campaign.asks_head = True
    cast.campaign.save()
    return make.dossier(cast.village, cast.campaign)


def test_without_the_head_nothing_is_sent(cast, asked):
    with pytest.raises(StepRefused, match="Người đứng đầu chưa duyệt nội dung"):
        LIFE.take(asked, "submit", by=cast.an, at=make.NOON)

    approve(dossier=asked, edition=1, by=cast.an, at=make.NOON, head_name="Nguyễn Văn Đứng")
    LIFE.take(asked, "submit", by=cast.an, at=make.NOON)
    assert Dossier.objects.get(pk=asked.pk).head_name == "Nguyễn Văn Đứng"


def test_a_later_change_asks_again(cast, asked):
    approve(dossier=asked, edition=1, by=cast.an, at=make.NOON, head_name="Nguyễn Văn Đứng")
    fresh = edit(dossier=asked, content=make.content("Tên khác"), edition=1, by=cast.an, at=make.NOON)

    assert "đã duyệt một bản trước" in head_unconfirmed(fresh, make.NOON)
    assert list(to_approve(Dossier.objects.all())) == [fresh]
    with pytest.raises(CannotApprove, match="vừa được sửa"):
        approve(dossier=asked, edition=1, by=cast.an, at=make.NOON, head_name="Nguyễn Văn Đứng")


def test_where_the_unit_has_a_head_only_the_head_approves(cast, asked):
    head = make.user(Role.UNIT_HEAD, cast.village)

    who = {"an": cast.an, "binh": cast.binh, "chi": cast.chi, "dung": cast.dung, "head": head}
    assert [name for name, user in who.items() if may_approve(user, asked, make.NOON)] == ["head"]


def test_without_a_head_writers_name_one_and_others_may_not(cast, asked):
    who = {"an": cast.an, "binh": cast.binh, "chi": cast.chi, "dung": cast.dung, "giang": cast.giang}
    assert [name for name, user in who.items() if may_approve(user, asked, make.NOON)] == ["an", "binh"]
    with pytest.raises(CannotApprove, match="Cần ghi họ tên"):
        approve(dossier=asked, edition=1, by=cast.an, at=make.NOON)


def test_a_campaign_that_does_not_ask_is_left_alone(cast):
    dossier = make.dossier(cast.village, cast.campaign)

    assert head_unconfirmed(dossier, make.NOON) == ""
    assert not may_approve(cast.an, dossier, make.NOON)
    assert not to_approve(Dossier.objects.all()).exists()
