"""Who may be commended: counted by person and unit, by years, with what proves it."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.dossiers.models import Dossier
from danvan.reports.eligible import Sum, Wanted, eligible, of_level
from danvan.units.enums import UnitKind
from tests import make

STAGE = Wanted(2018, 2020)


@pytest.fixture
def years(cast):
    """The campaigns of the east in 2018, 2019 and 2020."""
    theme = make.scheme(("Nông thôn mới", "Kinh tế"))
    return {
        year: make.campaign(cast.east, code=f"dong-{year}", first_year=year, last_year=year, theme_scheme=theme)
        for year in (2018, 2019, 2020)
    }


def person(at, campaign, name="Nguyễn Thị Hòa", **more):
    return make.recognised(at, campaign, holder_kind="INDIVIDUAL", holder_name=name, **more)


def names(found):
    return [(one.name, one.years) for one in found.candidates]


def test_a_person_is_one_however_the_name_is_typed_and_another_unit_is_another_person(cast, years):
    person(cast.village, years[2018], "Nguyễn Thị Hòa")
    person(cast.village, years[2020], "NGUYỄN THỊ  HOÀ")
    person(cast.office, years[2019], "Nguyễn Thị Hòa")

    found = eligible(Dossier.objects.all(), STAGE)

    assert [(one.unit_name, one.years) for one in found.candidates] == [
        ("Đảng bộ xã Đồng Điều", [2018, 2020]), ("Phòng Nội vụ Miền Đông", [2019]),
    ]  # fmt: skip
    assert [one.namesakes for one in found.candidates] == [(), ()]


def test_namesakes_whose_units_are_one_today_are_told_and_never_counted_together(cast, years):
    old = make.unit("OLD", parent=cast.east, name="Đảng bộ xã Cũ")
    person(cast.village, years[2018])
    before = person(old, years[2019])
    Dossier.objects.filter(pk=before.pk).update(counts_in=cast.village)

    found = eligible(Dossier.objects.all(), STAGE)

    assert [one.years for one in found.candidates] == [[2018], [2019]]
    assert [one.namesakes for one in found.candidates] == [("Đảng bộ xã Cũ",), ("Đảng bộ xã Đồng Điều",)]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(2018, 2020, times=3), [("Chi bộ thôn Chè", [2018, 2019, 2020])]),
        (Wanted(2019, 2020, times=2), [("Chi bộ thôn Chè", [2019, 2020]), ("Trần Văn Yên", [2019, 2020])]),
        (Wanted(2018, 2020, holder="INDIVIDUAL"), [("Trần Văn Yên", [2019, 2020])]),
        (Wanted(2018, 2020, kept=True), [("Trần Văn Yên", [2019, 2020])]),
        (Wanted(2018, 2018), [("Tổ dân vận xóm Núi", [2018]), ("Chi bộ thôn Chè", [2018])]),
        (Wanted(2018, 2020, track="COMMUNE"), []),
    ],
)
def test_who_meets_what_is_asked(cast, years, wanted, expected):
    for year in (2018, 2019, 2020):
        make.recognised(cast.village, years[year], holder_name="Chi bộ thôn Chè")
    make.recognised(cast.village, years[2018], holder_name="Tổ dân vận xóm Núi")
    make.recognised(cast.village, years[2018], holder_name="Tổ dân vận xóm Núi", title="Hai mô hình một năm")
    person(cast.village, years[2019], "Trần Văn Yên")
    person(cast.village, years[2020], "Trần Văn Yên", continuity="KEPT")
    make.dossier(cast.village, years[2020], state="DECLINED", holder_name="Tổ dân vận xóm Núi")

    assert names(eligible(Dossier.objects.all(), wanted)) == expected


def test_a_theme_is_asked_for_and_the_totals_are_the_sum_of_their_parts(cast, years):
    rural, economy = years[2018].theme_scheme.themes.order_by("order")
    make.recognised(
        cast.village, years[2018], theme=economy, holder_name="Hợp tác xã Lê", commended_on=date(2020, 9, 7)
    )
    person(cast.village, years[2019], theme=rural)
    make.dossier(cast.village, years[2019], state="DECLINED", theme=rural)
    make.dossier(cast.village, years[2019], state="DRAFT", theme=rural)

    found = eligible(Dossier.objects.all(), Wanted(2018, 2020, theme=economy.pk))

    assert names(found) == [("Hợp tác xã Lê", [2018])]
    assert [(one.ref, one.registered, one.recognised, one.commended) for one in found.by_campaign] == [
        ("dong-2018", (1, 0), (1, 0), (1, 0)), ("dong-2019", (1, 1), (0, 1), (0, 0)),
    ]  # fmt: skip
    assert found.total == sum(found.by_theme, start=Sum("Cộng")) == Sum("Cộng", "", (2, 1), (1, 1), (1, 0))


def test_what_proves_it_and_what_was_given_before(cast, years):
    first, last = (make.recognised(cast.village, years[year], holder_name="Chi bộ thôn Chè") for year in (2018, 2020))
    make.dossier(cast.village, years[2019], state="DECLINED", holder_name="Chi bộ thôn Chè")
    recognised = make.decision(cast.east, first, state="ISSUED")
    given = make.decision(cast.east, last, state="ISSUED", kind="COMMEND", number="2559/QĐ-UBND")
    given.items.update(award="Giấy khen")
    make.decision(cast.east, first, kind="COMMEND")

    (one,) = eligible(Dossier.objects.all(), STAGE).candidates

    assert one.registered == 3
    assert [(proof.dossier, proof.decision) for proof in one.proofs] == [(first.pk, recognised.pk), (last.pk, None)]
    assert [(paper.pk, paper.award) for paper in one.given] == [(given.pk, "Giấy khen")]


def test_six_questions_whatever_the_number_of_rows(cast, years, django_assert_num_queries):
    for number in range(12):
        person(cast.village, years[2018 + number % 3], f"Người {number}")

    with django_assert_num_queries(6):
        assert len(eligible(Dossier.objects.all(), STAGE).candidates) == 12


def test_a_tier_counts_its_own_campaigns_and_those_taken_over_from_its_kind(cast, years):
    own = make.recognised(cast.village, years[2018])
    make.recognised(cast.village, make.campaign(cast.province))
    ended = make.unit("OLD", kind=UnitKind.DISTRICT, parent=cast.province)
    taken = make.recognised(cast.village, make.campaign(ended))
    taken.campaign.keeper = cast.east
    taken.campaign.save(update_fields=["keeper"])

    assert set(Dossier.objects.filter(of_level(cast.east))) == {own, taken}
