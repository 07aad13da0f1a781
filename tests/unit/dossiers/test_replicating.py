"""Doing as a recognised model does: one draft however often it is asked for, and never a circle."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from danvan.criteria.models import Theme, ThemeScheme
from danvan.dossiers.actions import NotYours
from danvan.dossiers.content import CannotRegister
from danvan.dossiers.enums import Holder, State
from danvan.dossiers.models import Campaign, Dossier, Practice
from danvan.dossiers.replicating import CannotFollow, follow, followed, forebears, keep_origin, theme_in
from danvan.ledger.models import Event
from tests import make


@pytest.fixture
def road(cast) -> Dossier:
    """A recognised model of the west, in a campaign of its own district with another scheme of themes."""
    there = make.unit("X", parent=cast.west, name="Đảng bộ xã Bản Mới")
    older = make.campaign(cast.west, first_year=2025, last_year=2025)
    return make.recognised(there, older, title="Hiến đất mở đường", achieved="2 km", upkeep="Giữ đường sạch")


def ask(road, cast, **more) -> Dossier:
    wanted = {"source": road, "campaign": cast.campaign, "unit": cast.village, "by": cast.an, "at": make.NOON}
    return follow(**{**wanted, **more})


def test_the_draft_begins_with_what_may_be_taken_over(road, cast):
    draft = ask(road, cast)

    taken = ("title", "objectives", "method", "resources", "upkeep")
    assert [getattr(draft, name) for name in taken] == [getattr(road, name) for name in taken]
    left = ("holder_name", "place", "situation", "forces", "schedule", "outputs", "achieved", "contact")
    assert {getattr(draft, name) for name in left} == {""}
    assert (draft.state, draft.unit, draft.practice.copied_from) == (State.DRAFT, cast.village, road.practice)
    event = Event.objects.get(subject=Event.subject_of(draft), verb="follow")
    assert event.details == {"source": road.pk, "title": road.title, "unit": "Đảng bộ xã Bản Mới", "year": 2025}


def test_the_steps_of_the_story_go_before_the_method(road, cast):
    assert ask(road, cast, steps="Họp thôn\nĐo đất").method == "Họp thôn\nĐo đất"


def test_pressed_twice_it_is_the_same_draft_even_after_it_was_written_on(road, cast):
    draft = ask(road, cast)
    Dossier.objects.filter(pk=draft.pk).update(title="Tên khác", state=State.SUBMITTED)

    assert ask(road, cast, at=make.NOON + timedelta(hours=1)).pk == draft.pk
    assert Event.objects.filter(verb="follow").count() == 1


def test_after_it_was_withdrawn_another_is_begun(road, cast):
    draft = ask(road, cast)
    Dossier.objects.filter(pk=draft.pk).update(state=State.WITHDRAWN)

    again = ask(road, cast)
    assert (again.pk != draft.pk, again.state) == (True, State.DRAFT)


def test_who_may_not_register_for_the_unit_gets_nothing(road, cast):
    ask(road, cast)
    with pytest.raises(NotYours):
        ask(road, cast, by=cast.chi)
    assert Dossier.objects.filter(unit=cast.village).count() == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"recognised_on": None}, "đã được công nhận"),
        ({"track": "COMMUNE"}, "đã được công nhận"),
        ({"mine": True}, "hãy đăng ký tiếp"),
        ({"archive": True}, "không nhận đăng ký mới"),
        ({"unopened": True}, "không nhận đăng ký mới"),
    ],
)
def test_some_models_cannot_be_followed(road, cast, change, says):
    at = cast.village if change.pop("mine", False) else road.unit
    state = {"is_archive": change.pop("archive", False)}
    state |= {"opened_at": None} if change.pop("unopened", False) else {}
    Campaign.objects.filter(pk=cast.campaign.pk).update(**state)
    Dossier.objects.filter(pk=road.pk).update(counts_in=at, **change)
    road.refresh_from_db()

    with pytest.raises(CannotFollow, match=says):
        ask(road, cast, campaign=Campaign.objects.get(pk=cast.campaign.pk))
    assert not Dossier.objects.filter(unit=cast.village).exists()


def test_a_model_that_stands_already_is_not_doubled(road, cast):
    make.dossier(cast.village, cast.campaign, title=road.title, holder_name="")
    with pytest.raises(CannotRegister, match="đã được đăng ký"):
        ask(road, cast)
    assert followed(road, cast.campaign, cast.village) is None


def test_the_name_of_an_individual_is_not_carried_elsewhere(road, cast):
    name = {"holder_kind": Holder.INDIVIDUAL, "holder_name": "Ông Nông Văn Thử, thôn Nà Pài"}
    Dossier.objects.filter(pk=road.pk).update(**name, title="Ông Nông Văn Thử hiến đất", method="Ông Thử đến từng nhà")
    road.refresh_from_db()

    draft = ask(road, cast)
    assert "Thử" not in draft.title + draft.method
    assert draft.title == "Một cá nhân hiến đất"


def scheme_of(cast, *themes: tuple[str, str]) -> ThemeScheme:
    """The scheme of the campaign with these themes: name and which of the common four."""
    scheme = cast.campaign.theme_scheme
    scheme.themes.all().delete()
    for order, (name, common) in enumerate(themes, 1):
        Theme.objects.create(scheme=scheme, code=f"N-{order}", name=name, order=order, common=common, aliases=["Xưa"])
    return scheme


@pytest.mark.parametrize(
    ("was", "offered", "found"),
    [
        (("Kinh tế", "ECONOMY"), [("Kinh  tế", "SOCIETY"), ("Nông thôn", "ECONOMY")], "N-1"),
        (("Nông thôn mới", "ECONOMY"), [("Phát triển", "ECONOMY"), ("Văn hóa", "SOCIETY")], "N-1"),
        (("Nông thôn mới", "ECONOMY"), [("Phát triển", "ECONOMY"), ("Thương mại", "ECONOMY")], None),
        (("Quốc phòng", "DEFENCE"), [("Văn hóa", "SOCIETY")], None),
    ],
)
def test_the_theme_is_found_in_the_new_scheme_or_left_open(road, cast, was, offered, found):
    scheme_of(cast, *offered)
    theme = Theme(scheme=road.campaign.theme_scheme, name=was[0], common=was[1])

    mapped = theme_in(cast.campaign, theme)
    assert (mapped.code if mapped else None) == found


def test_what_it_was_copied_from_before_stays(road, cast):
    draft = ask(road, cast)
    other = make.recognised(cast.west, cast.campaign)
    with pytest.raises(CannotFollow, match="một mô hình khác"):
        keep_origin(draft.practice, other.practice)


PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


class RandomTrees(TestCase):
    """Whatever is tried in whatever order, the copies stay a forest."""

    @settings(
        max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
    )
    @given(PAIRS)
    def test_no_practice_ever_comes_from_itself(self, pairs):
        unit = make.unit()
        for number in range(8):
            Practice.objects.create(title=f"M{number}", holder_kind="COLLECTIVE", holder_name="", unit=unit)
        pks = list(Practice.objects.order_by("pk").values_list("pk", flat=True))
        parents: dict[int, int] = {}
        for copy, origin in pairs:
            self._try(pks, copy, origin, parents)
        for pk in pks:
            assert pk not in forebears(Practice.objects.get(pk=pk))

    def _try(self, pks, copy, origin, parents):
        """Say by hand whether it must be refused, then ask."""
        line, above = [], origin
        while above is not None:
            line.append(above)
            above = parents.get(above)
        refused = copy in line or parents.get(copy, origin) != origin
        practices = Practice.objects.in_bulk(pks)
        try:
            keep_origin(practices[pks[copy]], practices[pks[origin]])
        except CannotFollow:
            assert refused
        else:
            assert not refused
            parents[copy] = origin
