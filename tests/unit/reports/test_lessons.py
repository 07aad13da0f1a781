"""The lessons of a year: three units worked out by hand."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.criteria.models import Criterion, Remark
from danvan.dossiers.cards import Evidence
from danvan.dossiers.models import Dossier
from danvan.papers.lessons import lessons_paper
from danvan.reports.lessons import lessons, years_of
from tests import make
from tests.unit.criteria import lists

# what each unit gave itself, what its board found, and what the province found at last
UNITS = {"Xã An": ("YYYYA", "YNYYA", "YNYNA"), "Xã Bình": ("YYNYY", "YYNYY", "YYNNY"),
         "Xã Cao": ("YNYYY", "YNYYY", "YNYNY")}  # fmt: skip


@pytest.fixture
def version(cast):
    """Five lines; proof is asked for on 1 and 4, and only Bình sent a file, for 1."""
    version = lists.of(cast.province, 5)
    version.criteria.filter(order__in=(1, 4)).update(evidence_required=True)
    lists.scored_by(cast, version)
    for name, (own, board, final) in UNITS.items():
        dossier = lists.judged(cast, make.unit(parent=cast.east, name=name), final, own=own)
        make.card(dossier, "SUPERIOR", marks=board, state="SIGNED")
        if name == "Xã Bình":
            prove(dossier, lists.lines(version)[0])
            prove(dossier, lists.lines(version)[3], removed_at=make.NOON)
    return version


def prove(dossier, criterion, **more) -> None:
    Evidence.objects.create(
        dossier=dossier, criterion=criterion, name="bb.pdf", content_type="application/pdf", size=1,
        sha256="0" * 64, added_by=make.author(), added_at=make.NOON, **more,
    )  # fmt: skip


def told(version, dossiers=None):
    return lessons(version, 2026, Dossier.objects.all() if dossiers is None else dossiers, Remark.objects.all())


# number -> met of judged, claimed, cut, without proof, met by all, met by none
FIGURES = {
    1: (3, 3, 3, 0, 2, True, False), 2: (1, 3, 2, 1, 0, False, False), 3: (2, 3, 2, 0, 0, False, False),
    4: (0, 3, 3, 3, 3, False, True), 5: (2, 2, 2, 0, 0, True, False),
}  # fmt: skip


@pytest.mark.parametrize("number", FIGURES)
def test_figures_of_a_criterion(version, number):
    line = told(version).lines[number - 1]
    got = (line.met, line.judged, line.claimed, line.cut, line.bare, line.is_met_by_all, line.is_met_by_none)
    assert got == FIGURES[number]


def test_units_stand_in_their_order_with_final_marks(version):
    found = told(version)
    assert [(unit.name, unit.superior, unit.marks) for unit in found.units] == [
        (name, "Huyện ủy Miền Đông", final) for name, (_, _, final) in UNITS.items()
    ]
    assert (found.passed, found.said) == (3, 0)


def test_only_the_dossiers_given_are_counted(cast, version):
    assert told(version, Dossier.objects.for_user(cast.chi)).units == []
    assert len(told(version, Dossier.objects.for_user(cast.binh)).units) == 3
    assert years_of(version, Dossier.objects.for_user(cast.binh)) == [2026]
    assert years_of(version, Dossier.objects.for_user(cast.chi)) == []


def test_a_unit_without_a_final_card_is_not_there_yet(cast, version):
    dossier = make.dossier(cast.village, cast.campaign, track="COMMUNE", state="SENT", theme=None)
    make.card(dossier, marks="YYYYY", state="SIGNED")
    assert len(told(version).units) == 3


def test_one_unit_alone_says_nothing_about_everyone(cast):
    version = lists.of(cast.province)
    lists.scored_by(cast, version)
    lists.judged(cast, cast.village, "YNY")
    assert not any(line.is_met_by_all or line.is_met_by_none for line in told(version).lines)


def test_the_lessons_of_any_size_ask_four_queries(cast, version):
    for size in (0, 6):
        for number in range(size):
            lists.judged(cast, make.unit(parent=cast.west, name=f"Xã {number}"), "YYYYY")
        with CaptureQueriesContext(connection) as queries:
            told(version)
        assert len(queries) == 4


def test_the_note_gathers_figures_and_remarks(cast, version):
    line = Criterion.objects.get(version=version, order=2)
    Remark.objects.create(
        criterion=line, unit=cast.village, year=2026, text="Viết rõ <đạt khi>", author=cast.an, at=make.NOON
    )

    html = lessons_paper(told(version), board="Tỉnh ủy Miền Trên", at=make.NOON).html

    assert "TỈNH ỦY MIỀN TRÊN" in html
    assert "3 đơn vị có kết quả cuối cùng, 3 đơn vị đạt ngưỡng; 1 góp ý." in html
    assert "Ai cũng đạt, cân nhắc nâng yêu cầu hoặc bỏ: tiêu chí 1, 5." in html
    assert "Không ai đạt, cân nhắc sửa yêu cầu hoặc hướng dẫn: tiêu chí 4." in html
    assert '<td class="note-figure">1/3 (33,3 %)</td><td class="note-figure">1/2 (50 %)</td>' in html
    assert "Đảng bộ xã Đồng Điều: Viết rõ &lt;đạt khi&gt;" in html
