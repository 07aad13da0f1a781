"""Copies are counted once a practice, told by their newest year, and followed through every generation."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from danvan.dossiers.enums import Holder, State
from danvan.dossiers.models import Campaign, Dossier, Practice
from danvan.reports.replication import copies_of, copy_counts, family, has_copies, is_copy, origin_of
from tests import make


def copied(of: Dossier, at, campaign, **more) -> Dossier:
    """A dossier of a practice copied from that of another."""
    made = make.dossier(at, campaign, **more)
    Practice.objects.filter(pk=made.practice_id).update(copied_from=of.practice_id)
    made.refresh_from_db()
    return made


@pytest.fixture
def source(cast) -> Dossier:
    Campaign.objects.filter(pk=cast.campaign.pk).update(published_at=make.LONG_AGO)
    cast.campaign.refresh_from_db()
    return make.recognised(cast.village, cast.campaign, title="Hiến đất mở đường")


RECOGNISED = {"state": State.APPROVED, "recognised_on": date(2026, 3, 5)}


@pytest.mark.parametrize(
    ("more", "words", "has_page"),
    [
        (RECOGNISED, "Đã công nhận 2026", True),
        ({"state": State.ACCEPTED}, "Đang thực hiện 2026", False),
        ({"state": State.SENT_BACK}, "Đang thực hiện 2026", False),
        ({"state": State.SUBMITTED}, "Đã đăng ký 2026", False),
        ({"state": State.DECLINED}, "Đã đăng ký 2026", False),
    ],
)
def test_a_copy_is_told_with_unit_and_what_came_of_it(source, cast, more, words, has_page):
    one = copied(source, cast.office, cast.campaign, **more)

    copy = copies_of(source)[0]
    assert (copy.where, copy.state_label) == ("Phòng Nội vụ Miền Đông, Huyện ủy Miền Đông", words)
    assert (copy.pk, copy.place) == ((one.pk, "Thôn Đồng Điều") if has_page else (None, ""))


@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN])
def test_a_draft_or_a_withdrawn_copy_is_nowhere(source, cast, state):
    copied(source, cast.office, cast.campaign, state=state)
    assert copies_of(source) == [] and copy_counts([source]) == {} and family(source).size == 0
    assert not Dossier.objects.filter(has_copies).exists()


def test_what_is_not_out_yet_is_not_counted(source, cast):
    hidden = make.campaign(cast.province)
    copied(source, cast.office, hidden, state=State.SUBMITTED)
    assert copies_of(source) == []
    Campaign.objects.filter(pk=hidden.pk).update(published_at=make.LONG_AGO)
    assert len(copies_of(source)) == 1


def test_one_line_a_practice_by_its_newest_year_with_the_page_of_the_recognised_one(source, cast):
    old = copied(source, cast.office, cast.campaign, year=2025, **RECOGNISED)
    newer = make.dossier(cast.office, cast.campaign, title="Tên mới", state=State.SUBMITTED)
    Dossier.objects.filter(pk=newer.pk).update(practice=old.practice)

    (copy,) = copies_of(source)
    assert (copy.title, copy.year, copy.state_label) == ("Tên mới", 2026, "Đã đăng ký 2026")
    assert (copy.pk, copy.page_title) == (old.pk, old.title)
    assert copy_counts([source, old]) == {source.pk: 1}


def test_an_archive_is_never_under_way(source, cast):
    archive = make.campaign(cast.province, is_archive=True, published_at=make.LONG_AGO)
    copied(source, cast.office, archive, state=State.ACCEPTED)
    assert copies_of(source)[0].state_label == "Đã đăng ký 2026"


def test_an_individual_is_not_named_in_the_title_before_recognition(source, cast):
    person = {"holder_kind": Holder.INDIVIDUAL, "holder_name": "Bà Nông Thị Thử", "title": "Bà Nông Thị Thử dạy chữ"}
    copied(source, cast.office, cast.campaign, state=State.ACCEPTED, **person)
    assert copies_of(source)[0].title == "Một cá nhân dạy chữ"


def test_the_family_is_told_both_ways(source, cast):
    child = copied(source, cast.office, cast.campaign, **RECOGNISED)
    grandchild = copied(child, cast.west, cast.campaign, **RECOGNISED)

    told = family(child)
    assert (told.parent.pk, told.this.pk, [one.pk for one in told.children]) == (source.pk, child.pk, [grandchild.pk])
    assert family(source).size == 2 and len(family(source).children) == 1
    assert [one.pk for one in family(grandchild).forebears] == [child.pk, source.pk]
    assert origin_of(grandchild).pk == child.pk and origin_of(source) is None


def test_an_origin_that_is_not_public_is_not_told(source, cast):
    child = copied(source, cast.office, cast.campaign, **RECOGNISED)
    Dossier.objects.filter(pk=source.pk).update(state=State.WITHDRAWN, recognised_on=None)
    assert origin_of(child) is None and family(child).parent is None
    assert not Dossier.objects.filter(is_copy).exists()


def test_the_filters_say_what_the_counts_say(source, cast):
    child = copied(source, cast.office, cast.campaign, **RECOGNISED)
    copied(source, cast.west, cast.campaign, state=State.ACCEPTED)
    copied(child, cast.west, cast.campaign, state=State.DRAFT)

    everything = list(Dossier.objects.published())
    assert set(Dossier.objects.filter(has_copies)) == {source}
    assert copy_counts(everything) == {source.pk: 2}
    assert {one.pk for one in Dossier.objects.published().filter(is_copy)} == {
        one.pk for one in everything if origin_of(one)
    }


def test_queries_do_not_grow_with_the_copies(source, cast, django_assert_num_queries):
    for _ in range(5):
        copied(source, cast.office, cast.campaign, **RECOGNISED)
    with django_assert_num_queries(1):
        copy_counts([source])
    with django_assert_num_queries(3):
        family(source)


def test_generations_cost_no_more_queries_and_the_seventh_is_told_as_well(source, cast, django_assert_num_queries):
    line = [source]
    for number in range(8):
        line.append(copied(line[-1], cast.office, cast.campaign, title=f"Đời {number}", **RECOGNISED))
    with django_assert_num_queries(4):  # the seventh generation is read with a second look
        told = family(source)
    assert [copy.pk for copy in _all(told.branches)] == [one.pk for one in line[1:]]
    assert [one.pk for one in family(line[-1]).forebears] == [one.pk for one in reversed(line[:-1])]
    with django_assert_num_queries(3):
        family(line[4])


class RandomForests(TestCase):
    """Drawn at random, circles made behind the portal's back among them: everything is told once and ends."""

    @settings(max_examples=25, deadline=None, derandomize=True, database=None)
    @given(st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=6, max_size=6))
    def test_every_practice_stands_at_most_once_in_a_family(self, parents):
        unit = make.unit()
        campaign = make.campaign(unit)
        rows = [make.recognised(unit, campaign) for _ in parents]
        for row, parent in zip(rows, parents, strict=True):
            origin = None if parent is None else rows[parent].practice_id
            Practice.objects.filter(pk=row.practice_id).update(copied_from=origin)
        counts = copy_counts(rows)
        for place, row in enumerate(rows):
            told = family(row)
            met = [told.this, *told.forebears, *_all(told.branches)]
            assert len({one.practice_id for one in met}) == len(met)
            assert counts.get(row.pk, 0) == parents.count(place) == len(copies_of(row))


def _all(branches) -> list:
    return [one for branch in branches for one in (branch.copy, *_all(branch.branches))]
