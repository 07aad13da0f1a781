"""Editing: the older edition is refused with both versions, never lost and never stored over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from danvan.dossiers.actions import NotYours, Registration, Stale, register
from danvan.dossiers.content import CannotRegister
from danvan.dossiers.editing import edit
from danvan.dossiers.workflow import LIFE
from danvan.ledger.models import Event
from tests import make


@pytest.fixture
def dossier(cast):
    asked = Registration(cast.village, make.content(theme=cast.campaign.theme_scheme.themes.first()))
    return register(campaign=cast.campaign, registration=asked, by=cast.an, at=make.NOON)


def say(dossier, **more):
    return replace(make.content(theme=dossier.theme), **more)


def test_a_change_is_stored_with_old_and_new(cast, dossier):
    changed = edit(dossier=dossier, content=say(dossier, place="Thôn Hạ"), edition=1, by=cast.an, at=make.NOON)

    assert (changed.place, changed.edition) == ("Thôn Hạ", 2)
    assert Event.objects.get(verb="edit").details == {"place": ["Thôn Đồng Điều", "Thôn Hạ"]}


def test_nothing_changed_writes_nothing(cast, dossier):
    edit(dossier=dossier, content=say(dossier), edition=1, by=cast.an, at=make.NOON)

    assert not Event.objects.filter(verb="edit").exists()


def test_the_second_writer_is_shown_the_first_ones_text(cast, dossier):
    edit(dossier=dossier, content=say(dossier, place="Thôn Hạ"), edition=1, by=cast.binh, at=make.NOON)

    with pytest.raises(Stale) as refused:
        edit(dossier=dossier, content=say(dossier, place="Thôn Thượng"), edition=1, by=cast.an, at=make.NOON)

    assert refused.value.theirs.place == "Thôn Hạ"


@pytest.mark.parametrize("who", ["chi", "dung", "giang", "hoa", "quan"])
def test_others_may_not_edit(cast, dossier, who):
    with pytest.raises(NotYours):
        edit(dossier=dossier, content=say(dossier, place="x"), edition=1, by=getattr(cast, who), at=make.NOON)


def test_after_sending_the_content_is_locked_and_only_results_are_added(cast, dossier):
    LIFE.take(dossier, "submit", by=cast.an, at=make.NOON)
    with pytest.raises(CannotRegister, match="Đã gửi đăng ký"):
        edit(dossier=dossier, content=say(dossier, place="x"), edition=1, by=cast.an, at=make.NOON)

    LIFE.take(dossier, "accept", by=cast.binh, at=make.NOON)
    changed = edit(dossier=dossier, content=say(dossier, achieved="2,1 km"), edition=1, by=cast.an, at=make.NOON)

    assert changed.achieved == "2,1 km"


def test_a_model_of_one_year_goes_by_its_new_name_and_one_of_two_years_keeps_its_own(cast, dossier):
    edit(dossier=dossier, content=say(dossier, title="Tên mới"), edition=1, by=cast.an, at=make.NOON)
    dossier.refresh_from_db()
    assert dossier.practice.title == "Tên mới"

    type(dossier).objects.filter(pk=make.dossier(cast.village, cast.campaign).pk).update(practice=dossier.practice)
    edit(dossier=dossier, content=say(dossier, title="Tên khác"), edition=2, by=cast.an, at=make.NOON)
    dossier.practice.refresh_from_db()
    assert dossier.practice.title == "Tên mới"
