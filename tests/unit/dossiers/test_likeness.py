"""Two registrations look alike by their words, whatever their accents; a reader is told only of rows in reach."""

from __future__ import annotations

import pytest

from danvan.dossiers.likeness import Kin, alike, likeness
from danvan.dossiers.models import Dossier
from tests import make

PAIRS = [
    ("Hiến đất làm đường", "hiến đất làm đường", 1.0),
    ("Hiến đất làm đường", "Hien dat lam duong", 1.0),
    ("Hiến đất làm đường", "", 0.0),
    ("một", "hai", 0.0),
    ("abc", "abd", 1 / 3),  # {"  a", " ab", "abc", "bc "} and {"  a", " ab", "abd", "bd "}: 2 of 6
]


@pytest.mark.parametrize(("one", "other", "share"), PAIRS)
def test_likeness_is_the_share_of_common_trigrams(one, other, share):
    assert likeness(one, other) == pytest.approx(share)
    assert likeness(other, one) == pytest.approx(share)


def test_alike_names_the_same_unit_earlier_years_and_other_units(cast):
    earlier = make.campaign(cast.province, first_year=2025, last_year=2025)
    title = "Vận động nhân dân hiến đất làm đường thôn"
    mine = make.dossier(cast.village, cast.campaign, title=title)
    twin = make.dossier(
        cast.village, cast.campaign, title="Vận động nhân dân hiến đất làm đường xóm", method="Khác hẳn"
    )
    before = make.dossier(cast.village, earlier, title=title)
    there = make.dossier(cast.office, cast.campaign, title=title + " 2")
    make.dossier(cast.village, cast.campaign, title="Tổ hòa giải ở cơ sở")
    make.dossier(cast.village, cast.campaign, title=title + ".", state="WITHDRAWN")

    found = {one.pk: (one.kin, one.told) for one in alike(mine, Dossier.objects.all())}

    assert found == {
        before.pk: (Kin.EARLIER, "gần như trùng"),
        there.pk: (Kin.ELSEWHERE, "gần như trùng"),
        twin.pk: (Kin.SAME_YEAR, "khá giống"),
    }


def test_alike_looks_only_among_what_the_reader_may_see(cast):
    mine = make.dossier(cast.village, cast.campaign, title="Tuyến đường hoa thanh niên")
    make.dossier(cast.west, cast.campaign, title="Tuyến đường hoa thanh niên")

    assert alike(mine, Dossier.objects.for_user(cast.binh)) == []


def test_alike_asks_once_however_many_there_are(cast, django_assert_num_queries):
    mine = make.dossier(cast.village, cast.campaign, title="Tuyến đường hoa thanh niên")
    for number in range(6):
        make.dossier(cast.village, cast.campaign, title=f"Tuyến đường hoa thanh niên {number}")

    with django_assert_num_queries(1):
        assert len(alike(mine, Dossier.objects.all())) == 5
